import Statistics
import Tables

/// Whole numbers that are clock times, hours times 100 plus minutes: spread like the real ones, and never 1275.
package struct ClockNumberGenerator: Generator {
  package static let name = "clock_number"
  package static let summary = "whole numbers that are clock times: 2359"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .integer,
    parameters: Parameters([
      ("lower", .numbers([359.5])), ("upper", .numbers([1_319.5])), ("share", .numbers([1])), ("step", .number(5)),
      ("decimals", .integer(0)),
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    column.kind == .integer && ClockNumbers.areIn(column)
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    guard column.kind == .integer, ClockNumbers.areIn(column) else {
      let reason = "it needs whole numbers that are clock times, 0 to 2400"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    guard let drawing = drawing(of: column, k: max(1, context.privacy.k)) else {
      let reason = "a recipe needs at least k = \(context.privacy.k) values"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedClockNumber(drawing: drawing)
  }

  /// The quantile function of the minutes since midnight.
  static func drawing(of column: Column, k: Int) -> QuantileDrawing? {
    let minutes = (column.presentIntegers ?? []).map { Double(ClockNumbers.minutes($0)) }
    var sample = QuantileFunctionSample(rows: minutes)
    var fit = QuantileFunctionFit()
    fit.k = max(1, k)
    fit.units = [1, 5, 15, 60]
    fit.bounds = ClockNumbers.bounds(minutes)
    fit.grid = .fitting(values: sample.values, counts: sample.counts, decimals: 0, k: fit.k)
    if let grid = fit.grid { sample = sample.snapped(to: grid) }
    return fit.fit(sample).map { QuantileDrawing(function: $0, grid: fit.grid) }
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let function = try QuantileParameters.function(reader)
    guard function.lowest >= -0.5, function.highest <= ClockNumbers.lastMinute + 0.5 else {
      throw reader.bad("lower", "minutes since midnight, 0 to \(Int(ClockNumbers.lastMinute))")
    }
    return FittedClockNumber(
      drawing: QuantileDrawing(function: function, grid: try QuantileParameters.grid(reader)))
  }
}

private struct FittedClockNumber: FittedGenerator {
  let drawing: QuantileDrawing

  var isMarginal: Bool { true }
  var parameters: Parameters { QuantileParameters.parameters(of: drawing.function, grid: drawing.grid) }

  func values(for request: DrawRequest) -> ColumnStorage {
    .integers(drawing.integers(at: request.uniforms).map(ClockNumbers.number))
  }
}

/// Clock times as whole numbers, 0 to 2400.
enum ClockNumbers {
  static let lastMinute = 1_440.0

  /// Other whole numbers hardly ever have so many values, in so many hours, and none of them with minutes above 59.
  private static let (fewestValues, fewestHours, fewestMinutes) = (30, 6, 4)

  static func minutes(_ number: Int64) -> Int64 { number / 100 * 60 + number % 100 }
  static func number(_ minutes: Int64) -> Int64 { minutes / 60 * 100 + minutes % 60 }

  /// Midnight is 2400 only where the column says so.
  static func bounds(_ minutes: [Double]) -> ClosedRange<Double> {
    0...(minutes.contains(lastMinute) ? lastMinute : lastMinute - 1)
  }

  /// Whether all values are clock times, and too many to be so by chance.
  static func areIn(_ column: Column) -> Bool {
    guard case .integers(let numbers) = column.storage else { return false }
    var isSeen = [Bool](repeating: false, count: 2_401)
    for (row, number) in numbers.enumerated() {
      if number >= 0, number <= 2_400, number % 100 < 60 {
        isSeen[Int(number)] = isSeen[Int(number)] || !column.isMissing(row)
      } else if !column.isMissing(row) {
        return false
      }
    }
    let seen = isSeen.indices.filter { isSeen[$0] }
    let minutes = Set(seen.map { $0 % 100 })
    return seen.count >= fewestValues && Set(seen.map { $0 / 100 }).count >= fewestHours
      && minutes.count >= fewestMinutes && (minutes.max() ?? 0) >= 45
  }
}
