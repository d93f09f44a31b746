/// Decides whether one side of a column has a tail that reaches beyond the values seen, and which.
///
/// Peaks over a threshold: generalised Pareto laws are fitted above thresholds from the 90 % quantile (or the 1,600 most extreme
/// rows, if those are fewer) up to the 50 most extreme rows. Taken is the lowest threshold whose shape agrees with those of all
/// higher ones, whose Anderson-Darling statistic one right law in ten would pass, and above which no value stands out. The
/// k - 1 most extreme rows are counted but never looked at, so that a wild record moves nothing.
package struct TailFit: Sendable {
  /// Nothing rests on fewer rows.
  package var k = 11
  /// Where the values lie on a grid: its step.
  package var step: Double?

  package init() {}

  /// Rows beyond a threshold, at most and at least.
  static let most = 1_600
  package static let fewest = 50
  /// Each threshold has so much of the rows of the one before it.
  private static let ratio = 0.6
  /// A shape this low is a wall, not a tail: the density does not fall to 0 towards its end. A tail is one that can be told from
  /// it.
  private static let wall = -0.5
  /// Tails with a higher shape have no mean.
  private static let wildest = 1.0

  /// What one side of a column is like.
  package enum Verdict: Equatable, Sendable {
    case pareto(Tail)
    case bounded(Reason)
  }

  package struct Tail: Equatable, Sendable {
    /// Above it (of a lower side: below it) the law holds.
    package var threshold: Double
    package var law: GeneralizedPareto
    /// Rows beyond the threshold.
    package var rows: Int
    /// Where the shape lies with 95 % certainty.
    package var shapes: ClosedRange<Double>
  }

  /// Why there is no tail.
  package enum Reason: Equatable, Sendable {
    /// Too few rows, or too few different values among the extreme ones.
    case tooFew
    /// So many rows hold the most extreme value.
    case cap(rows: Int)
    /// Values stand out of the extreme ones.
    case spikes
    /// The density does not fall towards the end.
    case wall
    /// All values lie on one side of 0, and the tail would cross it.
    case sign
    /// No threshold gives a law that fits.
    case poorFit
  }

  /// - Complexity: O(values of the side up to `most` rows)
  package func fit(_ sample: QuantileFunctionSample, upper: Bool) -> Verdict {
    let wanted = min(Self.most, sample.total / 10)
    guard wanted >= Self.fewest, wanted / 5 >= k else { return .bounded(.tooFew) }
    let side = TailSample(sample, upper: upper, step: step, most: wanted)
    guard side.counts[0] < max(5, k) else { return .bounded(.cap(rows: side.counts[0])) }
    let candidates = candidates(side, wanted)
    guard !candidates.isEmpty else { return .bounded(.tooFew) }
    let verdict = chosen(candidates, side)
    guard case .pareto(let tail) = verdict else { return verdict }
    return turned(tail, sample, upper: upper)
  }

  private struct Candidate {
    let distinct: Int
    let rows: Int
    let fit: GeneralizedParetoFit
    let excesses: [Double]
    let hidden: Int
  }

  private func candidates(_ side: TailSample, _ wanted: Int) -> [Candidate] {
    var candidates: [Candidate] = []
    var rows = wanted
    let least = max(Self.fewest, 5 * k)
    while rows >= least {
      // The most values that these rows hold whole.
      let distinct = side.rows.firstIndex { $0 > rows } ?? side.rows.count - 1
      let held = distinct > 0 ? side.rows[distinct - 1] : 0
      if held >= least, distinct >= 10, held != candidates.last?.rows { append(distinct, held, side, &candidates) }
      rows = max(Int(Double(rows) * Self.ratio), rows > least ? least : 0)
    }
    return candidates
  }

  private func append(_ distinct: Int, _ rows: Int, _ side: TailSample, _ candidates: inout [Candidate]) {
    let excesses = side.excesses(of: distinct)
    guard let fit = GeneralizedParetoFit(excesses, hidden: k - 1) else { return }
    candidates.append(Candidate(distinct: distinct, rows: rows, fit: fit, excesses: excesses, hidden: k - 1))
  }

  private func chosen(_ candidates: [Candidate], _ side: TailSample) -> Verdict {
    var reason = Reason.poorFit
    for (index, candidate) in candidates.enumerated() {
      guard isStable(candidate, among: candidates[index...]), fits(candidate) else { continue }
      guard !hasSpike(candidate, side) else {
        reason = .spikes
        continue
      }
      let (law, error) = (candidate.fit.law, candidate.fit.standardError)
      // An error without end says nothing of this threshold, and a higher one may still tell; but a shape at the lower limit is
      // a wall all the same.
      let margin = error.isFinite ? 1.96 * error : 0
      if law.shape - margin <= Self.wall { return .bounded(.wall) }
      guard law.shape <= Self.wildest, error.isFinite else { continue }
      return .pareto(
        Tail(
          threshold: side.threshold(below: candidate.distinct), law: law, rows: candidate.rows,
          shapes: (law.shape - margin)...(law.shape + margin)))
    }
    return .bounded(reason)
  }

  /// The difference of two estimates, one from a part of the other's rows, has the difference of their variances.
  private func isStable(_ candidate: Candidate, among higher: ArraySlice<Candidate>) -> Bool {
    let own = candidate.fit.standardError
    return higher.allSatisfy { other in
      let error = other.fit.standardError
      guard own.isFinite, error.isFinite else { return true }
      let variance = max(error * error - own * own, error * error * 0.1)
      return abs(candidate.fit.law.shape - other.fit.law.shape) <= 2.5 * variance.squareRoot()
    }
  }

  private func fits(_ candidate: Candidate) -> Bool {
    let (law, hidden) = (candidate.fit.law, candidate.hidden)
    let statistic = TailGoodness.statistic(candidate.excesses, hidden: hidden, law: law)
    let share = Double(hidden) / Double(candidate.rows)
    return statistic <= TailGoodness.criticalValue(shape: law.shape, hiddenShare: share)
  }

  /// A value of at least k rows, four times as many as the law expects there.
  private func hasSpike(_ candidate: Candidate, _ side: TailSample) -> Bool {
    (0..<candidate.distinct).contains { place in
      let count = side.counts[place]
      guard count >= max(5, k) else { return false }
      return Double(count) > 4 * side.expected(at: place, of: candidate.distinct, law: candidate.fit.law)
    }
  }

  /// Back to the column's own side; a column of one sign gets no tail that changes it.
  private func turned(_ tail: Tail, _ sample: QuantileFunctionSample, upper: Bool) -> Verdict {
    if hasOneSign(sample, upper: upper), tail.threshold + tail.law.quantile(survival: 1e-6) > 0 {
      return .bounded(.sign)
    }
    var tail = tail
    if !upper { tail.threshold = -tail.threshold }
    return .pareto(tail)
  }

  /// Zero is a bound by nature where fewer than k rows lie beyond it.
  private func hasOneSign(_ sample: QuantileFunctionSample, upper: Bool) -> Bool {
    let beyond = sample.extremes(k, upper: upper)
    return upper ? beyond[beyond.count - 1] <= 0 : beyond[beyond.count - 1] >= 0
  }
}
