/// How many rows and column sets the slower metrics look at, at most. Rows are chosen by a fixed seed.
package struct ScoreLimits: Equatable, Sendable {
  /// Rows a model is trained on or asked about; detection takes half of them from each side.
  package var modelRows = 20_000
  /// Rows in tables of pairs and triples.
  package var jointRows = 100_000
  /// Rows behind a correlation or association.
  package var correlationRows = 20_000
  package var pairs = 1_500
  package var triples = 210
  /// Rows whose nearest real row is searched: this many where there are at most 50,000 real rows, those held back among them,
  /// then fewer.
  package var nearestRows = 2_000
  package var nearestRowsOfLarge = 800
  /// Classes of a target; rarer ones are pooled.
  package var classes = 20
  /// Columns a model sees; of more, these are chosen by the seed.
  package var modelColumns = 400
  package init() {}

  /// Cells of a model's table, and comparisons of cells in the search for nearest rows: wide tables get fewer rows.
  private static let modelCells = 4_000_000
  private static let comparisons = 4_000_000_000

  /// Rows for a model of so many columns.
  func modelRows(columns: Int) -> Int {
    min(modelRows, max(2_000, Self.modelCells / max(1, min(columns, modelColumns))))
  }

  /// Rows whose nearest one is searched among so many, those held back among them.
  func nearestRows(among rows: Int, columns: Int) -> Int {
    let wanted = rows > 50_000 ? nearestRowsOfLarge : nearestRows
    return min(wanted, max(100, Self.comparisons / max(1, rows * columns)))
  }
}
