import Statistics
import Tables

/// Values of a list, by their shares. Columns that name the same list draw the same line of it in each row: country, region and
/// city of one place.
package struct ChoiceGenerator: Generator {
  package static let name = "choice"
  package static let summary = "values of a list by their shares; columns of one list stay on one line"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .categorical,
    parameters: Parameters([
      ("values", .texts(["Porto", "Lisbon", "Faro"])), ("shares", .numbers([3, 5, 1])), ("list", .text("places")),
    ]))

  /// Where the values were taken from, as the user named it.
  static let sourceName = "from"
  /// Longer lists are no choice but a table of their own.
  static let mostValues = 100_000
  private static let mostLearned = 1_000

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    switch column.storage {
    case .levels, .integers, .text: profile.count > profile.missing && profile.distinct <= mostLearned
    case .decimals, .instants: false
    }
  }

  /// Values of at least k rows.
  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    var counts: [ParameterValue: Int] = [:]
    if let integers = column.presentIntegers {
      for value in integers { counts[.integer(value), default: 0] += 1 }
    } else {
      for text in column.presentTexts ?? [] { counts[.text(ByteText(text)), default: 0] += 1 }
    }
    let kept = counts.filter { $0.value >= k }.sorted { isBefore($0.key, $1.key) }
    guard !kept.isEmpty, kept.count <= mostLearned else {
      let reason = kept.isEmpty ? "no value has k = \(k) rows" : "\(kept.count) values are more than \(mostLearned)"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let total = Double(kept.reduce(0) { $0 + $1.value })
    let shares = kept.map { QuantileFunctionFit.rounded(Double($0.value) / total, digits: 4) }
    return FittedChoice(
      values: ChoiceValues(kept.map(\.key)), shares: shares, list: nil, source: nil, kind: column.kind)
  }

  private static func isBefore(_ left: ParameterValue, _ right: ParameterValue) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left < right
    case (.text(let left), .text(let right)): left < right
    default: false
    }
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let values = try ChoiceValues(reader, column.kind)
    guard 1...mostValues ~= values.count else { throw reader.bad("values", "one to \(mostValues) values") }
    let shares =
      parameters["shares"] == nil
      ? Array(repeating: 1, count: values.count) : try reader.shares("shares", count: values.count)
    let list = parameters["list"] == nil ? nil : try reader.text("list", expected: "the name of a list")
    if case .numbers(let numbers) = values, list == nil, numbers != numbers.sorted() {
      throw reader.bad("values", "numbers from low to high, or a list to draw lines of")
    }
    let source = parameters[sourceName] == nil ? nil : try reader.text(sourceName)
    return FittedChoice(values: values, shares: shares, list: list, source: source, kind: column.kind)
  }
}

/// The values of a list as the column has them.
private enum ChoiceValues: Sendable {
  case texts([ByteText])
  case integers([Int64])
  case numbers([Double])

  init(_ values: [ParameterValue]) {
    let integers = values.compactMap { if case .integer(let value) = $0 { value } else { nil } }
    let texts = values.compactMap { if case .text(let value) = $0 { value } else { nil } }
    self = texts.isEmpty ? .integers(integers) : .texts(texts)
  }

  init(_ reader: ParameterReader, _ kind: ColumnKind) throws(SynthesisError) {
    switch kind {
    case .decimal: self = .numbers(try reader.numbers("values"))
    case .integer, .date, .time, .datetime: self = .integers(try Self.integers(reader))
    case .identifier:
      if case .integers(let list)? = reader.parameters["values"] { self = .integers(list) } else { fallthrough }
    case .boolean, .categorical, .text: self = .texts(try reader.texts("values"))
    }
  }

  private static func integers(_ reader: ParameterReader) throws(SynthesisError) -> [Int64] {
    let expected = "a list of whole numbers"
    let values = try reader.numbers("values", expected: expected)
    if case .integers(let exact)? = reader.parameters["values"] { return exact }
    var integers: [Int64] = []
    for value in values {
      guard let exact = Int64(exactly: value) else { throw reader.bad("values", expected) }
      integers.append(exact)
    }
    return integers
  }

  var count: Int {
    switch self {
    case .texts(let list): list.count
    case .integers(let list): list.count
    case .numbers(let list): list.count
    }
  }

  var parameter: ParameterValue {
    switch self {
    case .texts(let list): .texts(list)
    case .integers(let list): .integers(list)
    case .numbers(let list): .numbers(list)
    }
  }
}

private struct FittedChoice: FittedGenerator {
  private let values: ChoiceValues
  private let shares: [Double]
  private let list: ByteText?
  private let source: ByteText?
  private let kind: ColumnKind
  private let intervals: ShareIntervals

  init(values: ChoiceValues, shares: [Double], list: ByteText?, source: ByteText?, kind: ColumnKind) {
    self.values = values
    self.shares = shares
    self.list = list
    self.source = source
    self.kind = kind
    intervals = ShareIntervals(shares: shares)
  }

  /// A line of a shared list follows the row, not the column; values from elsewhere are nothing that the column's place among the
  /// others could go with; texts have no order.
  var isMarginal: Bool {
    if case .text = kind { return false }
    if kind == .identifier { return false }
    return list == nil && source == nil
  }

  var parameters: Parameters {
    var parameters = Parameters([("values", values.parameter), ("shares", .numbers(shares))])
    if let list { parameters["list"] = .text(list) }
    if let source { parameters[ChoiceGenerator.sourceName] = .text(source) }
    return parameters
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    let lines: [Int32]
    if let list {
      let stream = request.shared.stream(named: "list").stream(named: list.string)
      lines = stream.uniforms(rows: request.rows)[...].mapped { intervals.fill($0, at: $1) }
    } else {
      lines = request.uniforms.mapped { intervals.fill($0, at: $1) }
    }
    switch values {
    case .integers(let list):
      let drawn = lines.map { list[Int($0)] }
      return kind == .date || kind == .time || kind == .datetime ? .instants(drawn) : .integers(drawn)
    case .numbers(let list): return .decimals(lines.map { list[Int($0)] })
    case .texts(let list):
      guard kind == .categorical || kind == .boolean else {
        return .text(PackedText(lines.map { list[Int($0)] }))
      }
      return Self.levels(lines, of: list)
    }
  }

  /// A list may hold a value more than once: the country of each city.
  private static func levels(_ lines: [Int32], of list: [ByteText]) -> ColumnStorage {
    var levels: [ByteText] = []
    var known: [ByteText: Int32] = [:]
    let codes = list.map { text in
      if let code = known[text] { return code }
      known[text] = Int32(levels.count)
      levels.append(text)
      return Int32(levels.count - 1)
    }
    return .levels(codes: lines.map { codes[Int($0)] }, levels: levels)
  }
}
