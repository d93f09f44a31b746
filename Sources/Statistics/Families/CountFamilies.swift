import CDistributions
import Glibc

package enum PoissonFamily: NamedFamily {
  package static let family = ParametricFamily(
    "poisson", "counts of events that come at random", RS_POISSON, [.init("mean", .positive)], on: .counts,
    example: [4.2]
  ) { [[max($0.mean, 1e-3)]] }
}

package enum NegativeBinomialFamily: NamedFamily {
  package static let family = ParametricFamily(
    "negative_binomial", "counts that vary more than poisson", RS_NEGATIVE_BINOMIAL,
    [.init("successes", .positive), .init("probability", .share)], on: .counts, example: [2.5, 0.3]
  ) { sample in
    let mean = max(sample.mean, 1e-3)
    let successes = min(max(mean * mean / max(sample.variance - mean, mean / 1e3), 0.01), 1e4)
    return [[successes, successes / (successes + mean)]]
  }
}

package enum BinomialFamily: NamedFamily {
  package static let family = ParametricFamily(
    "binomial", "successes among so many trials", RS_BINOMIAL,
    [.init("trials", .count), .init("probability", .share)], on: .counts, example: [20, 0.35]
  ) { sample in
    let mean = max(sample.mean, 1e-3)
    let probability = min(max(1 - sample.variance / mean, 0.02), 0.98)
    let trials = max(mean / probability, sample.last + (sample.rowsAbove > 0 ? 1 : 0))
    return [[trials, min(mean / trials, 0.99)], [sample.last + 1, min(mean / (sample.last + 1), 0.99)]]
  }
}

package enum GeometricFamily: NamedFamily {
  package static let family = ParametricFamily(
    "geometric", "failures before the first success", RS_GEOMETRIC, [.init("probability", .share)], on: .counts,
    example: [0.2]
  ) { [[1 / (1 + max($0.mean, 1e-6))]] }
}

package enum HypergeometricFamily: NamedFamily {
  package static let family = ParametricFamily(
    "hypergeometric", "marked ones among those drawn without putting back", RS_HYPERGEOMETRIC,
    [.init("population", .count), .init("marked", .count), .init("drawn", .count)], on: .counts,
    example: [60, 24, 20],
    starts: { _ in [] },
    ownFit: { HypergeometricFit($0).best() })
}

/// The three whole numbers of a hypergeometric law. Rows tell hardly more than their mean and variance, so that for each number of
/// drawn ones the others follow by moments (Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, section 6.3); of the
/// whole numbers around these the most likely ones are taken, and from there steps to neighbours as long as they gain.
private struct HypergeometricFit {
  private typealias Place = (population: Double, marked: Double, drawn: Double)

  private let sample: FamilySample
  /// As many are marked and drawn at least.
  private let least: Double
  private let mean: Double

  init(_ sample: FamilySample) {
    self.sample = sample
    least = max(1, sample.last + (sample.rowsAbove > 0 ? 1 : 0))
    mean = max(sample.mean, 0.01)
  }

  func best() -> [[Double]] {
    var best: (place: Place, likelihood: Double)?
    for drawn in drawnOnes {
      for place in places(drawn: drawn) {
        guard let likelihood = self.likelihood(place), likelihood > best?.likelihood ?? -.infinity else { continue }
        best = (place, likelihood)
      }
    }
    guard let best else { return [] }
    let (population, marked, drawn) = climbed(best.place, best.likelihood)
    return [[population, marked, drawn]]
  }

  /// Every number near the least one, then ever fewer.
  private var drawnOnes: [Double] {
    var drawn = least
    var all: [Double] = []
    while drawn <= max(10 * least, 50 * mean) {
      all.append(drawn)
      drawn = max(drawn + 1, (drawn * 1.03).rounded())
    }
    return all
  }

  /// mean (1 - mean / drawn) (population - drawn) / (population - 1) is the variance, which the rows know up to some percent.
  private func places(drawn: Double) -> [Place] {
    guard drawn > mean else { return [] }
    let rest = sample.variance / (mean * (1 - mean / drawn))
    return [0.85, 0.92, 1, 1.08, 1.16].flatMap { factor -> [Place] in
      let share = min(max(rest * factor, 0.02), 0.995)
      let population = max(((drawn - share) / (1 - share)).rounded(), drawn + 1)
      let marked = (population * mean / drawn).rounded()
      return [-1, 0, 1].map { (population, marked + $0, drawn) }
    }
  }

  private func likelihood(_ place: Place) -> Double? {
    guard place.marked >= least, place.drawn >= least, max(place.marked, place.drawn) <= place.population else {
      return nil
    }
    let law = ParametricLaw(HypergeometricFamily.family, [place.population, place.marked, place.drawn])
    return law?.logLikelihood(sample)
  }

  private func climbed(_ start: Place, _ likelihood: Double) -> Place {
    var (place, top) = (start, likelihood)
    let steps = [-1.0, 0, 1]
    for _ in 0..<200 {
      var next: Place?
      for population in steps {
        for marked in steps {
          for drawn in steps {
            let other = (place.population + population, place.marked + marked, place.drawn + drawn)
            guard let own = self.likelihood(other), own > top else { continue }
            (next, top) = (other, own)
          }
        }
      }
      guard let next else { break }
      place = next
    }
    return place
  }
}

package enum BernoulliFamily: NamedFamily {
  package static let family = ParametricFamily(
    "bernoulli", "1 with a probability, else 0", RS_BERNOULLI, [.init("probability", .share)], on: .coin,
    example: [0.3]
  ) { [[min(max($0.mean, 1e-9), 1 - 1e-9)]] }
}

package enum ZipfFamily: NamedFamily {
  package static let family = ParametricFamily(
    "zipf", "ranks of words, cities, sites: 1 most often", RS_ZIPF, [.init("exponent", .positive)], on: .ranks,
    example: [2.2]
  ) { sample in
    let ones = max(sample.logarithms.median, 0.05)
    return [[1 + 1 / max(ones, 0.3)], [3]]
  }
}
