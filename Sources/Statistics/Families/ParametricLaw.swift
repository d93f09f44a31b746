import CDistributions

/// One law of a family: its parameters are known.
package struct ParametricLaw: Equatable, Sendable {
  package let family: ParametricFamily
  /// As the C face has them: one number each, or for mixtures their number and the lists one behind the other.
  package let parameters: [Double]

  /// - Returns: nil where the parameters lie outside their domain.
  package init?(_ family: ParametricFamily, _ parameters: [Double]) {
    guard parameters.allSatisfy(\.isFinite), Self.isComplete(parameters, family),
      !rs_law_cdf(family.law, parameters, 0).isNaN
    else { return nil }
    self.family = family
    self.parameters = parameters
  }

  private static func isComplete(_ parameters: [Double], _ family: ParametricFamily) -> Bool {
    guard family.parameters.contains(where: \.isList) else { return parameters.count == family.parameters.count }
    guard let first = parameters.first, let parts = Int(exactly: first), (1...Self.mostParts).contains(parts) else {
      return false
    }
    return parameters.count == 1 + parts * family.parameters.count
  }

  /// Parts of a mixture, at most.
  package static let mostParts = 100

  package static func == (left: ParametricLaw, right: ParametricLaw) -> Bool {
    left.family.name == right.family.name && left.parameters == right.parameters
  }

  /// Logarithm of the density, for laws of whole numbers of the probability; -∞ outside the support.
  package func logDensity(_ x: Double) -> Double { rs_law_log_density(family.law, parameters, x) }

  /// P(X ≤ x).
  package func cdf(_ x: Double) -> Double { rs_law_cdf(family.law, parameters, x) }

  /// P(X > x), as precise where it is small.
  package func survival(_ x: Double) -> Double { rs_law_survival(family.law, parameters, x) }

  /// The smallest x with P(X ≤ x) ≥ u.
  /// - Parameter share: inside (0, 1), else NaN.
  package func quantile(_ share: Double) -> Double { rs_law_quantile(family.law, parameters, share) }

  /// P(X ≤ x) of each of `values`.
  package func cdfs(of values: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: values.count) { target, initialized in
      if let first = target.baseAddress { rs_law_cdfs(family.law, parameters, values, first, values.count) }
      initialized = values.count
    }
  }

  func logLikelihood(_ sample: FamilySample) -> Double {
    sample.values.withUnsafeBufferPointer { values in
      sample.weights.withUnsafeBufferPointer { weights in
        var face = sample.face(values, weights)
        return rs_law_log_likelihood(family.law, parameters, &face)
      }
    }
  }
}

/// Quantiles of a law, many at once; from a table where the law finds them by iteration, good to 1e-8 but for the tails.
package struct LawQuantiles: Sendable {
  private let law: ParametricLaw
  private let table: [Double]
  private let isLogarithmic: Bool
  /// Of laws of whole numbers with few values: their first value and shares.
  private let whole: (first: Double, intervals: ShareIntervals)?

  /// - Complexity: up to a thousand quantiles of the law
  package init(_ law: ParametricLaw) {
    self.law = law
    whole = Self.wholeNumbers(law)
    var isLogarithmic = false
    if case .positive = law.family.support { isLogarithmic = true }
    self.isLogarithmic = isLogarithmic
    guard law.family.hasTable, whole == nil else {
      table = []
      return
    }
    var nodes = [Double](repeating: 0, count: 2 * Int(rs_table_nodes))
    let isGood = rs_law_table(law.family.law, law.parameters, isLogarithmic ? 1 : 0, &nodes) != 0
    table = isGood ? nodes : []
  }

  private static let mostWholeNumbers = 4_096.0

  private static func wholeNumbers(_ law: ParametricLaw) -> (Double, ShareIntervals)? {
    guard law.family.isWhole else { return nil }
    let (first, last) = (law.quantile(0x1p-53), law.quantile(1 - 0x1p-53))
    guard first.isFinite, last - first < mostWholeNumbers else { return nil }
    var shares: [Double] = []
    for value in stride(from: first, through: last, by: 1) { shares.append(Exponential.value(law.logDensity(value))) }
    guard shares.allSatisfy(\.isFinite), shares.contains(where: { $0 > 0 }) else { return nil }
    return (first, ShareIntervals(shares: shares))
  }

  /// The quantile of each of `uniforms`, which lie inside (0, 1).
  package func values(at uniforms: [Double]) -> [Double] {
    if let whole {
      let codes = [Int32](unsafeUninitializedCapacity: uniforms.count) { target, initialized in
        uniforms.withUnsafeBufferPointer { whole.intervals.fill(.init(rebasing: target[..<$0.count]), at: $0) }
        initialized = uniforms.count
      }
      return codes.map { whole.first + Double($0) }
    }
    return [Double](unsafeUninitializedCapacity: uniforms.count) { target, initialized in
      initialized = uniforms.count
      guard let first = target.baseAddress else { return }
      if table.isEmpty {
        rs_law_quantiles(law.family.law, law.parameters, uniforms, first, uniforms.count)
      } else {
        rs_table_quantiles(
          law.family.law, law.parameters, isLogarithmic ? 1 : 0, table, uniforms, first, uniforms.count)
      }
    }
  }
}
