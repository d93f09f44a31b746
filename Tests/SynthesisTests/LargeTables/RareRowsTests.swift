import Files
import Statistics
import Synthesis
import Tables
import TestSupport
import Testing

/// Rare rows of a table that is too large to be held.
@Suite struct RareRowsTests {
  /// One row of 500 is fraud, and has large amounts.
  private func profiled(_ folder: TemporaryFolder) throws -> (TableStream, ProfiledTable) {
    let stream = RandomStream(seed: 4)
    var text = "amount,shop,fraud\n"
    for row in 0..<UInt64(60_000) {
      let isFraud = row % 500 == 77
      let amount = (stream.uniform(at: row) * 100 + (isFraud ? 500 : 0)).rounded() / 4
      text += "\(amount),\(["web", "desk"][Int(stream.bits(at: row) % 2)]),\(isFraud ? "yes" : "no")\n"
    }
    try DurableFile.write(Array(text.utf8), to: folder["t.csv"])
    var profiling = TableProfiling()
    (profiling.limits.wholeBytes, profiling.limits.wholeLines) = (0, 0)
    (profiling.limits.headBytes, profiling.limits.segmentBytes) = (50_000, 100_000)
    profiling.sampleRows = 3000
    guard case .stream(let table) = try TableStream.open(path: folder["t.csv"], limits: profiling.limits),
      let found = try profiling.read(table)
    else { throw Surprise() }
    return (table, found)
  }

  private func events(_ text: String) throws -> [RareEvent] { [try RareEvent(parsing: text)] }

  @Test func allRareRowsAreKept() throws {
    let (stream, found) = try profiled(TemporaryFolder())
    let events = try events("fraud = yes : 20%")
    let rows = try #require(try RareRows.gather(events, in: stream, found: found, k: 11, seed: 42))
    #expect(rows.counts == [59_880, 120])
    // 3000 rows evenly, give or take 4 standard errors, and the 120.
    #expect(abs(rows.table.rowCount - 3120) < 220)
    var options = FitOptions()
    options.rare = events
    let profile = try #require(Profiler.profile(rows.table))
    let fitted = try RecipeFitter.fit(rows.table, profile: profile, options: options, rareRows: rows)
    let recipe = try #require(fitted)
    #expect(recipe.rare[0].support == 120 && recipe.rare[0].share == 0.002)
    let drawn = try Synthesizer(recipe, total: 5000).rows(0..<5000)
    guard case .levels(let codes, let levels) = drawn.columns[2].storage,
      case .decimals(let amounts) = drawn.columns[0].storage
    else { throw Surprise() }
    let rare = codes.indices.filter { levels[Int(codes[$0])] == "yes" }
    #expect(rare.count == 1000)
    // Amounts keep their laws in both strata: quarters of 500...600 and of 0...100.
    let mean = rare.reduce(0) { $0 + amounts[$1] } / 1000
    #expect(abs(mean - 137.5) < 3)
    let others = codes.indices.filter { levels[Int(codes[$0])] == "no" }
    #expect(abs(others.reduce(0) { $0 + amounts[$1] } / 4000 - 12.5) < 1)
  }

  @Test func ofTooManyTheSmallestNumbersAreKept() throws {
    let (stream, found) = try profiled(TemporaryFolder())
    let events = try events("fraud = yes : 20%")
    let rows = try #require(try RareRows.gather(events, in: stream, found: found, k: 11, seed: 42, mostRows: 40))
    guard case .levels(let codes, let levels) = rows.table.columns[2].storage else { throw Surprise() }
    #expect(codes.filter { levels[Int($0)] == "yes" }.count == 40 && rows.counts == [59_880, 120])
  }

  private struct Surprise: Error {}
}
