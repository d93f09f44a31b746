import Glibc

/// A law of a family fitted to a sample by maximum likelihood.
///
/// Rows that a sample only counts enter by the law's share beyond the known ones (a doubly censored sample), rounded values by
/// the share of what rounds to them, so the estimates are those of the unrounded law. A family may have a fit of its own
/// (mixtures: expectation and maximisation, their number by BIC).
package struct LawFit: Sendable {
  package let law: ParametricLaw
  /// Rows that are 0 beyond what the law gives.
  package let zeroShare: Double
  package let logLikelihood: Double
  /// Fitted numbers, with the share of zeros.
  package let parameterCount: Int
  private let rows: Double

  /// Akaike's information criterion per row: twice the missing likelihood and the price of the parameters. Comparable between
  /// families fitted to one sample.
  package var criterion: Double { 2 * (Double(parameterCount) - logLikelihood) / rows }

  /// - Returns: nil where the family cannot have such values, or no law could be found.
  package init?(_ family: ParametricFamily, _ sample: FamilySample) {
    let zeros = ZeroShare(sample)
    let rest = zeros.sample(for: family, sample)
    guard family.suits(rest), let found = FamilySearch(family, rest).best() else { return nil }
    var (law, likelihood, share) = (found.law, found.logLikelihood, 0.0)
    let own = found.law.parameters.count - family.parameters.count { $0.domain == .fixed }
    var count = own - (family.parameters.contains(where: \.isList) ? 2 : 0)
    if zeros.isAtom, !family.isWhole {
      share = zeros.share
      // The rows that are 0 were taken out; all others are not.
      likelihood += zeros.logLikelihood
      count += 1
    } else if family.isWhole, let inflated = zeros.inflated(found.law, sample, likelihood) {
      (law, likelihood, share) = (inflated.law, inflated.logLikelihood, inflated.share)
      count += 1
    }
    guard likelihood.isFinite else { return nil }
    self.law = law
    zeroShare = share
    // Per unit of the values, not per step: so rounding alone changes nothing.
    logLikelihood = likelihood - (sample.step > 0 ? sample.rows * log(sample.step) : 0)
    parameterCount = count
    rows = sample.rows
  }

  /// The largest gap between the sample's shares and the law's.
  package func distance(to sample: FamilySample) -> Double {
    let (values, half) = (sample.values, family.isWhole ? 0 : sample.step / 2)
    let upper = law.cdfs(of: values.map { $0 + half })
    let lower = law.cdfs(of: values.map { family.isWhole ? $0 - 1 : $0 - half })
    var (sum, gap) = (sample.rowsBelow, 0.0)
    for index in values.indices {
      gap = max(gap, abs(inflated(lower[index], zeros: values[index] > 0) - sum / sample.rows))
      sum += sample.weights[index]
      gap = max(gap, abs(inflated(upper[index], zeros: values[index] >= 0) - sum / sample.rows))
    }
    return gap
  }

  private var family: ParametricFamily { law.family }

  private func inflated(_ share: Double, zeros: Bool) -> Double { share * (1 - zeroShare) + (zeros ? zeroShare : 0) }

  /// How far a right law may be from a sample of so many rows in 19 of 20 cases; less far where it was fitted to them.
  package static func noise(rows: Double) -> Double { 1.36 / max(1, rows).squareRoot() }
}

/// Zeros beyond what a law gives.
private struct ZeroShare {
  let count: Double
  let rows: Double
  /// Whether 0 stands out from what surrounds it.
  let isAtom: Bool

  init(_ sample: FamilySample) {
    rows = sample.rows
    let zero = sample.values.firstIndex(of: 0)
    count = zero.map { sample.weights[$0] } ?? 0
    // In the place of 0 a law would have about as many rows as around it.
    let reach = sample.step > 0 ? 2.5 * sample.step : sample.deviation / 100
    var (near, sides) = (0.0, sample.first < 0 ? 4.0 : 2.0)
    if sample.step == 0 { sides = 1 }
    for (value, weight) in zip(sample.values, sample.weights) where value != 0 && abs(value) <= reach { near += weight }
    isAtom = count >= 20 && count > 3 * near / sides + 0.01 * sample.rows && sample.values.count > 3
  }

  var share: Double { count / rows }

  /// Of being 0 or not.
  var logLikelihood: Double { count * log(share) + (rows - count) * log1p(-share) }

  func sample(for family: ParametricFamily, _ sample: FamilySample) -> FamilySample {
    isAtom && !family.isWhole ? sample.withoutZeros() : sample
  }

  /// The law of whole numbers with extra zeros, where the likelihood gains more than its price by them.
  func inflated(_ plain: ParametricLaw, _ sample: FamilySample, _ likelihood: Double) -> (
    law: ParametricLaw, logLikelihood: Double, share: Double
  )? {
    guard count > 0, count > rows * Exponential.value(plain.logDensity(0)) + 3 * count.squareRoot(),
      plain.family.support != .coin
    else { return nil }
    let rest = sample.withoutZeros()
    guard rest.values.count < sample.values.count else { return nil }
    let search = FamilySearch(plain.family, rest)
    let found = search.inflated(from: plain.parameters, zeros: count, rows: rows)
    guard let found, found.logLikelihood > likelihood + 5 else { return nil }
    return found
  }
}

extension ParametricFamily.Support: Equatable {}
