/// Which stratum each drawn row belongs to: the strata spread over the rows as evenly as possible.
///
/// Rows of event 1 are a Bresenham sequence (a balanced word, Morse and Hedlund 1940): of the first n rows exactly n times its
/// share, rounded half up, are event 1, and any run of rows has less than one more or less than its share. Event 2 is the same
/// among the rows that are left, and so on, so that later events may be off by one more half row each. There is no phase to
/// draw at random: a first n rows that is right for every n leaves none.
///
/// - Invariant: the codes of a range are those of any larger range at the same rows, whatever the seed.
struct StratumSequence: Equatable, Sendable {
  /// Of the rows that reach this event, `numerator` in `denominator` are taken.
  private struct Rate: Equatable {
    var numerator: UInt64
    var denominator: UInt64
  }

  private let rates: [Rate]

  /// - Parameter shares: of each event, each a whole number of `denominator`s; their sum is at most `denominator`.
  init(numerators: [UInt64], denominator: UInt64) {
    var left = denominator
    rates = numerators.map { numerator in
      let rate = Rate(numerator: min(numerator, left), denominator: max(1, left))
      left -= rate.numerator
      return rate
    }
  }

  /// The strata of the rows of `range`.
  /// - Complexity: O(rows × events), without a division per row.
  func codes(of range: Range<UInt64>) -> [Int32] {
    var walks: [Walk] = []
    var first = range.lowerBound
    for rate in rates {
      let walk = Walk(rate.numerator, rate.denominator, from: first)
      walks.append(walk)
      first -= walk.taken
    }
    return range.map { _ in
      for event in walks.indices where walks[event].takes() { return Int32(event + 1) }
      return 0
    }
  }

  /// How many of the first `rows` rows belong to each stratum.
  func counts(ofFirst rows: UInt64) -> [UInt64] {
    var left = rows
    var counts: [UInt64] = []
    for rate in rates {
      counts.append(Walk(rate.numerator, rate.denominator, from: left).taken)
      left -= counts[counts.count - 1]
    }
    return [left] + counts
  }

  /// One event's walk along the rows that reach it.
  private struct Walk {
    private let step: UInt64
    private let length: UInt64
    private var remainder: UInt64
    /// Rows taken before the first.
    let taken: UInt64

    init(_ numerator: UInt64, _ denominator: UInt64, from first: UInt64) {
      (step, length) = (numerator, denominator)
      let product = first.multipliedFullWidth(by: numerator)
      let (low, overflow) = product.low.addingReportingOverflow(denominator / 2)
      let high = product.high + (overflow ? 1 : 0)
      // The quotient is at most `first`, as the numerator is at most the denominator.
      (taken, remainder) = denominator.dividingFullWidth((high, low))
    }

    @inline(__always)
    mutating func takes() -> Bool {
      remainder += step
      guard remainder >= length else { return false }
      remainder -= length
      return true
    }
  }
}
