/// What the user may set; nil means "find it from the data".
package struct ReadOptions: Equatable, Hashable, Sendable {
  package enum Ragged: String, Sendable, CaseIterable { case pad, spill, error }
  package enum Quote: Hashable, Sendable { case none, byte(UInt8) }
  package enum Escape: Hashable, Sendable { case doubled, byte(UInt8) }

  package var delimiter: UInt8?
  /// A delimiter of several bytes, instead of `delimiter`.
  package var longDelimiter: [UInt8] = []
  /// Blanks, however many, are one delimiter.
  package var mergesBlanks = false
  package var quote: Quote?
  package var escape: Escape?
  /// Lines that begin with this byte are comments.
  package var comment: UInt8?
  package var hasHeader: Bool?
  /// Lines before the table; nil: as many as are found to be none of it.
  package var skippedLines: Int?
  /// How bytes become characters.
  package var encoding: TextEncoding?
  /// Spellings that are missing in every column, besides the recognised ones.
  package var missingSpellings: [String] = []
  package var ragged: Ragged = .pad
  /// Whether anything that did not fit is an error.
  package var isStrict = false
  /// Whether the report is to hold a digest of all cells, where the file is small enough.
  package var digestsCells = false
  /// The column of which the reading is to be explained.
  package var explainedColumn: String?
  /// Which table of a database is read; nil: the only one.
  package var table: String?
  /// The DuckDB program that reads Parquet files: a path, or a name on PATH; nil: found as `duckdb`.
  package var duckdb: String?

  /// What a source of tables knows of texts that look like something else, by the place of the column.
  var textRules: [Int: TextRule] = [:]

  package init() {}

  /// Whether the delimiter is set, in whatever form.
  var setsDelimiter: Bool { delimiter != nil || !longDelimiter.isEmpty || mergesBlanks }
}

/// What a column of texts is not taken for.
enum TextRule: Hashable, Sendable {
  /// For plain numbers, because its source spells numbers otherwise.
  case noNumbers
  /// For anything but texts and levels.
  case nothingElse
}
