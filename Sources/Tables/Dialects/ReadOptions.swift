/// What the user may set; nil means "find it from the data".
package struct ReadOptions: Equatable, Hashable, Sendable {
  package enum Ragged: String, Sendable, CaseIterable { case pad, spill, error }

  package var delimiter: UInt8?
  package var hasHeader: Bool?
  /// How bytes become characters.
  package var encoding: TextEncoding?
  /// Spellings that are missing in every column, besides the recognised ones.
  package var missingSpellings: [String] = []
  package var ragged: Ragged = .pad
  /// Whether the report is to hold a digest of all cells, where the file is small enough.
  package var digestsCells = false
  /// Which table of a database is read; nil: the only one.
  package var table: String?
  /// The DuckDB program that reads Parquet files: a path, or a name on PATH; nil: found as `duckdb`.
  package var duckdb: String?

  package init() {}
}
