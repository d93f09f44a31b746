import StrictYAML
import Tables

/// Checks an expression against the columns it names and compiles it.
struct ExpressionBinder {
  /// Gives a figure of a column, in storage units.
  typealias Figures = (_ column: String, _ figure: ColumnFigure) -> Double?

  let text: String
  let columns: [ExpressionColumn]
  let figures: Figures
  private let places: [[UInt8]: Int]
  /// What each `q(p)`, `mean` and the like became, in the order of the text.
  private(set) var thresholds: [Double] = []

  init(text: String, columns: [ExpressionColumn], figures: @escaping Figures) {
    (self.text, self.columns, self.figures) = (text, columns, figures)
    places = Dictionary(
      columns.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
  }

  typealias Operand = Expression.Operand

  /// Negations are pushed down to the comparisons, where they become the opposite comparison; by De Morgan's laws, which
  /// hold for three values too, a row satisfies the result exactly where the expression is true.
  mutating func node(_ expression: Expression, isNegated: Bool = false) throws(ExpressionProblem) -> Predicate.Node {
    switch expression {
    case .like, .truth: return try computed(expression, isNegated)
    case .comparison(let left, _, let right) where !Self.isPlain(left) || !Self.isPlain(right):
      return try computed(expression, isNegated)
    case .membership(let operand, let members, _) where !([operand] + members).allSatisfy(Self.isPlain):
      return try computed(expression, isNegated)
    case .between(let operand, let low, let high, _) where ![operand, low, high].allSatisfy(Self.isPlain):
      return try computed(expression, isNegated)
    case .missing(let operand, _) where !Self.isPlain(operand): return try computed(expression, isNegated)
    case .comparison(let left, let comparison, let right):
      return try self.comparison(left, isNegated ? comparison.negated : comparison, right)
    case .membership(let operand, let members, let isNot):
      return try membership(operand, members, isNegated: isNot != isNegated)
    case .between(let operand, let low, let high, let isNot):
      return try between(operand, low, high, isNegated: isNot != isNegated)
    case .missing(let operand, let isNot):
      let column = try self.column(operand)
      let isMissing = isNot == isNegated
      return .condition(column.name, column.condition(allowingValues: !isMissing, missing: isMissing))
    case .not(let inner): return try node(inner, isNegated: !isNegated)
    case .all(let members): return try joined(members, isAll: !isNegated, isNegated)
    case .any(let members): return try joined(members, isAll: isNegated, isNegated)
    }
  }

  private mutating func computed(_ expression: Expression, _ isNegated: Bool) throws(ExpressionProblem)
    -> Predicate.Node
  {
    let value = try condition(expression)
    return .computed(isNegated ? .not(value) : value)
  }

  private mutating func joined(_ members: [Expression], isAll: Bool, _ isNegated: Bool) throws(ExpressionProblem)
    -> Predicate.Node
  {
    var nodes: [Predicate.Node] = []
    for member in members { nodes.append(try node(member, isNegated: isNegated)) }
    return isAll ? .all(nodes) : .any(nodes)
  }

  private mutating func membership(_ operand: Operand, _ members: [Operand], isNegated: Bool)
    throws(ExpressionProblem) -> Predicate.Node
  {
    let column = try self.column(operand)
    var condition = column.condition(allowingValues: isNegated, missing: false)
    for member in members {
      let one = try self.condition(column, isNegated ? .unequal : .equal, member)
      condition = isNegated ? condition.intersection(one) : condition.union(one)
    }
    return .condition(column.name, condition)
  }

  private mutating func between(_ operand: Operand, _ low: Operand, _ high: Operand, isNegated: Bool)
    throws(ExpressionProblem) -> Predicate.Node
  {
    let ends = [
      try comparison(operand, isNegated ? .less : .greaterOrEqual, low),
      try comparison(operand, isNegated ? .greater : .lessOrEqual, high),
    ]
    return isNegated ? .any(ends) : .all(ends)
  }

  private mutating func comparison(_ left: Operand, _ comparison: Expression.Comparison, _ right: Operand)
    throws(ExpressionProblem) -> Predicate.Node
  {
    guard let column = existing(left) else {
      // `500 < amount`
      guard let other = existing(right) else { throw unknownColumn(left) }
      return .condition(other.name, try condition(other, comparison.mirrored, left))
    }
    guard let other = existing(right), !column.means(right, otherThan: other) else {
      return .condition(column.name, try condition(column, comparison, right))
    }
    return try self.comparison(column, comparison, other, at: right.offset)
  }

  private func comparison(
    _ left: ExpressionColumn, _ comparison: Expression.Comparison, _ right: ExpressionColumn, at offset: Int
  ) throws(ExpressionProblem) -> Predicate.Node {
    guard left.isComparable(with: right) else {
      throw problem("'\(left.name)' is \(left.kind.rawValue) and '\(right.name)' \(right.kind.rawValue)", at: offset)
    }
    try checkOrder(left, comparison, at: offset)
    return .comparison(left.name, comparison, right.name)
  }

  // MARK: - Operands

  func existing(_ operand: Operand) -> ExpressionColumn? {
    guard case .word(let word, let quoting) = operand.form, quoting != .literal else { return nil }
    return places[Array(word.utf8)].map { columns[$0] }
  }

  func column(_ operand: Operand) throws(ExpressionProblem) -> ExpressionColumn {
    guard let column = existing(operand) else { throw unknownColumn(operand) }
    return column
  }

  func unknownColumn(_ operand: Operand) -> ExpressionProblem {
    guard case .word(let word, _) = operand.form else {
      return problem("q(p) stands to the right of a column, as in amount > q(0.99)", at: operand.offset)
    }
    let hint = NearestName.of(word, among: columns.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
    return problem("no column is called '\(word.prefix(60))'\(hint)", at: operand.offset)
  }

  private mutating func condition(_ column: ExpressionColumn, _ comparison: Expression.Comparison, _ value: Operand)
    throws(ExpressionProblem) -> ColumnCondition
  {
    try checkOrder(column, comparison, at: value.offset)
    switch value.form {
    case .quantile(let share):
      return column.condition(comparison, try threshold(column, .quantile(share), at: value.offset))
    case .word(let word, let quoting):
      if quoting != .name, let condition = column.condition(comparison, literal: word) { return condition }
      // q99, short for q(0.99)
      if quoting == .bare, column.hasOrder, let share = Self.percentile(word) {
        return column.condition(comparison, try threshold(column, .quantile(share), at: value.offset))
      }
      throw problem(reason(column, word), at: value.offset)
    case .negative, .arithmetic, .call, .choice, .condition:
      throw problem("expected a value, found what is computed", at: value.offset)
    }
  }

  private static func percentile(_ word: String) -> Double? {
    guard let first = word.first, first == "q" || first == "Q",
      let percent = ExpressionNumber.decimal(String(word.dropFirst())),
      percent > 0, percent < 100
    else { return nil }
    return percent / 100
  }

  mutating func threshold(_ column: ExpressionColumn, _ figure: ColumnFigure, at offset: Int)
    throws(ExpressionProblem) -> Double
  {
    guard column.hasOrder else {
      let lacking = if case .quantile = figure { "quantiles" } else { "mean" }
      throw problem("'\(column.name)' has no order, so it has no \(lacking)", at: offset)
    }
    guard let value = figures(column.name, figure) else {
      let wanted = if case .quantile(let share) = figure { "q(\(share))" } else { "its mean" }
      throw problem("'\(column.name)' has too few values for \(wanted)", at: offset)
    }
    thresholds.append(value)
    return value
  }

  private func checkOrder(_ column: ExpressionColumn, _ comparison: Expression.Comparison, at offset: Int)
    throws(ExpressionProblem)
  {
    guard !column.hasOrder, comparison != .equal, comparison != .unequal else { return }
    let reason = "'\(column.name)' is \(column.kind.rawValue) and has no order; expected =, != or in"
    throw problem(reason, at: offset)
  }

  private func reason(_ column: ExpressionColumn, _ word: String) -> String {
    let shown = word.prefix(60)
    guard case .levels(let levels?) = column.domain else {
      return "'\(column.name)' is \(column.kind.rawValue), and '\(shown)' is not \(column.expectedLiteral)"
    }
    let names = levels.map(\.string)
    let hint = NearestName.of(word, among: names).map { "; did you mean '\($0)'?" } ?? ""
    let some = hint.isEmpty && names.count <= 8 ? "; it has \(names.joined(separator: ", "))" : ""
    return "no row of '\(column.name)' has '\(shown)'\(hint)\(some)"
  }

  func problem(_ reason: String, at offset: Int) -> ExpressionProblem {
    ExpressionProblem(text: text, offset: offset, reason: reason)
  }
}

extension ExpressionColumn {
  /// Whether a word that names another column is still a literal of this one.
  fileprivate func means(_ operand: Expression.Operand, otherThan other: ExpressionColumn) -> Bool {
    guard case .word(let word, let quoting) = operand.form, quoting != .name else { return false }
    switch domain {
    case .levels(nil): return false
    case .levels, .texts, .integers, .decimals, .instants: return condition(.equal, literal: word) != nil
    }
  }
}

extension Expression {
  /// The same, with words that could be a name or a literal quoted as what they mean in this table, so that they mean the same
  /// where the levels are not known.
  func explicit(in table: Table) -> Expression {
    explicit(table.columns.map { ExpressionColumn($0, knowsLevels: true) })
  }

  /// As `explicit(in:)`, where only these columns are known.
  func explicit(_ columns: [ExpressionColumn]) -> Expression {
    let places = Dictionary(
      columns.enumerated().map { (ByteText($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    return explicit { name in places[ByteText(name)].map { columns[$0] } }
  }

  private func explicit(_ column: (String) -> ExpressionColumn?) -> Expression {
    switch self {
    case .comparison(let left, let comparison, let right):
      if let own = Self.named(left, column) {
        return .comparison(left, comparison, own.explicit(right, other: Self.named(right, column), column))
      }
      guard let own = Self.named(right, column) else { return self }
      return .comparison(own.explicit(left, other: nil, column), comparison, right)
    case .membership(let operand, let members, let isNegated):
      guard let own = Self.named(operand, column) else { return self }
      return .membership(operand, members.map { own.explicit($0, other: nil, column) }, isNegated: isNegated)
    case .not(let inner): return .not(inner.explicit(column))
    case .all(let members): return .all(members.map { $0.explicit(column) })
    case .any(let members): return .any(members.map { $0.explicit(column) })
    case .between, .missing, .like, .truth: return self
    }
  }

  private static func named(_ operand: Operand, _ column: (String) -> ExpressionColumn?) -> ExpressionColumn? {
    guard case .word(let name, let quoting) = operand.form, quoting != .literal else { return nil }
    return column(name)
  }
}

extension ExpressionColumn {
  /// A value compared with this column, as the level it means, and quoted where it could be taken for the `other` column.
  /// - Parameter column: the column that a word names.
  fileprivate func explicit(
    _ operand: Expression.Operand, other: ExpressionColumn?, _ column: (String) -> ExpressionColumn?
  ) -> Expression.Operand {
    guard case .word(let word, let quoting) = operand.form, quoting != .name else { return operand }
    if let other, quoting != .literal, !means(operand, otherThan: other) {
      return Expression.Operand(.word(word, .name), offset: operand.offset)
    }
    var meant = word
    if case .levels(_?) = domain, let level = level(word) { meant = level.string }
    let isOther = ByteText(meant) != ByteText(word)
    guard isOther || other != nil && quoting != .literal else { return operand }
    let form = column(meant) == nil ? Expression.literal(meant).form : .word(meant, .literal)
    return Expression.Operand(form, offset: operand.offset)
  }
}
