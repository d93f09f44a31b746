import Statistics
import Tables

/// Keys of another table's rows: that table's key column is drawn again from its own recipe's seed and generator, so every key is
/// one that it has, in any part of either table and without reading it.
package struct ForeignKeyGenerator: Generator {
  package static let name = "foreign_key"
  package static let summary = "keys of another table's rows, some rows more often than others"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .integer,
    parameters: Parameters([
      ("table", .text("customers")), ("key", .text("id")), ("rows", .integer(5_000)), ("seed", .integer(42)),
      ("spread", .number(0.5)), ("minimum", .integer(0)), ("maximum", .integer(99_999)),
    ]))

  private static let rowLimits: ClosedRange<Int64> = 1...1_000_000_000
  /// Rows of the other table whose weights are kept in memory.
  fileprivate static let mostWeighted: Int64 = 10_000_000

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    let present = profile.count - profile.missing
    guard column.kind == .integer || column.kind == .identifier || column.kind == .text else { return false }
    return profile.distinct > 20 && 3 * profile.distinct < 2 * present
      && IdentifierGenerator.suits(column, profile: profile)
  }

  /// As many rows as there are different keys, shaped like them; the spread by the moments of how often each occurs.
  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    guard suits(column, profile: context.profile) else {
      let reason = "it needs keys of which most occur several times"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let counts = occurrences(in: column)
    let mean = counts.reduce(0, +) / Double(counts.count)
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count)
    let spread = max(0, (variance - mean) / (mean * mean))
    var parameters = Parameters([
      ("table", .text("table")), ("key", .text(ByteText(column.name))), ("rows", .integer(Int64(counts.count))),
      ("seed", .integer(42)), ("spread", .number(QuantileFunctionFit.rounded(spread, digits: 3))),
    ])
    for entry in try IdentifierGenerator.fit(column, in: context).parameters.entries {
      parameters[entry.name] = entry.value
    }
    let recipe = ColumnRecipe(
      name: column.name, kind: column.kind, look: column.look, missingShare: 0, generator: name,
      parameters: parameters)
    return try restore(parameters, column: recipe)
  }

  private static func occurrences(in column: Column) -> [Double] {
    if let integers = column.presentIntegers {
      return Dictionary(grouping: integers) { $0 }.map { Double($0.value.count) }
    }
    return Dictionary(grouping: column.presentTexts ?? []) { ByteText($0) }.map { Double($0.value.count) }
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let (table, key) = (try reader.text("table"), try reader.text("key"))
    let rows = try reader.integer("rows", expected: "the number of the table's rows", in: rowLimits)
    let seed = try reader.integer("seed", expected: "the seed of the table's recipe", in: 0...Int64.max)
    let spread =
      try reader.optionalNumber("spread", expected: "0 (all alike) to 1000", where: { 0...1_000 ~= $0 }) ?? 0
    guard spread == 0 || rows <= mostWeighted else {
      throw reader.bad("spread", "0 for a table of more than \(mostWeighted) rows")
    }
    let own = ColumnRecipe(
      name: key.string, kind: column.kind, look: column.look, missingShare: 0, generator: "", parameters: parameters)
    let keys =
      parameters["start"] == nil
      ? try IdentifierGenerator.restore(parameters, column: own)
      : try SequenceGenerator.restore(parameters, column: own)
    if let capacity = keys.capacity, capacity < UInt64(rows) {
      throw reader.bad("rows", "at most \(capacity), for there are no more keys")
    }
    return FittedForeignKey(
      parameters: parameters, keys: keys, rows: UInt64(rows), seed: UInt64(seed), spread: spread, table: table.string,
      key: key.string)
  }
}

private struct FittedForeignKey: FittedGenerator {
  let parameters: Parameters
  private let keys: any FittedGenerator
  private let rows: UInt64
  /// Where the other table's key column takes its randomness from.
  private let stream: RandomStream
  /// Cumulative weights of the rows; empty where all weigh the same.
  private let weights: [Double]

  init(
    parameters: Parameters, keys: any FittedGenerator, rows: UInt64, seed: UInt64, spread: Double, table: String,
    key: String
  ) {
    self.parameters = parameters
    self.keys = keys
    self.rows = rows
    let root = RandomStream(seed: seed)
    stream = Synthesizer.values(ofColumn: key, root)
    weights = Self.weights(rows, spread, root.stream(named: "weights").stream(named: table))
  }

  /// Gamma weights with mean 1 and variance `spread`: so the number of references to a row is negative binomial, with variance
  /// mean + spread mean².
  private static func weights(_ rows: UInt64, _ spread: Double, _ stream: RandomStream) -> [Double] {
    guard spread > 0, let law = ParametricLaw(GammaFamily.family, [1 / spread, spread]) else { return [] }
    var sum = 0.0
    return LawQuantiles(law).values(at: stream.uniforms(rows: 0..<rows)).map { weight in
      sum += max(weight, 1e-12)
      return sum
    }
  }

  var isMarginal: Bool { false }

  func values(for request: DrawRequest) -> ColumnStorage {
    let chosen = request.uniforms.map { row(at: $0) }
    let drawn = chosen.map { row in
      keys.values(for: DrawRequest(rows: row..<row + 1, uniforms: [0.5], stream: stream))
    }
    let none = keys.values(for: DrawRequest(rows: 0..<0, uniforms: [], stream: stream))
    switch none {
    case .integers:
      return .integers(drawn.compactMap { if case .integers(let list) = $0 { list.first } else { nil } })
    case .text:
      return .text(PackedText(drawn.compactMap { if case .text(let list) = $0 { list[0] } else { nil } }))
    case .decimals, .instants, .levels: return none
    }
  }

  private func row(at uniform: Double) -> UInt64 {
    guard let total = weights.last else { return min(rows - 1, UInt64(uniform * Double(rows))) }
    let place = uniform * total
    var (low, high) = (0, weights.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if weights[middle] > place { high = middle } else { low = middle + 1 }
    }
    return UInt64(low)
  }
}
