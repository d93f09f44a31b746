import Statistics
import Tables

/// A fitted tree cascade, ready to draw.
struct FittedTreeCascade: FittedJointModel {
  /// One column with its tree and leaves. Features of the tree are the columns of the earlier stages, by place.
  struct Stage: Sendable, Equatable {
    /// Index among the modelled columns.
    let column: Int
    let bins: EdgeLookup
    let tree: CascadeTree
    let leaves: CascadeLeaves
    /// The column's numbers; nil where no formula needs them.
    var marginal: CascadeMarginal?
    /// Residual mode: tree and leaves are those of the formula's residuals.
    let formula: CascadeFormula?
    /// Bins of the residuals, on which later trees may split.
    var residualBins: EdgeLookup?
    /// What decides the column before its tree is asked.
    var lookup: CascadeLookup?
    /// The column's cells where it decides another one.
    var cells: EdgeLookup?
  }

  let columns: [String]
  let stages: [Stage]
  /// Real share of each stratum, the rows of no rare event first; empty where the model knows none.
  let stratumShares: [Double]
  /// Rows that a leaf was asked to hold at least; nil where the size of the table decided.
  let detail: Int?

  static let detailName = "leaf_rows"

  init(columns: [String], stages: [Stage], stratumShares: [Double] = [], detail: Int? = nil) {
    self.detail = detail
    self.stratumShares = stratumShares
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
    var rows = CascadeRows(
      stageCount: stages.count, rowCount: block.rowCount, firstRow: request.rows.lowerBound,
      hasCells: stages.contains { $0.cells != nil })
    if !stratumShares.isEmpty { rows.setStrata(request, shares: stratumShares) }
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
  let features: CascadeFeatures
  /// By feature, then by row.
  var codes: [UInt8]
  /// Not a number where missing, or where no formula needs it.
  var numbers: [Double]
  /// Of the stage drawn last.
  var uniforms: [Double]
  /// Of the stages that decide others.
  var cells: [Int32]

  init(stageCount: Int, rowCount: Int, firstRow: UInt64, hasCells: Bool) {
    self.rowCount = rowCount
    self.firstRow = firstRow
    features = CascadeFeatures(stageCount: stageCount)
    codes = [UInt8](repeating: 0, count: features.count * rowCount)
    numbers = [Double](repeating: .nan, count: stageCount * rowCount)
    uniforms = [Double](repeating: 0, count: rowCount)
    cells = hasCells ? [Int32](repeating: 0, count: stageCount * rowCount) : []
  }
}

extension CascadeRows {
  /// The strata asked for, or as frequent as in the real table.
  mutating func setStrata(_ request: BlockRequest, shares: [Double]) {
    let start = features.stratum * rowCount
    if let strata = request.strata {
      for row in 0..<min(rowCount, strata.count) where shares.indices.contains(Int(strata[row])) {
        codes[start + row] = UInt8(strata[row])
      }
      return
    }
    let stream = request.stream.stream(named: "stratum")
    for row in 0..<rowCount {
      var left = stream.uniform(at: firstRow &+ UInt64(row))
      let stratum = shares.indices.dropFirst().first { index in
        left -= shares[index]
        return left < 0
      }
      codes[start + row] = UInt8(stratum ?? 0)
    }
  }
}

extension FittedTreeCascade.Stage {
  func draw(_ place: Int, into rows: inout CascadeRows, stream: RandomStream) {
    if lookup?.decidesAll != true { drawUniforms(place, into: &rows, stream: stream) }
    let start = place * rows.rowCount
    if let residualBins {
      let codes = rows.features.residual(place) * rows.rowCount
      for row in 0..<rows.rowCount {
        rows.codes[codes + row] = UInt8(truncatingIfNeeded: residualBins.index(of: rows.uniforms[row]))
      }
    }
    if let formula, let marginal {
      for row in 0..<rows.rowCount {
        let uniform = formula.uniform(for: rows.uniforms[row], marginal: marginal) {
          rows.numbers[$0 &* rows.rowCount &+ row]
        }
        rows.uniforms[row] = Self.inside(uniform)
      }
    }
    if let lookup { lookup.decide(&rows, stream: stream.stream(named: "exception")) }
    for row in 0..<rows.rowCount {
      rows.codes[start + row] = UInt8(truncatingIfNeeded: bins.index(of: rows.uniforms[row]))
    }
    if let cells {
      for row in 0..<rows.rowCount { rows.cells[start + row] = Int32(cells.index(of: rows.uniforms[row])) }
    }
    if let marginal {
      for row in 0..<rows.rowCount { rows.numbers[start + row] = marginal.number(at: rows.uniforms[row]) }
    }
  }

  /// What the leaves give. The lists were checked when the model was made, so the loop needs no checks of its own.
  private func drawUniforms(_ place: Int, into rows: inout CascadeRows, stream: RandomStream) {
    let (rowCount, firstRow) = (rows.rowCount, rows.firstRow)
    let roots = tree.roots
    let choice = stream.stream(named: "tree")
    rows.codes.withUnsafeBufferPointer { codes in
      rows.uniforms.withUnsafeMutableBufferPointer { uniforms in
        tree.nodes.withUnsafeBufferPointer { nodes in
          tree.sets.withUnsafeBufferPointer { sets in
            leaves.withDrawing { drawing in
              for row in 0..<rowCount {
                let number = firstRow &+ UInt64(row)
                let root = roots.count == 1 ? roots[0] : roots[Int(choice.bits(at: number) % UInt64(roots.count))]
                let leaf = Self.leaf(nodes, sets, codes, root: Int(root), row: row, rowCount: rowCount)
                uniforms[row] = Self.inside(drawing.draw(leaf: leaf, uniform: stream.uniform(at: number)))
              }
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func inside(_ uniform: Double) -> Double { min(max(uniform, 0x1p-52), 1 - 0x1p-52) }

  /// Walks the tree with the codes of the earlier stages.
  @inline(__always)
  private static func leaf(
    _ nodes: UnsafeBufferPointer<CascadeTree.Node>, _ sets: UnsafeBufferPointer<CascadeTree.CodeSet>,
    _ codes: UnsafeBufferPointer<UInt8>, root: Int, row: Int, rowCount: Int
  ) -> Int {
    var node = nodes[root]
    while node.feature >= 0 {
      let code = codes[Int(node.feature) &* rowCount &+ row]
      let goesLeft = node.isSet ? sets[Int(node.threshold)].contains(code) : UInt16(code) <= node.threshold
      node = nodes[Int(goesLeft ? node.left : node.right)]
    }
    return Int(node.left)
  }
}
