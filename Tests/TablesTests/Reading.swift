@testable import Tables

/// Reads a text as a file would be read.
func read(_ text: String, _ change: (inout ReadOptions) -> Void = { _ in }) throws(TableError) -> ReadTable {
  var options = ReadOptions()
  change(&options)
  return try TableReader.read(bytes: Array(text.utf8), name: "t.csv", options: options)
}

/// A column of a file with that column alone, so that delimiters cannot matter.
func column(_ values: [String], named name: String = "x") throws -> Column {
  let rows = values.map { "\"\($0)\"" }.joined(separator: "\n")
  let table = try read("\"\(name)\"\n\(rows)\n") { ($0.delimiter, $0.hasHeader) = (0x2C, true) }
  return table.table.columns[0]
}

extension Column {
  var texts: [String?] { (0..<count).map { text(ofRow: $0) } }
  var levelTexts: [String] {
    guard case .levels(_, let levels) = storage else { return [] }
    return levels.map(\.string)
  }
}

extension ReadTable {
  var names: [String] { table.columns.map(\.name) }
  func remark(_ part: String) -> ReadReport.Remark? { report.remarks.first { $0.text.contains(part) } }

  /// The table written as CSV by its own dialect.
  var rewritten: String {
    let format = CSVFormat(delimiter: dialect.delimiter, lineEnd: dialect.lineEnd)
    var bytes: [UInt8] = []
    format.appendHeader(of: table.columns, to: &bytes)
    format.appendRows(of: table, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
