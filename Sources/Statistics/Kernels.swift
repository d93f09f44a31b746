/// Small loops over raw numbers that the rest of Statistics is built on.
enum Kernels {
  /// Σ a[i] b[i] with 16 running sums, so that the order of additions is fixed and the loop vectorises.
  @inline(__always)
  static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    var first = SIMD8<Double>.zero
    var second = SIMD8<Double>.zero
    var index = 0
    while index &+ 16 <= count {
      first += load8(a + index) * load8(b + index)
      second += load8(a + index + 8) * load8(b + index + 8)
      index &+= 16
    }
    var sum = (first + second).sum()
    while index < count {
      sum += a[index] * b[index]
      index &+= 1
    }
    return sum
  }

  /// Over the shorter length.
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let left = a.baseAddress, let right = b.baseAddress else { return 0 }
        return dot(left, right, count: min(a.count, b.count))
      }
    }
  }

  static func dot(_ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>, count: Int) -> Double {
    dot(UnsafePointer(a), UnsafePointer(b), count: count)
  }

  /// The products of `a` with four columns of `count` numbers, `stride` apart.
  @inline(__always)
  static func dots(
    _ a: UnsafePointer<Double>, with b: UnsafePointer<Double>, stride: Int, count: Int
  ) -> SIMD4<Double> {
    var (first, second) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (third, fourth) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var index = 0
    while index &+ 4 <= count {
      let own = load4(a + index)
      let other = b + index
      first += own * load4(other)
      second += own * load4(other + stride)
      third += own * load4(other + 2 &* stride)
      fourth += own * load4(other + 3 &* stride)
      index &+= 4
    }
    var sums = SIMD4(first.sum(), second.sum(), third.sum(), fourth.sum())
    while index < count {
      let other = b + index
      sums += a[index] * SIMD4(other[0], other[stride], other[2 &* stride], other[3 &* stride])
      index &+= 1
    }
    return sums
  }

  @inline(__always)
  private static func load4(_ pointer: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Double>.self)
  }

  @inline(__always)
  private static func load8(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
  }

  /// The largest magnitude of `values`; 0 for none.
  static func largestMagnitude(_ values: [Double]) -> Double {
    values.reduce(0) { max($0, abs($1)) }
  }
}
