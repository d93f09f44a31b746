import Files
import TestSupport
import Testing

@testable import Tables

/// Databases that are none, or were made to do harm. Each is read, or refused in one sentence; none traps or hangs.
struct HostileDatabaseTests {
  let folder = TemporaryFolder()
  private var path: String { folder["t.db"] }

  /// A database with what the statements make.
  private func make(_ statements: String...) throws -> [UInt8] {
    try SQLiteScript.run(statements, path: path)
    return try WholeFile.read(path)
  }

  private func write(_ bytes: [UInt8]) throws { try DurableFile.write(bytes, to: path) }

  private func read(table: String? = nil) throws(TableError) -> ReadTable {
    var options = ReadOptions()
    options.table = table
    return try TableReader.read(path: path, options: options)
  }

  /// - Returns: the sentence that refuses the file; nil where it was read.
  private func refusal() throws -> String? {
    do throws(TableError) {
      let table = try read().table
      #expect(table.columns.allSatisfy { $0.count == table.rowCount })
      return nil
    } catch {
      #expect(!error.description.contains("\n") && !error.description.isEmpty)
      return error.description
    }
  }

  private func small() throws -> [UInt8] {
    try make(
      "CREATE TABLE t (a INTEGER, b TEXT, c REAL)",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
        + "INSERT INTO t SELECT i, 'text ' || i, i / 8.0 FROM n")
  }

  @Test func cutAnywhere() throws {
    let whole = try small()
    var refused = 0
    for size in Array(0..<130) + stride(from: 130, to: whole.count, by: 331) {
      try write(Array(whole[..<size]))
      if try refusal() != nil { refused += 1 }
    }
    #expect(refused > 60)
  }

  @Test(arguments: 0..<200)
  func randomBytesInside(seed: Int) throws {
    var (bytes, seeds) = (try small(), Seeds(seed))
    // The first half of the runs harms the header and the schema.
    let reach = seed < 100 ? 200 : bytes.count
    for _ in 0..<(1 + seeds.next(below: 40)) {
      bytes[16 + seeds.next(below: reach - 16)] = UInt8(seeds.next(below: 256))
    }
    try write(bytes)
    _ = try refusal()
  }

  @Test func onlyTheFirstBytesAreOfADatabase() throws {
    var seeds = Seeds(5)
    for size in [0, 1, 84, 4080, 20_000] {
      try write(Array("SQLite format 3\0".utf8) + (0..<size).map { _ in UInt8(seeds.next(below: 256)) })
      #expect(try refusal() != nil)
    }
  }

  @Test func noTableAndManyTables() throws {
    _ = try make("CREATE TABLE t (a)", "DROP TABLE t")
    #expect(try refusal()?.contains("the database holds no table") == true)
    try SQLiteScript.run((0..<3000).map { "CREATE TABLE t\($0) (a, b)" }, path: path)
    let words = try #require(try refusal())
    #expect(words.contains("choose one of its tables with --table: ‘t0’") && words.utf8.count < 400)
    #expect(try read(table: "t2999").table.columns.count == 2)
    let error = #expect(throws: TableError.self) { try read(table: "T1") }
    #expect(error?.description.contains("no table is called ‘T1’") == true)
  }

  @Test func viewsAreNotRun() throws {
    _ = try make(
      "CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (2)",
      "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n")
    let error = #expect(throws: TableError.self) { try read(table: "v") }
    #expect(error?.description.contains("‘v’ is a view") == true)
    #expect(try read().table.rowCount == 2)
  }

  /// Code of the schema could run when a table is read: computed columns, checks, triggers.
  @Test func codeOfTheSchema() throws {
    _ = try make(
      "CREATE TABLE t (a, b AS (a || 'x'), c AS (a * 2), CHECK (a < 5))",
      "INSERT INTO t (a) VALUES (1)")
    if let words = try refusal() { #expect(words.contains("cannot be read")) }
    _ = try make("CREATE TABLE u (a DEFAULT (load_extension('x')))", "DROP TABLE t", "INSERT INTO u VALUES (3)")
    #expect(try read().table.columns[0].text(ofRow: 0) == "3")
  }

  @Test func namesWithQuotesAndControlBytes() throws {
    _ = try make(
      "CREATE TABLE \"a\"\"b'; DROP TABLE x; --\u{1B}[2J\" (\"q\"\"q\" TEXT, \"\u{7}\n\" TEXT, \"\" TEXT, \"select\" TEXT)",
      "INSERT INTO \"a\"\"b'; DROP TABLE x; --\u{1B}[2J\" VALUES ('1', '2', '3', '4'), (5, 6, 7, 8)")
    let read = try read()
    #expect(read.table.rowCount == 2 && read.table.columns.count == 4)
    #expect(read.table.columns[0].name == "q\"q" && read.table.columns[3].name == "select")
    #expect(read.table.columns.map { $0.text(ofRow: 1) } == ["5", "6", "7", "8"])
  }

  @Test func blobsBrokenTextsAndMixedTypes() throws {
    _ = try make(
      "CREATE TABLE t (a BLOB, b TEXT, c INTEGER, d DATE)",
      "INSERT INTO t VALUES (x'00ff', CAST(x'c328' AS TEXT), 'word', '2024-02-30')",
      "INSERT INTO t VALUES ('x', 'a' || char(0) || 'b', 9e999, 12), (NULL, '', -9223372036854775808, NULL)")
    let read = try read()
    #expect(read.table.rowCount == 3)
    #expect(read.table.columns[0].isMissing(0) && read.remark("binary value (blob) of ‘a’ left out")?.count == 1)
    #expect(read.remark("is no UTF-8")?.count == 1)
    #expect(read.table.columns[1].text(ofRow: 1) == "a\u{0}b")
    #expect(
      read.table.columns[2].text(ofRow: 1) == "inf" && read.table.columns[2].text(ofRow: 2) == "-9223372036854775808")
    #expect(read.table.columns[3].text(ofRow: 0) == "2024-02-30")
  }

  @Test func virtualTablesAreNotRead() throws {
    do { _ = try make("CREATE VIRTUAL TABLE f USING fts5(a)", "INSERT INTO f VALUES ('x')") } catch { return }
    #expect(try refusal()?.contains("the database holds no table") == true)
  }

  @Test func aWideTable() throws {
    let names = (0..<1999).map { "c\($0)" }.joined(separator: ", ")
    _ = try make("CREATE TABLE t (\(names))", "INSERT INTO t DEFAULT VALUES", "INSERT INTO t (c7) VALUES (1)")
    let table = try read().table
    #expect(table.columns.count == 1999 && table.columns[7].text(ofRow: 1) == "1")
  }
}
