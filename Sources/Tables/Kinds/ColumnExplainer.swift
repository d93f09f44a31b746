/// Tries every kind on all cells of one column and keeps what spoke against it.
struct ColumnExplainer {
  private typealias Text = UnsafeBufferPointer<UInt8>

  let layout: TableLayout
  let index: Int
  let column: Column
  let text: DecodedText
  let options: ReadOptions
  private let spellings: MissingSpellings
  private let cells: [Cell]

  private static let mostWitnesses = 3
  private static let longestWitness = 80

  init(layout: TableLayout, index: Int, column: Column, text: DecodedText, options: ReadOptions) {
    (self.layout, self.index, self.column, self.text, self.options) = (layout, index, column, text, options)
    spellings = MissingSpellings(more: options.missingSpellings)
    cells = layout.cells(ofColumn: index)
  }

  func explanation() -> ColumnExplanation {
    layout.grid.bytes.withUnsafeBufferPointer { bytes in
      let present = cells.indices.filter { !column.isMissing($0) }
      let distinct = LevelTable(text: bytes, cells: present.map { cells[$0] }).cells.count
      var explanation = ColumnExplanation(
        name: column.name, kind: column.kind, reason: "", values: present.count, distinct: distinct,
        missing: missing(bytes), trials: trials(bytes, present), first: witnesses(present.prefix(3), bytes))
      explanation.reason = KindReason(column: column, values: present.count, distinct: distinct).sentence
      return explanation
    }
  }

  // MARK: - Cells

  private func bytes(_ row: Int, _ text: Text) -> Text {
    UnsafeBufferPointer(rebasing: text[cells[row].start..<cells[row].start + cells[row].length])
  }

  private func missing(_ text: Text) -> [ColumnExplanation.Missing] {
    var tally = MissingTally()
    for row in cells.indices where column.isMissing(row) { tally.add(bytes(row, text)) }
    return tally.spellings.map { ColumnExplanation.Missing(spelling: $0.spelling, count: $0.count) }
  }

  private func witnesses(_ rows: some Sequence<Int>, _ text: Text) -> [ColumnExplanation.Witness] {
    rows.map { row in
      ColumnExplanation.Witness(text: ByteText(bytes(row, text).prefix(Self.longestWitness)), line: line(ofRow: row))
    }
  }

  /// Fields that had to be unescaped lie behind the text; another field of the row tells the line.
  private func line(ofRow row: Int) -> Int? {
    let gridRow = row + (layout.hasHeader ? 1 : 0)
    let starts = (0..<layout.grid.width).map { layout.grid[gridRow, $0] }.filter { !$0.isAbsent }.map(\.start)
    guard let start = starts.first(where: { $0 < text.bytes.count }) else { return nil }
    return LineNumbers.line(of: start, in: text.bytes)
  }

  // MARK: - Trials

  private func trials(_ text: Text, _ rows: [Int]) -> [ColumnExplanation.Trial] {
    guard !rows.isEmpty else { return [] }
    var trials = numberTrials(text, rows)
    trials += dressTrial(text, rows)
    trials += instantTrials(text, rows)
    trials += durationTrial(text, rows)
    return trials
  }

  private func trial(
    _ name: String, _ text: Text, _ rows: [Int], accepts: (Text) -> Bool
  ) -> ColumnExplanation.Trial {
    var (fitting, against) = (0, [Int]())
    for row in rows {
      if accepts(trimmed(bytes(row, text))) {
        fitting += 1
      } else if against.count < Self.mostWitnesses {
        against.append(row)
      }
    }
    return ColumnExplanation.Trial(name: name, fitting: fitting, against: witnesses(against, text))
  }

  private func numberTrials(_ text: Text, _ rows: [Int]) -> [ColumnExplanation.Trial] {
    let point = UInt8(ascii: ".")
    var trials = [
      trial("integer", text, rows) { ScannedNumber($0, mark: point)?.integer != nil },
      trial("decimal with a point", text, rows) { ScannedNumber($0, mark: point)?.decimal(of: $0, mark: point) != nil },
    ]
    let comma = UInt8(ascii: ",")
    let commas = trial("decimal with a comma", text, rows) {
      ScannedNumber($0, mark: comma)?.decimal(of: $0, mark: comma) != nil
    }
    if commas.fitting > trials[0].fitting { trials.append(commas) }
    return trials
  }

  private func dressTrial(_ text: Text, _ rows: [Int]) -> [ColumnExplanation.Trial] {
    let sample = rows.prefix(64).map { trimmed(bytes($0, text)) }
    // The dress of the values that have one, whether or not all do.
    let found =
      DressFinder.candidates(for: sample).first
      ?? sample.lazy.compactMap { DressFinder.candidates(for: [$0]).first }.first
    guard let found else { return [] }
    var plain: [UInt8] = []
    return [
      trial("number with marks", text, rows) { value in
        plain.removeAll(keepingCapacity: true)
        return found.dress.undress(value, mark: found.mark, into: &plain)
      }
    ]
  }

  /// The patterns that fit most values, one of each kind.
  private func instantTrials(_ text: Text, _ rows: [Int]) -> [ColumnExplanation.Trial] {
    let allowsCompact = NameHints.suggestsDate(column.name)
    var patterns: [DatePattern] = []
    for row in rows.prefix(64) {
      let value = trimmed(bytes(row, text))
      guard value.count <= 40 else { continue }
      for pattern in DateCandidates.patterns(for: Array(value), allowsCompact: allowsCompact)
      where !patterns.contains(pattern) { patterns.append(pattern) }
    }
    var best: [ColumnKind: ColumnExplanation.Trial] = [:]
    for formatter in patterns.prefix(24).compactMap(DateFormatter.init) {
      let name = "\(formatter.kind.rawValue) as \(formatter.pattern.text)"
      let trial = trial(name, text, rows) { formatter.value(of: $0) != nil }
      if trial.fitting > best[formatter.kind]?.fitting ?? 0 { best[formatter.kind] = trial }
    }
    return [ColumnKind.date, .time, .datetime].compactMap { best[$0] }
  }

  private func durationTrial(_ text: Text, _ rows: [Int]) -> [ColumnExplanation.Trial] {
    let trials = DurationLook.allCases.map { look in
      trial("duration as \(look.rawValue)", text, rows) { look.seconds(of: $0) != nil }
    }
    guard let best = trials.max(by: { $0.fitting < $1.fitting }), best.fitting > 0 else { return [] }
    return [best]
  }
}
