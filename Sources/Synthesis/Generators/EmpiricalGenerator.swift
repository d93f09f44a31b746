import Statistics
import Tables

/// Numbers shaped like the real ones: a quantile function with atoms for repeated values.
package struct EmpiricalGenerator: Generator {
  package static let name = "empirical"
  package static let summary = "numbers spread like the real ones, repeated values kept"

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    switch column.storage {
    case .integers, .decimals: profile.count > profile.missing
    case .levels, .instants, .text: false
    }
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    guard suits(column, profile: context.profile), let numbers = column.presentNumbers else {
      throw SynthesisError(.cannotFit(generator: name, reason: "it needs numbers"), column: column.name)
    }
    let fitted = try fit(numbers, decimals: decimals(of: column), context, column: column.name)
    return FittedEmpirical(drawing: fitted, isInteger: column.kind != .decimal)
  }

  /// A quantile function of plain numbers, also for the generators that take their range or moments from it.
  static func fit(
    _ numbers: [Double], decimals: Int?, _ context: FitContext, column: String
  ) throws(SynthesisError) -> QuantileDrawing {
    let k = max(1, context.privacy.k)
    var sample = QuantileFunctionSample(rows: numbers)
    var fit = QuantileFunctionFit()
    fit.k = k
    if let decimals {
      fit.grid = .fitting(values: sample.values, counts: sample.counts, decimals: decimals, k: k)
    }
    if let grid = fit.grid { sample = sample.snapped(to: grid) }
    guard let function = fit.fit(sample) else {
      let reason = "\(sample.total) values; a recipe needs at least k = \(k)"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column)
    }
    return QuantileDrawing(function: function, grid: fit.grid)
  }

  /// Digits after the mark that all values have in common; nil where they are unlimited.
  static func decimals(of column: Column) -> Int? {
    guard column.kind == .decimal else { return 0 }
    switch column.look.decimals {
    case .fixed(let digits), .upTo(let digits): return digits
    case .shortest: return nil
    }
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let function = try QuantileParameters.function(reader)
    let drawing = QuantileDrawing(function: function, grid: try QuantileParameters.grid(reader))
    return FittedEmpirical(drawing: drawing, isInteger: column.kind != .decimal)
  }
}

private struct FittedEmpirical: FittedGenerator {
  let drawing: QuantileDrawing
  let isInteger: Bool

  var isMarginal: Bool { true }
  var parameters: Parameters { QuantileParameters.parameters(of: drawing.function, grid: drawing.grid) }

  func values(for request: DrawRequest) -> ColumnStorage {
    isInteger
      ? .integers(drawing.integers(at: request.uniforms)) : .decimals(drawing.numbers(at: request.uniforms))
  }
}
