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

  package init() {}
}

/// Everything the reader padded, cut, skipped or guessed. Nothing of that happens silently.
package struct ReadReport: Equatable, Sendable {
  package struct Remark: Equatable, Sendable {
    /// What happened, as a sentence for the user ("short row padded with missing values").
    package var text: String
    package var count: Int
    /// The first few line numbers (1-based) where it happened.
    package var firstLines: [Int]

    package init(text: String, count: Int, firstLines: [Int] = []) {
      self.text = text
      self.count = count
      self.firstLines = firstLines
    }
  }

  package var remarks: [Remark] = []
  package init() {}
}

/// A table with how it was read.
package struct ReadTable: Equatable, Sendable {
  package var table: Table
  package var dialect: Dialect
  package var report: ReadReport

  package init(table: Table, dialect: Dialect, report: ReadReport) {
    self.table = table
    self.dialect = dialect
    self.report = report
  }
}

/// What the user may set; nil means "find it from the data".
package struct ReadOptions: Equatable, Hashable, Sendable {
  package enum Ragged: String, Sendable, CaseIterable { case pad, spill, error }

  package var delimiter: UInt8?
  package var hasHeader: Bool?
  /// Spellings that are missing in every column, besides the recognised ones.
  package var missingSpellings: [String] = []
  package var ragged: Ragged = .pad

  package init() {}
}
