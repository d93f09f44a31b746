/// How a file was read: found from its bytes, or set by the user.
package struct Dialect: Equatable, Sendable {
  package enum LineEnd: String, Equatable, Sendable { case lf = "LF", crlf = "CRLF", cr = "CR", mixed }

  /// The delimiter that came next in plausibility.
  package struct RunnerUp: Equatable, Sendable {
    /// As `delimiterText`.
    package var delimiterText: String
    /// 0...1.
    package var confidence: Double
  }

  /// One byte; of a longer delimiter its first.
  package var delimiter: UInt8 = UInt8(ascii: ",")
  /// The delimiter where it is longer than a byte.
  package var longDelimiter: [UInt8] = []
  /// Blanks, however many, are one delimiter.
  package var mergesBlanks = false
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// Makes a quote inside quotes literal; nil: a quote is doubled.
  package var escape: UInt8?
  /// Lines that begin with it are comments.
  package var comment: UInt8?
  package var hasHeader = true
  /// Lines that the header seems to have; the first of them names the columns.
  package var headerLines = 1
  package var lineEnd: LineEnd = .lf
  /// The name of the text encoding: `UTF-8`, `UTF-8 with BOM`, `UTF-16LE`, or a guess such as `windows-1252`.
  package var encoding = "UTF-8"
  /// Lines before the header that are not part of the table (preamble, comments, `sep=`).
  package var skippedLines = 0
  /// Lines behind the last row that are not part of the table.
  package var footerLines = 0
  /// How sure the choice of delimiter is against all others, 0...1; 1 where the user set it.
  package var confidence = 1.0
  package var runnerUp: RunnerUp?
  /// Share of rows that have the fields they should, 0...1.
  package var fit = 1.0

  /// What the table lies in where it is no delimited text: `SQLite table ‘prices’`, `Parquet`, `JSON lines`; the other members then
  /// say nothing of the file.
  package var container: String?

  package init() {}

  /// The delimiter as a word or as itself.
  package var delimiterText: String {
    if mergesBlanks { return "blanks" }
    return Self.text(of: longDelimiter.isEmpty ? [delimiter] : longDelimiter)
  }

  /// Delimiters by their names where they have one.
  static func text(of delimiter: [UInt8]) -> String {
    switch delimiter {
    case [UInt8(ascii: ",")]: "comma"
    case [UInt8(ascii: ";")]: "semicolon"
    case [UInt8(ascii: "\t")]: "tab"
    case [UInt8(ascii: "|")]: "pipe"
    case [UInt8(ascii: " ")]: "space"
    case [UInt8(ascii: ":")]: "colon"
    default: String(decoding: delimiter, as: UTF8.self)
    }
  }
}
