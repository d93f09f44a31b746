import Statistics
import Tables

/// Unique values in no order: numbers of a range or texts of one pattern, each once.
package struct IdentifierGenerator: Generator {
  package static let name = "identifier"
  package static let summary = "unique values of one shape, each once: 17-999999"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .text,
    parameters: Parameters([
      ("pattern", .text("17-999999"))
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    guard profile.count > profile.missing else { return false }
    switch column.storage {
    case .integers, .text: return true
    case .levels: return profile.isNearlyUnique || column.kind == .identifier
    case .decimals, .instants: return false
    }
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    if let integers = column.presentIntegers, case .integers = column.storage {
      return try fit(integers, column, k: max(1, context.privacy.k))
    }
    let learned = TextPatternLearning.patterns(of: column.presentTexts ?? [], k: context.privacy.k)
    guard var pattern = learned.first?.pattern else {
      let reason = "no shape is shared by k = \(context.privacy.k) values"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    // Too few spare values for the table's own rows: let the fixed letters and digits vary as well.
    if pattern.capacity < UInt64(column.count) {
      var bytes: [UInt8] = []
      pattern.append(textNumber: 0, to: &bytes)
      pattern = TextPattern(shapeOf: bytes[...])
    }
    return FittedTextIdentifier(pattern: pattern, kind: column.kind)
  }

  /// The range of numbers with as many digits as k rows have, so that no row's own value is a bound.
  private static func fit(_ integers: [Int64], _ column: Column, k: Int) throws(SynthesisError)
    -> any FittedGenerator
  {
    guard integers.count >= k else {
      let reason = "\(integers.count) values; a recipe needs at least k = \(k)"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let sorted = integers.sorted()
    let (low, high) = (sorted[k - 1], sorted[sorted.count - k])
    let (minimum, maximum) = bounds(min(low, high), max(low, high), column: column)
    return FittedNumberIdentifier(minimum: minimum, maximum: maximum)
  }

  private static func bounds(_ low: Int64, _ high: Int64, column: Column) -> (Int64, Int64) {
    let top = roundUp(max(high.magnitude, low.magnitude, UInt64(max(1, column.count))))
    if low < 0 { return (-top, top) }
    // One width for all, and enough of them: keep the width.
    let bottom = low > 0 && roundUp(low.magnitude) == top && column.look.zeroPaddedWidth == nil ? (top + 1) / 10 : 0
    return (bottom, top)
  }

  /// 9, 99, 999, ...: the largest number with as many digits.
  private static func roundUp(_ value: UInt64) -> Int64 {
    var top: Int64 = 9
    while top.magnitude < value && top < 900_000_000_000_000_000 { top = top * 10 + 9 }
    return top.magnitude < value ? .max - 1 : top
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    guard parameters["pattern"] != nil else {
      let minimum = try reader.integer("minimum", in: Int64.min...Int64.max)
      let maximum = try reader.integer("maximum", in: Int64.min...Int64.max)
      guard minimum <= maximum, maximum.subtractingReportingOverflow(minimum).overflow == false else {
        throw reader.bad("maximum", "a whole number not below minimum (\(minimum)) and less than 2^63 above it")
      }
      return FittedNumberIdentifier(minimum: minimum, maximum: maximum)
    }
    guard let pattern = TextPattern(written: try reader.text("pattern")), !pattern.positions.isEmpty else {
      throw reader.bad("pattern", "a pattern such as AA-9999")
    }
    return FittedTextIdentifier(pattern: pattern, kind: column.kind)
  }
}

private struct FittedNumberIdentifier: FittedGenerator {
  let minimum: Int64
  let maximum: Int64

  var isMarginal: Bool { false }
  var parameters: Parameters { Parameters([("minimum", .integer(minimum)), ("maximum", .integer(maximum))]) }
  var capacity: UInt64? { UInt64(bitPattern: maximum &- minimum) + 1 }

  func values(for request: DrawRequest) -> ColumnStorage {
    let size = UInt64(bitPattern: maximum &- minimum) + 1
    let permutation = KeyedPermutation(stream: request.stream, size: size)
    return .integers(request.rows.map { minimum &+ Int64(bitPattern: permutation.value(ofRow: $0)) })
  }
}

private struct FittedTextIdentifier: FittedGenerator {
  let pattern: TextPattern
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parameters: Parameters { Parameters([("pattern", .text(pattern.written))]) }
  var capacity: UInt64? { pattern.capacity }

  func values(for request: DrawRequest) -> ColumnStorage {
    let permutation = KeyedPermutation(stream: request.stream, size: pattern.capacity)
    var texts = PackedText()
    var bytes: [UInt8] = []
    for row in request.rows {
      bytes.removeAll(keepingCapacity: true)
      pattern.append(textNumber: permutation.value(ofRow: row), to: &bytes)
      texts.append(bytes)
    }
    return TextStorage.storage(of: texts, kind: kind)
  }
}
