import Statistics
import Tables

/// Times that only rise from row to row, with gaps of a gamma law: arrivals, log lines, measurements.
///
/// Row i is found without drawing the rows before it (`GapSums`).
package struct ArrivalsGenerator: Generator {
  package static let name = "arrivals"
  package static let summary = "rising times with random gaps: arrivals, log lines"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .datetime,
    parameters: Parameters([
      ("start", .integer(1_704_067_200_000_000)), ("mean_gap", .number(90)), ("shape", .number(1)),
      ("step", .integer(1_000_000)),
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    guard column.kind == .datetime, profile.missing == 0, profile.count > 40 else { return false }
    return gaps(of: column) != nil
  }

  /// Seconds between neighbouring rows; nil where one is below 0 or all are alike.
  private static func gaps(of column: Column) -> [Double]? {
    guard case .instants(let values) = column.storage, values.count > 1, !column.missing.contains(true) else {
      return nil
    }
    var gaps: [Double] = []
    for (value, next) in zip(values, values.dropFirst()) {
      let (gap, overflow) = next.subtractingReportingOverflow(value)
      guard !overflow, gap >= 0 else { return nil }
      gaps.append(Double(gap) / 1e6)
    }
    return gaps.contains { $0 != gaps[0] } ? gaps : nil
  }

  /// Rows begin at the beginning of the day of the k-th: no row of its own decides it.
  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    guard column.kind == .datetime, let gaps = gaps(of: column), case .instants(let values) = column.storage else {
      let reason = "it needs times that rise from row to row"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let sorted = QuantileFunctionSample(rows: values.map(Double.init))
    let grid = QuantileFunctionGrid.fitting(values: sorted.values, counts: sorted.counts, decimals: 0, k: k)
    let step = grid.flatMap { Int64(exactly: $0.step) } ?? 1
    let rows = QuantileFunctionSample(rows: gaps)
    guard let sample = FamilySample(rows, k: k, step: Double(step) / 1e6, isWhole: false),
      let law = LawFit(GammaFamily.family, sample)?.law
    else {
      let reason =
        "\(values.count) rows; a fit needs at least \(FamilySample.leastRows(k: k) + 1), with gaps that differ"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let shape = QuantileFunctionFit.rounded(min(max(law.parameters[0], 0.01), 1e4), digits: 3)
    let day = Int64(86_400_000_000)
    let start = values[k - 1] / day * day
    return FittedArrivals(
      start: start,
      sums: GapSums(mean: QuantileFunctionFit.rounded(law.parameters[0] * law.parameters[1], digits: 4), shape: shape),
      step: step)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    guard column.kind == .datetime else {
      throw SynthesisError(.cannotFit(generator: name, reason: "it needs dates with times"), column: column.name)
    }
    let start = try reader.integer("start", expected: "microseconds since 1970-01-01", in: -1 << 60...1 << 60)
    let mean = try reader.number("mean_gap", expected: "seconds, above 0", where: { $0 > 0 && $0 < 1e12 })
    let shape = try reader.number(
      "shape", expected: "0.01 (in bursts) to 10000 (evenly); 1 is at random", where: { 0.01...1e4 ~= $0 })
    let step = try reader.optionalInteger("step", expected: "microseconds, above 0", in: 1...86_400_000_000) ?? 1
    return FittedArrivals(start: start, sums: GapSums(mean: mean, shape: shape), step: step)
  }
}

private struct FittedArrivals: FittedGenerator {
  let start: Int64
  let sums: GapSums
  let step: Int64

  var isMarginal: Bool { false }
  var parameters: Parameters {
    Parameters([
      ("start", .integer(start)), ("mean_gap", .number(sums.mean)), ("shape", .number(sums.shape)),
      ("step", .integer(step)),
    ])
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    .instants(
      sums.sums(rows: request.rows, stream: request.stream).map { seconds in
        let steps = Int64(clamping: (seconds * 1e6 / Double(step)).rounded(.down))
        let (distance, overflow) = steps.multipliedReportingOverflow(by: step)
        let (sum, isBeyond) = start.addingReportingOverflow(distance)
        return overflow || isBeyond ? .max : sum
      })
  }
}
