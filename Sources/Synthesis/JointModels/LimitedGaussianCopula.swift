import Statistics

/// A Gaussian copula whose rows keep within the limits of their strata.
///
/// In each stratum the limited columns come first in the factor, the narrowest before all: its normal score is drawn from the
/// law cut off at its limits, and every other column follows from it by the correlation, so that one limited column is exact.
/// Each further limited column is cut off given those before it, and the row is accepted with the probability that these cuts
/// leave (as in the simulator of Geweke, Hajivassiliou and Keane, with rejection in place of weights); after 16 proposals the
/// last is taken.
struct LimitedGaussianCopula: FittedJointModel {
  private struct Stratum: Sendable {
    /// Places among the copula's columns, limited ones first.
    let order: [Int]
    let factor: Cholesky
    let limits: [NormalLimits]
  }

  private static let proposals = 16

  private let base: FittedGaussianCopula
  private let strata: [Stratum]
  private let limits: UniformLimits

  init(_ base: FittedGaussianCopula, _ limits: UniformLimits) {
    (self.base, self.limits) = (base, limits)
    strata = limits.ofStratum.map { Self.stratum(base, $0) }
  }

  private static func stratum(_ base: FittedGaussianCopula, _ limits: [String: UniformSet]) -> Stratum {
    let limited = base.columns.indices.filter { limits[base.columns[$0]] != nil }
    let sets = limited.compactMap { place in limits[base.columns[place]].map { (place: place, set: $0) } }
      .sorted { ($0.set.measure, $0.place) < ($1.set.measure, $1.place) }
    let order = sets.map(\.place) + base.columns.indices.filter { limits[base.columns[$0]] == nil }
    var permuted = SymmetricMatrix(identityOfSize: order.count)
    for row in order.indices {
      for column in 0..<row { permuted[row, column] = base.correlation[order[row], order[column]] }
    }
    let factor = Cholesky(permuted, pivotFloor: 0) ?? permuted.shrunkToPositiveDefinite().cholesky
    return Stratum(order: order, factor: factor, limits: sets.map { NormalLimits($0.set) })
  }

  var parameters: Parameters { base.parameters }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    guard let codes = request.strata else { return base.fill(&block, for: request) }
    let known = Set(base.columns)
    for (index, name) in block.columns.enumerated() where !known.contains(name) {
      block.fillIndependently(index, for: request)
    }
    // The copula's own columns are written below.
    block.squeeze(to: limits, strata: codes)
    let places = Dictionary(
      block.columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for (stratum, plan) in strata.enumerated() {
      let rows = codes.indices.filter { Int(codes[$0]) == stratum }
      guard !rows.isEmpty else { continue }
      let drawn = draw(rows, plan, request)
      for (position, place) in plan.order.enumerated() {
        guard let target = places[base.columns[place]] else { continue }
        for (index, row) in rows.enumerated() {
          block.values[target * block.rowCount + row] = drawn[position * rows.count + index]
        }
      }
    }
  }

  /// The uniforms of some rows, column-major in the stratum's order.
  private func draw(_ rows: [Int], _ plan: Stratum, _ request: BlockRequest) -> [Double] {
    let numbers = rows.map { request.rows.lowerBound &+ UInt64($0) }
    let streams = plan.order.map { request.stream.stream(named: base.columns[$0]) }
    var values = [Double](repeating: 0, count: rows.count * plan.order.count)
    for (position, stream) in streams.enumerated() {
      for (index, number) in numbers.enumerated() {
        values[position * rows.count + index] = stream.uniform(at: number)
      }
    }
    if plan.limits.count == 1 {
      for index in rows.indices { values[index] = plan.limits[0].set.squeezed(values[index]) }
    } else if plan.limits.count > 1 {
      let acceptance = request.stream.stream(named: "acceptance")
      for (index, number) in numbers.enumerated() {
        let proposal = proposal(plan, streams, acceptance, row: number)
        for position in proposal.indices { values[position * rows.count + index] = proposal[position] }
      }
    }
    values.withUnsafeMutableBufferPointer { values in
      Normal.quantiles(values)
      plan.factor.correlate(values, rowCount: rows.count)
      Normal.cdfs(values)
      for index in values.indices { values[index] = min(max(values[index], 0x1p-53), 1 - 0x1p-53) }
    }
    return values
  }

  /// Independent uniforms of the limited columns that lead into the limits.
  private func proposal(_ plan: Stratum, _ streams: [RandomStream], _ acceptance: RandomStream, row: UInt64) -> [Double]
  {
    var last: [Double] = []
    for attempt in 0..<Self.proposals {
      let name = "proposal \(attempt)"
      var (uniforms, scores, probability) = ([Double](), [Double](), 1.0)
      for (position, limits) in plan.limits.enumerated() {
        let mean = scores.indices.reduce(0.0) { $0 + plan.factor[position, $1] * scores[$1] }
        let set = position == 0 ? limits.set : limits.given(mean: mean, deviation: plan.factor[position, position])
        guard !set.isEmpty else {
          probability = 0
          break
        }
        if position > 0 { probability *= set.measure }
        uniforms.append(set.squeezed(streams[position].stream(named: name).uniform(at: row)))
        scores.append(Normal.quantile(uniforms[position]))
      }
      if uniforms.count == plan.limits.count { last = uniforms }
      if acceptance.stream(named: name).uniform(at: row) < probability { break }
    }
    return last
  }
}

/// Limits on a normal score.
private struct NormalLimits: Sendable {
  let set: UniformSet
  private let ends: [(lower: Double, upper: Double)]

  init(_ set: UniformSet) {
    self.set = set
    ends = set.intervals.map { (Self.score($0.lower), Self.score($0.upper)) }
  }

  private static func score(_ uniform: Double) -> Double {
    uniform <= 0 ? -.infinity : uniform >= 1 ? .infinity : Normal.quantile(uniform)
  }

  /// The same limits on the uniform of a score with this mean and deviation.
  func given(mean: Double, deviation: Double) -> UniformSet {
    UniformSet(ends.map { (Self.share($0.lower, mean, deviation), Self.share($0.upper, mean, deviation)) })
  }

  private static func share(_ score: Double, _ mean: Double, _ deviation: Double) -> Double {
    score == -.infinity ? 0 : score == .infinity ? 1 : Normal.cdf((score - mean) / deviation)
  }
}
