import Statistics
import Tables

/// Columns one after another, each by a tree on the earlier ones; leaves of at least k rows hold a distribution over the
/// column's uniforms.
///
/// A column that follows a formula of earlier numbers (a volume of its edges) is drawn as that formula plus a residual, and its
/// tree models the residual.
package enum TreeCascadeModel: JointModel {
  package static let name = "tree_cascade"
  package static let summary = "each column by a tree on the earlier ones; keeps structure of any shape"

  /// Rows a leaf has at least where k asks for less: below it, synthetic rows come measurably closer to their real
  /// neighbours than fresh real rows do; above it, detection rises.
  private static let leafRows = 20

  /// The same where rare events re-weight the table, so that their few rows can stand apart.
  private static let stratifiedLeafRows = 11

  package static func fit(_ input: ModelInput) throws(SynthesisError) -> any FittedJointModel {
    guard let rowCount = input.columns.first?.count else { return FittedTreeCascade(columns: [], stages: []) }
    guard rowCount > 0 else { throw SynthesisError(.cannotModel(model: name, reason: "the table has no row")) }
    let k = input.privacy.k
    let parts = Parallel.map(input.columns.count) { Part(input.columns[$0], levelOrder: input.levelOrders[$0], k: k) }
    let (columns, numbers) = (parts.map(\.column), parts.map(\.numbers))
    let (cells, moments) = (parts.map(\.cells), parts.map(\.moment))
    let strata = input.strata.flatMap { CascadeStrata($0, k: k, leafRows: max(k, Self.stratifiedLeafRows)) }
    let links = CascadeOrder.associations(columns.map(\.binned))
    let search = CascadeFormulaSearch(numbers)
    let tied = CascadeOrder.plan(columns.map(\.binned), links: links)
    let questions = search.questions(ofPlanning: tied)
    // In one pass, as no answer depends on another: many passes of few would each end with one thread waiting.
    let candidates = Parallel.map(questions.count + columns.count) { index -> [CascadeDependency] in
      if index < questions.count {
        search.ask(questions[index])
        return []
      }
      return CascadeDependency.candidates(
        for: index - questions.count, columns, cells, moments, links: links, k: k)
    }
    let planned = CascadeOrder.withDeterminantsFirst(CascadeOrder.withContrastsFirst(tied, search), search)
    let dependencies = CascadeDependency.chosen(of: Array(candidates[questions.count...]))
      .filter { $0.suits(input.leading) }
    let order = CascadeOrder.withLeading(input.leading, CascadeOrder.withDependents(planned, dependencies))
    let stageFit = CascadeStageFit(
      columns: columns, search: search, order: order, k: k,
      settings: TreeGrower.Settings(
        leafRows: max(k, input.detail ?? leafRows(rows: rowCount, isStratified: strata?.binned != nil))),
      treeCount: treeCount(rows: rowCount),
      cells: cells, moments: moments, dependencies: dependencies, strata: strata, stream: RandomStream(seed: input.seed)
    )
    return FittedTreeCascade(
      columns: input.columns.map(\.name), stages: stageFit.stages(), stratumShares: strata?.shares ?? [],
      detail: input.detail)
  }

  /// A column in the forms in which it is looked at.
  private struct Part: Sendable {
    let column: CascadeColumn
    let numbers: CascadeNumbers
    let cells: CascadeCells?
    let moment: CascadeMomentColumn?

    init(_ source: Column, levelOrder: [Int32]?, k: Int) {
      column = CascadeColumn(source, levelOrder: levelOrder, k: k)
      numbers = CascadeNumbers(source, column, k: k)
      cells = CascadeCells(column, k: k)
      moment = CascadeMomentColumn(source, k: k)
    }
  }

  /// Leaves that a column has about at most: more follow noise, and cost time and room.
  private static let leavesOfColumn = 20_000

  private static func leafRows(rows: Int, isStratified: Bool) -> Int {
    max(isStratified ? stratifiedLeafRows : leafRows, rows / leavesOfColumn)
  }

  /// Small tables need many trees for a smooth law; large ones do well with one.
  private static func treeCount(rows: Int) -> Int { max(1, min(16, 20_000 / max(1, rows))) }

  package static func columns(of parameters: Parameters) -> [String] {
    guard case .texts(let order)? = parameters["order"] else { return [] }
    return order.map(\.string)
  }

  package static func restore(_ parameters: Parameters, columns: [String]) throws(SynthesisError)
    -> any FittedJointModel
  {
    try FittedTreeCascade(parameters, columns: columns)
  }
}
