/// Tells whether the first row names the columns.
struct HeaderDetector {
  private let first: [[UInt8]]
  /// Up to 100 rows below, by column.
  private let columns: [[[UInt8]]]
  private let allowsComma: Bool

  /// - Parameter rows: the rows of the table, the possible header first.
  init(sample: DialectSample, rows: [[Cell]], allowsComma: Bool) {
    self.allowsComma = allowsComma
    first = (rows.first ?? []).map { Array(sample.text($0)) }
    let body = rows.dropFirst().prefix(100)
    let width = min(first.count, 1000)
    columns = (0..<width).map { column in
      body.compactMap { $0.count > column ? Array(sample.text($0[column])) : nil }
    }
  }

  var hasHeader: Bool {
    guard !first.isEmpty else { return false }
    if columns.allSatisfy(\.isEmpty) { return first.allSatisfy { looksLikeName($0) } }
    // A line of nothing but delimiters above values: a header without names.
    if first.count > 1, first.allSatisfy(\.isEmpty), columns.contains(where: { $0.contains { !$0.isEmpty } }) {
      return true
    }
    let evidence = zip(first, columns).reduce(0.0) { $0 + weigh(name: $1.0, values: $1.1) }
    if evidence != 0 { return evidence > 0 }
    return first.contains { !$0.isEmpty }
  }

  /// Lines that look like names or units above columns of values: 1 where only the first does.
  var lines: Int {
    let most = 3
    var count = 1
    while count < most, isHeaderLine(count - 1) { count += 1 }
    return count
  }

  /// Whether the row below the first one holds words in most columns whose further rows hold values.
  private func isHeaderLine(_ row: Int) -> Bool {
    var (typed, words) = (0, 0)
    for values in columns {
      guard values.count >= row + 4 else { return false }
      let below = values[(row + 1)...].map(shape).filter { $0 != .empty }
      guard below.count >= 3, below.allSatisfy(\.isTyped) else { continue }
      let own = shape(values[row])
      if own != .empty { typed += 1 }
      if own != .empty, !own.isTyped { words += 1 }
    }
    return typed > 0 && words * 2 > typed
  }

  private func shape(_ field: [UInt8]) -> FieldShape { FieldShape(field[...], allowsComma: allowsComma) }

  private func looksLikeName(_ field: [UInt8]) -> Bool { [.word, .phrase].contains(shape(field)) }

  /// Positive where `name` differs from the values below it as names do, negative where it is one of them.
  private func weigh(name: [UInt8], values: [[UInt8]]) -> Double {
    let shapes = values.map(shape).filter { $0 != .empty }
    guard !shapes.isEmpty else { return 0 }
    let typed = shapes.reduce(0) { $1.isTyped ? $0 + 1 : $0 }
    let nameShape = shape(name)
    if typed == shapes.count {
      if nameShape == .empty { return -0.25 }
      return nameShape.isTyped ? -1 : 1
    }
    if nameShape.isTyped { return -0.5 }
    if values.contains(name) { return -0.5 }
    return typed * 10 >= shapes.count * 8 && !nameShape.isTyped ? 0.5 : 0
  }
}
