import Tables

/// A compiled condition: true or not for every row of a table with the columns it was compiled for.
package struct Predicate: Equatable, Sendable {
  /// Without negations: a row satisfies `all` and `any` by what it satisfies of their members.
  indirect enum Node: Equatable, Sendable {
    case condition(String, ColumnCondition)
    case comparison(String, Expression.Comparison, String)
    /// What is more than a column against values or another column.
    case computed(ValueNode)
    case all([Node])
    case any([Node])
  }

  let root: Node
  /// What each `q(p)` of the text became, in its order and in storage units of its column.
  package let thresholds: [Double]

  /// Compiles an expression for the columns of a table; `q(p)` becomes a number of that table.
  ///
  /// - Parameters:
  ///   - k: a quantile rests on at least so many rows.
  /// - Throws: the first mistake with its place: no such column, a literal that the column cannot have, a level that no row has.
  package init(_ expression: Expression, text: String, real table: Table, k: Int) throws(ExpressionProblem) {
    var binder = ExpressionBinder(
      text: text, columns: table.columns.map { ExpressionColumn($0, knowsLevels: true) }
    ) { name, figure in
      table.column(named: name).flatMap { ColumnQuantile.figure(figure, of: $0, k: k) }
    }
    root = try binder.node(expression)
    thresholds = binder.thresholds
  }

  /// Compiles an expression whose quantiles are known already, for columns of which only the kinds matter.
  /// - Throws: as the other; also where the thresholds are not as many as the text has quantiles.
  package init(_ expression: Expression, text: String, columns: [Column], thresholds: [Double])
    throws(ExpressionProblem)
  {
    var left = thresholds[...]
    var binder = ExpressionBinder(text: text, columns: columns.map { ExpressionColumn($0, knowsLevels: false) }) {
      _, _ in
      left.popFirst()
    }
    root = try binder.node(expression)
    self.thresholds = binder.thresholds
    guard left.isEmpty else {
      let count = binder.thresholds.count
      throw ExpressionProblem(text: text, offset: 0, reason: "\(thresholds.count) thresholds for \(count) quantiles")
    }
  }

  /// The columns it reads, each once, in the order of the text.
  package var columns: [String] {
    var found: [String] = []
    Self.visit(root) { name in if !found.contains(name) { found.append(name) } }
    return found
  }

  private static func visit(_ node: Node, _ each: (String) -> Void) {
    switch node {
    case .condition(let name, _): each(name)
    case .comparison(let left, _, let right):
      each(left)
      each(right)
    case .computed(let value): for name in value.columns { each(name) }
    case .all(let members), .any(let members): for member in members { visit(member, each) }
    }
  }
}

extension Predicate {
  /// What every satisfying row has in this column; nil where it may have anything.
  ///
  /// Necessary; sufficient too where the predicate is nothing but one condition per column, all at once.
  package func allowed(_ column: String) -> ColumnCondition? { Self.allowed(column, root) }

  static func allowed(_ column: String, _ node: Node) -> ColumnCondition? {
    switch node {
    case .condition(let name, let condition): return name == column ? condition : nil
    case .comparison, .computed: return nil
    case .all(let members):
      let found = members.compactMap { allowed(column, $0) }
      return found.isEmpty ? nil : found.dropFirst().reduce(found[0]) { $0.intersection($1) }
    case .any(let members):
      let found = members.map { allowed(column, $0) }
      guard let first = found.first, var union = first else { return nil }
      for other in found.dropFirst() {
        guard let other else { return nil }
        union = union.union(other)
      }
      return union
    }
  }
}
