import Statistics

/// What a stage has to choose from, while its particles are drawn.
struct OfferSource {
  let drawing: CascadeDrawing
  let offers: UnsafeBufferPointer<ConditionedStage.Offer>
  let starts: UnsafeBufferPointer<Int>
  let ends: UnsafePointer<Double>?
  let shares: UnsafePointer<SIMD2<Double>>?

  /// Puts what the choice's leaf holds of one leaf of the look-ahead tree to the choice.
  @inline(__always)
  func offer(
    _ part: Int, value: Double, _ predicted: Double, _ residuals: CascadeMarginal?, to choice: inout ConditionedChoice
  ) {
    for place in starts[part]..<starts[part &+ 1] {
      choice.add(place, value: value, self, predicted: predicted, residuals)
    }
  }

  /// Of a leaf's draws, before any law.
  @inline(__always)
  func share(below place: Double, leaf: Int) -> Double {
    place <= 0 ? 0 : place >= 1 ? 1 : drawing.share(below: place, leaf: leaf, ends: ends)
  }
}

/// The intervals that a leaf's draw may come from, each with its weight; made anew for every particle.
struct ConditionedChoice {
  struct Slot {
    /// Weight of this and all slots before.
    var sum: Double
    /// Share of the leaf's draws below the interval's ends.
    var lower: Double
    var upper: Double
    var value: Double
    /// Place of the offer.
    var offer: Int32
    /// Of the stage's tree.
    var leaf: Int32
  }

  /// Room for all offers of all trees.
  private let slots: UnsafeMutableBufferPointer<Slot>
  private var count = 0
  private(set) var total = 0.0
  /// Whether all particles of a stage choose from the same: the first stage's, of which nothing is known before.
  let isShared: Bool
  /// Where in the leaf rows of the particle's stratum lie; nil where evenly.
  private var law: UnitLaw?
  /// The leaf whose draws are put to the choice.
  private var leaf = 0
  /// The end looked at last, and the share of the leaf below it: intervals often begin where another ended.
  private var lastEnd = (place: -1.0, share: 0.0)

  /// - Parameter slots: as many as offers can be put to the choice of one particle.
  init(_ slots: UnsafeMutableBufferPointer<Slot>, isShared: Bool) { (self.slots, self.isShared) = (slots, isShared) }

  @inline(__always)
  mutating func clear(_ law: UnitLaw?) {
    self.law = law
    (count, total) = (0, 0)
  }

  /// What is added from here on is of another leaf.
  @inline(__always)
  mutating func begin(leaf: Int) {
    self.leaf = leaf
    lastEnd.place = -1
  }

  /// - Parameters:
  ///   - place: of the offer.
  ///   - value: what the tree says of the offer.
  ///   - predicted: what the formula gives.
  ///   - residuals: of a stage that follows a formula.
  @inline(__always)
  mutating func add(
    _ place: Int, value: Double, _ source: OfferSource, predicted: Double, _ residuals: CascadeMarginal?
  ) {
    let offer = source.offers[place]
    let value = value * offer.factor
    if let ends = offer.ends {
      guard let shares = source.shares else { return add(source, ends.lower, ends.upper, place, value) }
      let known = shares[leaf &* source.offers.count &+ place]
      return add(bent(known[0]), bent(known[1]), place, value)
    }
    guard let residuals else { return }
    let missing = residuals.missingShare
    let low = offer.numbers.lower == -.infinity ? missing : residuals.uniform(of: offer.numbers.lower - predicted)
    let high = offer.numbers.upper == .infinity ? 1 : residuals.uniform(of: offer.numbers.upper - predicted)
    add(source, max(low, offer.residuals.lower), min(high, offer.residuals.upper), place, value)
  }

  @inline(__always)
  private mutating func add(
    _ source: OfferSource, _ lower: Double, _ upper: Double, _ offer: Int, _ value: Double
  ) {
    guard upper > lower else { return }
    let low = lower == lastEnd.place ? lastEnd.share : bent(source.share(below: lower, leaf: leaf))
    let high = bent(source.share(below: upper, leaf: leaf))
    lastEnd = (upper, high)
    add(low, high, offer, value)
  }

  /// - Parameters low, high: the shares of the leaf's draws below the ends.
  @inline(__always)
  private mutating func add(_ low: Double, _ high: Double, _ offer: Int, _ value: Double) {
    guard high > low else { return }
    total += (high - low) * value
    slots[count] = Slot(
      sum: total, lower: low, upper: high, value: value, offer: Int32(truncatingIfNeeded: offer),
      leaf: Int32(truncatingIfNeeded: leaf))
    count &+= 1
  }

  @inline(__always)
  private func bent(_ share: Double) -> Double { law?.cdf(share) ?? share }

  /// - Parameter uniform: in (0, 1).
  /// - Returns: where in the leaf to draw, and the slot it is in.
  @inline(__always)
  func pick(_ uniform: Double) -> (position: Double, slot: Slot) {
    let place = uniform * total
    var index = 0
    while index < count &- 1, slots[index].sum <= place { index &+= 1 }
    let slot = slots[index]
    let before = index == 0 ? 0 : slots[index &- 1].sum
    let part = min(max((place - before) / (slot.sum - before), 0), 1)
    let chance = slot.lower + part * (slot.upper - slot.lower)
    return (min(max(law?.quantile(chance) ?? chance, 0x1p-52), 1 - 0x1p-52), slot)
  }
}
