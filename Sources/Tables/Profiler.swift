import Files
import Glibc

/// What every value of a table's columns says about them, for display and for choosing generators.
package enum Profiler {
  /// Levels kept in a profile.
  package static let levelLimit = 64

  /// The profile of one column, from all its values.
  /// - Complexity: O(n log n) for numbers, O(n) for levels and text.
  package static func profile(_ column: Column) -> ColumnProfile {
    var profile = ColumnProfile(name: column.name, kind: column.kind)
    profile.count = column.count
    profile.missing = column.missingCount
    switch column.storage {
    case .integers(let values), .instants(let values):
      describe(SortedNumbers(integers: present(values, of: column)), in: &profile)
    case .decimals(let values):
      describe(SortedNumbers(doubles: present(values, of: column).filter(\.isFinite)), in: &profile)
    case .levels(let codes, let levels):
      describe(levelsByCount(codes, levels, missing: column.missing), in: &profile)
    case .text(let texts):
      profile.distinct = DistinctTexts.count(texts, missing: column.missing)
    }
    let present = profile.count - profile.missing
    profile.isConstant = profile.distinct == 1
    profile.isNearlyUnique = present >= 20 && profile.distinct * 20 >= present * 19
    profile.personalData = PersonalData.suspect(column, distinct: profile.distinct)
    return profile
  }

  /// The profiles of all columns, on as many threads as there are cores, the caller's among them.
  /// - Parameter progress: called on the caller's thread with the columns done, not for every one; returning false stops
  ///   early (nil is returned).
  package static func profile(_ table: Table, progress: (_ columnsDone: Int) -> Bool = { _ in true }) -> Profile? {
    let work = ProfilingWork(table.columns)
    let helpers = WorkerThreads(min(WorkerThreads.processors, table.columns.count) - 1) { _ in
      while work.profileNext() != nil {}
    }
    while let done = work.profileNext() { if !progress(done) { work.cancel() } }
    helpers.join()
    guard let columns = work.finished() else { return nil }
    return Profile(rows: table.rowCount, columns: columns)
  }

  private static func present<Value>(_ values: [Value], of column: Column) -> [Value] {
    guard column.missing.contains(true) else { return values }
    return zip(values, column.missing).lazy.filter { !$1 }.map { $0.0 }
  }

  private static func describe(_ sorted: SortedNumbers, in profile: inout ColumnProfile) {
    profile.distinct = sorted.distinctCount()
    guard profile.kind != .identifier, sorted.count > 0 else { return }
    profile.numbers = sorted.numbers()
  }

  private static func describe(_ levels: [ColumnProfile.Level], in profile: inout ColumnProfile) {
    profile.distinct = levels.count
    profile.levels = Array(levels.prefix(levelLimit))
  }

  /// The levels in use by falling count, then by bytes.
  private static func levelsByCount(_ codes: [Int32], _ levels: [ByteText], missing: [Bool]) -> [ColumnProfile.Level] {
    var counts = [Int](repeating: 0, count: levels.count)
    if missing.isEmpty {
      for code in codes where counts.indices.contains(Int(code)) { counts[Int(code)] += 1 }
    } else {
      for (code, isMissing) in zip(codes, missing) where !isMissing && counts.indices.contains(Int(code)) {
        counts[Int(code)] += 1
      }
    }
    let used = zip(levels, counts).filter { $1 > 0 }.map { ColumnProfile.Level(text: $0, count: $1) }
    return used.sorted { $0.count != $1.count ? $0.count > $1.count : $0.text < $1.text }
  }
}
