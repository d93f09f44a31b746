import Tables

/// Evenly spaced values in order: row numbers, daily dates.
///
/// Every row of a run determines its start, so start and step are supported by all rows.
package struct SequenceGenerator: Generator {
  package static let name = "sequence"
  package static let summary = "evenly spaced values in order, each once"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .integer,
    parameters: Parameters([
      ("start", .integer(1)), ("step", .integer(1)),
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    column.count > 1 && profile.missing == 0 && run(of: column) != nil
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    guard column.count >= max(2, context.privacy.k), column.missingCount == 0, let run = run(of: column) else {
      let reason = "the values are not evenly spaced in order"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedSequence(start: run.start, step: run.step, kind: column.kind)
  }

  private static func run(of column: Column) -> (start: Int64, step: Int64)? {
    let values: [Int64]
    switch column.storage {
    case .integers(let list), .instants(let list): values = list
    default: return nil
    }
    guard values.count > 1, !column.missing.contains(true) else { return nil }
    let step = values[1].subtractingReportingOverflow(values[0])
    guard !step.overflow, step.partialValue != 0 else { return nil }
    for index in 1..<values.count where values[index] &- values[index - 1] != step.partialValue { return nil }
    return (values[0], step.partialValue)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let start = try reader.integer("start", in: Int64.min...Int64.max)
    let step = try reader.integer("step", in: Int64.min...Int64.max)
    guard step != 0 else { throw reader.bad("step", "a whole number other than 0") }
    return FittedSequence(start: start, step: step, kind: column.kind)
  }
}

private struct FittedSequence: FittedGenerator {
  let start: Int64
  let step: Int64
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parameters: Parameters { Parameters([("start", .integer(start)), ("step", .integer(step))]) }

  /// Rows until the next value would not fit in 64 bits.
  var capacity: UInt64? {
    let room = step > 0 ? Int64.max.distance(from: start) : start.distance(from: Int64.min)
    let rows = room / step.magnitude
    return rows == .max ? rows : rows + 1
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    let values = request.rows.map { row in start &+ Int64(bitPattern: row) &* step }
    switch kind {
    case .date, .time, .datetime: return .instants(values)
    case .decimal: return .decimals(values.map(Double.init))
    default: return .integers(values)
    }
  }
}

extension Int64 {
  /// self - other, which may need 64 bits without a sign. - Precondition: other <= self.
  fileprivate func distance(from other: Int64) -> UInt64 { UInt64(bitPattern: self &- other) }
}
