import Statistics

extension CascadeOrder {
  /// How well a column follows from the numbers planned before it, and from all other numbers.
  private struct Prospect: Sendable {
    var unexplained = 1.0
    var unexplainedByAll = 1.0
    /// Columns in the formula over all others.
    var determinants: [Int] = []
  }

  /// A formula over all others must leave at most this share of what the earlier columns leave, to change the order.
  private static let gain = 0.2

  /// A column that follows from collinear others but goes with none of them alone is their contrast (the shape of things of
  /// many sizes). Drawn after them it would gather their errors, magnified; drawn before, it only steers them.
  private static let contrastCorrelation = 0.5
  private static let contrastScore = 0.5

  static func withContrastsFirst(_ order: [Int], _ search: CascadeFormulaSearch) -> [Int] {
    var result = order
    for (place, column) in order.enumerated() {
      let earlier = search.predictors(before: place, in: order)
      guard let found = search.formula(for: column, from: earlier), found.score > contrastScore,
        let own = result.firstIndex(of: column)
      else { continue }
      let variables = Set(found.formula.terms.flatMap(\.term.variables)).map { earlier[$0] }
      let isContrast =
        variables.count > 1
        && variables.allSatisfy { search.link(column, $0) < contrastCorrelation }
      guard isContrast, let first = variables.compactMap({ result.firstIndex(of: $0) }).min(), first < own else {
        continue
      }
      result.remove(at: own)
      result.insert(column, at: first)
    }
    return result
  }

  /// Moves columns that determine another one, such as the ratio that completes a volume, before it: where one of a group of
  /// columns is a formula of the others, the one that follows most exactly must be drawn last.
  static func withDeterminantsFirst(_ order: [Int], _ search: CascadeFormulaSearch) -> [Int] {
    let prospects = Parallel.map(order.count) { prospect(of: order[$0], at: $0, order, search) }
    var result = order
    var settled: Set<Int> = []
    let byExactness = order.indices.sorted {
      (prospects[$0].unexplainedByAll, $0) < (prospects[$1].unexplainedByAll, $1)
    }
    for place in byExactness where !settled.contains(order[place]) {
      let (column, prospect) = (order[place], prospects[place])
      guard prospect.unexplainedByAll < gain * prospect.unexplained, prospect.unexplainedByAll < 0.1 else { continue }
      let places = prospect.determinants.compactMap { result.firstIndex(of: $0) }
      guard let own = result.firstIndex(of: column) else { continue }
      let later = places.filter { $0 > own }.map { result[$0] }
      let isBest = later.allSatisfy { other in
        prospect.unexplainedByAll < prospects[order.firstIndex(of: other) ?? 0].unexplained
      }
      guard isBest, later.allSatisfy({ !settled.contains($0) }) else { continue }
      settled.formUnion(prospect.determinants + [column])
      result.removeAll { later.contains($0) }
      result.insert(contentsOf: later, at: result.firstIndex(of: column) ?? result.count)
    }
    return result
  }

  private static func prospect(of column: Int, at place: Int, _ order: [Int], _ search: CascadeFormulaSearch)
    -> Prospect
  {
    var prospect = Prospect()
    let others = search.predictors(of: column, among: order)
    if let found = search.formula(for: column, from: search.predictors(before: place, in: order)) {
      prospect.unexplained = 1 - found.score
    }
    guard let found = search.formula(for: column, from: others) else { return prospect }
    prospect.unexplainedByAll = 1 - found.score
    prospect.determinants = Array(Set(found.formula.terms.flatMap(\.term.variables))).sorted().map { others[$0] }
    return prospect
  }
}
