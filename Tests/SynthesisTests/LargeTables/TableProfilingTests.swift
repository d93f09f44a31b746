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
    var text = "id,count,amount,when,shop,note,price,lasted\n"
    for row in 0..<UInt64(rows) {
      let amount = (stream.uniform(at: row) * 1e6).rounded() / 100
      let bits = stream.bits(at: row)
      let missing = row % 10 == 3
      text += "\(row + 1),\(bits % 500),\(missing ? "" : "\(amount)"),202\(bits % 5)-0\(1 + bits % 9)-1\(bits % 10),"
      text += "\(["web", "desk", "phone", "mail"][Int(bits >> 20 % 4)]),u\(bits >> 40),"
      text += "\(priced(bits)),\(bits >> 30 % 90):\(10 + bits >> 20 % 50):\(10 + bits >> 10 % 50)\n"
    }
    return text
  }

  /// `"$1,234.50"`.
  private static func priced(_ bits: UInt64) -> String {
    let (whole, cents) = (bits >> 16 % 9000, 10 + bits >> 8 % 90)
    return whole < 1000
      ? "$\(whole).\(cents)" : "\"$\(whole / 1000),\("\(1000 + whole % 1000)".dropFirst()).\(cents)\""
  }

  private struct Surprise: Error {}

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
      // Marks and units of time stay what they are.
      let looks = found.read.table.columns.map(\.look)
      #expect(looks[6].dress?.prefix == "$" && looks[6].dress?.groupMark == "," && looks[7].duration == .clock)
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

  /// A stream explains its columns as a table that is held does, to the line.
  @Test func aKindIsExplainedAlike() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/t.csv"
    var lines = Self.text(rows: 6000).split(separator: "\n").map(String.init)
    lines[4000] = "x7,-,12,soon,\"web\nshop\",\"a \"\"b\"\"\",free,12 h"
    lines[5001] = "5001,NA,n/a,2024-02-01,web,,$-,-"
    try DurableFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
    let profiling = Self.profiling(threads: 2, segment: 30_000)
    guard case .stream(let stream) = try TableStream.open(path: path, limits: profiling.limits),
      let found = try profiling.read(stream)
    else { throw Surprise() }
    for (index, column) in found.read.table.columns.enumerated() {
      var explained = try stream.explanation(
        of: index, planned: found.columns[index], sample: column, profile: found.profile.columns[index])
      var options = ReadOptions()
      options.explainedColumn = column.name
      let whole = try #require(try TableReader.read(path: path, options: options).report.explanation)
      #expect(abs(Double(explained.distinct - whole.distinct)) <= explained.distinctError * Double(whole.distinct))
      (explained.distinct, explained.distinctError, explained.reason) = (whole.distinct, 0, whole.reason)
      #expect(explained == whole, "\(column.name)")
    }
  }

  @Test func levelsHaveTheSharesOfAllRows() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/t.csv"
    var text = "shop,amount\n"
    for row in 0..<20_000 {
      text += (row % 100 == 0 ? "kiosk" : row % 8 == 0 ? "web" : row % 997 == 1 ? "stand" : "desk") + ",\(row % 70)\n"
    }
    try DurableFile.write(Array(text.utf8), to: path)
    let found = try #require(try Self.profiling(threads: 2, segment: 30_000).read(path: path))
    let counts = Dictionary(uniqueKeysWithValues: found.levels[0].map { ($0.text, $0.count) })
    #expect(counts == ["kiosk": 200, "web": 2400, "stand": 18, "desk": 17_382])
    #expect(found.levels[1].isEmpty)
    var options = FitOptions()
    options.k = 2
    let profile = try #require(Profiler.profile(found.read.table))
    var recipe = try #require(try RecipeFitter.fit(found.read.table, profile: profile, options: options))
    recipe.take(whole: found)
    guard case .texts(let levels)? = recipe.columns[0].parameters["levels"],
      case .numbers(let shares)? = recipe.columns[0].parameters["shares"]
    else { throw Surprise() }
    #expect(recipe.source.rows == 20_000 && levels.count >= 3)
    // Of 500 rows drawn, some five are kiosks: their share in them would be off by a third. What is too rare there goes to all.
    for (level, share) in zip(levels, shares) {
      guard let count = counts[level] else { continue }
      #expect(abs(share - Double(count) / 20_000) < 0.001 + share * 0.001, "\(level)")
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
