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
  /// By moments for several ratios of the drawn to the population: Johnson, Kemp and Kotz (2005), Univariate Discrete
  /// Distributions, section 6.
  package static let family = ParametricFamily(
    "hypergeometric", "marked ones among those drawn without putting back", RS_HYPERGEOMETRIC,
    [.init("population", .count), .init("marked", .count), .init("drawn", .count)], on: .counts,
    example: [60, 24, 20]
  ) { sample in
    let (mean, least) = (max(sample.mean, 0.01), sample.last + (sample.rowsAbove > 0 ? 1 : 0))
    return [1.2, 1.6, 2.5].map { factor in
      let drawn = max(least * factor, mean * 1.5)
      // mean (1 - share) (1 - drawn / population) is the variance.
      let rest = min(max(sample.variance / (mean * (1 - mean / drawn)), 0.05), 0.95)
      let population = max(drawn / (1 - rest), drawn + 1)
      return [population, max(population * mean / drawn, least), drawn]
    }
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
