import Files
import Synchronization

/// Independent pieces of work on all processors; the results are in order, so nothing depends on the number of threads.
package enum Parallel {
  /// The results of `work` for 0 ..< `count`, in order.
  package static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    guard count > 1 else { return (0..<count).map(work) }
    let slots = Slots<Result>(count: count)
    WorkerThreads.perform(count) { slots.set($0, work($0)) }
    return slots.values
  }
}

/// Room for results that are set once each, from any thread.
final class Slots<Value: Sendable>: Sendable {
  private let slots: Mutex<[Value?]>

  init(count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

  func set(_ index: Int, _ value: Value) { slots.withLock { $0[index] = value } }

  /// The results in order, without those not set.
  var values: [Value] { slots.withLock { $0.compactMap { $0 } } }
}
