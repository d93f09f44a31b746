import Statistics
import Tables
import Testing

@testable import Synthesis

/// Lists and keys of other tables.
@Suite struct ReferenceGeneratorTests {
  private func column(_ name: String, _ kind: ColumnKind, _ generator: String, _ parameters: Parameters) -> ColumnRecipe
  {
    ColumnRecipe(name: name, kind: kind, look: Look(), missingShare: 0, generator: generator, parameters: parameters)
  }

  private func recipe(_ name: String, seed: UInt64, _ columns: [ColumnRecipe]) -> Recipe {
    Recipe(
      source: SourceFacts(name: name, rows: 1_000, columns: columns.count), seed: seed, privacy: PrivacySettings(),
      model: ModelRecipe(name: IndependentModel.name), columns: columns)
  }

  @Test func columnsOfOneListStayOnOneLine() throws {
    func place(_ name: String, _ values: [ByteText]) -> ColumnRecipe {
      column(
        name, .categorical, "choice",
        Parameters([
          ("values", .texts(values)), ("shares", .numbers([1, 2, 3, 4])), ("list", .text("places")),
        ]))
    }
    let recipe = recipe(
      "places", seed: 7,
      [place("country", ["DE", "DE", "FR", "FR"]), place("city", ["Bonn", "Kiel", "Lille", "Nice"])])
    let table = try Synthesizer(recipe).rows(0..<4_000)
    var counts: [String: Int] = [:]
    for row in 0..<4_000 {
      let texts = table.columns.map { $0.text(ofRow: row) ?? "" }
      counts[texts.joined(separator: " "), default: 0] += 1
    }
    #expect(Set(counts.keys) == ["DE Bonn", "DE Kiel", "FR Lille", "FR Nice"])
    // Standard error of the largest count: 31.
    #expect(abs((counts["FR Nice"] ?? 0) - 1_600) < 110)
  }

  @Test(arguments: ["identifier", "sequence"]) func everyForeignKeyIsAKeyOfTheTable(_ generator: String) throws {
    var keys = Parameters(
      generator == "sequence"
        ? [("start", .integer(100)), ("step", .integer(5))] : [("minimum", .integer(0)), ("maximum", .integer(9_999))])
    let customers = recipe("customers", seed: 99, [column("id", .integer, generator, keys)])
    guard case .integers(let known) = try Synthesizer(customers).rows(0..<300).columns[0].storage else {
      return #expect(Bool(false))
    }
    keys["table"] = .text("customers")
    keys["key"] = .text("id")
    keys["rows"] = .integer(300)
    keys["seed"] = .integer(99)
    for spread in [0.0, 2] {
      keys["spread"] = .number(spread)
      let orders = recipe("orders", seed: 3, [column("customer", .integer, "foreign_key", keys)])
      guard case .integers(let drawn) = try Synthesizer(orders).rows(0..<30_000).columns[0].storage else {
        return #expect(Bool(false))
      }
      #expect(Set(drawn).isSubset(of: Set(known)))
      let counts = known.map { key in Double(drawn.count { $0 == key }) }
      let variance = counts.reduce(0) { $0 + ($1 - 100) * ($1 - 100) } / 300
      // mean + spread mean² with a relative standard error of 8 % for equal weights, about 20 % for others.
      let expected = 100 + spread * 10_000
      #expect(abs(variance / expected - 1) < (spread == 0 ? 0.3 : 0.6), "\(variance), not \(expected)")
    }
  }

  @Test func aTableWithoutSoManyKeysIsRefused() {
    let parameters = Parameters([
      ("table", .text("t")), ("key", .text("id")), ("rows", .integer(500)), ("seed", .integer(1)),
      ("minimum", .integer(0)), ("maximum", .integer(99)),
    ])
    #expect(throws: SynthesisError.self) {
      try ForeignKeyGenerator.restore(parameters, column: column("x", .integer, "foreign_key", parameters))
    }
  }
}
