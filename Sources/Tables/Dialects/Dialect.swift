/// How a file was read: found from its bytes, or set by the user.
package struct Dialect: Equatable, Sendable {
  package enum LineEnd: String, Equatable, Sendable { case lf = "LF", crlf = "CRLF", cr = "CR", mixed }

  package var delimiter: UInt8 = UInt8(ascii: ",")
  package var quote: UInt8? = UInt8(ascii: "\"")
  package var hasHeader = true
  package var lineEnd: LineEnd = .lf
  /// The name of the text encoding: `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, or the stated fallback `windows-1252`.
  package var encoding = "UTF-8"
  /// Lines before the header that are not part of the table (preamble, comments, `sep=`).
  package var skippedLines = 0
  /// Share of rows that fit the dialect, 0...1.
  package var confidence = 1.0

  /// What the table lies in where it is no delimited text: `SQLite table ‘prices’`, `Parquet`, `JSON lines`; the other members then
  /// say nothing of the file.
  package var container: String?

  package init() {}
}
