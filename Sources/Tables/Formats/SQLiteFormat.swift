import Files
import SQLiteTables

/// A database of one table: numbers as numbers, booleans as 0 and 1, missing as NULL, instants as ISO 8601 texts; the declared types
/// tell the kinds, and a note keeps how values were spelled.
package struct SQLiteFormat: TableFormat {
  package static let name = "sqlite"
  package static let pathExtensions = ["sqlite", "sqlite3", "db"]

  package init() {}

  package func piece(of block: Table) -> TablePiece { TablePiece(rows: block.rowCount, content: .table(block)) }

  package func writer(to target: TableTarget, columns: [Column]) throws(TableError) -> any TableWriter {
    try SQLiteTableWriter(target, columns: columns)
  }
}

private final class SQLiteTableWriter: TableWriter {
  let remarks: [String]
  private let path: String
  private let part: PartFile
  private let database: SQLiteWriter
  private var waiting: [Table] = []
  private var waitingRows = 0

  /// Rows of one transaction, about.
  private static let batch = 16_384

  init(_ target: TableTarget, columns: [Column]) throws(TableError) {
    path = target.path
    guard target.path != "-" else {
      throw TableError(.cannotWrite(reason: "a database needs a file, not standard output"), file: "standard output")
    }
    guard !columns.isEmpty, columns.count <= SQLiteWriter.mostColumns else {
      let found = "\(columns.count) columns; a table in SQLite has 1 to \(SQLiteWriter.mostColumns)"
      throw TableError(.cannotWrite(reason: found), file: target.path)
    }
    do throws(FileError) {
      part = try PartFile(path: target.path, replacesExisting: target.replacesExisting)
    } catch { throw TableError(.notWritten(error), file: target.path) }
    let named = ColumnNames.forDatabase(columns.map(\.name))
    remarks = named.remarks
    do throws(SQLiteFailure) {
      database = try SQLiteWriter(
        path: part.part, table: target.tableName,
        columns: zip(named.names, columns).map { ($0, SQLiteType.declared(for: $1)) },
        note: ColumnNote.text(of: columns))
    } catch {
      part.abandon()
      throw TableError(.cannotWrite(reason: error.description), file: target.path)
    }
  }

  func append(_ piece: TablePiece) throws(TableError) {
    guard case .table(let block) = piece.content else { preconditionFailure("a database takes tables") }
    waiting.append(block)
    waitingRows += block.rowCount
    if waitingRows >= Self.batch { try flush() }
  }

  private func flush() throws(TableError) {
    let rows = SQLiteBatch(waiting)
    do throws(SQLiteFailure) { try database.append(rows: waitingRows, bind: rows.bind) } catch {
      throw TableError(.cannotWrite(reason: error.description), file: path)
    }
    (waiting, waitingRows) = ([], 0)
  }

  func finish() throws(TableError) {
    try flush()
    do throws(SQLiteFailure) { try database.close() } catch {
      throw TableError(.cannotWrite(reason: error.description), file: path)
    }
    do throws(FileError) { try part.finish() } catch { throw TableError(.notWritten(error), file: path) }
  }

  func abandon() {
    try? database.close()
    part.abandon()
  }
}

/// The rows of some blocks as SQLite takes them.
private struct SQLiteBatch {
  private enum Values {
    case integers([Int64])
    case decimals([Double])
    case truths(codes: [Int32], [Bool])
    case levels(codes: [Int32], [ByteText])
    case texts(PackedText)
  }

  private struct Block {
    var columns: [(values: Values, missing: [Bool])]
    var firstRow: Int
  }

  private let blocks: [Block]

  init(_ tables: [Table]) {
    var blocks: [Block] = []
    var row = 0
    for table in tables {
      blocks.append(Block(columns: table.columns.map { (Self.values(of: $0), $0.missing) }, firstRow: row))
      row += table.rowCount
    }
    self.blocks = blocks
  }

  private static func values(of column: Column) -> Values {
    switch column.storage {
    case .integers(let values) where column.look.zeroPaddedWidth == nil: return .integers(values)
    case .decimals(let values): return .decimals(values)
    case .levels(let codes, _) where column.kind == .boolean: return .truths(codes: codes, column.truths)
    case .levels(let codes, let levels): return .levels(codes: codes, levels)
    case .text(let texts): return .texts(texts)
    case .integers: return .texts(column.packed())
    case .instants: return .texts(InstantSpelling(column).applied(to: column).packed())
    }
  }

  func bind(_ row: Int, _ binder: SQLiteBinder) {
    guard let block = blocks.last(where: { $0.firstRow <= row }) else { return }
    let row = row - block.firstRow
    for (place, column) in block.columns.enumerated() {
      guard column.missing.isEmpty || !column.missing[row] else {
        binder.null(at: place)
        continue
      }
      switch column.values {
      case .integers(let values): binder.bind(values[row], at: place)
      case .decimals(let values): binder.bind(values[row], at: place)
      case .truths(let codes, let truths): Self.bind(codes[row], truths, { $0 ? 1 : 0 }, binder, place)
      case .levels(let codes, let levels):
        guard levels.indices.contains(Int(codes[row])) else { return binder.null(at: place) }
        levels[Int(codes[row])].bytes.withUnsafeBufferPointer { binder.bind($0, at: place) }
      case .texts(let texts):
        texts.bytes.withUnsafeBufferPointer { bytes in
          binder.bind(UnsafeBufferPointer(rebasing: bytes[texts.offsets[row]..<texts.offsets[row + 1]]), at: place)
        }
      }
    }
  }

  private static func bind(
    _ code: Int32, _ truths: [Bool], _ number: (Bool) -> Int64, _ binder: SQLiteBinder, _ place: Int
  ) {
    guard truths.indices.contains(Int(code)) else { return binder.null(at: place) }
    binder.bind(number(truths[Int(code)]), at: place)
  }
}
