/// Binary trees over binned columns, flat, one after another. Their leaves are numbered from 0 across all trees.
package struct CascadeTree: Sendable, Equatable {
  /// One node. A leaf has `feature` -1 and its number in `left`.
  package struct Node: Sendable, Equatable {
    package var feature: Int16
    /// Ordered features: codes up to this go left. Unordered: index into `sets`.
    package var threshold: UInt16
    package var left: Int32
    package var right: Int32
    package var isSet: Bool

    package init(feature: Int16, threshold: UInt16, left: Int32, right: Int32, isSet: Bool) {
      self.feature = feature
      self.threshold = threshold
      self.left = left
      self.right = right
      self.isSet = isSet
    }
  }

  /// Which codes of an unordered feature go left.
  package struct CodeSet: Sendable, Equatable {
    package var words: SIMD4<UInt64> = .zero
    package init() {}
    @inline(__always) package func contains(_ code: UInt8) -> Bool {
      (words[Int(code >> 6)] >> UInt64(code & 63)) & 1 == 1
    }
    package mutating func insert(_ code: UInt8) { words[Int(code >> 6)] |= 1 << UInt64(code & 63) }
  }

  package var nodes: [Node]
  package var sets: [CodeSet]
  package var leafCount: Int
  /// The first node of each tree.
  package var roots: [Int32]

  package init(nodes: [Node], sets: [CodeSet], leafCount: Int, roots: [Int32] = [0]) {
    self.nodes = nodes
    self.sets = sets
    self.leafCount = leafCount
    self.roots = roots
  }

  /// A single leaf where `leafCount` is 1.
  package init(leafCount: Int) {
    self.init(nodes: [Node(feature: -1, threshold: 0, left: 0, right: 0, isSet: false)], sets: [], leafCount: leafCount)
  }

  /// The same trees with other numbers for their features.
  package func renumbered(_ number: (Int) -> Int) -> CascadeTree {
    var tree = self
    tree.nodes = nodes.map { node in
      var node = node
      if node.feature >= 0 { node.feature = Int16(number(Int(node.feature))) }
      return node
    }
    return tree
  }

  /// The same trees where `codes` of an unordered feature go wherever code 0 goes.
  package func sending(_ codes: [UInt8], ofFeature feature: Int) -> CascadeTree {
    var tree = self
    for node in nodes where node.isSet && Int(node.feature) == feature {
      let set = Int(node.threshold)
      if tree.sets[set].contains(0) { for code in codes { tree.sets[set].insert(code) } }
    }
    return tree
  }

  /// Adds the trees of another one behind the own.
  package mutating func append(_ other: CascadeTree) {
    let (nodeCount, setCount, leaves) = (Int32(nodes.count), UInt16(sets.count), Int32(leafCount))
    nodes += other.nodes.map { node in
      var node = node
      if node.feature < 0 {
        node.left += leaves
      } else {
        (node.left, node.right) = (node.left + nodeCount, node.right + nodeCount)
        if node.isSet { node.threshold += setCount }
      }
      return node
    }
    sets += other.sets
    roots += other.roots.map { $0 + nodeCount }
    leafCount += other.leafCount
  }
}
