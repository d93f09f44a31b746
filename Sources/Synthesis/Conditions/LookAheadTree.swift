import Statistics

/// A small regression tree over the codes of a cascade's stages: what is to be expected of a row that has come so far.
struct LookAheadTree: Sendable {
  struct Node: Sendable {
    /// -1: a leaf, with its number in `left`.
    var feature: Int32
    /// Codes that go left: those up to it, or the set of `sets` that has the number -1 - threshold.
    var threshold: Int32
    var left: Int32
    var right: Int32
  }

  private(set) var nodes: [Node] = []
  private var sets: [CascadeTree.CodeSet] = []
  /// By leaf, above 0.
  private(set) var values: [Double] = []

  /// Collects the leaves that a row can reach, whatever its codes of the features `free` and `other`.
  /// - Complexity: O(nodes)
  @inline(__always)
  func reach(
    _ codes: UnsafeBufferPointer<UInt8>, row: Int, rowCount: Int, free: Int32, _ other: Int32 = -2,
    into reached: inout ReachedLeaves
  ) {
    reached.count = 0
    nodes.withUnsafeBufferPointer { nodes in
      sets.withUnsafeBufferPointer { sets in
        reached.open[0] = 0
        var depth = 1
        while depth > 0 {
          depth &-= 1
          var node = nodes[Int(reached.open[depth])]
          while node.feature >= 0 {
            if node.feature == free || node.feature == other {
              reached.open[depth] = node.right
              depth &+= 1
              node = nodes[Int(node.left)]
            } else {
              let code = codes[Int(node.feature) &* rowCount &+ row]
              node = nodes[Int(Self.goesLeft(node, code, sets) ? node.left : node.right)]
            }
          }
          reached.leaves[reached.count] = node.left
          reached.count &+= 1
        }
      }
    }
  }

  @inline(__always)
  private static func goesLeft(_ node: Node, _ code: UInt8, _ sets: UnsafeBufferPointer<CascadeTree.CodeSet>) -> Bool {
    node.threshold >= 0 ? Int32(code) <= node.threshold : sets[Int(-1 &- node.threshold)].contains(code)
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
    let goesLeft = sets.withUnsafeBufferPointer { sets in (0..<256).map { Self.goesLeft(node, UInt8($0), sets) } }
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
  mutating func split(_ node: Int, _ feature: Int, _ codes: SplitCodes) -> (left: Int, right: Int) {
    let children = (left: append(leaf: Int(nodes[node].left)), right: appendLeaf())
    let threshold: Int32
    switch codes {
    case .upTo(let last): threshold = Int32(last)
    case .set(let set):
      sets.append(set)
      threshold = -Int32(sets.count)
    }
    nodes[node] = Node(
      feature: Int32(feature), threshold: threshold, left: Int32(children.left), right: Int32(children.right))
    return children
  }

  /// Which codes go left.
  enum SplitCodes {
    case upTo(Int)
    case set(CascadeTree.CodeSet)

    @inline(__always)
    func contains(_ code: UInt8) -> Bool {
      switch self {
      case .upTo(let last): Int(code) <= last
      case .set(let set): set.contains(code)
      }
    }
  }

  mutating func setValue(of leaf: Int, _ value: Double) { values[Int(nodes[leaf].left)] = value }

  private mutating func append(leaf: Int) -> Int {
    nodes.append(Node(feature: -1, threshold: 0, left: Int32(leaf), right: 0))
    return nodes.count - 1
  }
}

/// The leaves that a row can reach, and room to find them.
struct ReachedLeaves {
  fileprivate let leaves: UnsafeMutablePointer<Int32>
  fileprivate let open: UnsafeMutablePointer<Int32>
  fileprivate(set) var count = 0

  /// - Parameter room: twice as many as the tree has leaves.
  init(_ room: UnsafeMutableBufferPointer<Int32>) {
    precondition(room.count >= 2, "no room for leaves")
    leaves = room.baseAddress.unsafelyUnwrapped
    open = leaves + room.count / 2
  }

  @inline(__always)
  subscript(place: Int) -> Int { Int(leaves[place]) }
}
