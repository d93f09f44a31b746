import Dispatch
import Statistics
import Synchronization
import Tables

/// Columns one after another, each by a tree on the earlier ones; leaves of at least k rows hold a distribution over the
/// column's uniforms.
package enum TreeCascadeModel: JointModel {
  package static let name = "tree_cascade"
  package static let summary = "each column by a tree on the earlier ones; keeps structure of any shape"

  /// Rows a leaf has at least where k asks for less: below it, synthetic rows come measurably closer to their real
  /// neighbours than fresh real rows do; above it, detection rises.
  private static let leafRows = 20

  package static func fit(_ input: ModelInput) throws(SynthesisError) -> any FittedJointModel {
    let columns = parallel(input.columns.count) { CascadeColumn(input.columns[$0], levelOrder: input.levelOrders[$0]) }
    let rowCount = input.columns.first?.count ?? 0
    guard rowCount > 0 else { throw SynthesisError(.cannotModel(model: name, reason: "the table has no row")) }
    let order = CascadeOrder.plan(columns.map(\.binned))
    let settings = TreeGrower.Settings(leafRows: max(input.privacy.k, Self.leafRows))
    let stages = parallel(order.count) { place in
      let index = order[place]
      let target = columns[index]
      let features = order[..<place].map { columns[$0].binned }
      var grower = TreeGrower(target: target.binned, features: features, settings: settings)
      let grown = grower.grow()
      let leaves = CascadeLeaves(
        column: target, rows: grown.rows, leaves: grown.leaves, atomRows: max(input.privacy.k, 5), knotLimit: 48)
      return FittedTreeCascade.Stage(
        column: index, upperEdges: target.binned.upperEdges, tree: grown.tree, leaves: leaves)
    }
    return FittedTreeCascade(columns: input.columns.map(\.name), stages: stages)
  }

  package static func restore(_ parameters: Parameters, columns: [String]) throws(SynthesisError)
    -> any FittedJointModel
  {
    try FittedTreeCascade(parameters, columns: columns)
  }

  /// Results in order, computed on all cores. The work of an index depends on nothing but the index.
  private static func parallel<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = work(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
