import CDrawKernels

/// Where to begin a look-up in a list of increasing ends: for each of equally wide slices of [0, 1) the first place whose end lies
/// above the slice's lower end, so that a search is a step or two.
package struct SliceGuide: Equatable, Sendable {
  private let places: [Int32]
  private let slices: Double

  /// - Parameters:
  ///   - ends: non-decreasing, the last is taken to lie above all that is looked up.
  ///   - least: slices at least, 1...65,536. With more of them less is left to search, in more memory.
  package init(ends: some RandomAccessCollection<Double>, least: Int = 64) {
    let ends = Array(ends)
    let count = min(1 << 16, max(least, ends.count * 4))
    var place = 0
    places = (0...count).map { slice in
      while place < ends.count - 1 && ends[place] <= (Double(slice) - 0.5) / Double(count) { place += 1 }
      return Int32(place)
    }
    slices = Double(count)
  }

  @inline(__always)
  func withPlaces<Result>(_ body: (Places) -> Result) -> Result {
    places.withUnsafeBufferPointer { body(Places(places: $0, slices: slices)) }
  }

  /// The guide as the kernels take it.
  func withGuide(_ body: (rs_guide) -> Void) {
    places.withUnsafeBufferPointer { body(rs_guide(guide: $0.baseAddress, slices: slices)) }
  }

  struct Places {
    fileprivate let places: UnsafeBufferPointer<Int32>
    fileprivate let slices: Double

    /// A place at or before the one wanted; some place for what is not in [0, 1].
    @inline(__always)
    func start(for uniform: Double) -> Int {
      // Half a slice below the middle: the slice itself or, on its very edge, the one before.
      let slice = FastRounding.integer(uniform * slices - 0.5)
      return Int(places[Int(truncatingIfNeeded: min(max(slice, 0), Int64(places.count &- 1)))])
    }
  }
}

/// Rounding without a call into the mathematics library, which an old instruction set needs: a double of 2⁵² and more has no bits
/// behind the point, so adding such a number rounds.
enum FastRounding {
  /// Larger numbers may come out wrong.
  static let largest = 2.2e15
  private static let shift = 0x1.8p52

  /// The nearest whole number, halves to the even one.
  @inline(__always)
  static func nearest(_ value: Double) -> Double { (value + shift) - shift }

  /// The largest whole number that is not above `value`.
  @inline(__always)
  static func floor(_ value: Double) -> Double {
    let near = nearest(value)
    return near > value ? near - 1 : near
  }

  /// A whole number as an integer.
  @inline(__always)
  static func integer(_ whole: Double) -> Int64 {
    Int64(bitPattern: (whole + shift).bitPattern &- shift.bitPattern)
  }
}
