import Statistics
import Tables

extension FittedTreeCascade {
  var parameters: Parameters {
    let packed = CascadePacking.packed(Parallel.map(stages.count) { stages[$0].parameters })
    var all = Parameters(
      [
        ("layout", .integer(Int64(CascadePacking.layout))),
        ("order", .texts(stages.map { ByteText(columns[$0.column]) })),
        ("integers", .integers(packed.integers)),
        ("numbers", .numbers(packed.numbers)),
      ] + (stratumShares.isEmpty ? [] : [("stratum_share", .numbers(stratumShares))]))
    if let detail { all[Self.detailName] = .integer(Int64(detail)) }
    return all
  }

  /// A tree for each column after the first; the smallest leaf says what the weakest of them rests on.
  func learned(rows: Int) -> [DisclosureLedger.Entry] {
    stages.map { stage in
      let leaves = stage.leaves
      let sizes = (0..<leaves.leafCount).map { Int(leaves.cumulative[Int(leaves.starts[$0 + 1]) - 1]) }
      let words =
        "\(columns[stage.column]): \(leaves.leafCount) \(leaves.leafCount == 1 ? "leaf" : "leaves"), \(leaves.knots.count) steps"
      return DisclosureLedger.Entry(subject: "model", learned: words, support: sizes.min() ?? rows)
    }
  }

  init(_ parameters: Parameters, columns: [String]) throws(SynthesisError) {
    let own = ParameterReader(parameters, column: nil)
    let order = try own.texts("order", expected: "the list of modelled columns")
    guard case .integers(let integers)? = parameters["integers"],
      let packed = CascadePacking.unpacked(
        integers: integers, numbers: try own.numbers("numbers"), count: order.count,
        layout: try own.layout())
    else { throw own.bad("integers", "the packed trees of \(order.count) columns, as fitted") }
    let strata = parameters["stratum_share"] == nil ? [] : try own.numbers("stratum_share")
    guard strata.count <= 255, strata.allSatisfy({ 0...1 ~= $0 }) else {
      throw own.bad("stratum_share", "at most 255 shares from 0 to 1")
    }
    let features = CascadeFeatures(stageCount: order.count)
    var stages: [Stage] = []
    for (place, name) in order.enumerated() {
      guard let column = columns.firstIndex(where: { ByteText($0) == name }) else {
        throw SynthesisError(.badParameter(name: "order", found: name.string, expected: "a modelled column"))
      }
      guard !stages.contains(where: { $0.column == column }) else {
        throw SynthesisError(.badParameter(name: "order", found: "\(name.string) twice", expected: "each column once"))
      }
      let reader = CascadeStageReader(packed[place], prefix: "stage_\(place)_", stageCount: order.count)
      stages.append(try reader.stage(column: column, place: place, features: features))
    }
    let slots = stages.flatMap { $0.moment?.parts.map(\.slot) ?? [] }.sorted()
    guard slots == Array(order.count..<order.count + slots.count) else {
      throw SynthesisError(
        .badParameter(name: "moment_slot", found: "\(slots.count) slots", expected: "each once, behind the stages"))
    }
    for place in stages.indices where !Self.hasCells(for: place, stages) {
      let found = "without the cells of a determinant"
      throw SynthesisError(.badParameter(name: "stage_\(place)_lookup", found: found, expected: "as fitted"))
    }
    for place in stages.indices where !Self.hasNumbers(for: place, stages) {
      let found = "missing for a column of the formula"
      throw SynthesisError(.badParameter(name: "stage_\(place)_term_weight", found: found, expected: "its numbers"))
    }
    self.init(columns: columns, stages: stages, stratumShares: strata, detail: try own.detail())
  }

  /// A lookup needs determinants with as many cells as it counts.
  private static func hasCells(for place: Int, _ stages: [Stage]) -> Bool {
    guard let lookup = stages[place].lookup else { return true }
    return zip(lookup.determinants, lookup.cellCounts).allSatisfy { slot, count in
      guard slot >= stages.count else { return stages[slot].cells?.upperEdges.count == count }
      return stages[..<place].contains { stage in
        stage.moment?.parts.contains { $0.slot == slot && $0.cells.count == count } == true
      }
    }
  }

  /// A formula needs the numbers of its own column and of every variable.
  private static func hasNumbers(for place: Int, _ stages: [Stage]) -> Bool {
    guard let formula = stages[place].formula else { return true }
    return ([place] + formula.formula.terms.flatMap(\.term.variables)).allSatisfy { stages[$0].marginal != nil }
  }
}

extension ParameterReader {
  fileprivate func detail() throws(SynthesisError) -> Int? {
    switch parameters[FittedTreeCascade.detailName] {
    case nil: return nil
    case .integer(let rows)? where rows >= 1: return Int(exactly: rows)
    default: throw bad(FittedTreeCascade.detailName, "the rows of a leaf, 1 or more")
    }
  }

  /// How the lists were packed; recipes of the first layout did not say so.
  fileprivate func layout() throws(SynthesisError) -> Int {
    switch parameters["layout"] {
    case nil: return 1
    case .integer(let number)? where 1...Int64(CascadePacking.layout) ~= number: return Int(number)
    default: throw bad("layout", "1 to \(CascadePacking.layout)")
    }
  }
}

extension Parameters {
  /// The parameters whose names begin with `prefix`, without it.
  func under(_ prefix: String) -> Parameters {
    Parameters(
      entries.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.value) })
  }
}

extension FittedTreeCascade.Stage {
  fileprivate var parameters: Parameters {
    var all = Parameters([
      ("edges", .numbers(bins.upperEdges)),
      ("feature", .integers(tree.nodes.map { Int64($0.feature) })),
      ("threshold", .integers(tree.nodes.map { $0.isSet ? -1 - Int64($0.threshold) : Int64($0.threshold) })),
      ("left", .integers(tree.nodes.map { Int64($0.left) })),
      ("right", .integers(tree.nodes.map { Int64($0.right) })),
      ("sets", .integers(tree.sets.flatMap { set in (0..<4).map { Int64(bitPattern: set.words[$0]) } })),
      ("atom_center", .numbers(leaves.atomCenters)),
      ("atom_width", .numbers(leaves.atomWidths)),
      ("block_width", .number(leaves.blockWidth)),
      ("start", .integers(leaves.starts.map(Int64.init))),
      ("knot", .integers(leaves.knots)),
      ("rows", .integers(leaves.cumulative.map(Int64.init))),
    ])
    if tree.roots.count > 1 { all["root"] = .integers(tree.roots.map(Int64.init)) }
    if let residualBins { all["residual_edges"] = .numbers(residualBins.upperEdges) }
    if laws.contains(where: { $0 != .uniform }) {
      all["event_law"] = .numbers(laws.flatMap { [$0.a, $0.b].map { QuantileFunctionFit.rounded($0, digits: 4) } })
    }
    if let cells { all["cell_edges"] = .numbers(cells.upperEdges) }
    if let lookup {
      all["lookup_from"] = .integers(lookup.determinants.map(Int64.init))
      all["lookup_cells"] = .integers(lookup.cellCounts.map(Int64.init))
      all["lookup"] = .integers(lookup.table.map(Int64.init))
      all["lookup_exceptions"] = .number(lookup.exceptionShare)
      all["lookup_place"] = .numbers(lookup.uniforms)
    }
    if let moment { all.insert(moment) }
    if let marginal { all.insert(marginal, under: "number_") }
    if let formula {
      all.insert(formula.residuals, under: "residual_")
      if let sums = formula.sums { all.insert(sums, under: "sum_") }
      all.insert(formula.formula)
    }
    return all
  }
}

extension Parameters {
  fileprivate mutating func insert(_ marginal: CascadeMarginal, under prefix: String) {
    var quantiles = QuantileParameters.parameters(of: marginal.function, grid: marginal.grid)
    for side in ColumnTails.Side.allCases {
      guard let tail = marginal.tails[side] else { continue }
      quantiles["\(side)_law"] = .numbers([tail.threshold, tail.law.shape, tail.law.scale])
    }
    for entry in quantiles.entries { self[prefix + entry.name] = entry.value }
    self[prefix + "missing"] = .number(marginal.missingShare)
  }

  fileprivate mutating func insert(_ moment: CascadeMoment) {
    let quantiles = QuantileParameters.parameters(of: moment.drawing.function, grid: moment.drawing.grid)
    for entry in quantiles.entries { self["moment_" + entry.name] = entry.value }
    self["moment_missing"] = .number(moment.missingShare)
    self["moment_kind"] = .integer(Int64(moment.kind.rawValue))
    self["moment_part"] = .integers(moment.parts.map { Int64($0.cells.part.rawValue) })
    self["moment_slot"] = .integers(moment.parts.map { Int64($0.slot) })
    self["moment_first"] = .integers(moment.parts.map { Int64($0.cells.values.lowerBound) })
    self["moment_last"] = .integers(moment.parts.map { Int64($0.cells.values.upperBound) })
  }

  fileprivate mutating func insert(_ formula: RatioFormula) {
    self["logarithmic"] = .flag(formula.isLogarithmic)
    self["intercept"] = .number(formula.intercept)
    self["fallback"] = .number(formula.fallback)
    self["term_kind"] = .integers(formula.terms.map(\.term.spelling))
    self["term_first"] = .integers(formula.terms.map { Int64($0.term.variables[0]) })
    self["term_second"] = .integers(formula.terms.map { Int64($0.term.variables.last ?? 0) })
    self["term_weight"] = .numbers(formula.terms.map(\.weight))
    let ranges = formula.terms.filter(\.term.explodes).map(\.range)
    guard !ranges.isEmpty, ranges.allSatisfy({ $0.lowerBound.isFinite && $0.upperBound.isFinite }) else { return }
    self["term_lower"] = .numbers(ranges.map(\.lowerBound))
    self["term_upper"] = .numbers(ranges.map(\.upperBound))
  }
}

extension RatioFormula.Term {
  /// How a recipe spells the term: 0 value, 1 logarithm, 2 product, 3 ratio.
  fileprivate var spelling: Int64 {
    switch self {
    case .value: 0
    case .logarithm: 1
    case .product: 2
    case .ratio: 3
    }
  }
}
