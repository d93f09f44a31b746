import Files
import Synchronization
import Testing

@Suite struct OrderedWorkTests {
  /// A system that gives at most so many threads.
  private final class Allowance: Sendable {
    private let left: Mutex<Int>
    init(_ count: Int) { left = Mutex(count) }

    func start(_ run: @escaping @Sendable () -> Void) -> WorkerThreads.Thread? {
      let isGiven = left.withLock { left in
        left -= 1
        return left >= 0
      }
      return isGiven ? WorkerThreads.systemThread(run) : nil
    }
  }

  private func taken(_ count: UInt64, threads: Int, given: Int, ahead: Int, until last: UInt64 = .max) -> [UInt64] {
    var taken: [UInt64] = []
    let isWhole = OrderedWork.perform(
      count, threads: threads, ahead: ahead, start: Allowance(given).start, { $0 * $0 },
      each: { piece in
        taken.append(piece)
        return UInt64(taken.count) < last
      })
    #expect(isWhole == (UInt64(taken.count) < last))
    return taken
  }

  /// More pieces than may wait: where nobody worked on one, this would not end.
  @Test(arguments: [0, 1, 2, 4], [1, 3, 16])
  func piecesComeInOrderHoweverManyThreadsAreGiven(given: Int, ahead: Int) {
    #expect(taken(100, threads: 4, given: given, ahead: ahead) == (0..<100).map { $0 * $0 })
  }

  @Test(arguments: [0, 1, 4]) func stoppingEndsTheThreads(given: Int) {
    #expect(taken(1_000, threads: 4, given: given, ahead: 8, until: 5) == [0, 1, 4, 9, 16])
  }

  @Test(arguments: [0, 1, 3]) func startedThreadsAreCounted(given: Int) {
    let ran = Mutex<[Int]>([])
    let threads = WorkerThreads(3, start: Allowance(given).start) { number in ran.withLock { $0.append(number) } }
    threads.join()
    #expect(threads.count == given)
    #expect(ran.withLock { $0.sorted() } == Array(0..<given))
  }
}
