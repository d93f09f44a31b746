import Statistics
import Tables

/// The law of the distance between two columns of which one is never above the other, in storage units.
struct GapLaw: Equatable, Sendable {
  let function: QuantileFunction
  let grid: QuantileFunctionGrid?

  init(function: QuantileFunction, grid: QuantileFunctionGrid?) { (self.function, self.grid) = (function, grid) }

  /// - Throws: `.badParameter`.
  init(_ parameters: Parameters) throws(SynthesisError) {
    let reader = ParameterReader(parameters, column: "")
    function = try QuantileParameters.function(reader)
    grid = try QuantileParameters.grid(reader)
  }

  var parameters: Parameters { QuantileParameters.parameters(of: function, grid: grid) }

  /// A distance within bounds, drawn from the law given them; nil where it has hardly a share there.
  func draw(_ uniform: Double, within bounds: ClosedRange<Double>) -> Double? {
    let lower = function.uniform(of: bounds.lowerBound)
    let upper = bounds.upperBound.isFinite ? function.uniform(of: bounds.upperBound) : 1
    guard upper - lower > 1e-9 else { return nil }
    let value = function.value(at: min(max(lower + uniform * (upper - lower), 0x1p-53), 1 - 0x1p-53))
    return min(max(grid?.rounded(value) ?? value, bounds.lowerBound), bounds.upperBound)
  }
}

/// Keeps a column of numbers or instants between others of the row, and in the ranges that its rules give.
///
/// A value that is out of bounds is replaced: behind another column by a distance from the law of their gap, cut to what the
/// bounds leave; else by the column's own law, cut likewise.
struct BoundsStep: RowStep {
  /// Another column of the row as a bound.
  struct Neighbour: Sendable {
    let part: Int
    /// The least distance: 0, or one step where it is strict.
    let distance: Double
    let law: GapLaw?
    /// In which rows it is a bound; nil: in all.
    let when: Predicate?

    /// Where any number can be shown, what two doubles differ by at the least.
    func distance(at value: Double) -> Double { distance > 0 ? max(distance, value.magnitude * 0x1p-50) : 0 }
  }

  /// By group of another column.
  struct GroupRange: Sendable {
    let part: Int
    let groups: ValueList
    let lower: [Double]
    let upper: [Double]
  }

  let part: Int
  /// Columns that are never above it, and such that are never below it.
  let below: [Neighbour]
  let above: [Neighbour]
  let ranges: [GroupRange]
  /// What leaves room for the columns that are bound by it.
  let room: ClosedRange<Double>
  /// Between the values that the column can show; 0 where any is one.
  let step: Double
  let names: [String]
  let reads: [Int]

  var writes: [Int] { [part] }
  var phase: RowPhase { .bounds }

  private struct Bounds {
    var lower: [Double]
    var upper: [Double]
    /// By row which neighbour gives the bound: 0... for those below, ~0... for those above.
    var source: [Int?]
  }

  func apply(to rows: inout PlannedRows) {
    guard let column = rows.columns[part], let numbers = column.storedNumbers else { return }
    let bounds = self.bounds(rows)
    let broken = numbers.indices.filter {
      !column.isMissing($0) && (numbers[$0] < bounds.lower[$0] || numbers[$0] > bounds.upper[$0])
    }
    guard !broken.isEmpty else { return }
    let uniforms = rows.ownUniforms("bounds \(rows.parts[part].recipe.name)", broken)
    var (values, open): ([Double], [Int]) = ([], [])
    for (place, row) in broken.enumerated() {
      let value = gapValue(row, uniforms[place], bounds, rows)
      if value == nil { open.append(place) }
      values.append(value ?? 0)
    }
    let own = ownValues(open.map { broken[$0] }, open.map { uniforms[$0] }, bounds, rows)
    for (place, value) in zip(open, own) { values[place] = value }
    for (place, row) in broken.enumerated() {
      values[place] = held(values[place], bounds.lower[row], bounds.upper[row])
    }
    rows.set(part, rows: broken, to: column.storage(of: values))
  }

  private func bounds(_ rows: PlannedRows) -> Bounds {
    let count = rows.rowCount
    var bounds = Bounds(
      lower: Array(repeating: room.lowerBound, count: count), upper: Array(repeating: room.upperBound, count: count),
      source: Array(repeating: nil, count: count))
    for range in ranges {
      guard let group = rows.columns[range.part] else { continue }
      for (row, code) in range.groups.codes(of: group).enumerated() where code >= 0 {
        bounds.lower[row] = max(bounds.lower[row], range.lower[Int(code)])
        bounds.upper[row] = min(bounds.upper[row], range.upper[Int(code)])
      }
    }
    let present = (below + above).contains { $0.when != nil } ? rows.columns.compactMap { $0 } : []
    for (place, neighbour) in below.enumerated() {
      each(neighbour, rows, present) { row, value in
        let least = value + neighbour.distance(at: value)
        guard least > bounds.lower[row] else { return }
        bounds.lower[row] = least
        bounds.source[row] = place
      }
    }
    for (place, neighbour) in above.enumerated() {
      each(neighbour, rows, present) { row, value in
        let most = value - neighbour.distance(at: value)
        guard most < bounds.upper[row] else { return }
        bounds.upper[row] = most
        if bounds.source[row] == nil { bounds.source[row] = ~place }
      }
    }
    return bounds
  }

  private func each(
    _ neighbour: Neighbour, _ rows: PlannedRows, _ present: [Column], _ body: (_ row: Int, _ value: Double) -> Void
  ) {
    guard let column = rows.columns[neighbour.part], let numbers = column.storedNumbers else { return }
    let applies = neighbour.when?.mask(over: present, rowCount: rows.rowCount)
    for row in numbers.indices where !column.isMissing(row) && applies?[row] != false { body(row, numbers[row]) }
  }

  private func gapValue(_ row: Int, _ uniform: Double, _ bounds: Bounds, _ rows: PlannedRows) -> Double? {
    guard let source = bounds.source[row] else { return nil }
    let isBelow = source >= 0
    let neighbour = isBelow ? below[source] : above[~source]
    guard let law = neighbour.law, let base = rows.columns[neighbour.part]?.storedNumbers?[row] else { return nil }
    let (lower, upper) = (bounds.lower[row], bounds.upper[row])
    guard lower <= upper else { return nil }
    let range = isBelow ? (lower - base)...(upper - base) : (base - upper)...(base - lower)
    return law.draw(uniform, within: range).map { isBelow ? base + $0 : base - $0 }
  }

  /// Values of the column's own law between the bounds.
  private func ownValues(_ broken: [Int], _ uniforms: [Double], _ bounds: Bounds, _ rows: PlannedRows) -> [Double] {
    let generator = rows.parts[part].generator
    guard !broken.isEmpty, generator.isMarginal else {
      return broken.map { bounds.lower[$0].isFinite ? bounds.lower[$0] : bounds.upper[$0] }
    }
    func number(_ storage: ColumnStorage, _ row: Int) -> Double {
      switch storage {
      case .integers(let values), .instants(let values): Double(values[row])
      case .decimals(let values): values[row]
      case .levels, .text: 0
      }
    }
    let search = UniformSearch(generator: generator)
    let lower = search.starts(broken.map { bounds.lower[$0] }) { number($0, $1) >= $2 }
    let upper = search.starts(broken.map { bounds.upper[$0] }) { number($0, $1) > $2 }
    let places = broken.indices.map { lower[$0] + uniforms[$0] * (upper[$0] - lower[$0]) }
    let drawn = rows.values(ofPart: part, rows: broken, at: places)
    return broken.indices.map { place in
      if upper[place] > lower[place] { return number(drawn, place) }
      let (low, high) = (bounds.lower[broken[place]], bounds.upper[broken[place]])
      guard low.isFinite, high.isFinite else { return low.isFinite ? low : high }
      return low + uniforms[place] * (high - low)
    }
  }

  /// The nearest value that the column can show between the bounds.
  private func held(_ value: Double, _ lower: Double, _ upper: Double) -> Double {
    let inside = min(max(value, lower), max(lower, upper))
    guard step > 0 else { return inside }
    let digits = step < 1 ? (1 / step).rounded() : 0
    func shown(_ count: Double) -> Double { digits > 0 ? count / digits : count * step }
    let places = digits > 0 ? inside * digits : inside / step
    let nearest = shown(places.rounded())
    if nearest < lower { return shown((digits > 0 ? lower * digits : lower / step).rounded(.up)) }
    if nearest > upper { return shown((digits > 0 ? upper * digits : upper / step).rounded(.down)) }
    return nearest
  }
}

/// A column that never falls while another one rises, or from row to row: a curve that k real rows hold up at every knot, moved
/// for each group by what groups differ.
struct RisingStep: RowStep {
  let part: Int
  let along: Int?
  let within: [Int]
  /// Rising; of as many values, which never fall.
  let knots: [Double]
  let values: [Double]
  /// Groups of k real rows, and how far they lie from the curve on average; another group lies as one of them does.
  let groups: ValueRows
  let offsets: [Double]
  let names: [String]

  var reads: [Int] { [along].compactMap { $0 } + within }
  var writes: [Int] { [part] }
  var phase: RowPhase { .determined }

  func apply(to rows: inout PlannedRows) {
    guard let column = rows.columns[part] else { return }
    let along = self.along.flatMap { rows.columns[$0] }
    let groups = within.compactMap { rows.columns[$0] }
    let places = along?.storedNumbers
    let known = offsets.isEmpty ? [] : self.groups.rows(of: groups)
    let present = (0..<rows.rowCount).filter { !column.isMissing($0) && along?.isMissing($0) != true }
    let numbers = present.map { row -> Double in
      let own = curve(places?[row] ?? Double(rows.range.lowerBound) + Double(row))
      guard !known.isEmpty else { return own }
      return own + offsets[known[row] >= 0 ? Int(known[row]) : Int(KeyHash.of(groups, row) % UInt64(offsets.count))]
    }
    let rounded = NumberSteps.rounded(column.storage(of: numbers.map { $0.isFinite ? $0 : 0 }), rows.parts[part].recipe)
    rows.set(part, rows: present, to: rounded)
  }

  private func curve(_ place: Double) -> Double { Self.curve(place, knots, values) }

  /// Straight between the knots, and beyond them by the slope of all of it.
  static func curve(_ place: Double, _ knots: [Double], _ values: [Double]) -> Double {
    guard let first = knots.first, let last = knots.last, knots.count > 1, last > first else {
      return values.first ?? 0
    }
    let slope = (values[values.count - 1] - values[0]) / (last - first)
    if place <= first { return values[0] + (place - first) * slope }
    if place >= last { return values[values.count - 1] + (place - last) * slope }
    var (low, high) = (0, knots.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if knots[middle] <= place { low = middle } else { high = middle }
    }
    let width = knots[high] - knots[low]
    return width > 0 ? values[low] + (values[high] - values[low]) * (place - knots[low]) / width : values[high]
  }
}
