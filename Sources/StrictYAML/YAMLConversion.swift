import Yams

/// From Yams' nodes to ours, refusing once more what the scan refuses: should the scan ever read a text otherwise than libyaml
/// does, an alias is still met at its anchor, before it is expanded.
struct YAMLConversion {
  // Made once: a tag is an object, and a text has many nodes.
  private let text = Tag(.str)
  private let list = Tag(.seq)
  private let map = Tag(.map)
  private let binary = Tag(.binary)

  func node(from node: Node, depth: Int) throws(YAMLProblem) -> YAMLNode {
    let place = place(of: node)
    guard depth <= YAMLLimits.depth else { throw YAMLProblem("this is nested too deep", at: place) }
    guard node.anchor == nil else { throw YAMLProblem("anchors (&) are not accepted", at: place) }
    switch node {
    case .scalar(let scalar): return try convert(scalar, tag: node.tag, at: place)
    case .sequence(let sequence):
      try refuseTag(node.tag, unless: list, at: place)
      var members: [YAMLNode] = []
      members.reserveCapacity(sequence.count)
      for member in sequence { members.append(try self.node(from: member, depth: depth + 1)) }
      return .sequence(members, place)
    case .mapping(let mapping):
      try refuseTag(node.tag, unless: map, at: place)
      return .mapping(try pairs(of: mapping, depth: depth), place)
    case .alias: throw YAMLProblem("aliases (*) are not accepted", at: place)
    }
  }

  private func place(of node: Node) -> YAMLPlace {
    YAMLPlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  private func refuseTag(_ tag: Tag, unless accepted: Tag, at place: YAMLPlace) throws(YAMLProblem) {
    guard tag == accepted else { throw YAMLProblem("tags (!) are not accepted, except !!binary", at: place) }
  }

  private func pairs(of mapping: Node.Mapping, depth: Int) throws(YAMLProblem) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    pairs.reserveCapacity(mapping.count)
    for (key, value) in mapping {
      guard case .scalar(let name) = try node(from: key, depth: depth + 1) else {
        throw YAMLProblem("a key is a plain or quoted text", at: place(of: key))
      }
      pairs.append(YAMLPair(key: name, value: try node(from: value, depth: depth + 1)))
    }
    return pairs
  }

  private func convert(_ scalar: Node.Scalar, tag: Tag, at place: YAMLPlace) throws(YAMLProblem) -> YAMLNode {
    if tag == binary {
      guard let bytes = Base64.decode(scalar.string.utf8) else {
        throw YAMLProblem("this !!binary block is not base64", at: place)
      }
      return .binary(bytes, place)
    }
    try refuseTag(tag, unless: text, at: place)
    return .scalar(YAMLScalar(text: scalar.string, isQuoted: scalar.style != .plain, place: place))
  }
}
