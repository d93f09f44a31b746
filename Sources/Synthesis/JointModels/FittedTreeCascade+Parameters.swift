import Statistics
import Tables

extension FittedTreeCascade {
  var parameters: Parameters {
    var all = Parameters([("order", .texts(stages.map { ByteText(columns[$0.column]) }))])
    for (place, stage) in stages.enumerated() {
      let prefix = "stage_\(place)_"
      all[prefix + "edges"] = .numbers(stage.upperEdges)
      all[prefix + "nodes"] = .integers(
        stage.tree.nodes.flatMap {
          [Int64($0.feature), Int64($0.threshold), Int64($0.left), Int64($0.right), $0.isSet ? 1 : 0]
        })
      all[prefix + "sets"] = .integers(
        stage.tree.sets.flatMap { set in (0..<4).map { Int64(bitPattern: set.words[$0]) } })
      all[prefix + "atom_centers"] = .numbers(stage.leaves.atomCenters)
      all[prefix + "atom_widths"] = .numbers(stage.leaves.atomWidths)
      all[prefix + "starts"] = .integers(stage.leaves.starts.map(Int64.init))
      all[prefix + "knots"] = .integers(stage.leaves.knots)
      all[prefix + "cumulative"] = .integers(stage.leaves.cumulative.map(Int64.init))
    }
    return all
  }

  init(_ parameters: Parameters, columns: [String]) throws(SynthesisError) {
    self.columns = columns
    guard case .texts(let order)? = parameters["order"] else {
      throw SynthesisError(.badParameter(name: "order", found: "missing", expected: "the list of modelled columns"))
    }
    var stages: [Stage] = []
    for (place, name) in order.enumerated() {
      guard let column = columns.firstIndex(where: { ByteText($0) == name }) else {
        throw SynthesisError(.badParameter(name: "order", found: name.string, expected: "a modelled column"))
      }
      stages.append(try Self.stage(parameters, place: place, column: column))
    }
    self.stages = stages
  }

  private static func stage(_ parameters: Parameters, place: Int, column: Int) throws(SynthesisError) -> Stage {
    let reader = StageReader(parameters: parameters, prefix: "stage_\(place)_")
    let sets = try reader.sets()
    let leaves = try reader.leaves()
    let tree = CascadeTree(
      nodes: try reader.nodes(features: place, sets: sets.count, leaves: leaves.leafCount), sets: sets,
      leafCount: leaves.leafCount)
    return Stage(column: column, upperEdges: try reader.edges(), tree: tree, leaves: leaves)
  }
}

/// Reads and checks the lists of one stage: nothing out of range reaches the drawing loops.
private struct StageReader {
  let parameters: Parameters
  let prefix: String

  private func bad(_ name: String, _ found: String, _ expected: String) -> SynthesisError {
    SynthesisError(.badParameter(name: prefix + name, found: found, expected: expected))
  }

  private func integers(_ name: String) throws(SynthesisError) -> [Int64] {
    switch parameters[prefix + name] {
    case .integers(let values)?: return values
    case .numbers(let values)? where values.isEmpty: return []
    default: throw bad(name, "missing", "a list of integers")
    }
  }

  private func numbers(_ name: String) throws(SynthesisError) -> [Double] {
    switch parameters[prefix + name] {
    case .numbers(let values)? where values.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 1 }: return values
    case .integers(let values)? where values.allSatisfy { $0 == 0 || $0 == 1 }: return values.map(Double.init)
    default: throw bad(name, "missing or out of range", "a list of numbers from 0 to 1")
    }
  }

  func edges() throws(SynthesisError) -> [Double] {
    let edges = try numbers("edges")
    guard !edges.isEmpty, edges.count <= 255, zip(edges, edges.dropFirst()).allSatisfy(<) else {
      throw bad("edges", "\(edges.count) numbers", "1 to 255 increasing numbers")
    }
    return edges
  }

  func sets() throws(SynthesisError) -> [CascadeTree.CodeSet] {
    let words = try integers("sets")
    guard words.count % 4 == 0 else { throw bad("sets", "\(words.count) integers", "a multiple of 4") }
    return stride(from: 0, to: words.count, by: 4).map { start in
      var set = CascadeTree.CodeSet()
      for offset in 0..<4 { set.words[offset] = UInt64(bitPattern: words[start + offset]) }
      return set
    }
  }

  func nodes(features: Int, sets: Int, leaves: Int) throws(SynthesisError) -> [CascadeTree.Node] {
    let values = try integers("nodes")
    let count = values.count / 5
    var nodes: [CascadeTree.Node] = []
    for index in 0..<count {
      let field = values[index * 5..<index * 5 + 5].map { $0 }
      let isLeaf = field[0] == -1
      let isSet = field[4] == 1
      // Children lie behind their parent, so every walk ends.
      let fits =
        isLeaf
        ? (0..<Int64(leaves)).contains(field[2])
        : (0..<Int64(features)).contains(field[0]) && (0..<Int64(isSet ? sets : 255)).contains(field[1])
          && (Int64(index + 1)..<Int64(max(count, index + 1))).contains(field[2])
          && (Int64(index + 1)..<Int64(max(count, index + 1))).contains(field[3])
      guard fits else { throw bad("nodes", "node \(index) = \(field)", "a leaf, or a split on an earlier column") }
      nodes.append(
        CascadeTree.Node(
          feature: Int16(field[0]), threshold: UInt16(isLeaf ? 0 : field[1]), left: Int32(field[2]),
          right: Int32(isLeaf ? 0 : field[3]), isSet: isSet))
    }
    guard !nodes.isEmpty, values.count == count * 5 else {
      throw bad("nodes", "\(values.count) integers", "5 per node")
    }
    return nodes
  }

  func leaves() throws(SynthesisError) -> CascadeLeaves {
    var leaves = CascadeLeaves()
    leaves.atomCenters = try numbers("atom_centers")
    leaves.atomWidths = try numbers("atom_widths")
    leaves.knots = try integers("knots")
    let starts = try integers("starts")
    let cumulative = try integers("cumulative")
    leaves.starts = starts.compactMap { Int32(exactly: $0) }
    leaves.cumulative = cumulative.compactMap { Int32(exactly: $0) }
    guard leaves.starts.count == starts.count, leaves.cumulative.count == cumulative.count,
      leaves.atomCenters.count == leaves.atomWidths.count, leaves.isSound
    else { throw bad("knots", "\(leaves.knots.count) knots", "runs of knots with increasing counts, as fitted") }
    return leaves
  }
}
