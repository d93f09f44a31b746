import Statistics
import Tables

/// A fitted tree cascade, ready to draw.
struct FittedTreeCascade: FittedJointModel {
  /// One column with its tree and leaves. Features of the tree are the columns of the earlier stages, by place.
  struct Stage: Sendable, Equatable {
    /// Index among the modelled columns.
    let column: Int
    let upperEdges: [Double]
    let tree: CascadeTree
    let leaves: CascadeLeaves
  }

  let columns: [String]
  let stages: [Stage]

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    let rowCount = block.rowCount
    var codes = [UInt8](repeating: 0, count: stages.count * rowCount)
    for (place, stage) in stages.enumerated() {
      let stream = request.stream.stream(named: columns[stage.column])
      let isFeature = place < stages.count - 1
      stage.upperEdges.withUnsafeBufferPointer { edges in
        for row in 0..<rowCount {
          let leaf = stage.leaf(codes: codes, row: row, rowCount: rowCount)
          let uniform = stage.leaves.draw(
            leaf: leaf, uniform: stream.uniform(at: request.rows.lowerBound &+ UInt64(row)))
          block.values[stage.column * rowCount + row] = min(max(uniform, 0x1p-52), 1 - 0x1p-52)
          if isFeature { codes[place * rowCount + row] = BinnedColumn.code(of: uniform, edges: edges) }
        }
      }
    }
  }
}

extension FittedTreeCascade.Stage {
  /// Walks the tree with the codes of the earlier stages; stage s of row r has its code at `s * rowCount + r`.
  @inline(__always)
  func leaf(codes: [UInt8], row: Int, rowCount: Int) -> Int {
    var node = tree.nodes[0]
    while node.feature >= 0 {
      let code = codes[Int(node.feature) &* rowCount &+ row]
      let goesLeft = node.isSet ? tree.sets[Int(node.threshold)].contains(code) : UInt16(code) <= node.threshold
      node = tree.nodes[Int(goesLeft ? node.left : node.right)]
    }
    return Int(node.left)
  }
}
