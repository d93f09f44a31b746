import Testing

@testable import Statistics

@Suite struct EqualGroupsTests {
  /// Values of which so many differ.
  private func values(_ count: Int, distinct: UInt64) -> [Double] {
    let stream = RandomStream(seed: distinct)
    return (0..<UInt64(count)).map { (Double(stream.bits(at: $0) % distinct) - 40) / 8 }
  }

  /// Few different values are hashed, many sorted.
  @Test(arguments: [1, 2, 200, 374, 375, 376, 2_900] as [UInt64])
  func groupsAgreeWithASortedSet(distinct: UInt64) {
    let values = values(3_000, distinct: distinct)
    let grouped = EqualGroups(keys: values.map { RadixSort.key($0) })
    let all = Set(values).sorted()
    #expect(grouped.keys == all.map { RadixSort.key($0) })
    #expect(grouped.counts == all.map { value in values.count { $0 == value } })
    #expect(grouped.groups.map { all[Int($0)] } == values)
    #expect(grouped == EqualGroups(sorting: values.map { RadixSort.key($0) }))
  }

  @Test func emptyAndTinyListsHaveGroups() {
    #expect(EqualGroups(keys: []).counts.isEmpty)
    #expect(EqualGroups(keys: [7]).groups == [0])
    #expect(EqualGroups(keys: Array(repeating: 7, count: 100)).counts == [100])
  }

  @Test func keysThatFallOnOneSlotStayApart() {
    // Multiples of 2 to the power of 60 differ in the lowest bits of their hash at most.
    let keys = (0..<2_000).map { UInt64($0 % 16) << 60 }
    let grouped = EqualGroups(keys: keys)
    #expect(grouped.keys == (0..<16).map { UInt64($0) << 60 })
    #expect(grouped.groups.map { grouped.keys[Int($0)] } == keys)
  }

  @Test(arguments: [3, 200, 2_900] as [UInt64])
  func aSampleAgreesWithItsSortedRows(distinct: UInt64) {
    var rows = values(3_000, distinct: distinct)
    rows += [.nan, .infinity, -.infinity, -0.0]
    let finite = rows.filter(\.isFinite).sorted()
    #expect(QuantileFunctionSample(rows: rows) == QuantileFunctionSample(sorted: finite))
    #expect(QuantileFunctionSample(rows: rows).total == 3_001)
  }
}
