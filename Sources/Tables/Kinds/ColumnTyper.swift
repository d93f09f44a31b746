/// Finds the kind of one column from all its cells, and makes the column.
struct ColumnTyper {
  /// Something to tell about a column, with the cells where it was met first.
  struct Note: Equatable {
    var text: String
    var count: Int
    var offsets: [Int] = []
    var rows: [Int] = []
  }

  let name: String
  let text: UnsafeBufferPointer<UInt8>
  let cells: [Cell]
  let spellings: MissingSpellings
  let delimiter: UInt8?
  /// What the source says of a column of texts.
  var rule: TextRule?

  private(set) var notes: [Note] = []

  init(
    name: String, text: UnsafeBufferPointer<UInt8>, cells: [Cell], spellings: MissingSpellings,
    delimiter: UInt8?
  ) {
    self.name = name
    self.text = text
    self.cells = cells
    self.spellings = spellings
    self.delimiter = delimiter
  }

  /// The most specific kind that *every* cell allows. A sample only decides what is tried.
  mutating func column() -> Column {
    let sample = rule == .nothingElse ? [] : sample()
    var column =
      numbers(sample) ?? instants(sample) ?? durations(sample) ?? dressedNumbers(sample) ?? levelsOrText()
    column.look.quoting = isAlwaysQuoted ? .always : .whenNeeded
    return column
  }

  /// Up to 64 texts that are not missing, spread over the rows.
  private func sample() -> [UnsafeBufferPointer<UInt8>] {
    var found: [UnsafeBufferPointer<UInt8>] = []
    let step = max(1, cells.count / 256)
    for row in stride(from: 0, to: cells.count, by: step) where !cells[row].isEmpty {
      let bytes = trimmed(bytes(of: cells[row]))
      if !spellings.isMissing(amongNumbers: bytes) { found.append(bytes) }
      if found.count == 64 { break }
    }
    // Sparse columns: the first value wherever it is.
    guard found.isEmpty else { return found }
    let first = cells.first { !$0.isEmpty && !spellings.isMissing(amongNumbers: trimmed(bytes(of: $0))) }
    return first.map { [trimmed(bytes(of: $0))] } ?? []
  }

  /// The name in sentences; a name may be a megabyte long.
  var shownName: String { Self.shown(name) }

  static func shown(_ name: String) -> String {
    let start = name.prefix(60)
    return start.endIndex == name.endIndex ? name : start + "…"
  }

  func bytes(of cell: Cell) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
  }

  /// Every value is quoted, and one at least would not have needed it. Missing cells are often bare in such columns.
  private var isAlwaysQuoted: Bool {
    var isNeedless = false
    for cell in cells {
      guard cell.isQuoted else {
        if spellings.isMissing(amongTexts: bytes(of: cell)) { continue }
        return false
      }
      isNeedless = isNeedless || !needsQuotes(cell)
    }
    return isNeedless
  }

  private func needsQuotes(_ cell: Cell) -> Bool {
    bytes(of: cell).contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
  }

  // MARK: - Numbers

  private mutating func numbers(_ sample: [UnsafeBufferPointer<UInt8>]) -> Column? {
    guard !sample.isEmpty else { return nil }
    // Between commas too: there such numbers stand in quotes.
    for mark in [UInt8(ascii: "."), UInt8(ascii: ",")] {
      let scanned = sample.map { ScannedNumber($0, mark: mark) }
      guard scanned.allSatisfy({ $0 != nil }) else { continue }
      if let column = numbers(mark: mark, startsWithIntegers: scanned.allSatisfy { $0?.isInteger == true }) {
        return column
      }
    }
    return nil
  }

  mutating func numbers(mark: UInt8, startsWithIntegers: Bool) -> Column? {
    // Eight digits in a column called a date are one.
    if startsWithIntegers, mayBeCompactDate, let column = compactDate() { return column }
    var reader = NumberColumn(text: text, cells: cells, mark: mark, spellings: spellings)
    let storage: ColumnStorage
    var kind = ColumnKind.decimal
    var look: Look
    switch reader.read(startsWithIntegers: startsWithIntegers) {
    case .notNumbers: return nil
    case .codes(let values):
      guard let width = zeroPaddedIdentifierWidth(values, reader) else { return nil }
      (storage, kind, look) = (.integers(values), .identifier, Look())
      look.zeroPaddedWidth = width
    case .integers where rule == .noNumbers, .decimals where rule == .noNumbers: return nil
    case .integers(let values):
      if reader.tally.blank > 0, areCodes(values, reader.missing) { return nil }
      let isIdentifier = isIdentifier(values, reader.missing) || isNumberOfACard(values, reader)
      (storage, kind, look) = (.integers(values), isIdentifier ? .identifier : .integer, Look())
    case .decimals(let values):
      guard mark != UInt8(ascii: ",") || !mayBeThousands(reader.spelling) else { return nil }
      (storage, look) = (.decimals(values), reader.spelling.look(mark: mark))
      if look.decimals.isOpen, look.minimumDecimals == 0, areWhole(values) { look.minimumDecimals = 1 }
      noteLostZeros(reader.spelling, look)
    }
    noteLost(reader)
    if kind == .integer, case .integers(let values) = storage { noteMoments(values, reader.missing) }
    return finished(kind, storage, missing: reader.missing, tally: reader.tally, look: look)
  }

  /// `1,000` in every cell is more likely a thousand than one, and so it is beside whole numbers where commas are delimiters.
  private func mayBeThousands(_ spelling: NumberColumn.Spelling) -> Bool {
    guard spelling.mostDecimals == 3 else { return false }
    return spelling.leastDecimals == 3 || (spelling.leastDecimals == 0 && delimiter == UInt8(ascii: ","))
  }

  /// Decimals of which none would show that they are.
  private func areWhole(_ values: [Double]) -> Bool { values.allSatisfy { $0 == $0.rounded(.towardZero) } }

  /// The width of unique codes with zeros in front that all have it; nil for others, which stay text.
  private func zeroPaddedIdentifierWidth(_ values: [Int64], _ reader: NumberColumn) -> Int? {
    let width = reader.spelling.longest
    guard reader.spelling.shortest == width, reader.spelling.irregular == 0, values.allSatisfy({ $0 >= 0 }),
      values.count >= 2, isUnique(values, reader.missing)
    else { return nil }
    return width
  }

  private func isIdentifier(_ values: [Int64], _ missing: [Bool]) -> Bool {
    guard values.count >= 2 else { return false }
    if missing.isEmpty, values.count >= 10, values[0] == 0 || values[0] == 1 {
      let first = values[0]
      if values.indices.allSatisfy({ values[$0] == first &+ Int64($0) }) { return true }
    }
    return NameHints.suggestsIdentifier(name) && isUnique(values, missing)
  }

  /// Unique integers of one length of 14 digits or more count nothing: cards, devices, accounts. Microseconds since 1970 look
  /// alike; they begin with 1.
  private func isNumberOfACard(_ values: [Int64], _ reader: NumberColumn) -> Bool {
    guard reader.spelling.shortest == reader.spelling.longest, reader.spelling.longest >= 14, values.count >= 10,
      !values.allSatisfy({ $0 == 0 || (1_000_000_000_000_000..<2_000_000_000_000_000).contains($0) })
    else { return false }
    return isUnique(values, reader.missing)
  }

  /// Few whole numbers that repeat, with blanks where there is none: a program wrote texts of fixed width, which name something
  /// (districts, answers) and count nothing.
  private func areCodes(_ values: [Int64], _ missing: [Bool]) -> Bool {
    var distinct: Set<Int64> = []
    var count = 0
    for (row, value) in values.enumerated() where !isMissing(row, missing) {
      distinct.insert(value)
      count += 1
      if distinct.count > 20 { return false }
    }
    return distinct.count * 10 <= count * 7
  }

  private func isUnique(_ values: [Int64], _ missing: [Bool]) -> Bool {
    let present = missing.isEmpty ? values : values.indices.filter { !missing[$0] }.map { values[$0] }
    let sorted = present.sorted()
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0 != $1 }
  }

  /// Seconds or milliseconds since 1970 are offered as moments, never taken for them: other counts look alike.
  private mutating func noteMoments(_ values: [Int64], _ missing: [Bool]) {
    guard NameHints.suggestsMoment(name), let unit = EpochUnit.of(values, missing: missing) else { return }
    let present = values.indices.filter { !isMissing($0, missing) }.map { values[$0] }
    guard let first = present.min(), let last = present.max() else { return }
    // Years only: a remark holds no extreme of the data.
    let years = [first, last].map { String(decoding: unit.spelled($0).prefix(4), as: UTF8.self) }
    note(
      "‘\(shownName)’ may be \(unit.rawValue) since 1970 (in \(years[0]) to \(years[1])); it stays a number until its kind is set",
      1, row: nil)
  }

  private mutating func noteLost(_ reader: NumberColumn) {
    let spelling = reader.spelling
    if let first = spelling.firstIrregular {
      note(
        "values of ‘\(shownName)’ lose their spelling (plus signs, blanks, bare marks)", spelling.irregular, row: first)
    }
    if spelling.dropped > 0 {
      note("values of ‘\(shownName)’ have more digits than a number holds and are rounded", spelling.dropped, row: nil)
    }
  }

  private mutating func noteLostZeros(_ spelling: NumberColumn.Spelling, _ look: Look) {
    guard case .upTo = look.decimals, spelling.mostWithZeros > look.minimumDecimals else { return }
    note("some values of ‘\(shownName)’ end with zeros that are not kept", 1, row: nil)
  }

  // MARK: - Dates and times

  private var mayBeCompactDate: Bool { NameHints.suggestsDate(name) }

  private mutating func compactDate() -> Column? {
    guard let formatter = DateFormatter(DatePattern("yyyyMMdd")),
      let reader = InstantColumn(text: text, cells: cells, formatter: formatter, spellings: spellings),
      reader.values.indices.allSatisfy({ isMissing($0, reader.missing) || (-36525...47482).contains(reader.values[$0]) }
      )
    else { return nil }
    return finished(reader)
  }

  private func isMissing(_ row: Int, _ missing: [Bool]) -> Bool { !missing.isEmpty && missing[row] }

  private mutating func instants(_ sample: [UnsafeBufferPointer<UInt8>]) -> Column? {
    guard let first = sample.first, first.count <= 40 else { return nil }
    let formatters = DateCandidates.patterns(for: Array(first), allowsCompact: NameHints.suggestsDate(name))
      .compactMap(DateFormatter.init)
      .filter { formatter in sample.allSatisfy { formatter.value(of: $0) != nil } }
    let readings = formatters.compactMap {
      InstantColumn(text: text, cells: cells, formatter: $0, spellings: spellings)
    }
    guard let chosen = DateAmbiguity.choose(among: readings) else { return nil }
    if let other = DateAmbiguity.rival(of: chosen, among: readings) {
      note(
        "‘\(shownName)’ can be read as \(chosen.formatter.pattern.text) or as \(other); the first is taken", 1, row: nil
      )
    }
    return finished(chosen)
  }

  private mutating func finished(_ reader: InstantColumn) -> Column {
    var look = Look()
    look.datePattern = reader.formatter.pattern
    if reader.formatter.hasZone {
      note("values of ‘\(shownName)’ have offsets that differ; all are kept and written in UTC", cells.count, row: nil)
    }
    if reader.irregular > 0 { note("values of ‘\(shownName)’ lose the blanks around them", reader.irregular, row: nil) }
    return finished(
      reader.formatter.kind, .instants(reader.values), missing: reader.missing, tally: reader.tally, look: look)
  }

  // MARK: - Levels and text

  private mutating func levelsOrText() -> Column {
    let reader = TextColumn(text: text, cells: cells, spellings: spellings)
    let kind = reader.kind(name: name)
    let storage: ColumnStorage = kind == .text || kind == .identifier ? .text(reader.packed()) : reader.levels(kind)
    return finished(kind, storage, missing: reader.missing, tally: reader.tally, look: Look())
  }

  // MARK: - Finishing

  private mutating func finished(
    _ kind: ColumnKind, _ storage: ColumnStorage, missing: [Bool], tally: MissingTally, look: Look
  ) -> Column {
    var look = look
    let spellings = tally.spellings
    look.missingSpelling = spellings.first?.spelling ?? ""
    if spellings.count > 1 {
      let list = spellings.prefix(4).map { "\(name(of: $0.spelling)) \($0.count)" }.joined(separator: ", ")
      note(
        "missing values of ‘\(shownName)’ have several spellings (\(list)); the first is written", tally.total, row: nil
      )
    }
    return Column(name: name, kind: kind, storage: storage, missing: missing, look: look)
  }

  private func name(of spelling: ByteText) -> String {
    if spelling.isEmpty { return "empty" }
    return spelling.bytes.allSatisfy { $0.isBlank } ? "blanks" : "‘\(spelling)’"
  }

  mutating func note(_ text: String, _ count: Int, row: Int?) {
    let rows = row.map { [$0] } ?? []
    notes.append(Note(text: text, count: count, offsets: rows.map { cells[$0].start }, rows: rows))
  }

  mutating func addNotes(_ more: [Note]) { notes += more }
}
