import Statistics
import Tables
import Testing

@testable import Synthesis

/// What a recipe rests on.
@Suite struct DisclosureLedgerTests {
  private static func table() -> Table {
    let stream = RandomStream(seed: 5)
    let rows = (0..<UInt64(500)).map { $0 }
    let shops: [ByteText] = ["web", "desk", "phone"]
    return Table(
      name: "t.csv",
      columns: [
        Column(
          name: "amount", kind: .decimal,
          storage: .decimals(rows.map { (stream.uniform(at: $0) * 9_000).rounded() / 100 }),
          missing: rows.map { $0 % 20 == 3 },
          look: {
            var look = Look(); look.decimals = .fixed(2); return look
          }()),
        Column(
          name: "shop", kind: .categorical,
          storage: .levels(codes: rows.map { Int32(stream.bits(at: $0) % 3) }, levels: shops)),
        Column(
          name: "who", kind: .text,
          storage: .text(PackedText(rows.map { ByteText("person number \($0 * 7919 % 500)") }))),
      ])
  }

  private static func recipe(model: String) throws -> Recipe {
    let table = table()
    var options = FitOptions()
    options.model = model
    options.generators = ["who": "placeholder"]
    let profile = try #require(Profiler.profile(table) { _ in true })
    return try #require(try RecipeFitter.fit(table, profile: profile, options: options))
  }

  @Test(arguments: JointModels.all.map { $0.name }) func nothingRestsOnFewerThanK(_ model: String) throws {
    let recipe = try Self.recipe(model: model)
    let ledger = DisclosureLedger(recipe)
    #expect(ledger.unsupported.isEmpty, "\(ledger.unsupported)")
    #expect(ledger.k == recipe.privacy.k)
    for column in recipe.columns { #expect(ledger.entries.contains { $0.subject == column.name }, "\(column.name)") }
    let made = try #require(ledger.entries.first { $0.subject == "who" })
    #expect(made.support == nil)
    let missing = try #require(ledger.entries.first { $0.learned.hasPrefix("missing") })
    #expect(missing.support == 25)
    #expect(ledger.entries.contains { $0.subject == "model" } == (model != IndependentModel.name))
  }

  /// The support that rounded shares tell is the number of rows that was counted.
  @Test func levelsRestOnTheirRows() throws {
    let recipe = try Self.recipe(model: IndependentModel.name)
    guard case .levels(let codes, let levels) = Self.table().columns[1].storage else { return #expect(Bool(false)) }
    let least = levels.indices.map { code in codes.count { Int($0) == code } }.min()
    #expect(DisclosureLedger(recipe).entries.first { $0.subject == "shop" }?.support == least)
  }

  @Test func editedSharesAreFound() throws {
    var recipe = try Self.recipe(model: IndependentModel.name)
    recipe.columns[1].parameters["shares"] = .numbers([0.5, 0.498, 0.002])
    let ledger = DisclosureLedger(recipe)
    #expect(ledger.unsupported.map(\.subject) == ["shop"] && ledger.unsupported.first?.support == 1)
  }

  /// Line by line the one recipe becomes the other.
  @Test func takingEveryChangeGivesTheOtherRecipe() throws {
    let old = try Self.recipe(model: IndependentModel.name)
    var new = try Self.recipe(model: "gaussian_copula")
    new.seed = 7
    new.columns[0].missingShare = 0.2
    new.columns[0].isDropped = true
    new.columns[1].parameters["shares"] = .numbers([0.2, 0.3, 0.5])
    new.columns[2].personalData = .name
    var taken = new
    var steps = 0
    while let change = RecipeDifference.describe(old, taken).first, steps < 20 {
      taken = try RecipeDifference.taking(change, of: old, into: taken)
      steps += 1
    }
    #expect(taken == old && steps > 4)
  }

  @Test func columnsComeAndGo() throws {
    let old = try Self.recipe(model: IndependentModel.name)
    var new = old
    new.columns.remove(at: 1)
    let gone = try #require(RecipeDifference.describe(old, new).first { $0.column == "shop" })
    #expect(try RecipeDifference.taking(gone, of: old, into: new).columns.map(\.name) == old.columns.map(\.name))
    let added = try #require(RecipeDifference.describe(new, old).first { $0.column == "shop" })
    #expect(try RecipeDifference.taking(added, of: new, into: old).columns.count == 2)
  }
}
