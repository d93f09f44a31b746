import Statistics
import Tables

/// Dates, times and datetimes spread like the real ones.
package struct DatetimeGenerator: Generator {
  package static let name = "datetime"
  package static let summary = "dates and times spread like the real ones"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .date,
    parameters: Parameters([
      ("lower", .numbers([19_722.5])), ("upper", .numbers([20_088.5])), ("share", .numbers([1])), ("step", .number(1)),
      ("decimals", .integer(0)),
    ]))

  private static let day = 86_400_000_000.0

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    if case .instants = column.storage { profile.count > profile.missing } else { false }
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    guard suits(column, profile: context.profile), let found = drawing(of: column, k: k) else {
      throw SynthesisError(.cannotFit(generator: name, reason: "it needs dates or times"), column: column.name)
    }
    guard let drawing = found.drawing else {
      let reason = "\(found.rows) values; a recipe needs at least k = \(k)"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedDatetime(drawing: drawing)
  }

  /// The quantile function of a column's instants, and how many there are; nil for other columns.
  static func drawing(of column: Column, k: Int) -> (drawing: QuantileDrawing?, rows: Int)? {
    guard case .instants = column.storage, let numbers = column.presentNumbers else { return nil }
    var sample = QuantileFunctionSample(rows: numbers)
    var fit = fit(for: column.kind)
    fit.k = max(1, k)
    fit.grid = .fitting(values: sample.values, counts: sample.counts, decimals: 0, k: fit.k)
    if let grid = fit.grid { sample = sample.snapped(to: grid) }
    return (fit.fit(sample).map { QuantileDrawing(function: $0, grid: fit.grid) }, sample.total)
  }

  /// Outer edges are rounded to whole weeks, months and years, or seconds, minutes, hours and days.
  private static func fit(for kind: ColumnKind) -> QuantileFunctionFit {
    var fit = QuantileFunctionFit()
    let days: [Double] = [1, 7, 28, 91, 365, 3_650]
    let clock: [Double] = [1, 1_000, 1e6, 15e6, 60e6, 900e6, 3_600e6]
    switch kind {
    case .date: fit.units = days
    case .time:
      fit.units = clock
      fit.bounds = 0...(day - 1)
    default: fit.units = clock + days.map { $0 * day }
    }
    return fit
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let function = try QuantileParameters.function(reader)
    return FittedDatetime(drawing: QuantileDrawing(function: function, grid: try QuantileParameters.grid(reader)))
  }
}

private struct FittedDatetime: FittedGenerator {
  let drawing: QuantileDrawing

  var isMarginal: Bool { true }
  var parameters: Parameters { QuantileParameters.parameters(of: drawing.function, grid: drawing.grid) }

  func values(for request: DrawRequest) -> ColumnStorage { .instants(drawing.integers(at: request.uniforms)) }
}
