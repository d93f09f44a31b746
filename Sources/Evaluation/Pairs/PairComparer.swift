import Glibc
import Statistics
import Tables

/// Puts two columns of a real and of a synthetic table beside each other.
package struct PairComparer: Sendable {
  /// Cells of a grid.
  package var width: Int
  package var height: Int
  /// Levels of a table or of boxes.
  package var rows: Int
  package var columns: Int

  /// Integers of so few values are taken as levels.
  private static let mostValues = 12
  private static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]

  package init(width: Int, height: Int, rows: Int, columns: Int) {
    (self.width, self.height) = (max(1, width), max(1, height))
    (self.rows, self.columns) = (max(2, rows), max(2, columns))
  }

  /// One column of a pair with what both sides share.
  private enum Axis {
    case numbers(real: [Double], synthetic: [Double], PairScale)
    /// The labels of the most common levels and the place of every row among them, the rest behind; −1: missing.
    case levels([String], real: [Int32], synthetic: [Int32])
  }

  /// - Parameters:
  ///   - real: both columns with their number of different values; missing values are left out.
  ///   - synthetic: of the same names and kinds.
  package func compare(
    real: (first: (column: Column, distinct: Int), second: (column: Column, distinct: Int)),
    synthetic: (first: Column, second: Column)
  ) -> PairComparison {
    let names = (real.first.column.name, real.second.column.name)
    var result = PairComparison(first: names.0, second: names.1, shape: .nothing("free text"), agreement: nil)
    guard let first = axis(real.first, synthetic.first, most: rows),
      let second = axis(real.second, synthetic.second, most: columns)
    else { return result }
    switch (first, second) {
    case (.numbers(let x, let drawnX, let xScale), .numbers(let y, let drawnY, let yScale)):
      grid(x, drawnX, xScale, y, drawnY, yScale, into: &result)
    case (.levels(let labels, let codes, let drawn), .levels(let others, let otherCodes, let otherDrawn)):
      levels(labels, codes, drawn, others, otherCodes, otherDrawn, into: &result)
    case (.levels(let labels, let codes, let drawn), .numbers(let values, let drawnValues, let scale)):
      boxes(labels, codes, drawn, values, drawnValues, scale, isSwapped: false, into: &result)
    case (.numbers(let values, let drawnValues, let scale), .levels):
      // As many levels as there are lines, whichever column has them.
      guard case .levels(let labels, let codes, let drawn)? = axis(real.second, synthetic.second, most: rows) else {
        return result
      }
      boxes(labels, codes, drawn, values, drawnValues, scale, isSwapped: true, into: &result)
    }
    return result
  }

  // MARK: - Columns

  private func axis(_ real: (column: Column, distinct: Int), _ synthetic: Column, most: Int) -> Axis? {
    if let numbers = real.column.pairNumbers, let drawn = synthetic.pairNumbers,
      real.distinct > Self.mostValues || real.column.kind == .decimal
    {
      let isInstant = [.date, .time, .datetime].contains(real.column.kind)
      return .numbers(real: numbers, synthetic: drawn, Self.scale(numbers, isRounded: !isInstant))
    }
    guard let (labels, codes) = Self.levels(of: real.column) else { return nil }
    let counts = MidRanks.levelCounts(of: codes, levels: labels.count).ofLevels
    let order = counts.indices.sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }
    let isPooled = labels.count > most
    let shown = isPooled ? most - 1 : labels.count
    var places = [Int32](repeating: Int32(shown), count: labels.count)
    for (place, code) in order.prefix(shown).enumerated() { places[code] = Int32(place) }
    let known = Dictionary(labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard let (drawnLabels, drawnCodes) = Self.levels(of: synthetic) else { return nil }
    let map = drawnLabels.map { known[$0].map { places[$0] } ?? Int32(shown) }
    var names = order.prefix(shown).map { labels[$0].string }
    if isPooled || map.contains(Int32(shown)) { names.append(isPooled ? "\(labels.count - shown) others" : "others") }
    return .levels(
      names, real: codes.map { $0 < 0 ? -1 : places[Int($0)] }, synthetic: drawnCodes.map { $0 < 0 ? -1 : map[Int($0)] }
    )
  }

  private static func levels(of column: Column) -> (labels: [ByteText], codes: [Int32])? {
    switch column.storage {
    case .levels(let codes, let levels):
      return (levels, codes.indices.map { column.isMissing($0) ? -1 : codes[$0] })
    case .integers(let values), .instants(let values):
      // The first row of each value, for its spelling.
      var rows: [Int64: Int] = [:]
      for (row, value) in values.enumerated() where !column.isMissing(row) && rows[value] == nil { rows[value] = row }
      guard rows.count <= 1000 else { return nil }
      let distinct = rows.keys.sorted()
      let places = Dictionary(distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      return (
        distinct.map { ByteText(rows[$0].flatMap { column.text(ofRow: $0) } ?? "\($0)") },
        values.indices.map { column.isMissing($0) ? -1 : places[values[$0]] ?? -1 }
      )
    case .text:
      guard let counts = LevelCounts(column) else { return nil }
      let texts = counts.levels.map(\.text)
      let places = Dictionary(texts.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      return (
        texts,
        (0..<column.count).map { row in column.text(ofRow: row).flatMap { places[ByteText($0)] } ?? -1 }
      )
    case .decimals: return nil
    }
  }

  /// From the quantile at 0.005 to that at 0.995, so that single values do not squeeze the rest; logarithmic where the numbers are
  /// positive and strongly skewed.
  /// - Parameter isRounded: the ends are round numbers, outwards to a fiftieth of the scale.
  private static func scale(_ numbers: [Double], isRounded: Bool) -> PairScale {
    let sorted = numbers.filter(\.isFinite).sorted()
    guard let least = sorted.first, let most = sorted.last else {
      return PairScale(lower: 0, upper: 1, isLogarithmic: false)
    }
    let (lower, upper) = (Quantiles.type7(sorted: sorted, 0.005), Quantiles.type7(sorted: sorted, 0.995))
    let (low, high) = upper > lower ? (lower, upper) : (least, most)
    let middle = Quantiles.type7(sorted: sorted, 0.5)
    let isLogarithmic = low > 0 && high / low > 30 && middle - low < 0.25 * (high - low)
    let scale = PairScale(lower: low, upper: high > low ? high : low + 1, isLogarithmic: isLogarithmic)
    return isRounded && !isLogarithmic ? scale.rounded : scale
  }

  // MARK: - Shapes

  private func grid(
    _ x: [Double], _ drawnX: [Double], _ xScale: PairScale, _ y: [Double], _ drawnY: [Double], _ yScale: PairScale,
    into result: inout PairComparison
  ) {
    let real = shares(x, xScale, y, yScale)
    let synthetic = shares(drawnX, xScale, drawnY, yScale)
    result.shape = .points(
      PairGrid(
        width: width, height: height, real: real.shares, synthetic: synthetic.shares, x: xScale, y: yScale,
        realRows: real.rows, syntheticRows: synthetic.rows))
    result.agreement = Agreement.score(real: real.shares, synthetic: synthetic.shares)
    result.association = ("Spearman", Self.spearman(x, y), Self.spearman(drawnX, drawnY))
  }

  private func shares(_ x: [Double], _ xScale: PairScale, _ y: [Double], _ yScale: PairScale) -> (
    shares: [Double], rows: Int
  ) {
    var counts = [Int](repeating: 0, count: width * height)
    var rows = 0
    for row in x.indices where x[row].isFinite && y[row].isFinite {
      counts[yScale.cell(of: y[row], of: height) * width + xScale.cell(of: x[row], of: width)] += 1
      rows += 1
    }
    return (counts.map { rows > 0 ? Double($0) / Double(rows) : 0 }, rows)
  }

  private static func spearman(_ x: [Double], _ y: [Double]) -> Double {
    let rows = x.indices.filter { x[$0].isFinite && y[$0].isFinite }
    guard rows.count > 1 else { return 0 }
    return Correlation.spearman([rows.map { x[$0] }, rows.map { y[$0] }])[1, 0]
  }

  private func levels(
    _ rows: [String], _ codes: [Int32], _ drawn: [Int32], _ columns: [String], _ otherCodes: [Int32],
    _ otherDrawn: [Int32], into result: inout PairComparison
  ) {
    func shares(_ first: [Int32], _ second: [Int32]) -> [Double] {
      var counts = [Int](repeating: 0, count: rows.count * columns.count)
      var total = 0
      for (row, column) in zip(first, second) where row >= 0 && column >= 0 {
        counts[Int(row) * columns.count + Int(column)] += 1
        total += 1
      }
      return counts.map { total > 0 ? Double($0) / Double(total) : 0 }
    }
    let (real, synthetic) = (shares(codes, otherCodes), shares(drawn, otherDrawn))
    result.shape = .levels(PairLevels(rows: rows, columns: columns, real: real, synthetic: synthetic))
    result.agreement = Agreement.score(real: real, synthetic: synthetic)
    result.association = (
      "Cramér's V",
      Association.cramersV(codes, levels: rows.count, otherCodes, otherLevels: columns.count),
      Association.cramersV(drawn, levels: rows.count, otherDrawn, otherLevels: columns.count)
    )
  }

  private func boxes(
    _ labels: [String], _ codes: [Int32], _ drawn: [Int32], _ values: [Double], _ drawnValues: [Double],
    _ scale: PairScale, isSwapped: Bool, into result: inout PairComparison
  ) {
    let (real, synthetic) = (
      Self.grouped(values, codes, labels.count), Self.grouped(drawnValues, drawn, labels.count)
    )
    let boxes = labels.indices.map { level in
      PairBoxes.Box(
        level: labels[level], real: Self.quantiles(real[level]), synthetic: Self.quantiles(synthetic[level]))
    }
    result.shape = .boxes(PairBoxes(boxes: boxes, scale: scale, isSwapped: isSwapped))
    func ratio(_ codes: [Int32], _ values: [Double]) -> Double {
      let present = zip(codes, values).filter { $0.1.isFinite }
      return Association.correlationRatio(present.map(\.0), levels: labels.count, present.map(\.1))
    }
    result.association = ("η", ratio(codes, values), ratio(drawn, drawnValues))
  }

  private static func grouped(_ values: [Double], _ codes: [Int32], _ count: Int) -> [[Double]] {
    var groups = [[Double]](repeating: [], count: count)
    for (value, code) in zip(values, codes) where code >= 0 && value.isFinite { groups[Int(code)].append(value) }
    return groups
  }

  private static func quantiles(_ values: [Double]) -> [Double] {
    guard !values.isEmpty else { return [] }
    let sorted = values.sorted()
    return probabilities.map { Quantiles.type7(sorted: sorted, $0) }
  }
}

extension PairScale {
  /// With ends that are multiples of 1, 2 or 5 times a power of ten.
  fileprivate var rounded: PairScale {
    let rough = (upper - lower) / 50
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1, 2, 5].map { $0 * power }.last { $0 <= rough } ?? power
    guard step > 0, step.isFinite else { return self }
    let (low, high) = ((lower / step).rounded(.down) * step, (upper / step).rounded(.up) * step)
    return low.isFinite && high.isFinite && low < high
      ? PairScale(lower: low, upper: high, isLogarithmic: false) : self
  }

  /// 0 at the lower end, 1 at the upper; outside beyond.
  package func place(of value: Double) -> Double {
    guard isLogarithmic else { return (value - lower) / (upper - lower) }
    guard value > 0 else { return -1 }
    return log(value / lower) / log(upper / lower)
  }

  func cell(of value: Double, of count: Int) -> Int {
    let place = (place(of: value) * Double(count)).rounded(.down)
    return place >= Double(count) ? count - 1 : place > 0 ? Int(place) : 0
  }
}

extension Column {
  /// One per row, infinite where it is missing; nil for levels and texts.
  fileprivate var pairNumbers: [Double]? {
    func numbers<Value>(_ values: [Value], _ number: (Value) -> Double) -> [Double] {
      values.indices.map { isMissing($0) ? .infinity : number(values[$0]) }
    }
    return switch storage {
    case .integers(let values), .instants(let values): numbers(values) { Double($0) }
    case .decimals(let values): numbers(values) { $0 }
    case .levels, .text: nil
    }
  }
}
