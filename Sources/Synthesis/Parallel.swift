import Dispatch

/// Independent pieces of work on all processors; the results are in order, so nothing depends on the number of threads.
enum Parallel {
  static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    guard count > 1 else { return (0..<count).map(work) }
    let slots = UnsafeSlots<Result>(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { slots.set($0, work($0)) }
    return slots.take()
  }
}

/// Room for results that are written once each, from any thread, each index by one piece of work.
private struct UnsafeSlots<Value: Sendable>: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<Value?>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
  }

  func set(_ index: Int, _ value: Value) { slots[index] = value }

  func take() -> [Value] {
    defer {
      slots.deinitialize()
      slots.deallocate()
    }
    return slots.compactMap { $0 }
  }
}
