import Files
import Glibc
import TestSupport
import Testing

@testable import Tables

/// What every format promises, those that write through another program among them.
struct FormatLawTests {
  /// DuckDB's program where the user of these tests has it. Without it the error that says so is tested instead.
  static let hasDuckDB = DuckDBProgram(given: nil) != nil

  let folder = TemporaryFolder()

  private func path(_ format: any TableFormat.Type) -> String { folder["t." + format.pathExtensions[0]] }

  private func write(_ blocks: [Table], as format: any TableFormat, to path: String) throws(TableError) {
    var target = TableTarget(path: path)
    target.tableName = "a \"table\""
    let writer = try format.writer(to: target, columns: blocks[0].columns)
    for block in blocks { try writer.append(format.piece(of: block)) }
    try writer.finish()
  }

  /// True where the law cannot be tested because the format needs a program that is not there; then that is what is tested.
  private func isUnavailable(_ type: any TableFormat.Type) throws -> Bool {
    guard type == ParquetFormat.self, !Self.hasDuckDB else { return false }
    let error = try #require(throws: TableError.self) { try write([.mixed], as: type.init(), to: path(type)) }
    #expect(error.description.contains("pip install duckdb-cli") && error.description.contains("--duckdb"))
    #expect(try Folder.names(in: folder.path).isEmpty)
    return true
  }

  @Test(arguments: TableFormats.all.map { $0.name })
  func endingsNameTheFormat(_ name: String) throws {
    let type = try #require(TableFormats.named(name))
    #expect(type.pathExtensions.allSatisfy { TableFormats.forPath("A.B/c." + $0.uppercased())?.name == name })
  }

  @Test(arguments: TableFormats.all.map { $0.name })
  func whatIsWrittenReadsBackAsTheSameTable(_ name: String) throws {
    let type = try #require(TableFormats.named(name))
    if try isUnavailable(type) { return }
    try write([.mixed], as: type.init(), to: path(type))
    let read = try TableReader.read(path: path(type)).table
    #expect(TableMeaning(read).difference(from: TableMeaning(.mixed)) == nil)
    #expect(try Folder.names(in: folder.path) == [PathParts.name(of: path(type))])
  }

  @Test(arguments: TableFormats.all.map { $0.name })
  func anySplitIntoBlocksIsTheSameTable(_ name: String) throws {
    let type = try #require(TableFormats.named(name))
    if try isUnavailable(type) { return }
    let table = Table.mixed
    let cuts = [0..<1, 1..<1, 1..<17, 17..<table.rowCount]
    try write(cuts.map { table.rows($0) }, as: type.init(), to: path(type))
    let read = try TableReader.read(path: path(type)).table
    #expect(TableMeaning(read).difference(from: TableMeaning(table)) == nil)
  }

  @Test(arguments: TableFormats.all.map { $0.name })
  func anAbandonedFileIsGoneAndTheOldOneStays(_ name: String) throws {
    let type = try #require(TableFormats.named(name))
    if try isUnavailable(type) { return }
    try DurableFile.write([1, 2, 3], to: path(type))
    var target = TableTarget(path: path(type))
    #expect(throws: TableError.self) { try type.init().writer(to: target, columns: Table.mixed.columns) }
    target.replacesExisting = true
    let writer = try type.init().writer(to: target, columns: Table.mixed.columns)
    try writer.append(type.init().piece(of: .mixed))
    writer.abandon()
    #expect(try WholeFile.read(path(type)) == [1, 2, 3])
    #expect(try Folder.names(in: folder.path) == [PathParts.name(of: path(type))])
  }

  @Test(arguments: TableFormats.all.map { $0.name })
  func noRowsAndOneMissingValue(_ name: String) throws {
    let type = try #require(TableFormats.named(name))
    if try isUnavailable(type) { return }
    let one = Column(name: "x", kind: .text, storage: .text(PackedText(["", "a", ""])), missing: [true, false, true])
    try write([Table(name: "t", columns: [one])], as: type.init(), to: path(type))
    let read = try TableReader.read(path: path(type)).table
    #expect(read.columns.count == 1 && read.columns[0].missing == [true, false, true])
    unlink(path(type))
    try write([Table.mixed.rows(0..<0)], as: type.init(), to: path(type))
    guard type != JSONLinesFormat.self else {
      // Nothing tells the names of columns without a row.
      #expect(try WholeFile.read(path(type)).isEmpty)
      return
    }
    var options = ReadOptions()
    // A text of one line is a row or a header; nothing in it says which.
    options.hasHeader = type is any TextFormat.Type ? true : nil
    let empty = try TableReader.read(path: path(type), options: options).table
    #expect(empty.rowCount == 0 && empty.columns.map(\.name) == Table.mixed.columns.map(\.name))
  }

  @Test(arguments: TableFormats.all.map { $0.name })
  func aFullDiskIsAnError(_ name: String) throws {
    let type = try #require(TableFormats.named(name))
    guard type is any TextFormat.Type else {
      // These write files only.
      #expect(throws: TableError.self) { try write([.mixed], as: type.init(), to: "/dev/full") }
      #expect(throws: TableError.self) { try write([.mixed], as: type.init(), to: "-") }
      return
    }
    let error = try #require(throws: TableError.self) { try write([.mixed], as: type.init(), to: "/dev/full") }
    #expect(error == TableError(.notWritten(FileError(.write, path: "/dev/full", code: ENOSPC)), file: "/dev/full"))
  }

  @Test func namesThatADatabaseConfusesAreChangedAndTold() throws {
    let columns = ["a", "A", "a_2", "b\u{0}c"].map { Column(name: $0, kind: .integer, storage: .integers([1, 2, 9])) }
    var target = TableTarget(path: folder["t.db"])
    target.tableName = "x"
    let writer = try SQLiteFormat().writer(to: target, columns: columns)
    #expect(writer.remarks.count == 2)
    try writer.append(SQLiteFormat().piece(of: Table(name: "t", columns: columns)))
    try writer.finish()
    let read = try TableReader.read(path: folder["t.db"])
    #expect(read.table.columns.map(\.name) == ["a", "A_3", "a_2", "b\u{FFFD}c"])
  }
}

extension Table {
  /// 40 rows with a column of every kind, and texts that need care.
  static let mixed: Table = {
    let rows = 40
    let odd: [ByteText] = ["plain", "comma, quote \" and\nline", "it's", "é 漢字", "\t|;", "-- DROP", "x\r\ny", "'';"]
    func column(_ name: String, _ kind: ColumnKind, _ storage: ColumnStorage, gap: Int, _ pattern: String? = nil)
      -> Column
    {
      let missing = (0..<rows).map { gap > 0 && $0 % gap == 1 }
      var column = Column(name: name, kind: kind, storage: storage, missing: missing.contains(true) ? missing : [])
      column.look.decimals = .upTo(3)
      if let pattern { column.look.datePattern = DatePattern(pattern) }
      return column.clearingMissing()
    }
    let numbers = (0..<rows).map { Double($0 * $0 - 300) / 8 }
    return Table(
      name: "mixed",
      columns: [
        column("n", .integer, .integers((0..<rows).map { Int64($0 % 7 * 1_000_003 - 5) }), gap: 5),
        column("x", .decimal, .decimals(numbers), gap: 3),
        column(
          "yes", .boolean, .levels(codes: (0..<rows).map { Int32($0 % 3 == 0 ? 1 : 0) }, levels: ["false", "true"]),
          gap: 4),
        column(
          "level", .categorical, .levels(codes: (0..<rows).map { Int32($0 % 3) }, levels: ["a", "b,\"c", "d"]), gap: 0),
        column("day", .date, .instants((0..<rows).map { Int64($0 * 37 + 11_000) }), gap: 6, "dd.MM.yyyy"),
        column("at", .time, .instants((0..<rows).map { Int64($0 * 1_713_000_000 + 500_000) }), gap: 0, "HH:mm:ss.SSS"),
        column(
          "when", .datetime, .instants((0..<rows).map { Int64($0 * 86_399_000_000 * 41 + 1_000_000_000_000_000) }),
          gap: 7,
          "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        column("code", .identifier, .text(PackedText((0..<rows).map { ByteText("K-\(10 + $0)") })), gap: 0),
        column(
          "note", .text, .text(PackedText((0..<rows).map { ByteText(odd[$0 % 8].bytes + Array(" \($0)".utf8)) })),
          gap: 9),
      ])
  }()
}

extension Column {
  /// With nothing stored where a value is missing.
  func clearingMissing() -> Column {
    var column = self
    func cleared<Value>(_ values: [Value], _ none: Value) -> [Value] {
      values.indices.map { isMissing($0) ? none : values[$0] }
    }
    switch storage {
    case .integers(let values): column.storage = .integers(cleared(values, 0))
    case .instants(let values): column.storage = .instants(cleared(values, 0))
    case .decimals(let values): column.storage = .decimals(cleared(values, 0))
    case .levels(let codes, let levels): column.storage = .levels(codes: cleared(codes, -1), levels: levels)
    case .text(let texts): column.storage = .text(PackedText((0..<count).map { isMissing($0) ? "" : texts[$0] }))
    }
    return column
  }
}
