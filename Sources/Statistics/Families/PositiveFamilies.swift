import CDistributions
import Glibc

package enum LognormalFamily: NamedFamily {
  package static let family = ParametricFamily(
    "lognormal", "numbers whose logarithm is normal: amounts, sizes", RS_LOGNORMAL,
    [.init("mu", .real), .init("sigma", .positive)], on: .positive, example: [3.7, 1.1]
  ) { [[$0.logarithms.median, $0.logarithms.spread]] }
}

package enum ExponentialFamily: NamedFamily {
  package static let family = ParametricFamily(
    "exponential", "times between events that come at random", RS_EXPONENTIAL, [.init("mean", .positive)],
    on: .positive, example: [12]
  ) { [[$0.mean]] }
}

package enum GammaFamily: NamedFamily {
  package static let family = ParametricFamily(
    "gamma", "sums of waiting times: durations, rain", RS_GAMMA,
    [.init("shape", .positive), .init("scale", .positive)], on: .positive, example: [2.5, 8], hasTable: true
  ) { sample in
    let mean = sample.mean
    let shape = min(max(mean * mean / sample.variance, 0.05), 1e4)
    return [[shape, mean / shape]]
  }
}

package enum InverseGammaFamily: NamedFamily {
  /// By the inverses, which are gamma.
  package static let family = ParametricFamily(
    "inverse_gamma", "one over gamma: heavy tails, never near 0", RS_INVERSE_GAMMA,
    [.init("shape", .positive), .init("scale", .positive)], on: .positive, example: [4, 60], hasTable: true
  ) { sample in
    let inverses = sample.mapped { -1 / max($0, sample.step / 2, 1e-300) }
    let mean = -inverses.mean
    let shape = min(max(mean * mean / inverses.variance, 0.05), 1e4)
    return [[shape, shape / mean]]
  }
}

package enum WeibullFamily: NamedFamily {
  package static let family = ParametricFamily(
    "weibull", "times to failure, wind speeds", RS_WEIBULL,
    [.init("shape", .positive), .init("scale", .positive)], on: .positive, example: [1.6, 9]
  ) { sample in
    let logarithms = sample.logarithms
    let shape = min(max(1.2 / logarithms.spread, 0.05), 200)
    return [[shape, exp(logarithms.median) * pow(0.6931, -1 / shape)]]
  }
}

package enum ParetoFamily: NamedFamily {
  package static let family = ParametricFamily(
    "pareto", "a power law from a least value on (Pareto I)", RS_PARETO,
    [.init("shape", .positive), .init("scale", .positive)], on: .positive, example: [1.8, 1_000]
  ) { sample in
    guard sample.first > 0 else { return [] }
    let rise = max(sample.logarithms.median - log(sample.first), 1e-6)
    return [[0.6931 / rise, sample.first * 0.9999]]
  }
}

package enum LomaxFamily: NamedFamily {
  package static let family = ParametricFamily(
    "lomax", "a power law from 0 on (Pareto II)", RS_LOMAX,
    [.init("shape", .positive), .init("scale", .positive)], on: .positive, example: [2.5, 300]
  ) { [[3, 2 * $0.mean], [1.2, max($0.median, $0.step)]] }
}

package enum FrechetFamily: NamedFamily {
  package static let family = ParametricFamily(
    "frechet", "largest values with a heavy tail", RS_FRECHET,
    [.init("shape", .positive), .init("scale", .positive)], on: .positive, example: [3, 20]
  ) { sample in
    let logarithms = sample.logarithms
    let shape = min(max(1.2 / logarithms.spread, 0.05), 200)
    return [[shape, exp(logarithms.median) * pow(0.6931, 1 / shape)]]
  }
}

package enum ChiSquaredFamily: NamedFamily {
  package static let family = ParametricFamily(
    "chi_squared", "sums of squares of normal numbers", RS_CHI_SQUARED, [.init("degrees_of_freedom", .positive)],
    on: .positive, example: [5], hasTable: true
  ) { [[max($0.mean, 0.05)]] }
}

package enum FisherFFamily: NamedFamily {
  package static let family = ParametricFamily(
    "fisher_f", "ratios of two variances", RS_FISHER_F,
    [.init("numerator_degrees", .positive), .init("denominator_degrees", .positive)], on: .positive,
    example: [6, 12], hasTable: true
  ) { sample in
    let mean = sample.mean
    let second = mean > 1.05 ? min(2 * mean / (mean - 1), 50) : 50
    return [[5, second], [20, 5]]
  }
}

package enum RayleighFamily: NamedFamily {
  package static let family = ParametricFamily(
    "rayleigh", "lengths of arrows with two normal parts", RS_RAYLEIGH, [.init("scale", .positive)], on: .positive,
    example: [4]
  ) { [[$0.mean / 1.2533]] }
}

package enum InverseGaussianFamily: NamedFamily {
  package static let family = ParametricFamily(
    "inverse_gaussian", "times until a drift reaches its mark", RS_INVERSE_GAUSSIAN,
    [.init("mean", .positive), .init("shape", .positive)], on: .positive, example: [10, 25], hasTable: true
  ) { sample in
    let mean = sample.mean
    return [[mean, min(max(mean * mean * mean / sample.variance, mean / 1e3), mean * 1e4)]]
  }
}
