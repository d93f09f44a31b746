import Statistics
import Tables

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

  /// Half the distance of neighbouring values; 0 where they are not rounded.
  var half: Double { scale.map { 0.5 / $0 } ?? 0 }

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
