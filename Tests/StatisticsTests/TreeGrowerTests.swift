import Testing

@testable import Statistics

@Suite struct TreeGrowerTests {
  private func column(_ values: [Int], isUnordered: Bool = false) -> BinnedColumn {
    let grouped = EqualGroups(keys: values.map { RadixSort.key(Int64($0)) })
    return BinnedColumn(groups: grouped.groups, groupCounts: grouped.counts, isUnordered: isUnordered)
  }

  /// The leaf of a row by walking, the slow way.
  private func leaf(_ tree: CascadeTree, _ features: [BinnedColumn], row: Int) -> Int {
    var node = tree.nodes[0]
    while node.feature >= 0 {
      let code = features[Int(node.feature)].codes[row]
      let goesLeft = node.isSet ? tree.sets[Int(node.threshold)].contains(code) : UInt16(code) <= node.threshold
      node = tree.nodes[Int(goesLeft ? node.left : node.right)]
    }
    return Int(node.left)
  }

  @Test(arguments: 0..<20)
  func walkingReachesTheLeafThatHoldsTheRow(seed: UInt64) {
    let stream = RandomStream(seed: seed)
    let x = (0..<600).map { Int(stream.stream(named: "x").bits(at: $0) % 40) }
    let z = (0..<600).map { Int(stream.stream(named: "z").bits(at: $0) % 9) }
    let y = zip(x, z).map { $0 / 7 + ($1 % 2) * 20 }
    let features = [column(x), column(z, isUnordered: true)]
    var grower = TreeGrower(target: column(y), features: features, settings: .init(leafRows: 11))
    let grown = grower.grow()
    #expect(grown.leaves.map(\.count).reduce(0, +) == 600)
    #expect(grown.leaves.allSatisfy { $0.count >= 11 })
    for (number, range) in grown.leaves.enumerated() {
      for row in grown.rows[range] { #expect(leaf(grown.tree, features, row: Int(row)) == number) }
    }
  }

  @Test func aLawWithoutCorrelationIsFound() {
    // y is the parity of two coins and a third value: no linear link to either.
    let stream = RandomStream(seed: 3)
    let a = (0..<4_000).map { Int(stream.stream(named: "a").bits(at: $0) & 1) }
    let b = (0..<4_000).map { Int(stream.stream(named: "b").bits(at: $0) & 7) }
    let y = zip(a, b).map { $1 >= 4 ? $0 : 2 + $0 }
    var grower = TreeGrower(target: column(y), features: [column(a), column(b)], settings: .init(leafRows: 20))
    let grown = grower.grow()
    for range in grown.leaves { #expect(Set(grown.rows[range].map { y[Int($0)] }).count == 1) }
  }

  @Test func noiseIsNotSplit() {
    // 40 targets unrelated to the feature: at two standard deviations a few are split by chance, not most.
    var split = 0
    for seed in 0..<40 {
      let stream = RandomStream(seed: UInt64(seed))
      let x = (0..<500).map { Int(stream.stream(named: "x").bits(at: $0) & 1) }
      let y = (0..<500).map { Int(stream.stream(named: "y").bits(at: $0) % 50) }
      var grower = TreeGrower(target: column(y), features: [column(x)], settings: .init(leafRows: 20))
      if grower.grow().leaves.count > 1 { split += 1 }
    }
    #expect(split <= 8)
  }

  @Test func noiseIsNotSplitInALargeTableEither() {
    // Large nodes look at a sample first; what the sample says must be judged by the sample's size. 20 unrelated targets at two
    // standard deviations: a few are split by chance, not most.
    var split = 0
    for seed in 0..<20 {
      let stream = RandomStream(seed: UInt64(seed))
      let x = (0..<40_000).map { Int(stream.stream(named: "x").bits(at: $0) & 1) }
      let y = (0..<40_000).map { Int(stream.stream(named: "y").bits(at: $0) % 50) }
      var grower = TreeGrower(target: column(y), features: [column(x)], settings: .init(leafRows: 20))
      if grower.grow().leaves.count > 1 { split += 1 }
    }
    #expect(split <= 5)
  }

  @Test func aWeakLinkIsFoundInALargeTable() {
    // One row in a hundred follows the feature: too little for a sample of some thousand rows, plain in 200,000.
    let stream = RandomStream(seed: 4)
    let x = (0..<200_000).map { Int(stream.stream(named: "x").bits(at: $0) & 1) }
    let y = x.indices.map { row in
      stream.stream(named: "noise").uniform(at: UInt64(row)) < 0.01
        ? x[row] : Int(stream.stream(named: "y").bits(at: UInt64(row)) & 1)
    }
    var grower = TreeGrower(target: column(y), features: [column(x)], settings: .init(leafRows: 20))
    #expect(grower.grow().leaves.count == 2)
  }

  @Test(arguments: 0..<30)
  func binsKeepTheOrderAndTheEdges(seed: UInt64) {
    let stream = RandomStream(seed: seed)
    let values = (0..<2_000).map { Int(stream.bits(at: $0) % (1 + seed * 40)) }
    let grouped = EqualGroups(keys: values.map { RadixSort.key(Int64($0)) })
    let binned = BinnedColumn(groups: grouped.groups, groupCounts: grouped.counts, isUnordered: false, maximumBins: 50)
    #expect(binned.binCount <= 50)
    for (left, right) in zip(values.indices, values.indices.dropFirst()) where values[left] <= values[right] {
      #expect(binned.codes[left] <= binned.codes[right])
    }
    // The edge of a bin is the share of rows up to it, and a uniform below it falls into it.
    for (code, edge) in binned.upperEdges.enumerated() {
      let share = Double(binned.codes.count { Int($0) <= code }) / 2_000
      #expect(abs(share - edge) < 1e-12)
      let lookup = EdgeLookup(upperEdges: binned.upperEdges)
      #expect(Int(lookup.index(of: edge - 1e-9)) == code)
      if edge < 1 { #expect(Int(lookup.index(of: edge)) == code + 1) }
    }
  }

  @Test(arguments: 0..<30)
  func binsHoldAtLeastTheRowsAskedFor(seed: UInt64) {
    let stream = RandomStream(seed: seed)
    let values = (0..<700).map { Int(stream.uniform(at: $0) * stream.uniform(at: $0 + 1_000) * Double(20 + seed * 9)) }
    let grouped = EqualGroups(keys: values.map { RadixSort.key(Int64($0)) })
    let binned = BinnedColumn(groups: grouped.groups, groupCounts: grouped.counts, isUnordered: false, minimumRows: 11)
    for (code, edge) in binned.upperEdges.enumerated() {
      #expect(binned.codes.count { Int($0) == code } >= 11)
      #expect(abs(Double(binned.codes.count { Int($0) <= code }) / 700 - edge) < 1e-12)
    }
  }
}
