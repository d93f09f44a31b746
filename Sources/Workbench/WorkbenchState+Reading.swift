import Synthesis
import Tables

/// A table too large to be held is shown by its first rows until all of it has been read.
extension WorkbenchState {
  /// The rows that are held of the table, or its first ones while it is read.
  var shownTable: Reference<ReadTable>? { table ?? firstRows }

  /// How far a large table has been read; nil once it is there.
  var readingWords: String? {
    guard table == nil, firstRows != nil, let job = jobs[.load] else { return nil }
    let share = job.total > 0 ? " \(100 * min(job.done, job.total) / job.total) %" : "…"
    return job.title + share
  }

  /// The user stopped the reading: all figures are of the rows up to there.
  var isPartlyRead: Bool { whole?.value.isPartial == true }

  /// The first rows, until there are synthetic ones to look at.
  var realRowsShown: Reference<ReadTable>? { synthetic == nil && recipe == nil ? firstRows : nil }

  /// A table that is there already is shown until the new one is read.
  mutating func take(firstRows: Reference<ReadTable>) -> [Effect] {
    guard table == nil else { return [] }
    self.firstRows = firstRows
    // Masked at once, before anything is known for certain.
    suspects = Set(
      firstRows.value.table.columns.filter { PersonalData.suspect($0, distinct: $0.count) != nil }.map(\.name))
    file.form = .table
    return []
  }

  mutating func take(_ table: Reference<ReadTable>, _ whole: Reference<ProfiledTable>?) -> [Effect] {
    self.table = table
    self.whole = whole
    file.form = .table
    (watch, coming, fileChange) = (coming, nil, nil)
    (fits, fitOrder, models, rare) = ([:], [], ModelDesk(), RareDesk())
    jobs[.trial] = nil
    comparisons = Array(repeating: nil, count: table.value.table.columns.count)
    applyPendingView()
    return start(.profile(table), in: .load, title: "profiling") + watchAgain()
  }

  /// Ends the reading of a large table; its rows up to there are kept, marked as a part.
  /// - Returns: false where nothing is being read that could be kept.
  mutating func stopReading() -> Bool {
    guard readingWords != nil, jobs[.load]?.isStopping == false else { return false }
    jobs[.load]?.isStopping = true
    return true
  }
}
