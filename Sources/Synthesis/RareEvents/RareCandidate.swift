import Tables

/// A condition on one column that may be worth a target share: a rare level, a tail, missing values.
package struct RareCandidate: Equatable, Sendable {
  package enum Form: Equatable, Sendable {
    case level(String)
    /// Above the 99th percentile, which is this value in storage units.
    case topPercent(Double)
    /// Above this value: more than three interquartile ranges above the upper quartile.
    case outliers(Double)
    case missing
    /// Anything else that somebody wrote.
    case condition
  }

  package var column: String
  package var form: Form
  /// The condition as a fit keeps it.
  package var when: String
  /// Real rows that satisfy it.
  package var rows: Int
  /// Their share of all real rows, 0...1.
  package var share: Double

  package init(column: String, form: Form, when: String, rows: Int, share: Double) {
    (self.column, self.form, self.when, self.rows, self.share) = (column, form, when, rows, share)
  }

  /// The share that is offered as a target: a fifth, for tails a twentieth, and more where the event is not rarer than that.
  package var offeredShare: Double {
    switch form {
    case .level, .missing, .condition: Self.offer(share: share, isTail: false)
    case .topPercent, .outliers: Self.offer(share: share, isTail: true)
    }
  }

  /// As `offeredShare`, for an event of this real share.
  package static func offer(share: Double, isTail: Bool) -> Double {
    let least = isTail ? 0.05 : 0.2
    return [least, 0.2, 0.5, 0.8].first { $0 >= least && $0 >= 1.5 * share } ?? 0.8
  }
}
