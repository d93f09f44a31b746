/// A monotone map from (0, 1) to values, made of cells in increasing order: the shape of a column without its records.
///
/// A cell spreads its share evenly between its edges; a cell with `lower == upper` is an *atom*, one repeated value. Values of
/// neighbouring cells never overlap, so `value(at:)` never decreases in u.
///
/// - Invariant: at least one cell; all edges finite and non-decreasing over the whole list; shares positive. Shares need not
///   sum to 1: they are normalised for drawing and kept as given.
package struct QuantileFunction: Equatable, Sendable {
  package struct Cell: Equatable, Sendable {
    package var lower: Double
    package var upper: Double
    package var share: Double
    package init(lower: Double, upper: Double, share: Double) {
      self.lower = lower
      self.upper = upper
      self.share = share
    }
    package var isAtom: Bool { lower == upper }
  }

  package let cells: [Cell]
  /// The cumulative share before each cell, and 1 at the end.
  let starts: [Double]
  private let guide: SliceGuide
  let edges: EdgeGuide

  /// - Precondition: the invariant; check data from outside with `problem(in:)` first.
  package init(cells: [Cell]) {
    let problem = Self.problem(in: cells)
    precondition(problem == nil, "\(problem.map { "cell \($0.cell): \($0.expected)" } ?? "")")
    let starts = Self.cumulative(cells)
    self.cells = cells
    self.starts = starts
    guide = SliceGuide(ends: starts.dropFirst())
    edges = EdgeGuide(cells.map(\.upper), lowest: cells[0].lower)
  }

  package var lowest: Double { cells[0].lower }
  package var highest: Double { cells[cells.count - 1].upper }

  /// The value below which a share `u` of the rows lies; u outside (0, 1) gives the outermost value, the lowest for what is
  /// not a number.
  package func value(at u: Double) -> Double { value(inCell: index(at: u), at: u > 0 ? u : 0) }

  /// The cell that holds `u`.
  @inline(__always)
  package func index(at u: Double) -> Int {
    guard u > 0 else { return 0 }
    guard u < 1 else { return cells.count - 1 }
    return starts.withUnsafeBufferPointer { starts in
      var cell = guide.withPlaces { $0.start(for: u) }
      // A step without a jump is mostly enough.
      cell &+= starts[cell &+ 1] <= u ? 1 : 0
      while starts[cell &+ 1] <= u { cell &+= 1 }
      return cell
    }
  }

  @inline(__always)
  package func value(inCell cell: Int, at u: Double) -> Double {
    cells.withUnsafeBufferPointer { cells in
      starts.withUnsafeBufferPointer { starts in
        let (lower, upper) = (cells[cell].lower, cells[cell].upper)
        if lower == upper { return lower }
        let part = min(max((u - starts[cell]) / (starts[cell &+ 1] - starts[cell]), 0), 1)
        return min(max(lower * (1 - part) + upper * part, lower), upper)
      }
    }
  }

  /// Mean and standard deviation of the values drawn, from the cells alone.
  package var moments: (mean: Double, standardDeviation: Double) {
    var mean = 0.0
    for (cell, start, end) in zip3(cells, starts, starts.dropFirst()) {
      mean += (end - start) * (cell.lower / 2 + cell.upper / 2)
    }
    var variance = 0.0
    for (cell, start, end) in zip3(cells, starts, starts.dropFirst()) {
      let (low, high) = (cell.lower - mean, cell.upper - mean)
      variance += (end - start) * (low * low + low * high + high * high) / 3
    }
    return (mean, variance.squareRoot())
  }

  /// What breaks the invariant first: the cell's number and what was expected of it.
  package static func problem(in cells: [Cell]) -> (cell: Int, expected: String)? {
    if cells.isEmpty { return (0, "at least one cell") }
    var edge = -Double.infinity
    for (index, cell) in cells.enumerated() {
      guard cell.lower.isFinite, cell.upper.isFinite else { return (index, "finite edges") }
      guard cell.lower >= edge, cell.upper >= cell.lower else { return (index, "edges that never decrease") }
      guard cell.share > 0, cell.share.isFinite else { return (index, "a share above 0") }
      edge = cell.upper
    }
    return nil
  }

  private func zip3<A: Sequence, B: Sequence, C: Sequence>(_ a: A, _ b: B, _ c: C)
    -> [(A.Element, B.Element, C.Element)]
  {
    zip(a, zip(b, c)).map { ($0, $1.0, $1.1) }
  }

  private static func cumulative(_ cells: [Cell]) -> [Double] {
    let total = cells.reduce(0) { $0 + $1.share }
    var sum = 0.0
    var starts = [0.0]
    for cell in cells {
      sum += cell.share
      starts.append(min(sum / total, 1))
    }
    starts[cells.count] = 1
    return starts
  }
}
