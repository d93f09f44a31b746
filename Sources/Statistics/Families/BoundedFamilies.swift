import CDistributions

extension FamilySample {
  /// A little outside the known values.
  fileprivate var outside: (minimum: Double, maximum: Double) {
    let margin = max((last - first) * 0.02, step / 2)
    return (first - margin, last + margin)
  }
}

package enum UniformFamily: NamedFamily {
  package static let family = ParametricFamily(
    "uniform", "numbers spread evenly between two bounds", RS_UNIFORM,
    [.init("minimum", .value), .init("maximum", .value)], on: .bounded, example: [0, 100]
  ) { [[$0.outside.minimum, $0.outside.maximum]] }
}

package enum TriangularFamily: NamedFamily {
  package static let family = ParametricFamily(
    "triangular", "between two bounds, most around the mode", RS_TRIANGULAR,
    [.init("minimum", .value), .init("mode", .value), .init("maximum", .value)], on: .bounded,
    example: [10, 15, 40]
  ) { sample in
    let (minimum, maximum) = sample.outside
    let guess = 3 * sample.mean - minimum - maximum
    let margin = (maximum - minimum) / 50
    return [[minimum, min(max(guess, minimum + margin), maximum - margin), maximum]]
  }
}

package enum PERTFamily: NamedFamily {
  package static let family = ParametricFamily(
    "pert", "estimates of experts: least, most likely, most", RS_PERT,
    [.init("minimum", .value), .init("mode", .value), .init("maximum", .value)], on: .bounded,
    example: [10, 15, 40], hasTable: true
  ) { sample in
    let (minimum, maximum) = sample.outside
    let guess = (6 * sample.mean - minimum - maximum) / 4
    let margin = (maximum - minimum) / 50
    return [[minimum, min(max(guess, minimum + margin), maximum - margin), maximum]]
  }
}

package enum BetaFamily: NamedFamily {
  package static let family = ParametricFamily(
    "beta", "shares and scores between two bounds", RS_BETA,
    [.init("alpha", .positive), .init("beta", .positive), .init("minimum", .value), .init("maximum", .value)],
    on: .bounded, example: [2, 5, 0, 1], hasTable: true
  ) { sample in
    let (minimum, maximum) = sample.outside
    let width = maximum - minimum
    let (mean, variance) = ((sample.mean - minimum) / width, sample.variance / (width * width))
    let sum = max(mean * (1 - mean) / variance - 1, 0.2)
    return [[mean * sum, (1 - mean) * sum, minimum, maximum]]
  }
}

package enum GeneralizedParetoFamily: NamedFamily {
  package static let family = ParametricFamily(
    "generalized_pareto", "what lies beyond a threshold", RS_GENERALIZED_PARETO,
    [.init("location", .value), .init("scale", .positive), .init("shape", .real)], on: .line,
    example: [100, 40, 0.2]
  ) { sample in
    let start = sample.outside.minimum
    let excess = max(sample.median - start, sample.deviation / 100)
    return [[start, sample.mean - start, 0.02], [start, excess, 0.5]]
  }
}
