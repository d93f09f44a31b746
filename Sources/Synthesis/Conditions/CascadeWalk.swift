import Statistics

/// Rows on their way through the first stages of a cascade, with all that can be learned from them.
struct CascadeWalk: Sendable {
  /// By feature, then by row.
  private(set) var codes: [[UInt8]]
  /// By stage, then by row: the factor of the row's weight, and what was expected of it afterwards.
  private var factors: [[Double]]
  private var expectations: [[Double]]
  /// What the strata led to expect, before all stages.
  private var firstExpectations: [Double]
  /// By row, 0 where the conditions cannot be met.
  private(set) var weights: [Double]
  /// How many rows each stands for.
  private(set) var counts: [Double]
  let stratumFeature: Int

  var rowCount: Int { weights.count }
  var hits: Int { weights.reduce(0) { $1 > 0 ? $0 + 1 : $0 } }
  var mean: Double { zip(weights, counts).reduce(0) { $0 + $1.0 * $1.1 } / max(1, total) }
  /// The squared coefficient of variation of the weights.
  var spread: Double {
    let mean = mean
    guard mean > 0 else { return .infinity }
    return zip(weights, counts).reduce(0) { $0 + $1.1 * ($1.0 / mean - 1) * ($1.0 / mean - 1) } / max(1, total)
  }

  /// How many rows of equal weight would tell as much (Kish 1965).
  var effectiveRows: Double { hits > 0 ? total / (1 + spread) : 0 }
  /// What all rows stand for.
  private var total: Double { counts.reduce(0, +) }

  /// The weight that what lies beyond it is no more than this share of all weights; nil without weights.
  var ceiling: Double? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var beyond = 0.0
    let falling = weights.sorted(by: >)
    // The sum beyond a ceiling of the weight at `place`, from that beyond the one before it.
    for place in falling.indices.dropFirst() {
      beyond += Double(place) * (falling[place - 1] - falling[place])
      if beyond > Self.cut * total { return falling[place - 1] }
    }
    return falling.last
  }

  private static let cut = 0.005
  private static let chunk = 512

  static func recorded(
    _ cascade: FittedTreeCascade, _ branch: ConditionedCascade.Branch, rows: Int, firstRow: Int = 0, stages: Int,
    _ stream: RandomStream, round: Int
  ) -> CascadeWalk {
    let own = stream.stream(named: "round \(round)")
    let pieces = Parallel.map((rows + chunk - 1) / chunk) { index in
      let first = UInt64(firstRow + index * chunk)
      let numbers = Array(first..<first + UInt64(min(chunk, rows - index * chunk)))
      return CascadeWalk(cascade, branch, numbers: numbers, stages: stages, stream: own)
    }
    return pieces.dropFirst().reduce(into: pieces[0]) { $0.append($1) }
  }

  private init(
    _ cascade: FittedTreeCascade, _ branch: ConditionedCascade.Branch, numbers: [UInt64], stages: Int,
    stream: RandomStream
  ) {
    var particles = ConditionedParticles(cascade, numbers: numbers, perRow: 1, records: true)
    cascade.start(branch, &particles, stream: stream)
    cascade.draw(branch, into: &particles, stages: 0..<stages, stream: stream)
    let (features, count) = (particles.rows.features, numbers.count)
    stratumFeature = features.stratum
    codes = (0..<features.count).map { Array(particles.rows.codes[$0 * count..<($0 + 1) * count]) }
    factors = (0..<stages).map { Array(particles.factors[$0 * count..<($0 + 1) * count]) }
    expectations = (0..<stages).map { Array(particles.expectations[$0 * count..<($0 + 1) * count]) }
    weights = particles.weights
    counts = [Double](repeating: 1, count: count)
    firstExpectations = particles.firstExpectations
  }

  mutating func append(_ other: CascadeWalk) {
    for index in codes.indices { codes[index] += other.codes[index] }
    for index in factors.indices {
      factors[index] += other.factors[index]
      expectations[index] += other.expectations[index]
    }
    weights += other.weights
    counts += other.counts
    firstExpectations += other.firstExpectations
  }

  /// The rows that meet the conditions and, evenly spaced, about so many of the others, each standing for several: what is
  /// learned of rows that fail needs no more of them.
  func thinned(to wanted: Int) -> CascadeWalk {
    let failing = weights.indices.filter { weights[$0] == 0 }
    let step = failing.count / max(1, wanted)
    guard step > 1 else { return self }
    var result = self
    for row in failing { result.counts[row] = 0 }
    for place in stride(from: 0, to: failing.count, by: step) {
      result.counts[failing[place]] = Double(min(step, failing.count - place))
    }
    let kept = result.counts.indices.filter { result.counts[$0] > 0 }
    result.codes = codes.map { own in kept.map { own[$0] } }
    result.factors = factors.map { own in kept.map { own[$0] } }
    result.expectations = expectations.map { own in kept.map { own[$0] } }
    (result.weights, result.counts) = (kept.map { weights[$0] }, kept.map { result.counts[$0] })
    result.firstExpectations = kept.map { firstExpectations[$0] }
    return result
  }

  /// The rows that come past a stage, and by row the weight still to come, which estimates what is to be expected of it.
  func remaining(after place: Int) -> (rows: [Int32], values: [Double]) {
    var values = expectations[place]
    for stage in factors.indices where stage > place {
      for row in values.indices { values[row] *= factors[stage][row] }
    }
    let rows = values.indices.filter { row in (0...place).allSatisfy { factors[$0][row] > 0 } }
    return (rows.map { Int32($0) }, values)
  }

  /// By stratum what is to be expected of its rows.
  func ofStrata(_ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    var (sums, rows) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for row in weights.indices {
      let stratum = Int(codes[stratumFeature][row])
      var value = firstExpectations[row]
      for stage in factors.indices { value *= factors[stage][row] }
      sums[stratum] += counts[row] * value
      rows[stratum] += counts[row]
    }
    let floor = 0.02 * sums.reduce(0, +) / max(1, rows.reduce(0, +))
    return zip(sums, rows).map { max($1 > 0 ? $0 / $1 : 0, floor, 1e-300) }
  }
}
