import StrictYAML
import Tables

/// One way in which a table is not the one that a recipe describes.
package enum RecipeMismatch: Equatable, Sendable, CustomStringConvertible {
  /// The recipe has a column that the table lacks; `nearest` is the table's column that may be meant.
  case missingColumn(name: String, nearest: String?)
  /// The table has a column that the recipe does not know.
  case unknownColumn(name: String)
  /// Both have the column, but at different places among the columns they share. Places start at 1.
  case order(name: String, recipe: Int, table: Int)
  case kind(name: String, recipe: ColumnKind, table: ColumnKind)
  /// A rare event's condition does not suit the table.
  case rareEvent(when: String, reason: String)
  /// The source had another number of rows than the table has.
  case rows(recipe: Int, table: Int)

  /// Whether the recipe still fits the table: rows may have been added since.
  package var isRemark: Bool { if case .rows = self { true } else { false } }

  /// Quotes names of columns: make it safe before it is shown.
  package var description: String {
    switch self {
    case .missingColumn(let name, let nearest):
      "the table has no column '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .unknownColumn(let name): "the recipe has no column '\(name)', but the table does"
    case .order(let name, let recipe, let table):
      "the column '\(name)' is number \(recipe) in the recipe and number \(table) in the table"
    case .kind(let name, let recipe, let table):
      "the column '\(name)' is \(recipe.rawValue) in the recipe and \(table.rawValue) in the table"
    case .rareEvent(let when, let reason): "the rare event '\(when)' does not suit the table: \(reason)"
    case .rows(let recipe, let table): "the recipe was fitted on \(recipe) rows; the table has \(table)"
    }
  }
}

/// Compares a recipe with a table that it may have been fitted on.
package enum RecipeCheck {
  /// All mismatches: columns in the recipe's order, then columns of the table only, then rows. Names are compared as bytes.
  ///
  /// A kind differs only where the table's values cannot be read as the recipe's: a fit may read repeated texts as categories,
  /// and a user may choose a kind.
  /// - Parameter rows: of the whole table where `table` holds only some of them.
  package static func mismatches(of recipe: Recipe, against table: Table, rows: Int? = nil) -> [RecipeMismatch] {
    let positions = positions(of: table.columns.map(\.name))
    let known = self.positions(of: recipe.columns.map(\.name))
    let unknown = table.columns.map(\.name).filter { known[Array($0.utf8)] == nil }
    var mismatches: [RecipeMismatch] = []
    var shared: [(name: String, recipe: Int, table: Int)] = []
    var read = table
    for (index, column) in recipe.columns.enumerated() {
      guard let position = positions[Array(column.name.utf8)] else {
        // A computed column need not be in the real table.
        if column.generator == FormulaGenerator.name { continue }
        mismatches.append(.missingColumn(name: column.name, nearest: NearestName.of(column.name, among: unknown)))
        continue
      }
      shared.append((column.name, index, position))
      if let same = table.columns[position].read(as: column.kind) {
        read.columns[position] = same
      } else {
        let kind = table.columns[position].kind
        mismatches.append(.kind(name: column.name, recipe: column.kind, table: kind))
      }
    }
    mismatches += misplaced(shared).map { .order(name: $0.name, recipe: $0.recipe + 1, table: $0.table + 1) }
    mismatches += unknown.map(RecipeMismatch.unknownColumn)
    mismatches += events(of: recipe, against: read)
    let rows = rows ?? table.rowCount
    if recipe.source.rows != rows {
      mismatches.append(.rows(recipe: recipe.source.rows, table: rows))
    }
    return mismatches
  }

  /// - Parameter table: with its columns as the recipe reads them.
  private static func events(of recipe: Recipe, against table: Table) -> [RecipeMismatch] {
    recipe.rare.compactMap { event in
      do throws(ExpressionProblem) {
        let expression = try Expression(parsing: event.when)
        _ = try Predicate(expression, text: event.when, real: table, k: recipe.privacy.k)
        return nil
      } catch { return .rareEvent(when: event.when, reason: error.reason) }
    }
  }

  private static func positions(of names: [String]) -> [[UInt8]: Int] {
    Dictionary(names.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The shared columns whose rank among the shared ones differs.
  private static func misplaced(_ shared: [(name: String, recipe: Int, table: Int)]) -> [(
    name: String, recipe: Int, table: Int
  )] {
    let sorted = shared.sorted { $0.table < $1.table }
    return zip(shared, sorted).filter { $0.table != $1.table }.map(\.0)
  }
}

extension Recipe {
  /// A table with its columns as the recipe reads them, where they can be read so, and with their looks.
  package func reading(_ table: Table) -> Table {
    var table = table
    for place in table.columns.indices {
      guard let own = columns.first(where: { ByteText($0.name) == ByteText(table.columns[place].name) }) else {
        continue
      }
      if let read = table.columns[place].read(as: own.kind) { table.columns[place] = read }
      table.columns[place].look = own.look
    }
    return table
  }
}

extension Column {
  /// nil where some value cannot be read so.
  fileprivate func read(as kind: ColumnKind) -> Column? { kind == self.kind ? self : converted(to: kind).column }
}
