/// Tries every kind on the cells of one column and keeps what spoke against it. Parts of the rows merge in their order.
struct ColumnExplainer: Sendable {
  private typealias Text = UnsafeBufferPointer<UInt8>

  /// Some rows of the column.
  struct Part {
    let grid: CellGrid
    /// The column's cells, and the rows of the grid in which they stand.
    let cells: [Cell]
    let firstRow: Int
    /// The cells typed: it tells which are missing.
    let column: Column
    /// Bytes of the text; behind them stand fields that had to be unescaped.
    let textBytes: Int
    /// The line in which the text begins.
    var firstLine = 1
  }

  /// A trial with what came of it.
  private struct Trial: Sendable {
    let kind: KindTrial
    var fitting = 0
    var against: [ColumnExplanation.Witness] = []
  }

  private static let mostWitnesses = 3
  private static let longestWitness = 80
  /// Values that tell what is tried.
  static let mostSamples = 64

  private let name: String
  private var values = 0
  private var missing = MissingTally()
  private var first: [ColumnExplanation.Witness] = []
  private var trials: [Trial]

  /// - Parameter values: some of the column's values.
  init(name: String, values: [UnsafeBufferPointer<UInt8>]) {
    self.name = name
    trials = KindTrial.trials(for: name, values: values).map { Trial(kind: $0) }
  }

  /// What there is to tell of the column.
  /// - Parameters:
  ///   - column: all of it or some of its rows, as it was settled.
  ///   - distinctError: two standard errors of `distinct` as a share of it; 0 where it is exact.
  func explanation(of column: Column, distinct: Int, distinctError: Double) -> ColumnExplanation {
    var explanation = ColumnExplanation(
      name: column.name, kind: column.kind, reason: "", values: values, distinct: distinct,
      distinctError: distinctError,
      missing: missing.spellings.map { ColumnExplanation.Missing(spelling: $0.spelling, count: $0.count) },
      trials: values > 0 ? told : [], first: first)
    explanation.reason = KindReason(column: column, explanation: explanation).sentence
    return explanation
  }

  // MARK: - Adding

  mutating func add(_ part: Part) {
    part.grid.bytes.withUnsafeBufferPointer { text in
      let present = part.cells.indices.filter { !part.column.isMissing($0) }
      for row in part.cells.indices where part.column.isMissing(row) { missing.add(Self.bytes(row, part, text)) }
      values += present.count
      var (scratch, noted) = ([UInt8](), [[Int]]())
      for index in trials.indices { noted.append(count(index, present, part, text, &scratch)) }
      noted.append(Array(present.prefix(Self.mostWitnesses)))
      let rows = Set(noted.joined()).sorted()
      let witnesses = Dictionary(uniqueKeysWithValues: zip(rows, Self.witnesses(rows, part, text)))
      for index in trials.indices { trials[index].against += noted[index].compactMap { witnesses[$0] } }
      first += noted[trials.count].prefix(Self.mostWitnesses - first.count).compactMap { witnesses[$0] }
    }
  }

  mutating func merge(_ next: Self) {
    values += next.values
    missing.merge(next.missing)
    first += next.first.prefix(Self.mostWitnesses - first.count)
    for index in trials.indices {
      trials[index].fitting += next.trials[index].fitting
      trials[index].against += next.trials[index].against.prefix(Self.mostWitnesses - trials[index].against.count)
    }
  }

  /// Counts the values that one trial fits.
  /// - Returns: the first rows that it does not fit, as many as are still wanted.
  private mutating func count(
    _ index: Int, _ rows: [Int], _ part: Part, _ text: Text, _ scratch: inout [UInt8]
  ) -> [Int] {
    let (kind, wanted) = (trials[index].kind, Self.mostWitnesses - trials[index].against.count)
    var against: [Int] = []
    for row in rows {
      if kind.accepts(trimmed(Self.bytes(row, part, text)), &scratch) {
        trials[index].fitting += 1
      } else if against.count < wanted {
        against.append(row)
      }
    }
    return against
  }

  private static func bytes(_ row: Int, _ part: Part, _ text: Text) -> Text {
    let cell = part.cells[row]
    return UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
  }

  private static func witnesses(_ rows: [Int], _ part: Part, _ text: Text) -> [ColumnExplanation.Witness] {
    let offsets = rows.map { offset(ofRow: $0, part) }
    let known = offsets.compactMap { $0 }
    let lines = Dictionary(zip(known, LineNumbers.lines(of: known, in: part.grid.bytes)), uniquingKeysWith: { $1 })
    return zip(rows, offsets).map { row, offset in
      let text = ByteText(bytes(row, part, text).prefix(longestWitness))
      return ColumnExplanation.Witness(text: text, line: offset.flatMap { lines[$0] }.map { part.firstLine - 1 + $0 })
    }
  }

  /// Fields that had to be unescaped lie behind the text; another field of the row tells the place.
  private static func offset(ofRow row: Int, _ part: Part) -> Int? {
    let starts = (0..<part.grid.width).map { part.grid[part.firstRow + row, $0] }.filter { !$0.isAbsent }.map(\.start)
    return starts.first { $0 < part.textBytes }
  }

  // MARK: - Telling

  /// Of trials that rival each other the one that fits most, where it fits anything; of decimal marks the comma only where it
  /// tells more than that there are integers.
  private var told: [ColumnExplanation.Trial] {
    var best: [String: Int] = [:]
    for (index, trial) in trials.enumerated() {
      guard let group = trial.kind.rivals else { continue }
      let least = if case .decimal = trial.kind { trials[0].fitting } else { 0 }
      if trial.fitting > best[group].map({ trials[$0].fitting }) ?? least { best[group] = index }
    }
    return trials.enumerated().filter { index, trial in trial.kind.rivals.map { best[$0] == index } ?? true }
      .map { ColumnExplanation.Trial(name: $1.kind.name, fitting: $1.fitting, against: $1.against) }
  }
}

extension ColumnExplainer {
  /// Of a column of which all cells are held.
  static func explanation(
    of column: Column, at index: Int, in layout: TableLayout, textBytes: Int
  ) -> ColumnExplanation {
    let cells = layout.cells(ofColumn: index)
    let present = cells.indices.lazy.filter { !column.isMissing($0) }.map { cells[$0] }
    var (explainer, distinct) = layout.grid.bytes.withUnsafeBufferPointer { text in
      let values = present.prefix(mostSamples).map {
        UnsafeBufferPointer(rebasing: text[$0.start..<$0.start + $0.length])
      }
      return (
        ColumnExplainer(name: column.name, values: Array(values)),
        LevelTable(text: text, cells: Array(present)).cells.count
      )
    }
    explainer.add(
      Part(
        grid: layout.grid, cells: cells, firstRow: layout.hasHeader ? 1 : 0, column: column, textBytes: textBytes))
    return explainer.explanation(of: column, distinct: distinct, distinctError: 0)
  }
}
