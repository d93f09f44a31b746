import Files
import Statistics
import Synthesis
import Tables
import TestSupport
import Testing

/// A table that is profiled in parts against the same table held whole.
@Suite struct TableProfilingTests {
  private static func text(rows: Int) -> String {
    let stream = RandomStream(seed: 9)
    var text = "id,count,amount,when,shop,note\n"
    for row in 0..<UInt64(rows) {
      let amount = (stream.uniform(at: row) * 1e6).rounded() / 100
      let bits = stream.bits(at: row)
      let missing = row % 10 == 3
      text += "\(row + 1),\(bits % 500),\(missing ? "" : "\(amount)"),202\(bits % 5)-0\(1 + bits % 9)-1\(bits % 10),"
      text += "\(["web", "desk", "phone", "mail"][Int(bits >> 20 % 4)]),u\(bits >> 40)\n"
    }
    return text
  }

  private static func profiling(threads: Int, segment: Int) -> TableProfiling {
    var profiling = TableProfiling()
    (profiling.limits.wholeBytes, profiling.limits.wholeLines) = (0, 0)
    (profiling.limits.headBytes, profiling.limits.threads, profiling.limits.segmentBytes) = (20_000, threads, segment)
    profiling.sampleRows = 500
    return profiling
  }

  @Test func partsMergedAreTheWholeWithinTheStatedError() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/t.csv"
    try DurableFile.write(Array(Self.text(rows: 40_000).utf8), to: path)
    let whole = Profiler.profile(try TableReader.read(path: path).table)
    let exact = try #require(whole)
    var first: Profile?
    for (threads, segment) in [(1, 1 << 22), (2, 30_000), (1, 30_000), (2, 200_000)] {
      let found = try #require(try Self.profiling(threads: threads, segment: segment).read(path: path))
      #expect(found.isSample && !found.isPartial && found.profile.rows == 40_000)
      // With the same parts, the same figures whatever the threads.
      if segment == 30_000 { if let first { #expect(found.profile == first) } else { first = found.profile } }
      for (part, full) in zip(found.profile.columns, exact.columns) { Self.compare(part, full) }
    }
  }

  private static func compare(_ part: ColumnProfile, _ full: ColumnProfile) {
    #expect(part.kind == full.kind && part.missing == full.missing && part.count == full.count, "\(full.name)")
    #expect(part.levels == full.levels, "\(full.name)")
    let difference = abs(Double(part.distinct - full.distinct)) / Double(max(1, full.distinct))
    // Twice the stated two standard errors.
    #expect(difference <= 2 * part.distinctError, "\(full.name): \(part.distinct) of \(full.distinct)")
    guard let mine = part.numbers, let theirs = full.numbers else { return }
    #expect(mine.minimum == theirs.minimum && mine.maximum == theirs.maximum, "\(full.name)")
    #expect(abs(mine.mean - theirs.mean) <= 1e-9 * abs(theirs.mean), "\(full.name)")
    #expect(abs(mine.standardDeviation - theirs.standardDeviation) <= 1e-9 * theirs.standardDeviation, "\(full.name)")
    guard part.rankError > 0 else { return #expect(mine.quantiles == theirs.quantiles, "\(full.name)") }
    // The numbers are uniform, so a rank is a share of the range.
    for (found, wanted) in zip(mine.quantiles, theirs.quantiles) {
      let rank = abs(found.value - wanted.value) / (theirs.maximum - theirs.minimum)
      #expect(rank <= 2 * part.rankError, "\(full.name) at \(wanted.probability)")
    }
  }

  @Test func cancellingKeepsWhatWasRead() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/t.csv"
    try DurableFile.write(Array(Self.text(rows: 20_000).utf8), to: path)
    var shown = 0
    let found = try Self.profiling(threads: 2, segment: 30_000).read(
      path: path, firstRows: { shown = $0.table.rowCount }, progress: { $0.rows < 2000 })
    let table = try #require(found)
    #expect(shown > 50 && shown < 1000)
    #expect(table.isPartial && table.profile.rows >= 2000 && table.profile.rows < 4000)
    #expect(table.read.report.remarks.contains { $0.text.hasPrefix("reading was cancelled") })
  }
}
