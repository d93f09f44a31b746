import Statistics

/// A small regression tree over the codes of a cascade's stages: what is to be expected of a row that has come so far.
struct LookAheadTree: Sendable {
  struct Node: Sendable {
    /// -1: a leaf, with its number in `left`.
    var feature: Int32
    /// Codes that go left.
    var codes: CascadeTree.CodeSet
    var left: Int32
    var right: Int32
  }

  private(set) var nodes: [Node] = []
  /// By leaf, above 0.
  private(set) var values: [Double] = []

  /// Collects the leaves that a row can reach, whatever its codes of the features `free` and `other`.
  /// - Complexity: O(nodes)
  @inline(__always)
  func reach(
    _ codes: UnsafeBufferPointer<UInt8>, row: Int, rowCount: Int, free: Int32, _ other: Int32 = -2,
    into leaves: inout [Int32]
  ) {
    leaves.removeAll(keepingCapacity: true)
    // As deep as a tree of so many leaves can be.
    var stack = SIMD64<Int32>(repeating: 0)
    var depth = 1
    nodes.withUnsafeBufferPointer { nodes in
      while depth > 0 {
        depth &-= 1
        var node = nodes[Int(stack[depth])]
        while node.feature >= 0 {
          if node.feature == free || node.feature == other {
            stack[depth] = node.right
            depth &+= 1
            node = nodes[Int(node.left)]
          } else {
            let code = codes[Int(node.feature) &* rowCount &+ row]
            node = nodes[Int(node.codes.contains(code) ? node.left : node.right)]
          }
        }
        leaves.append(node.left)
      }
    }
  }

  /// Whether a row's leaf depends on one feature only.
  func asksOnly(_ feature: Int32) -> Bool { nodes.allSatisfy { $0.feature < 0 || $0.feature == feature } }

  /// For each leaf the codes of `feature` that can lead to it; nil where any can.
  func codes(of feature: Int32) -> [[Bool]?] {
    var result = [[Bool]?](repeating: nil, count: values.count)
    collect(0, feature, nil, into: &result)
    return result
  }

  private func collect(_ index: Int, _ feature: Int32, _ codes: [Bool]?, into result: inout [[Bool]?]) {
    let node = nodes[index]
    guard node.feature >= 0 else {
      result[Int(node.left)] = codes
      return
    }
    guard node.feature == feature else {
      collect(Int(node.left), feature, codes, into: &result)
      return collect(Int(node.right), feature, codes, into: &result)
    }
    let all = codes ?? Array(repeating: true, count: 256)
    let goesLeft = (0..<256).map { node.codes.contains(UInt8($0)) }
    collect(Int(node.left), feature, zip(all, goesLeft).map { $0 && $1 }, into: &result)
    collect(Int(node.right), feature, zip(all, goesLeft).map { $0 && !$1 }, into: &result)
  }
}

extension LookAheadTree {
  /// Nothing is left to expect: whatever comes suits.
  static let certain: LookAheadTree = {
    var tree = LookAheadTree()
    tree.setValue(of: tree.appendLeaf(), 1)
    return tree
  }()

  /// - Returns: the number of the node.
  mutating func appendLeaf() -> Int {
    values.append(1)
    return append(leaf: values.count - 1)
  }

  /// Makes a leaf a split of two leaves.
  mutating func split(_ node: Int, _ feature: Int, _ codes: CascadeTree.CodeSet) -> (left: Int, right: Int) {
    let children = (left: append(leaf: Int(nodes[node].left)), right: appendLeaf())
    nodes[node] = Node(
      feature: Int32(feature), codes: codes, left: Int32(children.left), right: Int32(children.right))
    return children
  }

  mutating func setValue(of leaf: Int, _ value: Double) { values[Int(nodes[leaf].left)] = value }

  private mutating func append(leaf: Int) -> Int {
    nodes.append(Node(feature: -1, codes: CascadeTree.CodeSet(), left: Int32(leaf), right: 0))
    return nodes.count - 1
  }
}
