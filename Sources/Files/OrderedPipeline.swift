import Synchronization

/// Pieces that the caller's thread makes in order, other threads work on, and the caller's thread takes back in that order.
package final class OrderedPipeline<Input: Sendable, Output: Sendable>: Sendable {
  private struct State {
    var waiting: [(number: Int, input: Input)] = []
    var done: [Int: Output] = [:]
    var isStopped = false
  }

  private let state = Mutex(State())
  private let wanted = Semaphore(0)
  private let ready = Semaphore(0)

  /// Makes pieces by `next` until it gives nil, works on them by `work`, and calls `take` with each result until it returns
  /// false. What is taken, and in which order, does not depend on the number of threads; where the system gives none, the
  /// caller's thread does the work.
  /// - Parameter ahead: pieces that are made but not yet taken, at most.
  /// - Returns: whether all pieces were taken.
  package static func run<Failure: Error>(
    threads: Int, ahead: Int, next: () throws(Failure) -> Input?, work: @escaping @Sendable (Input) -> Output,
    take: (Output) throws(Failure) -> Bool
  ) throws(Failure) -> Bool {
    let pipeline = OrderedPipeline()
    let workers = WorkerThreads(threads) { _ in pipeline.serve(work) }
    defer {
      pipeline.stop(workers.count)
      workers.join()
    }
    var (made, taken, isAtEnd) = (0, 0, false)
    while true {
      if !isAtEnd, made - taken < max(1, ahead) {
        if let input = try next() {
          pipeline.put(made, workers.count > 0 ? .later(input) : .done(work(input)))
          made += 1
        } else {
          isAtEnd = true
        }
        continue
      }
      guard taken < made else { return true }
      guard try take(pipeline.result(taken)) else { return false }
      taken += 1
    }
  }

  private enum Piece { case later(Input), done(Output) }

  private func put(_ number: Int, _ piece: Piece) {
    state.withLock { state in
      switch piece {
      case .later(let input): state.waiting.append((number, input))
      case .done(let output): state.done[number] = output
      }
    }
    if case .later = piece { wanted.signal() }
  }

  private func serve(_ work: (Input) -> Output) {
    while true {
      wanted.wait()
      let piece: (number: Int, input: Input)? = state.withLock { state in
        state.isStopped || state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
      guard let piece else { return }
      let output = work(piece.input)
      state.withLock { $0.done[piece.number] = output }
      ready.signal()
    }
  }

  private func result(_ number: Int) -> Output {
    while true {
      if let output = state.withLock({ $0.done.removeValue(forKey: number) }) { return output }
      ready.wait()
    }
  }

  private func stop(_ threads: Int) {
    state.withLock { $0.isStopped = true }
    for _ in 0..<threads { wanted.signal() }
  }
}
