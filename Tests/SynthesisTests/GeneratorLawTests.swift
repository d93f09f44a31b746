import Statistics
import Tables
import Testing

@testable import Synthesis

/// Laws that every member of `Generators.all` obeys on every column that it suits.
@Suite struct GeneratorLawTests {
  private static let parametersThatAreNoValues = [
    "share", "shares", "step", "decimals", "mean", "standard_deviation", "lower_shape_interval",
    "upper_shape_interval", "zero_share", "rows", "seed", "spread", "trend", "months", "weekdays", "hours", "mean_gap",
    "shape",
  ]
  /// Shapes, shares and scales of families: an average may be a rare value by chance, but a location is looked at.
  private static let parametersOfFamilies = Set(
    Generators.families.flatMap { $0.family.parameters }.filter { $0.domain != .value }.map(\.name))
  /// Formulas fit no column by themselves: their laws are in `FormulaTests`.
  static let names = Generators.all.map { $0.name }.filter { $0 != FormulaGenerator.name }

  struct Fit: Sendable {
    let column: Column
    let recipe: ColumnRecipe
    let fitted: any FittedGenerator
  }

  /// Every generator fitted to every column that it suits, large and small.
  private static let allFits: [String: [Fit]] = {
    let extra = [PersonalSamples.emails(1200), PersonalSamples.names(1200)]
    let columns = (SampleTables.columns(1200) + extra + SampleTables.more(1200) + SampleTables.columns(40)).map {
      ($0, Profiler.profile($0))
    }
    var fits: [String: [Fit]] = [:]
    for type in Generators.all {
      fits[type.name] = columns.filter { type.suits($0.0, profile: $0.1) }.compactMap { fit(type, $0.0, $0.1) }
    }
    return fits
  }()

  private static func fit(_ type: any Generator.Type, _ column: Column, _ profile: ColumnProfile) -> Fit? {
    let context = FitContext(profile: profile, privacy: PrivacySettings())
    guard let fitted = try? type.fit(column, in: context) else { return nil }
    let recipe = ColumnRecipe(
      name: column.name, kind: column.kind, look: column.look, missingShare: 0, generator: type.name,
      parameters: fitted.parameters)
    return Fit(column: column, recipe: recipe, fitted: fitted)
  }

  private func fits(_ name: String) throws -> [Fit] { try #require(Self.allFits[name]) }

  private func request(_ rows: Range<UInt64>, seed: UInt64 = 5) -> DrawRequest {
    let stream = RandomStream(seed: seed)
    return DrawRequest(rows: rows, uniforms: rows.map { stream.uniform(at: $0) }, stream: stream.stream(named: "x"))
  }

  @Test(arguments: names) func suitsSomeColumn(_ name: String) throws {
    #expect(!(try fits(name)).isEmpty)
  }

  @Test(arguments: names) func sameSeedSameRowsAndAnySplit(_ name: String) throws {
    for fitted in try fits(name).map(\.fitted) {
      let whole = texts(fitted.values(for: request(100..<400)))
      #expect(whole == texts(fitted.values(for: request(100..<400))))
      let halves = texts(fitted.values(for: request(100..<237))) + texts(fitted.values(for: request(237..<400)))
      #expect(whole == halves)
    }
  }

  @Test(arguments: names) func restoresFromItsParameters(_ name: String) throws {
    let type = try #require(Generators.named(name))
    for (recipe, fitted) in try fits(name).map({ ($0.recipe, $0.fitted) }) {
      let restored = try type.restore(recipe.parameters, column: recipe)
      #expect(restored.parameters == fitted.parameters)
      #expect(restored.isMarginal == fitted.isMarginal)
      #expect(texts(restored.values(for: request(0..<200))) == texts(fitted.values(for: request(0..<200))))
    }
  }

  @Test(arguments: names) func marginalsNeverDecrease(_ name: String) throws {
    for (column, fitted) in try fits(name).map({ ($0.column, $0.fitted) }) where fitted.isMarginal {
      let uniforms = (0..<2000).map { (Double($0) + 0.5) / 2000 } + [1 - 0x1p-53]
      let request = DrawRequest(rows: 0..<2001, uniforms: uniforms, stream: RandomStream(seed: 1))
      let values = numbers(fitted.values(for: request))
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "\(name) on \(column.name)")
    }
  }

  @Test(arguments: names) func keepsTheKindOfStorage(_ name: String) throws {
    for (column, fitted) in try fits(name).map({ ($0.column, $0.fitted) }) {
      let drawn = fitted.values(for: request(0..<50))
      #expect(drawn.count == 50)
      let isText = if case .text = drawn { true } else { false }
      let isPlaceholder = name == PlaceholderGenerator.name
      #expect(isText && isPlaceholder || sameCase(drawn, column.storage), "\(name) on \(column.name)")
    }
  }

  /// The parameters that a manual shows can be used, and what they draw is told.
  @Test(arguments: names) func itsExampleDraws(_ name: String) throws {
    let type = try #require(Generators.named(name))
    let listing = GeneratorListing(type)
    #expect(type.example == nil || listing.examples.count == GeneratorListing.exampleCount, "\(listing)")
    #expect(!(type is any ParametricGenerator.Type) || type.example != nil)
  }

  /// Where every row has its own value, there are as many as were told, each once; the next one is the first again.
  @Test(arguments: names) func capacityIsToldAndKept(_ name: String) throws {
    for (column, fitted) in try fits(name).map({ ($0.column, $0.fitted) }) {
      guard let capacity = fitted.capacity else { continue }
      let rows = min(capacity, 3_000)
      let values = texts(fitted.values(for: request(0..<rows)))
      #expect(Set(values).count == Int(rows), "\(name) on \(column.name)")
    }
  }

  @Test(arguments: names) func drawsAnEmptyRangeAndTheLastRows(_ name: String) throws {
    for fitted in try fits(name).map(\.fitted) {
      #expect(fitted.values(for: request(9..<9)).count == 0)
      let last = UInt64.max - 3..<UInt64.max
      #expect(fitted.values(for: request(last)).count == 3)
    }
  }

  @Test(arguments: names) func refusesParametersThatAreMissing(_ name: String) throws {
    let type = try #require(Generators.named(name))
    let column = ColumnRecipe(
      name: "x", kind: .integer, look: Look(), missingShare: 0, generator: name, parameters: Parameters())
    #expect(throws: SynthesisError.self) { try type.restore(Parameters(), column: column) }
  }

  @Test(arguments: names) func neverTrapsOnUnsuitableColumns(_ name: String) throws {
    let type = try #require(Generators.named(name))
    for column in SampleTables.columns(0) + SampleTables.columns(1) + SampleTables.columns(12) {
      let context = FitContext(profile: Profiler.profile(column), privacy: PrivacySettings())
      guard let fitted = try? type.fit(column, in: context) else { continue }
      #expect(fitted.values(for: request(0..<5)).count == 5)
    }
  }

  /// Values held by fewer than k rows, and extremes that fewer than k rows hold, are in no parameter.
  @Test(arguments: names) func noParameterIsARareValueOrAnExtreme(_ name: String) throws {
    // Every row of a run determines its start, so it has the support of all rows; the bounds of identifiers are powers of
    // ten, which a column of unique numbers may well hold.
    // Days at the end of a month and keys like identifiers are round, too.
    let round = [SequenceGenerator.name, IdentifierGenerator.name, ForeignKeyGenerator.name, CalendarGenerator.name]
    guard !round.contains(name) else { return }
    for (column, recipe) in try fits(name).map({ ($0.column, $0.recipe) }) {
      let secrets = RareValues(of: column, k: 11)
      for entry in recipe.parameters.entries
      where !Self.parametersThatAreNoValues.contains(entry.name) && !Self.parametersOfFamilies.contains(entry.name) {
        let found = secrets.found(in: entry.value)
        #expect(found.isEmpty, "\(name) on \(column.name): \(entry.name) holds \(found.prefix(5))")
      }
    }
  }
}

/// The values of a column that fewer than k rows hold.
struct RareValues {
  private var numbers: Set<Double> = []
  private var texts: Set<ByteText> = []

  init(of column: Column, k: Int) {
    let rows = (0..<column.count).filter { !column.isMissing($0) }
    var numberCounts: [Double: Int] = [:]
    var textCounts: [ByteText: Int] = [:]
    for row in rows {
      switch column.storage {
      case .integers(let values), .instants(let values): numberCounts[Double(values[row]), default: 0] += 1
      case .decimals(let values): numberCounts[values[row], default: 0] += 1
      case .levels(let codes, let levels): textCounts[levels[Int(codes[row])], default: 0] += 1
      case .text(let values): textCounts[values[row], default: 0] += 1
      }
    }
    numbers = Set(numberCounts.filter { $0.value < k }.keys)
    texts = Set(textCounts.filter { $0.value < k }.keys)
  }

  func found(in value: ParameterValue) -> [String] {
    switch value {
    case .flag: []
    case .integer(let number): numbers.contains(Double(number)) ? ["\(number)"] : []
    case .number(let number): numbers.contains(number) ? ["\(number)"] : []
    case .text(let text): texts.contains(text) ? [text.string] : []
    case .integers(let list): list.filter { numbers.contains(Double($0)) }.map { "\($0)" }
    case .numbers(let list): list.filter { numbers.contains($0) }.map { "\($0)" }
    case .texts(let list): list.filter { texts.contains($0) }.map(\.string)
    }
  }
}

func texts(_ storage: ColumnStorage) -> [String] {
  switch storage {
  case .integers(let values), .instants(let values): values.map { "\($0)" }
  case .decimals(let values): values.map { "\($0)" }
  case .levels(let codes, let levels): codes.map { $0 < 0 ? "" : levels[Int($0)].string }
  case .text(let texts): (0..<texts.count).map { texts[$0].string }
  }
}

private func numbers(_ storage: ColumnStorage) -> [Double] {
  switch storage {
  case .integers(let values), .instants(let values): values.map(Double.init)
  case .decimals(let values): values
  case .levels(let codes, _): codes.map(Double.init)
  case .text: []
  }
}

private func sameCase(_ first: ColumnStorage, _ second: ColumnStorage) -> Bool {
  switch (first, second) {
  case (.integers, .integers), (.decimals, .decimals), (.levels, .levels), (.instants, .instants), (.text, .text): true
  default: false
  }
}
