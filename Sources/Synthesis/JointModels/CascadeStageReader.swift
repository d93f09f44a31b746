import Statistics
import Tables

/// Reads and checks the lists of one stage of a tree cascade: nothing out of range reaches the drawing loops.
struct CascadeStageReader {
  private let reader: ParameterReader
  private let parameters: Parameters
  private let prefix: String
  /// What stands in a recipe of cells beyond this number belongs to parts of dates and times.
  private let stageCount: Int

  init(_ parameters: Parameters, prefix: String, stageCount: Int) {
    self.stageCount = stageCount
    self.parameters = parameters
    self.prefix = prefix
    reader = ParameterReader(parameters, column: nil)
  }

  func stage(column: Int, place: Int, features: CascadeFeatures) throws(SynthesisError) -> FittedTreeCascade.Stage {
    let sets = try sets()
    let leaves = try leaves()
    let nodes = try nodes(features, before: place, sets: sets.count, leaves: leaves.leafCount)
    return FittedTreeCascade.Stage(
      column: column, bins: EdgeLookup(upperEdges: try edges("edges")),
      tree: CascadeTree(nodes: nodes, sets: sets, leafCount: leaves.leafCount, roots: try roots(nodes.count)),
      leaves: leaves, marginal: try marginal("number_"), formula: try formula(place: place),
      residualBins: parameters["residual_edges"] == nil ? nil : EdgeLookup(upperEdges: try edges("residual_edges")),
      lookup: try lookup(place: place), cells: try cells(), laws: try laws(), moment: try moment())
  }

  private func moment() throws(SynthesisError) -> CascadeMoment? {
    guard parameters["moment_kind"] != nil else { return nil }
    let number = try reader.integer("moment_kind", in: 1...4)
    guard let kind = MomentKind(rawValue: Int(number)) else { throw bad("moment_kind", "\(number)", "1 to 4") }
    let own = ParameterReader(parameters.under("moment_"), column: nil)
    let (parts, slots) = (try integers("moment_part"), try integers("moment_slot"))
    let (first, last) = (try integers("moment_first"), try integers("moment_last"))
    guard [slots.count, first.count, last.count].allSatisfy({ $0 == parts.count }) else {
      throw bad("moment_part", "\(parts.count) parts", "a slot, a first and a last value for each")
    }
    var found: [(cells: MomentCells, slot: Int)] = []
    for index in parts.indices {
      let years = Int64(-MomentCells.mostValues * 100)...Int64(MomentCells.mostValues * 100)
      guard let part = MomentPart(rawValue: Int(clamping: parts[index])), years.contains(first[index]),
        first[index] <= last[index], last[index] - first[index] < Int64(MomentCells.mostValues), slots[index] >= 0
      else { throw bad("moment_part", "part \(parts[index])", "a part of a date or time with its range") }
      found.append(
        (MomentCells(part: part, values: Int(first[index])...Int(last[index])), Int(clamping: slots[index])))
    }
    return CascadeMoment(
      kind: kind,
      drawing: QuantileDrawing(
        function: try QuantileParameters.function(own), grid: try QuantileParameters.grid(own)),
      missingShare: try own.number("missing", expected: "a share below 1") { $0 >= 0 && $0 < 1 }, parts: found)
  }

  private func laws() throws(SynthesisError) -> [UnitLaw] {
    guard parameters["event_law"] != nil else { return [] }
    let shapes = try reader.numbers("event_law")
    guard shapes.count % 2 == 0, shapes.count <= 510, shapes.allSatisfy(UnitLaw.shapes.contains) else {
      throw bad("event_law", "\(shapes.count) numbers", "two shapes for each stratum, \(UnitLaw.shapes)")
    }
    return stride(from: 0, to: shapes.count, by: 2).map { UnitLaw(a: shapes[$0], b: shapes[$0 + 1]) }
  }

  private func roots(_ nodeCount: Int) throws(SynthesisError) -> [Int32] {
    guard parameters["root"] != nil else { return [0] }
    let roots = try integers("root")
    guard !roots.isEmpty, roots.allSatisfy({ (0..<Int64(nodeCount)).contains($0) }) else {
      throw bad("root", "\(roots.count) nodes", "the first node of each tree")
    }
    return roots.map { Int32($0) }
  }

  private func cells() throws(SynthesisError) -> EdgeLookup? {
    guard parameters["cell_edges"] != nil else { return nil }
    let edges = try shares("cell_edges")
    guard edges.last == 1, edges.count <= CascadeCells.limit, zip(edges, edges.dropFirst()).allSatisfy(<) else {
      throw bad("cell_edges", "\(edges.count) numbers", "increasing numbers, the last 1")
    }
    return EdgeLookup(upperEdges: edges)
  }

  private func lookup(place: Int) throws(SynthesisError) -> CascadeLookup? {
    guard parameters["lookup"] != nil else { return nil }
    let (from, table) = (try integers("lookup_from"), try integers("lookup"))
    let lookup = CascadeLookup(
      determinants: from.map { Int(truncatingIfNeeded: $0) },
      cellCounts: try integers("lookup_cells").map { Int(truncatingIfNeeded: $0) },
      table: table.map { Int32(truncatingIfNeeded: $0) }, uniforms: try reader.numbers("lookup_place"),
      exceptionShare: try reader.number("lookup_exceptions"))
    guard lookup.isSound, lookup.determinants.allSatisfy({ $0 >= stageCount || (0..<place).contains($0) }) else {
      throw bad("lookup", "\(table.count) entries", "a table over the cells of one to three earlier columns")
    }
    return lookup
  }

  private func bad(_ name: String, _ found: String, _ expected: String) -> SynthesisError {
    SynthesisError(.badParameter(name: prefix + name, found: found, expected: expected))
  }

  private func integers(_ name: String) throws(SynthesisError) -> [Int64] {
    switch parameters[name] {
    case .integers(let values)?: return values
    case .numbers(let values)? where values.isEmpty: return []
    default: throw bad(name, "missing", "a list of integers")
    }
  }

  private func shares(_ name: String) throws(SynthesisError) -> [Double] {
    let values = try reader.numbers(name)
    guard values.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { throw bad(name, "out of range", "numbers from 0 to 1") }
    return values
  }

  private func edges(_ name: String) throws(SynthesisError) -> [Double] {
    let edges = try shares(name)
    guard edges.last == 1, edges.count <= 255, zip(edges, edges.dropFirst()).allSatisfy(<) else {
      throw bad(name, "\(edges.count) numbers", "1 to 255 increasing numbers, the last 1")
    }
    return edges
  }

  private func sets() throws(SynthesisError) -> [CascadeTree.CodeSet] {
    let words = try integers("sets")
    guard words.count % 4 == 0 else { throw bad("sets", "\(words.count) integers", "a multiple of 4") }
    return stride(from: 0, to: words.count, by: 4).map { start in
      var set = CascadeTree.CodeSet()
      for offset in 0..<4 { set.words[offset] = UInt64(bitPattern: words[start + offset]) }
      return set
    }
  }

  private func nodes(_ features: CascadeFeatures, before place: Int, sets: Int, leaves: Int) throws(SynthesisError)
    -> [CascadeTree.Node]
  {
    let (feature, threshold) = (try integers("feature"), try integers("threshold"))
    let (left, right) = (try integers("left"), try integers("right"))
    guard !feature.isEmpty, [threshold.count, left.count, right.count].allSatisfy({ $0 == feature.count }) else {
      throw bad("feature", "\(feature.count) nodes", "as many features, thresholds, left and right children")
    }
    var nodes: [CascadeTree.Node] = []
    for index in feature.indices {
      let set = threshold[index] < 0 ? -1 - threshold[index] : nil
      let isLeaf = feature[index] == -1
      // Children lie behind their parent, so every walk ends.
      let children = Int64(index + 1)..<Int64(max(feature.count, index + 1))
      let fits =
        isLeaf
        ? (0..<Int64(leaves)).contains(left[index])
        : features.isKnown(Int(clamping: feature[index]), before: place) && children.contains(left[index])
          && children.contains(right[index])
          && (set.map { (0..<Int64(sets)).contains($0) } ?? (0..<255).contains(threshold[index]))
      guard fits else { throw bad("feature", "node \(index) out of range", "a leaf, or a split on an earlier column") }
      nodes.append(
        CascadeTree.Node(
          feature: Int16(feature[index]), threshold: isLeaf ? 0 : UInt16(set ?? threshold[index]),
          left: Int32(left[index]), right: isLeaf ? 0 : Int32(right[index]), isSet: !isLeaf && set != nil))
    }
    return nodes
  }

  private func leaves() throws(SynthesisError) -> CascadeLeaves {
    var leaves = CascadeLeaves()
    let (centers, widths) = (try shares("atom_center"), try shares("atom_width"))
    leaves.setAtoms(centers: centers, widths: widths)
    leaves.blockWidth = try reader.number("block_width", expected: "a share of at most 1") { $0 >= 0 && $0 <= 1 }
    leaves.knots = try integers("knot")
    let (starts, rows) = (try integers("start"), try integers("rows"))
    leaves.starts = starts.compactMap { Int32(exactly: $0) }
    leaves.cumulative = rows.compactMap { Int32(exactly: $0) }
    guard leaves.starts.count == starts.count, leaves.cumulative.count == rows.count,
      centers.count == widths.count, leaves.isSound
    else { throw bad("knot", "\(leaves.knots.count) knots", "runs of knots with increasing rows, as fitted") }
    return leaves
  }

  private func marginal(_ prefix: String) throws(SynthesisError) -> CascadeMarginal? {
    let own = ParameterReader(parameters.under(prefix), column: nil)
    guard own.parameters["lower"] != nil else { return nil }
    let missing = try own.number("missing", expected: "a share below 1") { $0 >= 0 && $0 < 1 }
    return CascadeMarginal(
      function: try QuantileParameters.function(own), grid: try QuantileParameters.grid(own), missingShare: missing,
      tails: FittedTails(lower: try tail(prefix + "lower_law"), upper: try tail(prefix + "upper_law")))
  }

  /// Three numbers: where the tail begins, and the law beyond.
  private func tail(_ name: String) throws(SynthesisError) -> FittedTails.Tail? {
    guard parameters[name] != nil else { return nil }
    let numbers = try reader.numbers(name, count: 3)
    guard Self.shapes.contains(numbers[1]), numbers[2] > 0 else {
      throw bad(name, "\(numbers[1]) and \(numbers[2])", "a shape in \(Self.shapes) and a scale above 0")
    }
    return FittedTails.Tail(
      threshold: numbers[0], law: GeneralizedPareto(shape: numbers[1], scale: numbers[2]),
      shapes: numbers[1]...numbers[1])
  }

  private static let shapes = -1e3...1e3

  private func formula(place: Int) throws(SynthesisError) -> CascadeFormula? {
    guard let residuals = try marginal("residual_") else { return nil }
    let kinds = try integers("term_kind")
    let (first, second) = (try integers("term_first"), try integers("term_second"))
    let weights = try reader.numbers("term_weight", count: kinds.count)
    guard first.count == kinds.count, second.count == kinds.count,
      (first + second).allSatisfy({ (0..<Int64(place)).contains($0) })
    else { throw bad("term_first", "\(first.count) variables", "an earlier stage for each term") }
    var terms: [RatioFormula.WeightedTerm] = []
    for index in kinds.indices {
      guard let term = term(kinds[index], Int(first[index]), Int(second[index])) else {
        throw bad("term_kind", "\(kinds[index])", "0 value, 1 logarithm, 2 product or 3 ratio")
      }
      terms.append(RatioFormula.WeightedTerm(term: term, weight: weights[index]))
    }
    try hold(&terms)
    guard case .flag(let isLogarithmic)? = parameters["logarithmic"] else {
      throw bad("logarithmic", "missing", "true or false")
    }
    let formula = RatioFormula(
      isLogarithmic: isLogarithmic, intercept: try reader.number("intercept"), terms: terms,
      fallback: try reader.number("fallback"))
    return CascadeFormula(formula: formula, residuals: residuals, sums: try marginal("sum_"))
  }

  /// Terms that explode have ranges, in their order; recipes of earlier programs have none.
  private func hold(_ terms: inout [RatioFormula.WeightedTerm]) throws(SynthesisError) {
    guard parameters["term_lower"] != nil else { return }
    let places = terms.indices.filter { terms[$0].term.explodes }
    let lower = try reader.numbers("term_lower", count: places.count)
    let upper = try reader.numbers("term_upper", count: places.count)
    for (index, place) in places.enumerated() {
      guard lower[index] <= upper[index] else {
        throw bad("term_upper", "\(upper[index]) below \(lower[index])", "the end of a range")
      }
      terms[place].range = lower[index]...upper[index]
    }
  }

  private func term(_ kind: Int64, _ first: Int, _ second: Int) -> RatioFormula.Term? {
    switch kind {
    case 0: .value(first)
    case 1: .logarithm(first)
    case 2: .product(first, second)
    case 3: .ratio(first, second)
    default: nil
    }
  }
}
