import Tables
import Testing

@testable import Synthesis

/// What is found to be worth a target share.
@Suite struct RareCandidateTests {
  private func table(_ rows: Int = 2000) throws -> Table {
    var text = "city,is_late,loss\n"
    for row in 0..<rows {
      let city = row % 50 == 23 ? "Oslo" : row % 3 == 0 ? "Rome" : row % 300 == 5 ? "Lima" : "Bern"
      // One in sixty lie far outside.
      text +=
        "\(row % 100 < 4 ? "" : city),\(row % 10 == 0 ? "yes" : "no"),\(row % 60 == 1 ? 5000 + row : row % 97).5\n"
    }
    return try TableReader.read(bytes: Array(text.utf8), name: "t.csv").table
  }

  private func found(k: Int = 11, columns: Set<String> = ["city", "is_late", "loss"]) throws -> [RareCandidate] {
    let table = try table()
    let profile = try #require(Profiler.profile(table))
    return try #require(RareCandidates.find(in: table, profile: profile, k: k, columns: columns))
  }

  @Test func outcomesComeFirstThenLevelsGapsAndTails() throws {
    let found = try found()
    #expect(
      found.map(\.when) == ["is_late = yes", "city = Oslo", "city is missing", "loss > q(0.99)"])
    #expect(found.first?.rows == 200 && found.first?.offeredShare == 0.2 && found.last?.offeredShare == 0.05)
  }

  /// What is counted is what the condition says.
  @Test func everyCandidateCountsItsRows() throws {
    let table = try table()
    for candidate in try found(k: 5) {
      let condition = try EventCondition(candidate.when, real: table, k: 5)
      #expect(condition.rows(of: table).count { $0 } == candidate.rows, "\(candidate.when)")
      #expect(condition.when == candidate.when, "the list and a fit spell it alike")
    }
  }

  @Test func nothingRestsOnFewerThanKRows() throws {
    #expect(try found(k: 30).allSatisfy { $0.rows >= 30 })
    #expect(try found(columns: ["loss"]).allSatisfy { $0.column == "loss" })
  }

  @Test func offersAreMoreThanThereIs() {
    for share in [0.001, 0.1, 0.15, 0.3, 0.4] {
      #expect(RareCandidate.offer(share: share, isTail: false) >= 1.5 * share)
      #expect(RareCandidate.offer(share: share, isTail: true) >= 1.5 * share)
    }
  }
}
