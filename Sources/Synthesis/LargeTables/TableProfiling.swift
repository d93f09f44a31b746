import Statistics
import Tables

/// Reads and profiles tables of any size: small ones exactly, large ones in one pass and at most one more.
package struct TableProfiling {
  package var options = ReadOptions()
  package var limits = TableStream.Limits()
  /// Rows drawn from a large table.
  package var sampleRows = 200_000
  package var seed: UInt64 = 42

  package init(options: ReadOptions = ReadOptions()) { self.options = options }

  /// What goes on, called on the caller's thread; returning false cancels.
  package struct Progress {
    package var done: Int
    /// 0 where unknown.
    package var total: Int
    /// Rows read so far; 0 while a small table is read.
    package var rows: Int
  }

  /// - Parameters:
  ///   - firstRows: called once with the first rows of a large table, before any pass.
  /// - Returns: nil where it was cancelled before there was anything to keep.
  /// - Throws: `TableError`.
  /// - Complexity: memory does not grow with the file.
  package func read(
    path: String, firstRows: (ReadTable) -> Void = { _ in }, progress: (Progress) -> Bool = { _ in true }
  ) throws(TableError) -> ProfiledTable? {
    let opened = try TableStream.open(path: path, options: options, limits: limits) { done, total in
      progress(Progress(done: done, total: total, rows: 0))
    }
    switch opened {
    case .whole(let read):
      guard let profile = Profiler.profile(read.table) else { return nil }
      return ProfiledTable(read: read, profile: profile)
    case .stream(let stream):
      firstRows(stream.firstRows)
      return try read(stream, progress: progress)
    }
  }

  /// Profiles a table that is open.
  package func read(
    _ stream: TableStream, progress: (Progress) -> Bool = { _ in true }
  ) throws(TableError) -> ProfiledTable? {
    try StreamProfiling(stream: stream, sampleRows: sampleRows, seed: seed).read(progress)
  }
}

/// Profiles one stream.
struct StreamProfiling {
  let stream: TableStream
  let sampleRows: Int
  let seed: UInt64

  private typealias Pass = TableStream.Pass<ColumnSketch>

  /// One column with all that was learned of it.
  private struct Learned {
    var plan: ColumnPlan
    var tally: ColumnTally
    var sketch: ColumnSketch
  }

  func read(_ progress: (TableProfiling.Progress) -> Bool) throws(TableError) -> ProfiledTable? {
    let plans = stream.plans
    let items = plans.indices.map { (column: $0, plan: plans[$0]) }
    let first = try pass(items, sampleRows) { done, total, rows in
      progress(TableProfiling.Progress(done: done, total: total, rows: rows))
    }
    guard first.rows > 0 || !first.isPartial else { return nil }
    var learned = items.indices.map {
      Learned(plan: items[$0].plan, tally: first.tallies[$0], sketch: first.summaries[$0])
    }
    var remarks: [ReadReport.Remark] = []
    if !first.isPartial { remarks = try readAgain(&learned, first, progress) }
    return try finished(first, learned, remarks)
  }

  private func pass(
    _ items: [(column: Int, plan: ColumnPlan)], _ sampleRows: Int, _ progress: (Int, Int, Int) -> Bool
  ) throws(TableError) -> Pass {
    let (size, seed, columns) = (ColumnSketch.Size(columns: items.count), seed, items.map(\.column))
    return try stream.pass(
      items, sampleRows: sampleRows, seed: seed, summaryBytes: size.bytes * items.count,
      makeSummary: { item, row in
        ColumnSketch(size: size, seed: seed &+ UInt64(truncatingIfNeeded: columns[item]) &* 0x9E37, firstRow: row)
      }, progress: progress)
  }

  // MARK: - The second pass

  /// Columns that the first rows told wrong are read again by what the drawn rows and the cells that did not fit tell, and as
  /// texts, which anything is.
  private func readAgain(
    _ learned: inout [Learned], _ first: Pass, _ progress: (TableProfiling.Progress) -> Bool
  ) throws(TableError) -> [ReadReport.Remark] {
    let broken = learned.indices.filter { learned[$0].tally.isBroken }
    guard !broken.isEmpty, stream.canRestart else { return [] }
    var items: [(column: Int, plan: ColumnPlan)] = []
    for column in broken {
      let plan = try stream.replanned(column, failures: learned[column].tally.failures, of: first)
      items.append((column, plan))
      if case .texts = plan.reading { continue }
      items.append((column, ColumnPlan(name: plan.name, reading: .texts)))
    }
    let second = try pass(items, 0) { done, total, rows in
      progress(TableProfiling.Progress(done: done, total: total, rows: rows))
    }
    guard !second.isPartial else { return [] }
    for index in items.indices.reversed() where !second.tallies[index].isBroken {
      learned[items[index].column] = Learned(
        plan: items[index].plan, tally: second.tallies[index], sketch: second.summaries[index])
    }
    return []
  }

  // MARK: - Finishing

  private func finished(_ pass: Pass, _ learned: [Learned], _ more: [ReadReport.Remark]) throws(TableError)
    -> ProfiledTable
  {
    var read = try stream.sampleTable(of: pass)
    let (dialect, rowRemarks) = stream.describe(pass)
    var remarks = rowRemarks + read.report.remarks + more
    var profile = Profile(rows: pass.rows, columns: [])
    for (index, column) in learned.enumerated() {
      let settled = settle(read.table.columns[index], column, rows: pass.rows)
      read.table.columns[index] = settled.column
      profile.columns.append(settled.profile)
      remarks += settled.remarks
    }
    remarks += estimates(profile)
    if pass.isPartial {
      remarks.append(
        ReadReport.Remark(text: "reading was cancelled: all figures are of the first rows", count: pass.rows))
    }
    (read.dialect, read.report.remarks) = (dialect, remarks)
    read = stream.completed(read)
    for index in profile.columns.indices {
      (profile.columns[index].name, profile.columns[index].kind) = (
        read.table.columns[index].name, read.table.columns[index].kind
      )
    }
    var table = ProfiledTable(
      read: read, profile: profile, isSample: read.table.rowCount < pass.rows, isPartial: pass.isPartial)
    table.columns = zip(learned, read.table.columns).map { column, settled in
      PlannedColumn(
        plan: column.tally.isBroken ? ColumnPlan(name: settled.name, reading: .texts) : column.plan, settled: settled)
    }
    table.levels = zip(learned, read.table.columns).map { column, settled in
      guard case .levels = settled.storage, !column.tally.isBroken else { return [] }
      return column.sketch.levels ?? []
    }
    return table
  }

  private func settle(_ sample: Column, _ learned: Learned, rows: Int)
    -> (column: Column, profile: ColumnProfile, remarks: [ReadReport.Remark])
  {
    guard !learned.tally.isBroken else { return estimated(sample, rows: rows, Self.brokenText) }
    guard learned.plan.means(sample) else { return estimated(sample, rows: rows, Self.ambiguousText) }
    let distinct = learned.sketch.distinct
    let facts = ColumnFacts(
      distinct: distinct.count, isDistinctExact: distinct.error == 0, levels: learned.sketch.levels)
    let streamed = StreamedColumn(sample: sample, plan: learned.plan, tally: learned.tally, facts: facts)
    let column = streamed.column()
    var profile = ColumnProfile(name: column.name, kind: column.kind)
    (profile.count, profile.missing) = (rows, learned.tally.missingCount)
    (profile.distinct, profile.distinctError) = (min(distinct.count, learned.tally.present), 2 * distinct.error)
    // Numbers that only rise are all different.
    if learned.tally.isRising { (profile.distinct, profile.distinctError) = (learned.tally.present, 0) }
    if [.integer, .decimal, .date, .time, .datetime].contains(column.kind), let found = learned.sketch.numbersProfile {
      (profile.numbers, profile.rankError) = (found.numbers, found.rankError)
    }
    if [.categorical, .boolean].contains(column.kind) {
      profile.levels = Array((learned.sketch.levels ?? []).prefix(Profiler.levelLimit))
    }
    profile.isConstant = profile.distinct == 1
    let present = learned.tally.present
    profile.isNearlyUnique = present >= 20 && profile.distinct * 20 >= present * 19
    profile.personalData = Profiler.profile(column).personalData
    return (column, profile, streamed.remarks)
  }

  private static let brokenText = "is not what its first rows showed, and the input can be read once only"
  private static let ambiguousText = "has numbers that can be read in two ways"

  /// A column that could not be read and cannot be read again: by the rows that were drawn.
  private func estimated(_ sample: Column, rows: Int, _ reason: String)
    -> (column: Column, profile: ColumnProfile, remarks: [ReadReport.Remark])
  {
    var profile = Profiler.profile(sample)
    let share = sample.count > 0 ? Double(rows) / Double(sample.count) : 0
    profile.missing = Int((Double(profile.missing) * share).rounded())
    for index in profile.levels.indices {
      profile.levels[index].count = Int((Double(profile.levels[index].count) * share).rounded())
    }
    profile.count = rows
    (profile.distinctError, profile.rankError) = (1, 2.6 / (2 * Double(max(1, sample.count)).squareRoot()))
    let text = "‘\(sample.name.prefix(60))’ \(reason): its figures are those of rows drawn from all"
    return (sample, profile, [ReadReport.Remark(text: text, count: sample.count)])
  }

  /// How far the estimates may be off.
  private func estimates(_ profile: Profile) -> [ReadReport.Remark] {
    let distinct = profile.columns.map(\.distinctError).max() ?? 0
    let rank = profile.columns.map(\.rankError).max() ?? 0
    var parts: [String] = []
    if distinct > 0 { parts.append("distinct values within \(Self.percent(distinct)) %") }
    if rank > 0 { parts.append("quantiles within \(Self.percent(rank)) % of the rows") }
    guard !parts.isEmpty else { return [] }
    let text = "the table is too large to be held; figures with ≈ are estimates: " + parts.joined(separator: ", ")
    return [ReadReport.Remark(text: text, count: 1)]
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded(.up))
    return "\(tenths / 10).\(tenths % 10)"
  }
}
