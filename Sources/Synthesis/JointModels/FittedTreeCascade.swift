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
    /// The column's numbers; nil where no formula needs them.
    var marginal: CascadeMarginal?
    /// Residual mode: tree and leaves are those of the formula's residuals.
    let formula: CascadeFormula?
  }

  let columns: [String]
  let stages: [Stage]

  init(columns: [String], stages: [Stage]) {
    var needsNumbers = stages.map { $0.formula != nil }
    for stage in stages {
      for place in stage.formula?.formula.terms.flatMap(\.term.variables) ?? [] { needsNumbers[place] = true }
    }
    self.columns = columns
    self.stages = zip(stages, needsNumbers).map { stage, isNeeded in
      var stage = stage
      if !isNeeded { stage.marginal = nil }
      return stage
    }
  }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    var rows = CascadeRows(stageCount: stages.count, rowCount: block.rowCount, firstRow: request.rows.lowerBound)
    for (place, stage) in stages.enumerated() {
      stage.draw(place, into: &rows, stream: request.stream.stream(named: columns[stage.column]))
      let start = stage.column * block.rowCount
      for row in 0..<block.rowCount { block.values[start + row] = rows.uniforms[row] }
    }
  }
}

/// The rows of a block while the cascade walks through its stages. Stage s of row r stands at `s * rowCount + r`.
struct CascadeRows {
  let rowCount: Int
  let firstRow: UInt64
  var codes: [UInt8]
  /// Not a number where missing, or where no formula needs it.
  var numbers: [Double]
  /// Of the stage drawn last.
  var uniforms: [Double]

  init(stageCount: Int, rowCount: Int, firstRow: UInt64) {
    self.rowCount = rowCount
    self.firstRow = firstRow
    codes = [UInt8](repeating: 0, count: stageCount * rowCount)
    numbers = [Double](repeating: .nan, count: stageCount * rowCount)
    uniforms = [Double](repeating: 0, count: rowCount)
  }
}

extension FittedTreeCascade.Stage {
  func draw(_ place: Int, into rows: inout CascadeRows, stream: RandomStream) {
    let rowCount = rows.rowCount
    upperEdges.withUnsafeBufferPointer { edges in
      for row in 0..<rowCount {
        let leaf = leaf(codes: rows.codes, row: row, rowCount: rowCount)
        var uniform = leaves.draw(leaf: leaf, uniform: stream.uniform(at: rows.firstRow &+ UInt64(row)))
        if let formula, let marginal {
          uniform = formula.uniform(for: uniform, marginal: marginal) { rows.numbers[$0 &* rowCount &+ row] }
        }
        uniform = min(max(uniform, 0x1p-52), 1 - 0x1p-52)
        rows.uniforms[row] = uniform
        rows.codes[place * rowCount + row] = BinnedColumn.code(of: uniform, edges: edges)
        if let marginal { rows.numbers[place * rowCount + row] = marginal.number(at: uniform) }
      }
    }
  }

  /// Walks the tree with the codes of the earlier stages.
  @inline(__always)
  private func leaf(codes: [UInt8], row: Int, rowCount: Int) -> Int {
    var node = tree.nodes[0]
    while node.feature >= 0 {
      let code = codes[Int(node.feature) &* rowCount &+ row]
      let goesLeft = node.isSet ? tree.sets[Int(node.threshold)].contains(code) : UInt16(code) <= node.threshold
      node = tree.nodes[Int(goesLeft ? node.left : node.right)]
    }
    return Int(node.left)
  }
}
