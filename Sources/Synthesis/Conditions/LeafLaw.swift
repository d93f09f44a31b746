import Statistics

/// The distribution of a cascade's leaf, read the other way round: how much of it lies below a place.
extension CascadeDrawing {
  /// The share of the leaf's draws below a place of the uniform axis: the inverse of `draw(leaf:uniform:)` where that rises.
  ///
  /// It does not rise everywhere: next to an atom a block keeps its full width, so that its end may lie beyond the start of the
  /// atom's middle half, or before the end of the one below. Places in such an overlap, of half a block at most, count as
  /// belonging to the lower knot, which errs by no more than the two knots' rows.
  /// - Parameter ends: of all knots, as `CascadeLeaves.ends` gives them, where they are known: they are asked for again and again.
  @inline(__always)
  func share(below place: Double, leaf: Int, ends: UnsafePointer<Double>? = nil) -> Double {
    let (first, end) = (Int(starts[leaf]), Int(starts[leaf &+ 1]))
    var (low, high) = (first, end)
    while low < high {
      let middle = (low &+ high) >> 1
      let stop = ends.map { $0[middle] } ?? value(knot: middle, fraction: 1, first: first, end: end)
      if stop > place { high = middle } else { low = middle &+ 1 }
    }
    guard low < end else { return 1 }
    let total = Double(cumulative[end &- 1])
    let below = low == first ? 0 : Double(cumulative[low &- 1])
    let rows = Double(cumulative[low]) - below
    return (below + rows * fraction(at: place, knot: low, first: first, end: end)) / total
  }

  /// Which part of a knot's draws lies below a place that is below its end.
  @inline(__always)
  private func fraction(at place: Double, knot: Int, first: Int, end: Int) -> Double {
    let start = value(knot: knot, fraction: 0, first: first, end: end)
    guard place > start else { return 0 }
    let middle = value(knot: knot, fraction: 0.5, first: first, end: end)
    if place < middle { return 0.5 * (place - start) / (middle - start) }
    let stop = value(knot: knot, fraction: 1, first: first, end: end)
    return stop > middle ? 0.5 + 0.5 * (place - middle) / (stop - middle) : 0.5
  }
}

extension CascadeLeaves {
  /// Where each knot ends on the uniform axis.
  var ends: [Double] {
    var ends = [Double](repeating: 0, count: knots.count)
    withDrawing { drawing in
      for leaf in 0..<leafCount {
        let (first, end) = (Int(starts[leaf]), Int(starts[leaf + 1]))
        for knot in first..<end { ends[knot] = drawing.value(knot: knot, fraction: 1, first: first, end: end) }
      }
    }
    return ends
  }
}
