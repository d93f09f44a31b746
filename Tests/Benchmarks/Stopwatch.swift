/// Durations of one step, measured together with the others in turn.
///
/// The steps of one table are timed in rounds (read, profile, fit, generate, read, ...), so that a slow moment of the machine
/// falls on all of them alike and two builds can be compared round by round.
struct Stopwatch {
  private(set) var milliseconds: [Double] = []
  private let clock = ContinuousClock()

  mutating func time<Value>(_ work: () throws -> Value) rethrows -> Value {
    let start = clock.now
    let value = try work()
    milliseconds.append((clock.now - start) / .milliseconds(1))
    return value
  }

  var median: Double { quantile(0.5) }
  var spread: Double { quantile(0.75) - quantile(0.25) }

  private func quantile(_ probability: Double) -> Double {
    let sorted = milliseconds.sorted()
    guard let last = sorted.last else { return 0 }
    let place = probability * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
