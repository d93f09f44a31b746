import Glibc
import Synchronization

/// Plain threads for work that keeps processors busy.
///
/// Not a dispatch queue: libdispatch ends the whole program when it cannot look at its threads under `/proc`, and its threads
/// do not inherit the caller's niceness, so that the preview's work would compete with the thread that answers keys.
package final class WorkerThreads: Sendable {
  /// The processors that are on line, 1...64.
  package static var processors: Int { max(1, min(64, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  package typealias Thread = pthread_t
  /// How a thread is started; nil where the system gives none.
  package typealias Start = (_ run: @escaping @Sendable () -> Void) -> Thread?

  /// How many threads run: fewer than asked for, down to none, where the system gives no more.
  package let count: Int
  private let threads: Mutex<[pthread_t]>

  /// Starts up to `wanted` threads that run `body` with their numbers, 0 ..< `count`. What they share must also be done where
  /// there are fewer of them or none.
  package init(_ wanted: Int, start: Start = systemThread, _ body: @escaping @Sendable (Int) -> Void) {
    var started: [pthread_t] = []
    while started.count < wanted {
      let number = started.count
      guard let thread = start({ body(number) }) else { break }
      started.append(thread)
    }
    count = started.count
    threads = Mutex(started)
  }

  deinit { join() }

  /// Waits until all have ended.
  package func join() {
    let waiting = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for thread in waiting { pthread_join(thread, nil) }
  }

  /// Calls `body` with 0 ..< `count` on all processors, the caller's thread among them, and waits. Each index is taken once;
  /// nothing may depend on the order.
  package static func perform(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard count > 1 else { return (0..<count).forEach(body) }
    withoutActuallyEscaping(body) { body in
      let counter = Counter()
      let work: @Sendable () -> Void = {
        while let index = counter.next(below: count) { body(index) }
      }
      let helpers = WorkerThreads(min(processors, count) - 1) { _ in work() }
      work()
      helpers.join()
    }
  }

  private final class Counter: Sendable {
    private let taken = Atomic<Int>(0)
    func next(below limit: Int) -> Int? {
      let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < limit ? index : nil
    }
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// A thread of the system.
  package static func systemThread(_ run: @escaping @Sendable () -> Void) -> Thread? {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run))
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard code == 0 else {
      body.release()
      return nil
    }
    return thread
  }
}
