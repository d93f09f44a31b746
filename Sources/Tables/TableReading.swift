/// Everything the reader padded, cut, skipped or guessed. Nothing of that happens silently.
package struct ReadReport: Equatable, Sendable {
  package struct Remark: Equatable, Sendable {
    /// What happened, as a sentence for the user ("short row padded with missing values").
    package var text: String
    package var count: Int
    /// The first few line numbers (1-based) where it happened.
    package var firstLines: [Int]
    /// Whether something did not fit and was guessed, padded, cut or left out: what `ReadOptions.isStrict` refuses.
    package var isFault = false

    package init(text: String, count: Int, firstLines: [Int] = [], isFault: Bool = false) {
      self.text = text
      self.count = count
      self.firstLines = firstLines
      self.isFault = isFault
    }
  }

  package var remarks: [Remark] = []
  /// SHA-256 over all cells as they were read (`CellsDigest`), where it was asked for and the file is small.
  package var cellsDigest: String?
  /// Why a column is of its kind, where that was asked for and there is such a column.
  package var explanation: ColumnExplanation?
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
