/// Where in a list of edges to search for a value: the range of edges is cut into equal slices, and each knows the edges in it.
struct EdgeGuide: Equatable, Sendable {
  private let lowest: Double
  private let perUnit: Double
  /// For each slice the first edge that lies in it or in a later one.
  private let places: [Int32]

  /// - Parameters:
  ///   - edges: at least one, non-decreasing.
  ///   - lowest: not above the first.
  init(_ edges: [Double], lowest: Double) {
    let slices = min(1 << 16, max(64, edges.count * 4))
    let width = edges[edges.count - 1] - lowest
    let perUnit = width > 0 && width.isFinite ? Double(slices) / width : 0
    var place = 0
    places = (0...slices).map { slice in
      while place < edges.count - 1, Self.slice(of: edges[place], lowest, perUnit, slices) < slice { place += 1 }
      return Int32(place)
    }
    (self.lowest, self.perUnit) = (lowest, perUnit)
  }

  /// Never decreases in the value, whatever the rounding, so a value and its edge cannot pass each other; 0 for what is no number.
  @inline(__always)
  private static func slice(of value: Double, _ lowest: Double, _ perUnit: Double, _ slices: Int) -> Int {
    Int(truncatingIfNeeded: min(FastRounding.integer(max(0, (value - lowest) * perUnit)), Int64(slices &- 1)))
  }

  /// The first edge that is not below `value`, or the last.
  @inline(__always)
  func place(of value: Double, edge: (Int) -> Double) -> Int {
    places.withUnsafeBufferPointer { places in
      let slice = Self.slice(of: value, lowest, perUnit, places.count &- 1)
      var low = Int(places[slice])
      var high = Int(places[slice &+ 1])
      while low < high {
        let middle = (low &+ high) >> 1
        if edge(middle) >= value { high = middle } else { low = middle &+ 1 }
      }
      return low
    }
  }
}
