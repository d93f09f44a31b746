import Tables

extension Predicate {
  /// A predicate that is nothing but its compiled form.
  init(root: Node) { self.init(root: root, thresholds: []) }

  private init(root: Node, thresholds: [Double]) {
    self.root = root
    self.thresholds = thresholds
  }

  /// Compiles an expression for the columns of a recipe, whose levels are all there are.
  /// - Parameter figures: gives `q(p)` and the like of a column in storage units.
  /// - Throws: the first mistake with its place.
  init(
    _ expression: Expression, text: String, drawn columns: [Column],
    figures: @escaping (String, ColumnFigure) -> Double?
  ) throws(ExpressionProblem) {
    var binder = ExpressionBinder(
      text: text, columns: columns.map { ExpressionColumn($0, knowsLevels: true) }, figures: figures)
    self.init(root: try binder.node(expression), thresholds: binder.thresholds)
  }

  private static let mostBranches = 32

  /// Alternatives of which each is one condition per column (comparisons of two columns aside), all at once; a row satisfies the
  /// predicate exactly where it satisfies one of them. A predicate of too many alternatives is one, with what all share.
  var branches: [Predicate] {
    guard let found = Self.branches(of: root) else {
      let shared = columns.compactMap { name in allowed(name).map { Node.condition(name, $0) } }
      return [Predicate(root: .all(shared))]
    }
    return found.compactMap(Self.merged).map { Predicate(root: .all($0)) }
  }

  private static func branches(of node: Node) -> [[Node]]? {
    switch node {
    case .condition, .comparison, .computed: return [[node]]
    case .all(let members):
      var product: [[Node]] = [[]]
      for member in members {
        guard let own = branches(of: member), own.count * product.count <= mostBranches else { return nil }
        product = product.flatMap { before in own.map { before + $0 } }
      }
      return product
    case .any(let members):
      if let single = union(of: members) { return [[single]] }
      var sum: [[Node]] = []
      for member in members {
        guard let own = branches(of: member), own.count + sum.count <= mostBranches else { return nil }
        sum += own
      }
      return sum
    }
  }

  /// Alternatives of one and the same column are one condition.
  private static func union(of members: [Node]) -> Node? {
    guard case .condition(let name, var union)? = members.first else { return nil }
    for member in members.dropFirst() {
      guard case .condition(name, let other) = member else { return nil }
      union = union.union(other)
    }
    return .condition(name, union)
  }

  /// One condition per column; nil where they contradict each other.
  private static func merged(_ nodes: [Node]) -> [Node]? {
    var (names, conditions, others): ([String], [ColumnCondition], [Node]) = ([], [], [])
    for node in nodes {
      guard case .condition(let name, let condition) = node else {
        others.append(node)
        continue
      }
      if let place = names.firstIndex(of: name) {
        conditions[place] = conditions[place].intersection(condition)
      } else {
        names.append(name)
        conditions.append(condition)
      }
    }
    guard !conditions.contains(where: \.isEmpty) else { return nil }
    return zip(names, conditions).map { Node.condition($0, $1) } + others
  }
}
