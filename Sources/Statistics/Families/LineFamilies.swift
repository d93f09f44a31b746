import CDistributions
import Glibc

package enum NormalFamily: NamedFamily {
  package static let family = ParametricFamily(
    "normal", "numbers of a normal distribution", RS_NORMAL,
    [.init("mean", .value), .init("standard_deviation", .positive)], on: .line, example: [70, 12]
  ) { [[$0.mean, $0.deviation]] }
}

package enum SkewNormalFamily: NamedFamily {
  /// By moments: Azzalini (1985), with the sign of the skewness.
  package static let family = ParametricFamily(
    "skew_normal", "a normal distribution with one side wider", RS_SKEW_NORMAL,
    [.init("location", .value), .init("scale", .positive), .init("shape", .real)], on: .line,
    example: [20, 15, 4], hasTable: true
  ) { sample in
    let size = min(abs(sample.skewness), 0.9)
    let power = pow(size, 2.0 / 3)
    let delta = min(0.99, (.pi / 2 * power / (power + pow((4 - .pi) / 2, 2.0 / 3))).squareRoot())
    let scale = sample.deviation / (1 - 2 / .pi * delta * delta).squareRoot()
    let sign = sample.skewness < 0 ? -1.0 : 1.0
    let shape = sign * delta / (1 - delta * delta).squareRoot()
    return [[sample.mean - sign * delta * (2 / .pi).squareRoot() * scale, scale, shape]]
  }
}

package enum LogisticFamily: NamedFamily {
  package static let family = ParametricFamily(
    "logistic", "like normal, with longer tails", RS_LOGISTIC,
    [.init("location", .value), .init("scale", .positive)], on: .line, example: [70, 7]
  ) { [[$0.median, $0.middleHalf / 2.197]] }
}

package enum StudentTFamily: NamedFamily {
  package static let family = ParametricFamily(
    "student_t", "like normal, with tails as heavy as its degrees of freedom are few", RS_STUDENT_T,
    [.init("location", .value), .init("scale", .positive), .init("degrees_of_freedom", .positive)], on: .line,
    example: [0, 1.5, 4], hasTable: true
  ) { [[$0.median, $0.middleHalf / 1.45, 5]] }
}

package enum CauchyFamily: NamedFamily {
  package static let family = ParametricFamily(
    "cauchy", "a peak with tails so heavy that there is no mean", RS_CAUCHY,
    [.init("location", .value), .init("scale", .positive)], on: .line, example: [0, 1]
  ) { [[$0.median, $0.middleHalf / 2]] }
}

package enum LaplaceFamily: NamedFamily {
  package static let family = ParametricFamily(
    "laplace", "two exponential distributions back to back", RS_LAPLACE,
    [.init("location", .value), .init("scale", .positive)], on: .line, example: [0, 2]
  ) { [[$0.median, $0.middleHalf / 1.386]] }
}

package enum GumbelFamily: NamedFamily {
  package static let family = ParametricFamily(
    "gumbel", "largest values of many: yearly floods", RS_GUMBEL,
    [.init("location", .value), .init("scale", .positive)], on: .line, example: [30, 8]
  ) { [[$0.mean - 0.45 * $0.deviation, 0.78 * $0.deviation]] }
}

package enum GeneralizedExtremeValueFamily: NamedFamily {
  package static let family = ParametricFamily(
    "generalized_extreme_value", "largest values, with a shape for the tail", RS_GENERALIZED_EXTREME,
    [.init("location", .value), .init("scale", .positive), .init("shape", .real)], on: .line,
    example: [30, 8, 0.1]
  ) { sample in
    let (location, scale) = (sample.mean - 0.45 * sample.deviation, 0.78 * sample.deviation)
    let median = sample.median - 0.3665 * sample.middleHalf / 1.5725
    return [[location, scale, -0.1], [median, sample.middleHalf / 1.5725, 0.3]]
  }
}

package enum VonMisesFamily: NamedFamily {
  /// By the mean direction: Mardia and Jupp (2000), Directional Statistics, section 5.3.
  package static let family = ParametricFamily(
    "von_mises", "angles and times of day around one direction", RS_VON_MISES,
    [.init("location", .value), .init("concentration", .positive), .init("period", .fixed)], on: .circle,
    example: [90, 2, 360], hasTable: true
  ) { sample in
    guard let period = sample.period else { return [] }
    let turn = 2 * Double.pi / period
    var (x, y, total) = (0.0, 0.0, 0.0)
    for (value, weight) in zip(sample.values, sample.weights) {
      x += weight * cos(turn * value)
      y += weight * sin(turn * value)
      total += weight
    }
    let direction = atan2(y, x) / turn
    let length = min(0.999, (x * x + y * y).squareRoot() / total)
    let concentration = max(0.01, length * (2 - length * length) / (1 - length * length))
    return [[direction < 0 ? direction + period : direction, concentration, period]]
  }
}
