import Testing

@testable import Synthesis

/// The spread of strata over rows, against counting.
@Suite struct StratumSequenceTests {
  /// Shares in trillionths: rare, even, odd, all.
  static let shares: [[UInt64]] = [
    [200_000_000_000], [7_700_000_000], [333_333_333_333], [1_000_000_000_000], [1],
    [500_000_000_000, 500_000_000_000],
    [200_000_000_000, 300_000_000_000], [123_456_789_012, 1, 600_000_000_000],
    [50_000_000_000, 50_000_000_000, 50_000_000_000],
  ]

  private func sequence(_ index: Int) -> StratumSequence {
    StratumSequence(numerators: Self.shares[index], denominator: RareTarget.whole)
  }

  @Test(arguments: shares.indices) func theFirstRowsHaveTheRoundedTarget(_ index: Int) {
    let sequence = sequence(index)
    let codes = sequence.codes(of: 0..<5000)
    var counts = [Int](repeating: 0, count: sequence.counts(ofFirst: 0).count)
    for (row, code) in codes.enumerated() {
      counts[Int(code)] += 1
      let (product, half) = (UInt64(row + 1) * Self.shares[index][0], RareTarget.whole / 2)
      #expect(counts[1] == Int((product + half) / RareTarget.whole), "\(row + 1) rows")
      for event in Self.shares[index].indices {
        let target = Double(row + 1) * Double(Self.shares[index][event]) / Double(RareTarget.whole)
        #expect((Double(counts[event + 1]) - target).magnitude <= 1.000001, "event \(event) of \(row + 1) rows")
      }
      if row % 997 == 0 { #expect(sequence.counts(ofFirst: UInt64(row + 1)) == counts.map(UInt64.init)) }
    }
  }

  /// Every window of the first event is within one of its target: a balanced word.
  @Test(arguments: shares.indices) func everyWindowIsWithinOneOfItsTarget(_ index: Int) {
    let start: UInt64 = 12_345
    let codes = sequence(index).codes(of: start..<start + 400)
    for from in 0..<400 {
      var count = 0
      for to in from..<400 {
        if codes[to] == 1 { count += 1 }
        let target = Double(to - from + 1) * Double(Self.shares[index][0]) / Double(RareTarget.whole)
        #expect((Double(count) - target).magnitude < 1, "rows \(from)...\(to)")
      }
    }
  }

  @Test(arguments: shares.indices) func anyRangeIsAPartOfALargerOne(_ index: Int) {
    let sequence = sequence(index)
    let whole = sequence.codes(of: 0..<2000)
    for (from, to) in [(0, 1), (1, 2), (17, 900), (899, 2000), (1999, 2000), (5, 5)] {
      #expect(sequence.codes(of: UInt64(from)..<UInt64(to)) == Array(whole[from..<to]))
    }
  }

  @Test func farRowsDoNotOverflow() {
    let sequence = StratumSequence(
      numerators: [1 << 61, (1 << 61) - 1], denominator: (1 << 62) - 1)
    let end = UInt64(Int64.max)
    #expect(sequence.codes(of: end - 1000..<end).count == 1000)
    #expect(sequence.counts(ofFirst: end).reduce(0, +) == end)
  }

  @Test func nothingIsLeftWhereEventsAreAll() {
    let sequence = StratumSequence(numerators: [400_000_000_000, 600_000_000_000], denominator: RareTarget.whole)
    #expect(!sequence.codes(of: 0..<10_000).contains(0))
  }
}

@Suite struct RareTargetTests {
  static let spellings: [(text: String, target: RareTarget?, printed: String)] = [
    ("20%", .share(trillionths: 200_000_000_000), "20%"), ("0.5 %", .share(trillionths: 5_000_000_000), "0.5%"),
    ("0.2", .share(trillionths: 200_000_000_000), "20%"), ("1.0", .share(trillionths: 1_000_000_000_000), "100%"),
    ("0%", .share(trillionths: 0), "0%"), ("150%", .share(trillionths: 1_500_000_000_000), "150%"),
    ("500 rows", .rows(500), "500 rows"), ("1 row", .rows(1), "1 row"), ("10_000rows", .rows(10_000), "10000 rows"),
    ("x10", .factor(tenThousandths: 100_000), "x10"), ("×2.5", .factor(tenThousandths: 25_000), "x2.5"),
    ("10x", .factor(tenThousandths: 100_000), "x10"), ("0.0000000001%", .share(trillionths: 1), "0.0000000001%"),
    ("5", nil, ""), ("", nil, ""), ("%", nil, ""), ("-5%", nil, ""), ("1e3 rows", nil, ""), ("x", nil, ""),
    ("20%%", nil, ""), ("5.5 rows", nil, ""), ("99999999999999999999 rows", nil, ""), ("0.00000000001%", nil, ""),
    ("twenty", nil, ""), ("١٢%", nil, ""),
  ]

  @Test(arguments: spellings.indices) func spellingsAreReadAndPrinted(_ index: Int) {
    let (text, target, printed) = Self.spellings[index]
    #expect(RareTarget(text) == target)
    if let target {
      #expect(target.description == printed)
      #expect(RareTarget(printed) == target)
    }
  }

  @Test func theLastColonPartsConditionAndTarget() throws {
    let event = try RareEvent(parsing: "at > '10:30' : 20%")
    #expect(event == RareEvent(when: "at > '10:30'", target: .share(trillionths: 200_000_000_000)))
    for text in ["fraud = 1", ": 5%", "fraud = 1 :", "fraud = 1 : some"] {
      #expect(throws: SynthesisError.self) { try RareEvent(parsing: text) }
    }
  }
}
