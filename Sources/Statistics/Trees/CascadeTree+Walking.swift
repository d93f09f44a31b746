extension CascadeTree {
  /// Finds the leaf of each row of a block.
  ///
  /// All rows take a step before any takes the next: their steps do not wait for each other, so the processor overlaps them.
  ///
  /// - Parameters:
  ///   - codes: by feature, then by row: the code of feature f in row r stands at `f * rowCount + r`. The tree must be sound:
  ///     no feature, set or node beyond the lists, children behind their parents.
  ///   - roots: for each row the node to start at; filled with the leaves' numbers.
  /// - Complexity: O(rows · depth)
  package func walk(codes: UnsafePointer<UInt8>, rowCount: Int, from roots: UnsafeMutablePointer<Int32>) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, rowCount)) { open in
      nodes.withUnsafeBufferPointer { nodes in
        sets.withUnsafeBytes { sets in
          var count = 0
          for row in 0..<rowCount {
            open[count] = Int32(truncatingIfNeeded: row)
            count &+= Self.settle(nodes, roots, row)
          }
          while count > 0 {
            var left = 0
            for index in 0..<count {
              let row = Int(open[index])
              let node = nodes[Int(roots[row])]
              let code = codes[Int(node.feature) &* rowCount &+ row]
              let goesLeft = node.isSet ? Self.contains(sets, node.threshold, code) : UInt16(code) <= node.threshold
              roots[row] = goesLeft ? node.left : node.right
              open[left] = Int32(truncatingIfNeeded: row)
              left &+= Self.settle(nodes, roots, row)
            }
            count = left
          }
        }
      }
    }
  }

  /// Writes the leaf's number where the row has reached one.
  /// - Returns: 1 where the row must walk on, else 0.
  @inline(__always)
  private static func settle(_ nodes: UnsafeBufferPointer<Node>, _ places: UnsafeMutablePointer<Int32>, _ row: Int)
    -> Int
  {
    let node = nodes[Int(places[row])]
    let isLeaf = node.feature < 0
    places[row] = isLeaf ? node.left : places[row]
    return isLeaf ? 0 : 1
  }

  @inline(__always)
  private static func contains(_ sets: UnsafeRawBufferPointer, _ set: UInt16, _ code: UInt8) -> Bool {
    let word = sets.load(fromByteOffset: Int(set) &* 32 &+ Int(code >> 6) &* 8, as: UInt64.self)
    return (word &>> UInt64(code & 63)) & 1 == 1
  }
}
