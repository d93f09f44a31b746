import Statistics
import Tables

/// Generators of numbers of a parametric family.
package protocol ParametricGenerator: Generator {
  static var family: ParametricFamily { get }
}

/// A family of `Statistics` as a generator: fitted by maximum likelihood, truncated and rounded as its recipe says, with a share of
/// extra zeros. One line of `Generators.all` for each family.
package struct FamilyGenerator<Named: NamedFamily>: ParametricGenerator {
  package static var family: ParametricFamily { Named.family }
  package static var name: String { family.name }
  package static var summary: String { family.summary }
  package static var example: GeneratorExample? { FamilyParameters.example(of: family) }

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    FamilyColumn.suits(family, column, profile)
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let prepared = try FamilyColumn(column, k: max(1, context.privacy.k), generator: name)
    guard let fit = LawFit(family, prepared.sample) else {
      let reason = FamilyColumn.needs(family)
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return try prepared.fitted(fit, to: column)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let law = try FamilyParameters.law(family, reader)
    let share = try reader.optionalNumber(
      FamilyParameters.zeroShare, expected: "a share from 0 to below 1", where: { 0..<1 ~= $0 })
    return try FittedFamily(
      law: law, zeroShare: share ?? 0, bounds: try FamilyParameters.bounds(of: family, reader),
      rounding: try DecimalRounding(reader, column), column: column.name, kind: column.kind)
  }
}

/// A law with its zeros, bounds and decimals, ready to draw.
struct FittedFamily: FittedGenerator {
  typealias Bounds = (minimum: Double?, maximum: Double?)

  let law: ParametricLaw
  let zeroShare: Double
  let bounds: Bounds
  let rounding: DecimalRounding
  private let kind: ColumnKind
  private let quantiles: LawQuantiles
  /// The part of the law that lies between the bounds, as shares.
  private let inside: (low: Double, high: Double)
  /// The uniform at which the extra zeros begin.
  private let zerosFrom: Double

  /// - Throws: `.badParameter` for bounds with next to nothing of the law between them.
  init(
    law: ParametricLaw, zeroShare: Double, bounds: Bounds, rounding: DecimalRounding, column: String, kind: ColumnKind
  ) throws(SynthesisError) {
    self.law = law
    self.zeroShare = zeroShare
    self.bounds = bounds
    self.rounding = rounding
    self.kind = kind
    let half = rounding.half
    let isWhole = law.family.isWhole
    let low = bounds.minimum.map { isWhole ? law.cdf($0.rounded(.up) - 1) : law.cdf($0 - half) } ?? 0
    let high = bounds.maximum.map { law.cdf($0 + (isWhole ? 0 : half)) } ?? 1
    guard high - low > 1e-9 else {
      let name = bounds.maximum == nil ? "minimum" : "maximum"
      let found = (bounds.maximum ?? bounds.minimum).map { "\($0)" } ?? "none"
      let expected = "bounds with some of the \(law.family.name) law between them"
      throw SynthesisError(.badParameter(name: name, found: found, expected: expected), column: column)
    }
    inside = (low, high)
    let below = isWhole ? law.cdf(-1) : law.cdf(0)
    zerosFrom = (1 - zeroShare) * min(max((below - low) / (high - low), 0), 1)
    quantiles = LawQuantiles(law)
  }

  var isMarginal: Bool { true }

  var parameters: Parameters {
    var parameters = FamilyParameters.parameters(of: law)
    let family = law.family
    if FamilyParameters.hasZeroShare(family) { parameters[FamilyParameters.zeroShare] = .number(zeroShare) }
    if FamilyParameters.hasBounds(family) {
      parameters["minimum"] = bounds.minimum.map { .number($0) } ?? FamilyParameters.none
      parameters["maximum"] = bounds.maximum.map { .number($0) } ?? FamilyParameters.none
    }
    return rounding.appended(to: parameters)
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    let (from, to) = (zerosFrom, zerosFrom + zeroShare)
    let (low, width, rest) = (inside.low, inside.high - inside.low, 1 - zeroShare)
    let shares = request.uniforms.map { u -> Double in
      let own = zeroShare == 0 ? u : u < from ? u / rest : u < to ? from / rest : (u - zeroShare) / rest
      return min(max(low + own * width, Double.leastNormalMagnitude), 1 - 0x1p-53)
    }
    var values = quantiles.values(at: shares)
    if zeroShare > 0 {
      for (place, u) in request.uniforms.enumerated() where u >= from && u < to { values[place] = 0 }
    }
    return storage(values)
  }

  private func storage(_ values: [Double]) -> ColumnStorage {
    let limit = Double.greatestFiniteMagnitude
    let (least, most) = (max(bounds.minimum ?? -limit, -limit), min(bounds.maximum ?? limit, limit))
    let drawn = values.map { value in
      // Beyond all numbers there is only the last one.
      min(max(rounding.rounded(value.isNaN ? 0 : min(max(value, -limit), limit)), least), most)
    }
    if kind == .time { return .instants(drawn.map { min(Int64(clamping: $0), FamilyColumn.lastMicrosecond) }) }
    return rounding.storage(drawn)
  }
}
