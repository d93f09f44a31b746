import Statistics
import Tables
import Testing

@testable import Synthesis

/// Rare events in a recipe: found again by their words, told with care, and bound to the model that was fitted to them.
@Suite struct RareEventRecipeTests {
  /// 400 rows; a boolean of which 30 % are yes.
  static let flags = Table(
    name: "flags", columns: [SampleTables.booleans(400), SampleTables.integers(400), SampleTables.amounts(400)])

  private static func recipe(_ events: [String]) throws -> Recipe {
    let parsed = try events.map { try RareEvent(parsing: $0) }
    return try SampleTables.fit(flags) { $0.rare = parsed }
  }

  // MARK: - Bound to the model

  @Test func aModelOfOtherEventsIsRefused() throws {
    let fitted = try RareEventTests.recipe(["fraud = 1 : 20%", "country = NG : 10%"], model: "tree_cascade")
    _ = try Synthesizer(fitted)
    var fewer = fitted
    fewer.rare.removeFirst()
    #expect { try Synthesizer(fewer) } throws: { Self.says($0, "are 1, but the joint model was fitted to 2") }
    var exchanged = fitted
    exchanged.rare.swapAt(0, 1)
    #expect { try Synthesizer(exchanged) } throws: {
      Self.says($0, "is not the one that the joint model was fitted to")
    }
  }

  @Test func withoutAnyEventTheStrataHaveTheirNaturalShares() throws {
    var recipe = try RareEventTests.recipe(["fraud = 1 : 50%", "country = NG : 10%"], model: "tree_cascade")
    let share = recipe.rare[0].share
    recipe.rare = []
    let drawn = try Synthesizer(recipe).rows(0..<4000)
    guard case .integers(let fraud)? = drawn.column(named: "fraud")?.storage else { return }
    let found = Double(fraud.reduce(0, +)) / 4000
    // Four standard errors of 4,000 draws.
    #expect((found - share).magnitude < 4 * (share * (1 - share) / 4000).squareRoot(), "\(found), real \(share)")
  }

  private static func says(_ error: any Error, _ words: String) -> Bool {
    (error as? SynthesisError)?.description.contains(words) == true
  }

  // MARK: - Numbers of rows

  @Test func moreRowsThanTheSourceHasMakeTheDrawLarger() throws {
    let recipe = try RareEventTests.recipe(["fraud = 1 : 3500 rows"])
    let total = recipe.totalForItsEvents
    #expect(total > 3500)
    guard case .integers(let fraud)? = try Synthesizer(recipe).rows(0..<total).column(named: "fraud")?.storage else {
      return
    }
    #expect(fraud.reduce(0, +) == 3500)
  }

  @Test func supportTellsOfNoSingleRow() throws {
    #expect([11, 999, 1234, 98_765].map { RareEventFit.toldSupport($0, k: 11) } == [11, 999, 1230, 98_800])
    #expect(RareEventFit.toldSupport(1234, k: 1233) == 1233)
    let rows = 2345
    let column = SampleTables.column("half", .integer, .integers((0..<5000).map { $0 < rows ? 1 : 0 }))
    let events = try RareEventFit.fit(
      [RareEvent(parsing: "half = 1 : 10%")], to: Table(name: "t", columns: [column]), privacy: PrivacySettings()
    ).events
    #expect(events[0].support == 2350 || events[0].support == 2340)
  }

  // MARK: - Words

  @Test(arguments: ["flag = true", "flag=1", "flag = 'YES'", "not flag = 1"]) func aBooleanIsFoundByWhatItSays(
    _ when: String
  ) throws {
    let recipe = try Self.recipe(["\(when) : 60%"])
    #expect(recipe.rare[0].when.contains("flag = yes"))
    #expect(recipe.placeOfRareEvent(when) == 0)
    #expect(recipe.placeOfRareEvent(when.replacing("flag", with: "count")) == nil)
    #expect(try recipe.retargeted([RareEvent(parsing: "\(when) : 50%")]).rare[0].target != recipe.rare[0].target)
  }

  @Test func theOppositeIsAnotherEvent() throws {
    let recipe = try Self.recipe(["flag = true : 60%"])
    #expect(recipe.placeOfRareEvent("flag = false") == nil && recipe.placeOfRareEvent("flag = no") == nil)
  }

  /// `true` names a column here, and `yes` another one: both words stay what they mean for the flag.
  @Test(arguments: ["flag = true", "flag in (true)", "true = flag"])
  func aBooleanKeepsItsMeaningBesideAColumnOfThatName(
    _ when: String
  ) throws {
    var table = Self.flags
    table.columns[1].name = "true"
    table.columns[2].name = "yes"
    let when = when == "true = flag" ? "'true' = flag" : when
    let explicit = try Expression(parsing: when).explicit(in: table)
    let predicate = try Predicate(explicit, text: "", columns: table.columns, thresholds: [])
    guard case .levels(let codes, _) = table.columns[0].storage else { return }
    #expect(predicate.mask(over: table) == codes.map { $0 == 1 }, "\(explicit)")
  }

  @Test func whatIsStoredIsShortEnoughToBeReadAgain() throws {
    // As asked it is short enough; with `yes` for `1` it is not.
    let when = [String](repeating: "flag = 1", count: 830).joined(separator: " or ")
    #expect(when.count < ExpressionLexer.longest)
    #expect { try Self.recipe(["\(when) : 60%"]) } throws: { Self.says($0, "longer than") }
  }

  @Test(arguments: [
    ("amount > 50", ["amount"]), ("50 < amount", ["amount"]),
    ("hour > `amount` and not fraud = 1", ["hour", "amount", "fraud"]),
    ("country = 'hour' or note is missing", ["country", "note"]), ("hour in (amount, 2)", ["hour"]),
    ("3 <= hour", ["hour"]), ("amount between 1 and 2", ["amount"]),
  ]) func theColumnsOfEventsAreKnown(_ when: String, _ columns: [String]) throws {
    var recipe = try SampleTables.fit(RareEventTests.table)
    #expect(recipe.columnsOfRareEvents.isEmpty)
    recipe.rare = [RareEventRecipe(when: when, target: .rows(1), support: 20, share: 0.1)]
    #expect(recipe.columnsOfRareEvents == Set(columns))
  }

  // MARK: - Checks

  @Test func aMistakeIsSaidBeforeColumnsAreFitted() throws {
    var options = FitOptions()
    options.rare = [RareEvent(when: "fruad = 1", target: .rows(20))]
    var steps: [Int] = []
    #expect(throws: SynthesisError.self) {
      try RecipeFitter.fit(RareEventTests.table, profile: SampleTables.profile(RareEventTests.table), options: options)
      {
        done, _ in
        steps.append(done)
        return true
      }
    }
    #expect(steps == [0])
  }

  /// Texts that repeat are fitted as categories; the table they come from still matches.
  @Test func aRecipeMatchesItsTableOfRepeatedTexts() throws {
    let texts = (0..<400).map { ByteText("place \($0 % 20)") }
    let column = SampleTables.column("place", .text, .text(PackedText(texts)))
    let table = Table(name: "t", columns: [column, SampleTables.integers(400)])
    let recipe = try SampleTables.fit(table) { $0.rare = [RareEvent(when: "place = 'place 3'", target: .rows(100))] }
    #expect(recipe.columns[0].kind == .categorical)
    #expect(RecipeCheck.mismatches(of: recipe, against: table).isEmpty)
    var other = recipe
    other.rare[0].when = "place = 'place 33'"
    #expect(RecipeCheck.mismatches(of: other, against: table).map(\.isRemark) == [false])
  }

  /// The copula's limit is no limit of the cascade.
  @Test func moreColumnsThanTheCopulaTakesAreACascade() throws {
    let columns = (0...GaussianCopulaModel.maximumColumns).map {
      SampleTables.column("c\($0)", .integer, .integers(SampleTables.uniforms(30, "c\($0)").map { Int64($0 * 4) }))
    }
    let recipe = try SampleTables.fit(Table(name: "t", columns: columns)) { $0.model = TreeCascadeModel.name }
    #expect(recipe.model.name == TreeCascadeModel.name)
    #expect(RecipeFitter.remarks(on: recipe, asked: TreeCascadeModel.name).isEmpty)
    #expect(try Synthesizer(recipe).rows(0..<2).columns.count == columns.count)
  }
}
