import Tables

/// One value in every row.
package struct ConstantGenerator: Generator {
  package static let name = "constant"
  package static let summary = "one value in every row"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .integer,
    parameters: Parameters([
      ("value", .integer(7))
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool { profile.isConstant }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    guard column.count - column.missingCount >= k, let value = commonValue(of: column) else {
      let reason = "it needs one value in at least k = \(k) rows and no other"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedConstant(value: value, kind: column.kind)
  }

  private static func commonValue(of column: Column) -> ParameterValue? {
    if case .decimals = column.storage, let numbers = column.presentNumbers, let first = numbers.first {
      return numbers.allSatisfy { $0 == first } ? .number(first) : nil
    }
    if let integers = column.presentIntegers, let first = integers.first {
      return integers.allSatisfy { $0 == first } ? .integer(first) : nil
    }
    guard let texts = column.presentTexts, let first = texts.first else { return nil }
    return texts.allSatisfy { $0 == first } ? .text(ByteText(first)) : nil
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    switch column.kind {
    case .integer, .date, .time, .datetime:
      let value = try reader.integer("value", in: Int64.min...Int64.max)
      return FittedConstant(value: .integer(value), kind: column.kind)
    case .decimal: return FittedConstant(value: .number(try reader.number("value")), kind: column.kind)
    case .identifier:
      if case .integer(let value)? = parameters["value"] {
        return FittedConstant(value: .integer(value), kind: column.kind)
      }
      return FittedConstant(value: .text(try reader.text("value")), kind: column.kind)
    case .boolean, .categorical, .text:
      return FittedConstant(value: .text(try reader.text("value")), kind: column.kind)
    }
  }
}

private struct FittedConstant: FittedGenerator {
  let value: ParameterValue
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parameters: Parameters { Parameters([("value", value)]) }

  func values(for request: DrawRequest) -> ColumnStorage {
    let count = request.rows.count
    switch (value, kind) {
    case (.integer(let value), .date), (.integer(let value), .time), (.integer(let value), .datetime):
      return .instants(Array(repeating: value, count: count))
    case (.integer(let value), _): return .integers(Array(repeating: value, count: count))
    case (.number(let value), _): return .decimals(Array(repeating: value, count: count))
    case (.text(let value), .boolean), (.text(let value), .categorical):
      return .levels(codes: Array(repeating: 0, count: count), levels: [value])
    case (.text(let value), _): return .text(PackedText(repeatElement(value, count: count)))
    default: return .text(PackedText(repeatElement(ByteText(""), count: count)))
    }
  }
}
