import CDistributions
import Glibc

package enum NormalMixtureFamily: NamedFamily {
  package static let family = ParametricFamily(
    "normal_mixture", "several normal distributions, as many as the data supports", RS_NORMAL_MIXTURE,
    MixtureFit.parameters, on: .line, example: [2, 0.4, 0.6, 20, 50, 4, 9], hasTable: true,
    starts: { _ in [] },
    ownFit: { MixtureFit($0).best() })
}

package enum LognormalMixtureFamily: NamedFamily {
  package static let family = ParametricFamily(
    "lognormal_mixture", "several lognormal distributions", RS_LOGNORMAL_MIXTURE, MixtureFit.parameters,
    on: .positive, example: [2, 0.7, 0.3, 2.5, 5, 0.5, 0.4], hasTable: true,
    starts: { _ in [] },
    ownFit: { sample in
      let least = max(sample.step / 2, Double.leastNormalMagnitude)
      return MixtureFit(sample.mapped { log(max($0, least)) }).best()
    })
}

/// Mixtures of normal laws by expectation and maximisation, their number by the Bayesian information criterion: Schwarz (1978),
/// Annals of Statistics 6, 461-464.
private struct MixtureFit {
  static let parameters: [ParametricFamily.Parameter] = [
    .init("shares", .shares), .init("means", .values), .init("standard_deviations", .positives),
  ]
  private static let mostParts = 6
  private static let rounds: Int32 = 300

  private let sample: FamilySample

  init(_ sample: FamilySample) { self.sample = sample }

  private struct Mixture {
    var shares: [Double]
    var means: [Double]
    var deviations: [Double]
    var likelihood = -Double.infinity

    /// In the order of the means, as the C face has them.
    var flat: [Double] {
      let order = means.indices.sorted { means[$0] < means[$1] }
      return [Double(shares.count)] + order.map { shares[$0] } + order.map { means[$0] } + order.map { deviations[$0] }
    }
  }

  /// The best mixture as one candidate; none where not even one normal law fits.
  func best() -> [[Double]] {
    var best: (mixture: Mixture, criterion: Double)?
    var last: Mixture?
    for parts in 1...Self.mostParts {
      let starts = [evenly(parts)] + (last.map { [split($0)] } ?? [])
      let fits = starts.compactMap(fitted).filter { $0.shares.allSatisfy { $0 * sample.rows >= fewestRows } }
      guard let fit = fits.max(by: { $0.likelihood < $1.likelihood }) else { break }
      let criterion = Double(3 * parts - 1) * log(sample.rows) - 2 * fit.likelihood
      if let known = best, criterion >= known.criterion { break }
      (best, last) = ((fit, criterion), fit)
    }
    return best.map { [$0.mixture.flat] } ?? []
  }

  /// A part rests on no fewer rows than are hidden at the ends.
  private var fewestRows: Double { max(20, 2 * max(sample.rowsBelow, sample.rowsAbove)) }

  /// Neighbouring parts of the rows, each with as many.
  private func evenly(_ parts: Int) -> Mixture {
    let means = (0..<parts).map { sample.quantile((Double($0) + 0.5) / Double(parts)) }
    let deviation = max(sample.deviation / Double(parts), least)
    return Mixture(
      shares: Array(repeating: 1 / Double(parts), count: parts), means: means,
      deviations: Array(repeating: deviation, count: parts))
  }

  /// The widest part cut in two: a narrow and a wide half.
  private func split(_ mixture: Mixture) -> Mixture {
    var mixture = mixture
    let widest = mixture.deviations.indices.max {
      mixture.shares[$0] * mixture.deviations[$0] < mixture.shares[$1] * mixture.deviations[$1]
    }
    guard let widest else { return mixture }
    let (share, mean, deviation) = (mixture.shares[widest], mixture.means[widest], mixture.deviations[widest])
    mixture.shares[widest] = share / 2
    mixture.means[widest] = mean - deviation / 2
    mixture.deviations[widest] = deviation / 2
    mixture.shares.append(share / 2)
    mixture.means.append(mean + deviation / 2)
    mixture.deviations.append(deviation)
    return mixture
  }

  private var least: Double { max(sample.deviation * 1e-3, sample.step / 2, Double.leastNormalMagnitude) }

  private func fitted(_ start: Mixture) -> Mixture? {
    var mixture = start
    mixture.likelihood = sample.values.withUnsafeBufferPointer { values in
      sample.weights.withUnsafeBufferPointer { weights in
        var face = sample.face(values, weights)
        return rs_mixture_fit(
          &face, start.shares.count, &mixture.shares, &mixture.means, &mixture.deviations, least, Self.rounds)
      }
    }
    return mixture.likelihood.isFinite ? mixture : nil
  }
}
