import Statistics
import Tables

/// Numbers spread evenly between two bounds.
package struct UniformGenerator: Generator {
  package static let name = "uniform"
  package static let summary = "numbers spread evenly between two bounds"

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    EmpiricalGenerator.suits(column, profile: profile)
  }

  /// The bounds are the outer edges of the fitted quantile function, so no record decides them.
  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let numbers = column.presentNumbers ?? []
    let digits = EmpiricalGenerator.decimals(of: column)
    let function = try EmpiricalGenerator.fit(numbers, decimals: digits, context, column: column.name).drawing.function
    let rounding = DecimalRounding(decimals: digits, isInteger: column.kind != .decimal)
    return FittedUniform(
      minimum: rounding.rounded(function.lowest), maximum: rounding.rounded(function.highest), rounding: rounding)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let minimum = try reader.number("minimum")
    let maximum = try reader.number(
      "maximum", expected: "a number not below minimum (\(minimum))", where: { $0 >= minimum })
    return FittedUniform(minimum: minimum, maximum: maximum, rounding: try DecimalRounding(reader, column))
  }
}

private struct FittedUniform: FittedGenerator {
  let minimum: Double
  let maximum: Double
  let rounding: DecimalRounding

  var isMarginal: Bool { true }
  var parameters: Parameters {
    rounding.appended(to: Parameters([("minimum", .number(minimum)), ("maximum", .number(maximum))]))
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    let (minimum, maximum, rounding) = (minimum, maximum, rounding)
    return rounding.storage(
      request.uniforms.map { u in
        min(max(rounding.rounded(minimum * (1 - u) + maximum * u), minimum), maximum)
      })
  }
}

/// The decimals of a parametric generator's values.
struct DecimalRounding: Equatable, Sendable {
  /// nil: not rounded.
  let decimals: Int?
  let isInteger: Bool
  /// Ten to the power of the decimals; nil: not rounded.
  private let scale: Double?

  init(decimals: Int?, isInteger: Bool) {
    self.decimals = isInteger ? 0 : decimals
    self.isInteger = isInteger
    scale = self.decimals.flatMap { $0 <= 15 ? QuantileFunctionGrid.powerOfTen($0) : nil }
  }

  init(_ reader: ParameterReader, _ column: ColumnRecipe) throws(SynthesisError) {
    let decimals = try reader.optionalInteger("decimals", expected: "0 to 15", in: 0...15)
    self.init(decimals: decimals.map { Int($0) }, isInteger: column.kind != .decimal)
  }

  func appended(to parameters: Parameters) -> Parameters {
    var parameters = parameters
    if let decimals { parameters["decimals"] = .integer(Int64(min(decimals, 15))) }
    return parameters
  }

  @inline(__always)
  func rounded(_ value: Double) -> Double {
    guard let scale else { return value }
    let scaled = value * scale
    return scaled.magnitude < 9e15 ? scaled.rounded() / scale : value
  }

  func storage(_ values: [Double]) -> ColumnStorage {
    isInteger ? .integers(values.map { Int64(clamping: $0.rounded()) }) : .decimals(values)
  }
}
