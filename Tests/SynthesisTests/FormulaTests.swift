import Tables
import Testing

@testable import Synthesis

/// Columns that are computed from others, in recipes as people write them.
@Suite struct FormulaTests {
  private static func setting(_ column: String, _ expression: String, _ kind: ColumnKind, in recipe: Recipe) throws
    -> Recipe
  {
    var recipe = recipe
    let place = try #require(recipe.columns.firstIndex { $0.name == column })
    recipe.columns[place].kind = kind
    recipe.columns[place].generator = FormulaGenerator.name
    recipe.columns[place].parameters = Parameters([("expression", .text(ByteText(expression)))])
    return recipe
  }

  @Test(arguments: ["plain", "copula"]) func anExistingColumnBecomesAFormula(_ model: String) throws {
    let plain = try (model == "plain" ? OrderTable.plain : OrderTable.copula).get()
    // The joint model was fitted to `net` and draws others by it: it goes on doing so.
    let recipe = try Self.setting("net", "quantity * price", .decimal, in: plain)
    let (before, after) = (try Synthesizer(plain).rows(0..<4_000), try Synthesizer(recipe).rows(0..<4_000))
    #expect(NaiveRule(table: after).violations("net = quantity * price") == 0)
    for (old, new) in zip(before.columns, after.columns) where old.name != "net" { #expect(old == new) }
    let halves = try [UInt64(0)..<1, 1..<4_000].map { try #require(Synthesizer(recipe).rows($0).column(named: "net")) }
    #expect(halves[1].storage == after.column(named: "net")?.taking(Array(1..<4_000)).storage)
    #expect(try RecipeFile.parse(RecipeFile.text(of: recipe), file: "x") == recipe)
  }

  @Test func aModelledColumnMayTakeAnyOtherGenerator() throws {
    var recipe = try OrderTable.plain.get()
    let place = try #require(recipe.columns.firstIndex { $0.name == "country" })
    recipe.columns[place].generator = ConstantGenerator.name
    recipe.columns[place].parameters = Parameters([("value", .text("Norway"))])
    let (before, after) = (try Synthesizer(OrderTable.plain.get()).rows(0..<500), try Synthesizer(recipe).rows(0..<500))
    #expect((0..<500).allSatisfy { after.column(named: "country")?.text(ofRow: $0) == "Norway" })
    for (old, new) in zip(before.columns, after.columns) where old.name != "country" { #expect(old == new) }
    let parsed = try RecipeFile.parse(RecipeFile.text(of: recipe), file: "x")
    #expect(parsed == recipe)
    let (conditioned, _) = try Synthesizer(parsed).conditioned(on: "quantity > 3")
    #expect(try conditioned.rows(0..<20).column(named: "country")?.text(ofRow: 3) == "Norway")
  }

  @Test func formulasOfFormulasAreComputedInOrder() throws {
    var recipe = try Self.setting("total", "net + tax", .decimal, in: OrderTable.plain.get())
    recipe = try Self.setting("net", "quantity * price", .decimal, in: recipe)
    recipe = try Self.setting("tax", "round(net * 0.2, 2)", .decimal, in: recipe)
    let drawn = try Synthesizer(recipe).rows(0..<2_000)
    let naive = NaiveRule(table: drawn)
    #expect(naive.violations("net = quantity * price") == 0 && naive.violations("total = net + tax") == 0)
  }

  @Test func everyKindOfColumnCanBeComputed() throws {
    let table = try OrderTable.real.get()
    let formulas: [(String, ColumnKind, String)] = [
      ("year", .integer, "year(ordered)"), ("late", .boolean, "shipped - ordered > 5"),
      ("due", .date, "ordered + 14"), ("label", .text, "upper(country) || '-' || quantity"),
      ("band", .categorical, "case when total > 100 then 'large' else 'small' end"), ("share", .decimal, "tax / net"),
      ("above", .decimal, "total - mean(total)"), ("moment", .datetime, "ordered"),
    ]
    var recipe = try OrderTable.plain.get()
    for (name, kind, expression) in formulas {
      recipe.columns.append(
        ColumnRecipe(
          name: name, kind: kind, look: Look(), missingShare: 0, generator: FormulaGenerator.name,
          parameters: Parameters([("expression", .text(ByteText(expression)))])))
    }
    let drawn = try Synthesizer(recipe).rows(0..<300)
    #expect(drawn.columns.count == table.columns.count + formulas.count)
    for row in 0..<300 {
      func text(_ name: String) -> String { drawn.column(named: name)?.text(ofRow: row) ?? "" }
      #expect(text("ordered").hasPrefix(text("year")))
      #expect(text("label") == text("country").uppercased() + "-" + text("quantity"))
      #expect((text("band") == "large") == ((Double(text("total")) ?? 0) > 100))
      #expect(["true", "false"].contains(text("late")) && text("due") > text("ordered"))
    }
  }

  static let problems: [(column: String, expression: String, words: String)] = [
    ("net", "quantity * prize", "did you mean 'price'?"),
    ("net", "upper(country)", "is decimal, and this gives a text"),
    ("net", "net + 1", "net cannot be computed from itself"), ("net", "round(price", "character 12"),
    ("country", "", "empty"),
    ("ordered", "price", "is date"),
  ]

  @Test(arguments: problems.indices) func mistakesHaveALineAndAPlace(_ index: Int) throws {
    let (column, expression, words) = Self.problems[index]
    let plain = try OrderTable.plain.get()
    let kind = try #require(plain.column(named: column)).kind
    let recipe = try Self.setting(column, expression, kind, in: plain)
    #expect { try Synthesizer(recipe) } throws: { ($0 as? SynthesisError)?.description.contains(words) == true }
    #expect {
      try RecipeFile.parse(RecipeFile.text(of: recipe), file: "x.yaml")
    } throws: {
      guard let problems = $0 as? RecipeProblems else { return false }
      let lines = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      let line = lines[problems.problems[0].line - 1]
      return problems.description.contains(words) && line.contains("expression:")
    }
  }

  @Test func aCycleIsNamedByItsPath() throws {
    var recipe = try Self.setting("net", "total - tax", .decimal, in: OrderTable.plain.get())
    recipe = try Self.setting("total", "tax + price", .decimal, in: recipe)
    recipe = try Self.setting("tax", "net / 5", .decimal, in: recipe)
    #expect { try Synthesizer(recipe) } throws: {
      ($0 as? SynthesisError)?.description.contains("net needs total needs tax needs net") == true
        || ($0 as? SynthesisError)?.description.contains("net needs tax needs net") == true
    }
  }

  @Test func theShortSpellingIsRead() throws {
    let recipe = try Self.setting("net", "quantity * price", .decimal, in: OrderTable.plain.get())
    let text = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self)
    let long = "generator:\n      name: formula\n      parameters:\n        expression: quantity * price\n"
    #expect(text.contains(long))
    let short = text.replacing(long, with: "generator: formula\n    expression: \"quantity*price\"\n")
    let parsed = try RecipeFile.parse(Array(short.utf8), file: "x")
    #expect(try Synthesizer(parsed).rows(0..<50) == Synthesizer(recipe).rows(0..<50))
  }
}
