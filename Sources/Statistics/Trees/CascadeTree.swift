/// A binary tree over binned columns, flat. Its leaves are numbered from 0.
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

  package init(nodes: [Node], sets: [CodeSet], leafCount: Int) {
    self.nodes = nodes
    self.sets = sets
    self.leafCount = leafCount
  }
}
