import Files
import TestSupport
import Testing

@testable import Tables

/// What was read, written in any format and read again is the same table: names, kinds, values, gaps, and the spelling of each value.
struct RoundTripTests {
  let folder = TemporaryFolder()

  private func read(_ text: String, delimiter: UInt8) throws -> Table {
    try TableReader.read(bytes: Array(text.utf8), name: "t", options: Self.options(delimiter)).table
  }

  /// How delimited text is read here: its shape is known, so that nothing but cells, kinds and looks is at stake.
  private static func options(_ delimiter: UInt8) -> ReadOptions {
    var options = ReadOptions()
    (options.delimiter, options.hasHeader, options.encoding, options.quote) = (delimiter, true, .utf8, .byte(0x22))
    (options.escape, options.skippedLines) = (.doubled, 0)
    return options
  }

  private func written(_ table: Table, as type: any TableFormat.Type) throws -> Table {
    let path = folder["t." + type.pathExtensions[0]]
    var target = TableTarget(path: path)
    target.replacesExisting = true
    let format = type.init()
    let writer = try format.writer(to: target, columns: table.columns)
    let half = table.rowCount / 2
    for rows in [0..<half, half..<table.rowCount] { try writer.append(format.piece(of: table.rows(rows))) }
    try writer.finish()
    guard type is any TextFormat.Type, type != JSONLinesFormat.self else {
      return try TableReader.read(path: path).table
    }
    let delimiter = UInt8(ascii: type == TSVFormat.self ? "\t" : ",")
    return try TableReader.read(path: path, options: Self.options(delimiter)).table
  }

  /// The first difference as a sentence; nil where there is none.
  private func difference(_ old: Table, _ new: Table, format: any TableFormat.Type) -> String? {
    var expected = TableMeaning(old)
    if format == SQLiteFormat.self || format == ParquetFormat.self {
      expected.names = ColumnNames.forDatabase(expected.names).names
    }
    if let difference = expected.difference(from: TableMeaning(new)) { return difference }
    for (left, right) in zip(old.columns, new.columns) {
      for row in 0..<left.count where left.spelled(row, in: format) != right.spelled(row, in: format) {
        return
          "\(left.name), row \(row): \(left.spelled(row, in: format) ?? "–") and \(right.spelled(row, in: format) ?? "–")"
      }
    }
    return nil
  }

  private func check(_ seed: Int, formats: [any TableFormat.Type]) throws {
    var seeds = Seeds(seed + 1_000_000)
    let delimiter = [",", ";", "\t", "|"][seeds.next(below: 4)] as Character
    let text = RandomTable(seed).text(delimiter: delimiter, quotesAll: seeds.next(below: 2) == 0)
    let table = try read(text, delimiter: delimiter.asciiValue ?? 0)
    for format in formats {
      // Where a file of JSON lines has no number, its strings may be some.
      if format == JSONLinesFormat.self, !table.columns.contains(where: \.isPlainNumber) { continue }
      let found = try difference(table, written(table, as: format), format: format)
      #expect(found == nil, "\(format.name), seed \(seed)")
    }
  }

  @Test(arguments: 0..<250)
  func randomTables(seed: Int) throws {
    try check(seed, formats: TableFormats.all.filter { $0 != ParquetFormat.self })
  }

  @Test(
    .enabled(if: FormatLawTests.hasDuckDB, "Parquet needs DuckDB's program: pip install duckdb-cli"), arguments: 0..<30)
  func randomTablesInParquet(seed: Int) throws { try check(seed, formats: [ParquetFormat.self]) }

  @Test func shippedTables() throws {
    let data = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath))) + "/sessions/data"
    for name in try Folder.names(in: data) where name.hasSuffix(".csv") {
      // Read as a table of its own: what a column is may rest on all of its rows.
      let lines = try WholeFile.read(data + "/" + name, limit: 1 << 24).split(separator: 0x0A).prefix(301)
      let table = try read(String(decoding: lines.joined(separator: [0x0A]) + [0x0A], as: UTF8.self), delimiter: 0x2C)
      for format in TableFormats.all where format != ParquetFormat.self || FormatLawTests.hasDuckDB {
        let found = try difference(table, written(table, as: format), format: format)
        #expect(found == nil, "\(format.name), \(name)")
      }
    }
  }

  /// What a program without our notes would see.
  @Test func databasesHoldTypedValues() throws {
    let table = try read("ok,day,paid\nNO,05.03.2024,\"$1,234.50\"\nYES,06.03.2024,$7.25\n", delimiter: 0x2C)
    let back = try written(table, as: SQLiteFormat.self)
    #expect(back.columns.map(\.kind) == [.boolean, .date, .decimal])
    #expect(back.columns.map { $0.text(ofRow: 0) } == ["NO", "05.03.2024", "$1,234.50"])
  }
}

extension Column {
  fileprivate var isPlainNumber: Bool {
    switch storage {
    case .integers: look.zeroPaddedWidth == nil && missingCount < count
    case .decimals: missingCount < count
    case .levels, .instants, .text: false
    }
  }

  /// The value as it is spelled; numbers in JSON lines are plain, true and false in small letters.
  fileprivate func spelled(_ row: Int, in format: any TableFormat.Type) -> String? {
    guard format == JSONLinesFormat.self else { return text(ofRow: row) }
    var column = self
    column.look = look.plain
    let text = column.text(ofRow: row)
    return ["true", "false"].contains(text?.lowercased()) ? text?.lowercased() : text
  }
}

/// Notes on columns, beside the tables that do not keep everything.
struct ColumnNoteTests {
  private var columns: [Column] {
    var money = Look()
    (money.decimals, money.decimalMark, money.missingSpelling) = (.fixed(2), UInt8(ascii: ","), "k. A. */")
    var dress = NumberDress()
    (dress.groupMark, dress.suffix, dress.negative) = (".", " €", .behind)
    money.dress = dress
    var day = Look()
    (day.datePattern, day.quoting) = (DatePattern("d. MMMM yyyy"), .always)
    return [
      Column(name: "a", kind: .decimal, storage: .decimals([1.5, 1234.25]), look: money),
      Column(name: "b", kind: .date, storage: .instants([19_000, 20_000]), look: day),
      Column(name: "c", kind: .boolean, storage: .levels(codes: [0, 1], levels: ["нет", "да"])),
    ]
  }

  @Test func aNoteIsReadAsItWasWritten() {
    let text = ColumnNote.text(of: columns)
    #expect(!text.contains("*/") && !text.contains("'") && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
    #expect(ColumnNote.notes(in: text, count: 3) == columns.map { ColumnNote($0) })
  }

  @Test func whatIsNoNoteOrOfOtherColumnsIsIgnored() {
    let text = ColumnNote.text(of: columns)
    #expect(ColumnNote.notes(in: text, count: 2) == nil)
    for bad in [
      "", "rowsmith 1", "rowsmith 2; text; text; text", "rowsmith 1; text; nonsense; text", "rowsmith 1; a=%4; b; c",
    ] {
      #expect(ColumnNote.notes(in: bad, count: 3) == nil, "\(bad)")
    }
  }

  /// Another program changed the values.
  @Test func aLookThatWouldLoseSomethingIsNotTaken() {
    var columns = columns
    columns[0].storage = .decimals([1.5, 0.001])
    columns[0].look = Look()
    columns[0].look.decimals = .upTo(3)
    #expect(ColumnNote(self.columns[0]).applied(to: columns[0]).look.decimals == .upTo(3))
    var clock = columns[1]
    (clock.kind, clock.storage) = (.datetime, .instants([5_000_000, 7]))
    clock.look.datePattern = DatePattern("yyyy-MM-dd HH:mm:ss.SSSSSS")
    #expect(ColumnNote(self.columns[1]).applied(to: clock) == clock)
    var minutes = ColumnNote(clock)
    minutes.look.datePattern = DatePattern("yyyy-MM-dd HH:mm")
    #expect(minutes.applied(to: clock).look.datePattern == clock.look.datePattern)
  }

  @Test func hostileNotes() {
    let members = [
      "decimals=fixed:99999999", "prefix=%31%32", "decimal_mark=%00", "zero_padded_width=-1", "date_pattern=%ff",
      "quoting=x",
    ]
    for member in members {
      let column = Column(name: "n", kind: .integer, storage: .integers([1, 2]))
      guard let note = ColumnNote.notes(in: "rowsmith 1; integer \(member)", count: 1)?.first else { continue }
      #expect(note.applied(to: column).text(ofRow: 0) == "1", "\(member)")
    }
  }
}
