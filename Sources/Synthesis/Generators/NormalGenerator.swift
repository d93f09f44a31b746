import Statistics
import Tables

/// Numbers of a normal distribution.
package struct NormalGenerator: Generator {
  package static let name = "normal"
  package static let summary = "numbers of a normal distribution"

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    EmpiricalGenerator.suits(column, profile: profile)
  }

  /// Mean and deviation are those of the fitted quantile function, so that one wild record cannot move them.
  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let numbers = column.presentNumbers ?? []
    let digits = EmpiricalGenerator.decimals(of: column)
    let function = try EmpiricalGenerator.fit(numbers, decimals: digits, context, column: column.name).drawing.function
    let moments = function.moments
    let sign = moments.mean < 0 ? -1.0 : 1.0
    return FittedNormal(
      mean: sign * QuantileFunctionFit.rounded(moments.mean.magnitude, digits: 4),
      standardDeviation: QuantileFunctionFit.rounded(moments.standardDeviation, digits: 4),
      rounding: DecimalRounding(decimals: digits, isInteger: column.kind != .decimal))
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    return FittedNormal(
      mean: try reader.number("mean"),
      standardDeviation: try reader.number(
        "standard_deviation", expected: "a number of at least 0", where: { $0 >= 0 }),
      rounding: try DecimalRounding(reader, column))
  }
}

private struct FittedNormal: FittedGenerator {
  let mean: Double
  let standardDeviation: Double
  let rounding: DecimalRounding

  var isMarginal: Bool { true }
  var parameters: Parameters {
    rounding.appended(
      to: Parameters([("mean", .number(mean)), ("standard_deviation", .number(standardDeviation))]))
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    let limit = Double.greatestFiniteMagnitude
    return rounding.storage(
      request.uniforms.map { u in
        let value = mean + standardDeviation * Normal.quantile(u)
        return rounding.rounded(min(max(value, -limit), limit))
      })
  }
}
