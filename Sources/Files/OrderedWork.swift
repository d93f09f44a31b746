import Glibc
import Synchronization

/// Numbered pieces of work done by several threads and taken in order by one.
///
/// The threads never wait for each other: each goes on with the next number until `ahead` pieces wait to be taken.
package final class OrderedWork<Piece: Sendable>: Sendable {
  private struct State {
    var next: UInt64 = 0
    var isStopped = false
    var done: [Piece?]
  }

  private let count: UInt64
  private let state: Mutex<State>
  /// How many pieces may still be begun.
  private let room: Semaphore
  /// One per place of `State.done`: whether the piece is there.
  private let ready: [Semaphore]

  /// Does pieces 0 ..< `count` on `threads` threads and calls `each` with them in order on the caller's thread, until it
  /// returns false. Where the system gives fewer threads, those do it; where it gives none, the caller's does.
  /// - Parameter ahead: pieces that wait or are being worked on at any time, at least 1.
  /// - Returns: whether all pieces were taken.
  package static func perform(
    _ count: UInt64, threads: Int, ahead: Int, start: WorkerThreads.Start = WorkerThreads.systemThread,
    _ work: @escaping @Sendable (UInt64) -> Piece, each: (Piece) throws -> Bool
  ) rethrows -> Bool {
    let pieces = OrderedWork(count: count, ahead: ahead)
    let workers = WorkerThreads(threads, start: start) { _ in pieces.run(work) }
    defer {
      pieces.stop(workers.count)
      workers.join()
    }
    // Without workers nobody would announce a piece.
    let next = workers.count > 0 ? pieces.take : work
    for index in 0..<count where try !each(next(index)) { return false }
    return true
  }

  private init(count: UInt64, ahead: Int) {
    self.count = count
    let places = max(1, ahead)
    state = Mutex(State(done: Array(repeating: nil, count: places)))
    room = Semaphore(places)
    ready = (0..<places).map { _ in Semaphore(0) }
  }

  private func run(_ work: (UInt64) -> Piece) {
    while let index = begin() {
      let piece = work(index)
      let place = Int(index % UInt64(ready.count))
      state.withLock { $0.done[place] = piece }
      ready[place].signal()
    }
  }

  /// The next number; nil where there is none.
  private func begin() -> UInt64? {
    room.wait()
    return state.withLock { state in
      guard !state.isStopped, state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  private func take(_ index: UInt64) -> Piece {
    let place = Int(index % UInt64(ready.count))
    ready[place].wait()
    let piece = state.withLock { $0.done[place].take() }
    room.signal()
    guard let piece else { preconditionFailure("piece \(index) was announced but is not there") }
    return piece
  }

  private func stop(_ threads: Int) {
    state.withLock { $0.isStopped = true }
    for _ in 0..<threads { room.signal() }
  }
}

/// A count that threads wait for to be above zero.
final class Semaphore: Sendable {
  // The system keeps it consistent between threads.
  nonisolated(unsafe) private let handle: UnsafeMutablePointer<sem_t>

  init(_ count: Int) {
    handle = .allocate(capacity: 1)
    handle.initialize(to: sem_t())
    sem_init(handle, 0, UInt32(truncatingIfNeeded: count))
  }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  func signal() { sem_post(handle) }

  func wait() {
    // A signal handler may end the waiting early.
    while sem_wait(handle) != 0 && errno == EINTR {}
  }
}
