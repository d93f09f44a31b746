import Synchronization

/// The columns of a table waiting to be profiled, shared by the threads that do it.
final class ProfilingWork: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var isCancelled = false
    var profiles: [ColumnProfile?]
  }

  private let columns: [Column]
  private let state: Mutex<State>

  init(_ columns: [Column]) {
    self.columns = columns
    state = Mutex(State(profiles: Array(repeating: nil, count: columns.count)))
  }

  /// Profiles one more column.
  /// - Returns: how many are done, nil where none is left to begin.
  func profileNext() -> Int? {
    let index: Int? = state.withLock { state in
      guard !state.isCancelled, state.next < columns.count else { return nil }
      state.next += 1
      return state.next - 1
    }
    guard let index else { return nil }
    let profile = Profiler.profile(columns[index])
    return state.withLock { state in
      state.profiles[index] = profile
      state.done += 1
      return state.done
    }
  }

  func cancel() { state.withLock { $0.isCancelled = true } }

  /// All profiles in the order of the columns; nil where the work was cancelled.
  func finished() -> [ColumnProfile]? {
    state.withLock { state in
      let profiles = state.profiles.compactMap { $0 }
      return state.isCancelled || profiles.count < columns.count ? nil : profiles
    }
  }
}
