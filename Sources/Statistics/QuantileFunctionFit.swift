/// Fits a quantile function so that every cell is supported by at least `k` rows and no edge is a record's own value.
///
/// Values repeated often are atoms; the runs between them are cut into cells of about n / 512 rows, finer towards both ends so
/// that skewed tails keep their shape. The outer edges are extrapolated from the k most extreme rows (see
/// `QuantileFunctionFit.outerEdge`), so that one wild record cannot move them.
package struct QuantileFunctionFit: Sendable {
  /// No cell holds fewer rows. At least 1.
  package var k = 11
  /// The number of cells that an evenly spread column gets; twice as many from 2¹⁷ rows, where charts show finer errors.
  package var targetCells = 512
  /// Up to so many values held by k rows are all atoms; beyond it only local spikes are.
  package var maximumAtoms = 1000
  /// The same where every value is held by k rows: a date that others follow from must come out exactly.
  package var maximumDiscreteAtoms = 20_000
  /// Where the values lie on a grid.
  package var grid: QuantileFunctionGrid?
  /// Round amounts to which outer edges are rounded, increasing; empty: powers of ten.
  package var units: [Double] = []
  /// Values outside cannot exist (the hours of a day).
  package var bounds: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  package init() {}

  /// - Returns: nil where fewer than k rows are there.
  /// - Complexity: O(number of distinct values)
  package func fit(_ sample: QuantileFunctionSample) -> QuantileFunction? {
    guard sample.total >= max(1, k) else { return nil }
    let pieces = QuantileFunctionPieces(sample: sample, fit: self).pieces
    var cells: [QuantileFunction.Cell] = []
    for piece in pieces {
      switch piece {
      case .atom(let index, let rows): cells.append(cell(sample.values[index], sample.values[index], rows, sample))
      case .run(let range, let rows): cells += self.cells(of: range, rows: rows, sample)
      }
    }
    return QuantileFunction(cells: repaired(cells))
  }

  private func cell(_ lower: Double, _ upper: Double, _ rows: Int, _ sample: QuantileFunctionSample)
    -> QuantileFunction.Cell
  {
    .init(lower: lower, upper: upper, share: Self.rounded(Double(rows) / Double(sample.total), digits: 4))
  }

  /// Cuts a run of neighbouring distinct values into cells.
  private func cells(of range: Range<Int>, rows: [Int], _ sample: QuantileFunctionSample) -> [QuantileFunction.Cell] {
    let parts = QuantileFunctionPieces.split(range, rows: rows, total: sample.total, before: sample, fit: self)
    return parts.map { part in
      let lower =
        part.range.lowerBound == 0
        ? outerEdge(of: sample, upper: false) : edge(below: part.range.lowerBound, sample)
      let upper =
        part.range.upperBound == sample.values.count
        ? outerEdge(of: sample, upper: true) : edge(below: part.range.upperBound, sample)
      return cell(lower, upper, part.rows, sample)
    }
  }

  /// The edge between a distinct value and the one before it: never a value itself.
  private func edge(below index: Int, _ sample: QuantileFunctionSample) -> Double {
    let (low, high) = (sample.values[index - 1], sample.values[index])
    if let grid {
      return grid.edge(aboveIndex: ((grid.index(of: low) + grid.index(of: high) - 1) / 2).rounded(.down))
    }
    return Self.roundest(between: low, and: high)
  }

  /// The outer edges were extrapolated, so keep the order where rounding broke it.
  private func repaired(_ cells: [QuantileFunction.Cell]) -> [QuantileFunction.Cell] {
    var edge = -Double.infinity
    return cells.map { cell in
      var cell = cell
      cell.lower = max(cell.lower, edge)
      cell.upper = max(cell.upper, cell.lower)
      edge = cell.upper
      return cell
    }
  }

  /// `share` with a number of significant digits.
  package static func rounded(_ share: Double, digits: Int) -> Double {
    guard share > 0, share.isFinite else { return 0 }
    var exponent = digits
    var scaled = share
    while scaled < 0.1 && exponent < 300 { (scaled, exponent) = (scaled * 10, exponent + 1) }
    while scaled >= 1 && exponent > -300 { (scaled, exponent) = (scaled / 10, exponent - 1) }
    let power = QuantileFunctionGrid.powerOfTen(exponent)
    return exponent >= 0 ? (share * power).rounded() / power : (share / power).rounded() * power
  }

  /// A number of either sign in so many significant digits.
  package static func significant(_ number: Double, digits: Int) -> Double {
    number < 0 ? -rounded(-number, digits: digits) : rounded(number, digits: digits)
  }

  /// The number with the fewest decimal digits in the middle half of an interval.
  static func roundest(between low: Double, and high: Double) -> Double {
    let (from, to) = (low * 0.75 + high * 0.25, low * 0.25 + high * 0.75)
    let middle = low / 2 + high / 2
    guard from < to, (to - from).isFinite else { return middle }
    var exponent = 0
    var width = to - from
    while width >= 1 && exponent > -300 { (width, exponent) = (width / 10, exponent - 1) }
    while width < 0.1 && exponent < 300 { (width, exponent) = (width * 10, exponent + 1) }
    for digits in (exponent - 1)...(exponent + 1) {
      let power = QuantileFunctionGrid.powerOfTen(digits)
      let round = digits >= 0 ? (middle * power).rounded() / power : (middle / power).rounded() * power
      if from...to ~= round { return round }
    }
    return middle
  }
}
