/// The targets of a recipe's rare events for a draw of a known size.
struct RarePlan: Sendable {
  let sequence: StratumSequence
  /// The share of drawn rows of each stratum, stratum 0 first.
  let targetShares: [Double]

  /// Products with row numbers below 2^63 stay exact under it.
  private static let largestDenominator: UInt64 = 1 << 62

  /// nil where the recipe has no rare event.
  /// - Parameter total: the rows of the whole draw; nil: as many as the source has, or as the events need.
  /// - Throws: `.rareEvent` and `.rareTargets` for targets that no draw of this size can have.
  init?(_ recipe: Recipe, total: UInt64?) throws(SynthesisError) {
    guard !recipe.rare.isEmpty else { return nil }
    let total = max(1, total ?? recipe.totalForItsEvents)
    let denominator = Self.denominator(recipe.rare, total)
    var numerators: [UInt64] = []
    var left = denominator
    for event in recipe.rare {
      let wanted = try Self.numerator(event, total, denominator)
      guard wanted <= left else { throw SynthesisError(.rareTargets(reason: Self.excess(recipe.rare, total))) }
      left -= wanted
      numerators.append(wanted)
    }
    sequence = StratumSequence(numerators: numerators, denominator: denominator)
    targetShares = ([left] + numerators).map { Double($0) / Double(denominator) }
  }

  /// The shares that a fit is told of, stratum 0 first: in a draw as large as the source, cut off where they exceed 1, as a
  /// number of rows may be meant for a larger draw.
  static func sharesForFitting(_ events: [RareEventRecipe], rows: Int) -> [Double] {
    var left = 1.0
    let shares = events.map { event in
      let share = min(left, event.targetShare(ofTotal: UInt64(max(1, rows))))
      left -= share
      return share
    }
    return [left] + shares
  }

  /// Trillionths, and parts of them where numbers of rows must be exact too.
  private static func denominator(_ events: [RareEventRecipe], _ total: UInt64) -> UInt64 {
    let hasRows = events.contains { if case .rows = $0.target { true } else { false } }
    guard hasRows else { return RareTarget.whole }
    let (product, overflow) = total.multipliedReportingOverflow(by: RareTarget.whole)
    return overflow || product > largestDenominator ? min(total, largestDenominator) : product
  }

  private static func numerator(_ event: RareEventRecipe, _ total: UInt64, _ denominator: UInt64)
    throws(SynthesisError) -> UInt64
  {
    switch event.target {
    case .share(let trillionths):
      guard trillionths > 0, trillionths <= RareTarget.whole else {
        throw refused(event, "a share above 0, at most 100%")
      }
      return scaled(trillionths, of: RareTarget.whole, to: denominator)
    case .factor(let tenThousandths):
      guard tenThousandths > 0 else { throw refused(event, "a factor above 0") }
      let share = event.targetShare(ofTotal: total)
      guard share <= 1 else {
        throw refused(
          event, "at most x\(RareTarget.largestFactor(ofShare: event.share)): its real share is \(percent(event.share))"
        )
      }
      return UInt64((share * Double(denominator)).rounded())
    case .rows(let rows):
      guard rows > 0, rows <= total else { throw refused(event, "1 to \(total) rows, as many as are drawn") }
      return scaled(rows, of: total, to: denominator)
    }
  }

  private static func scaled(_ part: UInt64, of whole: UInt64, to denominator: UInt64) -> UInt64 {
    let product = part.multipliedFullWidth(by: denominator)
    return whole.dividingFullWidth(product).quotient
  }

  private static func refused(_ event: RareEventRecipe, _ expected: String) -> SynthesisError {
    SynthesisError(.rareEvent(when: event.when, reason: "has the target \(event.target); expected \(expected)"))
  }

  private static func excess(_ events: [RareEventRecipe], _ total: UInt64) -> String {
    let sum = events.reduce(0) { $0 + $1.targetShare(ofTotal: total) }
    return "ask for \(percent(sum)) of the rows together; expected at most 100%"
  }

  private static func percent(_ share: Double) -> String { RareTarget.percent(share) }
}

extension RareEventRecipe {
  /// The share of drawn rows that the target asks for, in a draw of `total` rows.
  package func targetShare(ofTotal total: UInt64) -> Double {
    switch target {
    case .share(let trillionths): Double(trillionths) / Double(RareTarget.whole)
    case .rows(let rows): Double(rows) / Double(max(1, total))
    case .factor(let tenThousandths): Double(tenThousandths) / Double(RareTarget.once) * share
    }
  }
}
