import Files
import Synchronization
import Testing

@Suite struct WorkerThreadsTests {
  private final class Tally: Sendable {
    let counts: Mutex<[Int]>
    init(_ count: Int) { counts = Mutex(Array(repeating: 0, count: count)) }
    func add(_ index: Int) { counts.withLock { $0[index] += 1 } }
    var all: [Int] { counts.withLock { $0 } }
  }

  @Test(arguments: [0, 1, 2, 3, 17, 1_000])
  func everyIndexIsTakenOnce(count: Int) {
    let tally = Tally(count)
    WorkerThreads.perform(count) { tally.add($0) }
    #expect(tally.all == Array(repeating: 1, count: count))
  }

  @Test func workMayStartMoreWork() {
    let tally = Tally(12)
    WorkerThreads.perform(3) { outer in WorkerThreads.perform(4) { tally.add(outer * 4 + $0) } }
    #expect(tally.all == Array(repeating: 1, count: 12))
  }

  @Test func joiningWaitsForAllAndMayBeRepeated() {
    let tally = Tally(5)
    let threads = WorkerThreads(5) { tally.add($0) }
    threads.join()
    #expect(tally.all == [1, 1, 1, 1, 1])
    threads.join()
  }
}
