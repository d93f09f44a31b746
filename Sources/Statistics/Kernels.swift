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

  static func dot(_ a: UnsafeMutablePointer<Double>, _ b: UnsafeMutablePointer<Double>, count: Int) -> Double {
    dot(UnsafePointer(a), UnsafePointer(b), count: count)
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
