import Statistics
import Tables

/// Numbers shaped like the real ones: a quantile function with atoms for repeated values, and beyond it a tail where the rows
/// support one (see `TailFit`).
package struct EmpiricalGenerator: Generator {
  package static let name = "empirical"
  package static let summary = "numbers spread like the real ones, repeated values kept"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .decimal,
    parameters: Parameters([
      ("lower", .numbers([0, 10, 20])), ("upper", .numbers([10, 20, 60])), ("share", .numbers([0.3, 0.5, 0.2])),
      ("step", .number(0.5)), ("decimals", .integer(1)),
    ]))

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
    let (drawing, sample) = try fit(numbers, decimals: decimals(of: column), context, column: column.name)
    let tails = FittedTails(sample, drawing: drawing, k: max(1, context.privacy.k))
    return try FittedEmpirical(drawing: drawing, tails: tails, wish: ColumnTails(), column.name, column.kind)
  }

  /// A quantile function of plain numbers, also for the generators that take their range or moments from it.
  static func fit(
    _ numbers: [Double], decimals: Int?, _ context: FitContext, column: String
  ) throws(SynthesisError) -> (drawing: QuantileDrawing, sample: QuantileFunctionSample) {
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
    return (QuantileDrawing(function: function, grid: fit.grid), sample)
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
    let tails = try FittedTails(reader)
    return try FittedEmpirical(drawing: drawing, tails: tails, wish: column.tails, column.name, column.kind)
  }
}

private struct FittedEmpirical: FittedGenerator {
  private let drawing: QuantileDrawing
  private let tails: FittedTails
  private let tailed: TailedDrawing
  private let isInteger: Bool

  init(drawing: QuantileDrawing, tails: FittedTails, wish: ColumnTails, _ column: String, _ kind: ColumnKind)
    throws(SynthesisError)
  {
    self.drawing = drawing
    self.tails = tails
    tailed = try TailedDrawing(drawing, fitted: tails, wish: wish, column: column)
    isInteger = kind != .decimal
  }

  var isMarginal: Bool { true }

  var parameters: Parameters {
    var parameters = QuantileParameters.parameters(of: drawing.function, grid: drawing.grid)
    tails.append(to: &parameters)
    return parameters
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    isInteger
      ? .integers(tailed.integers(at: request.uniforms)) : .decimals(tailed.numbers(at: request.uniforms))
  }
}
