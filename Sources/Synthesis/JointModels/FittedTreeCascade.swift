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
    /// By stratum: where in a leaf its rows lie; empty where the model knows no strata.
    var laws: [UnitLaw] = []
    /// The column's dates or times where others follow from parts of them.
    var moment: CascadeMoment?
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

  /// Lists of cells that rows need: one for each stage, and one for each part of dates and times; none where nothing follows.
  static func cellSlots(_ stages: [Stage]) -> Int {
    let parts = stages.reduce(0) { $0 + ($1.moment?.parts.count ?? 0) }
    return parts > 0 || stages.contains { $0.cells != nil } ? stages.count + parts : 0
  }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    var rows = CascadeRows(
      stageCount: stages.count, rowCount: block.rowCount, firstRow: request.rows.lowerBound,
      cellSlots: Self.cellSlots(stages))
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
  /// Of the stages that decide others, then of the parts of dates and times.
  var cells: [Int32]

  init(stageCount: Int, rowCount: Int, firstRow: UInt64, cellSlots: Int) {
    self.rowCount = rowCount
    self.firstRow = firstRow
    features = CascadeFeatures(stageCount: stageCount)
    codes = [UInt8](repeating: 0, count: features.count * rowCount)
    numbers = [Double](repeating: .nan, count: stageCount * rowCount)
    uniforms = [Double](repeating: 0, count: rowCount)
    cells = [Int32](repeating: 0, count: cellSlots * rowCount)
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
    if lookup?.decidesAll != true { drawUniforms(into: &rows, stream: stream) }
    let rowCount = rows.rowCount
    if let residualBins { rows.setCodes(of: rows.features.residual(place), residualBins, at: rows.uniforms) }
    if let formula, let marginal { apply(formula, marginal, to: &rows) }
    if let lookup { lookup.decide(&rows, stream: stream.stream(named: "exception")) }
    rows.setCodes(of: rows.features.column(place), bins, at: rows.uniforms)
    if let cells { rows.setCells(of: place, cells) }
    if let moment { rows.setCells(moment) }
    guard let marginal else { return }
    let start = place * rowCount
    for row in 0..<rowCount { rows.numbers[start + row] = marginal.number(at: rows.uniforms[row]) }
  }

  /// What the leaves give. The lists were checked when the model was made, so the loops need no checks of their own.
  private func drawUniforms(into rows: inout CascadeRows, stream: RandomStream) {
    let (rowCount, firstRow) = (rows.rowCount, rows.firstRow)
    let range = firstRow..<firstRow &+ UInt64(rowCount)
    rows.uniforms.withUnsafeMutableBufferPointer { stream.fillUniforms(rows: range, into: $0) }
    if !laws.isEmpty { rows.bend(by: laws) }
    var places = roots(range, stream)
    places.withUnsafeMutableBufferPointer { places in
      guard let first = places.baseAddress else { return }
      rows.codes.withUnsafeBufferPointer { codes in
        if let codes = codes.baseAddress { tree.walk(codes: codes, rowCount: rowCount, from: first) }
      }
      rows.uniforms.withUnsafeMutableBufferPointer { uniforms in
        leaves.withDrawing { $0.draw(leaves: first, uniforms) }
        for row in 0..<rowCount { uniforms[row] = Self.inside(uniforms[row]) }
      }
    }
  }

  /// The tree that each row takes.
  private func roots(_ range: Range<UInt64>, _ stream: RandomStream) -> [Int32] {
    guard tree.roots.count > 1 else { return [Int32](repeating: tree.roots[0], count: range.count) }
    let choice = stream.stream(named: "tree")
    return range.map { tree.roots[Int(choice.bits(at: $0) % UInt64(tree.roots.count))] }
  }

  private func apply(_ formula: CascadeFormula, _ marginal: CascadeMarginal, to rows: inout CascadeRows) {
    let rowCount = rows.rowCount
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, rowCount)) { predicted in
      rows.numbers.withUnsafeBufferPointer { numbers in
        guard let numbers = numbers.baseAddress, let target = predicted.baseAddress else { return }
        formula.formula.fill(target, columns: numbers, rowCount: rowCount)
      }
      let law = formula.law(marginal)
      for row in 0..<rowCount {
        rows.uniforms[row] = Self.inside(law.uniform(for: rows.uniforms[row], predicted: predicted[row]))
      }
    }
  }

  @inline(__always)
  private static func inside(_ uniform: Double) -> Double { min(max(uniform, 0x1p-52), 1 - 0x1p-52) }
}

extension CascadeRows {
  /// Gives the uniforms of each stratum's rows the law of that stratum.
  mutating func bend(by laws: [UnitLaw]) {
    let start = features.stratum * rowCount
    for row in 0..<rowCount {
      let stratum = Int(codes[start + row])
      guard stratum < laws.count, laws[stratum] != .uniform else { continue }
      uniforms[row] = min(max(laws[stratum].quantile(uniforms[row]), 0x1p-52), 1 - 0x1p-52)
    }
  }

  /// The bins that uniforms lie in, one for each row.
  mutating func setCodes(of feature: Int, _ bins: EdgeLookup, at uniforms: [Double]) {
    let start = feature * rowCount
    uniforms.withUnsafeBufferPointer { uniforms in
      codes.withUnsafeMutableBufferPointer { codes in
        if let first = codes.baseAddress { bins.fill(first + start, at: uniforms) }
      }
    }
  }

  /// The cells of a moment's parts.
  mutating func setCells(_ moment: CascadeMoment) {
    let rowCount = rowCount
    moment.fill(uniforms[...]) { slot, row, cell in cells[slot * rowCount + row] = cell }
  }

  mutating func setCells(of place: Int, _ edges: EdgeLookup) {
    let start = place * rowCount
    uniforms.withUnsafeBufferPointer { uniforms in
      cells.withUnsafeMutableBufferPointer { cells in
        if let first = cells.baseAddress { edges.fill(first + start, at: uniforms) }
      }
    }
  }
}
