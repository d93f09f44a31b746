import Testing

/// Recipes: made, kept safe, judged.

struct FitAndCheckTests {
  private func shop() throws -> Program {
    let program = try Program()
    try program.write(Samples.shop, to: "shop.csv")
    return program
  }

  @Test func aFitIsNamedAfterTheTable() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run("fit", "shop.csv")
    #expect(result == .init(status: 0, output: "", errors: "shop.yaml: recipe for 60 rows, 4 columns\n"))
    #expect(try program.shell("stat -c %a shop.yaml").output == "600\n")
  }

  @Test func standardOutputHoldsTheSameRecipe() throws {
    let program = try shop()
    defer { program.remove() }
    let printed = try program.run("fit", "shop.csv", "-o", "-")
    #expect(try program.run("fit", "shop.csv").status == 0)
    #expect(try program.text(of: "shop.yaml") == printed.output)
  }

  @Test func anExistingRecipeStaysUnlessForced() throws {
    let program = try shop()
    defer { program.remove() }
    try program.write("mine\n", to: "shop.yaml")
    let refused = try program.run("fit", "shop.csv")
    #expect(
      refused == .init(status: 5, output: "", errors: "rowsmith: shop.yaml: exists already; --force replaces it\n"))
    #expect(try program.text(of: "shop.yaml") == "mine\n")
    #expect(try program.run("fit", "shop.csv", "--force").status == 0)
  }

  @Test func settingsReachTheRecipe() throws {
    let program = try shop()
    defer { program.remove() }
    let recipe = try program.run("fit", "shop.csv", "-o", "-", "--seed", "9", "--k", "5", "--model", "independent")
      .output
    #expect(recipe.contains("seed: 9\n") && recipe.contains("k: 5\n") && recipe.contains("independent"))
  }

  @Test func checkSaysYes() throws {
    let program = try shop()
    defer { program.remove() }
    #expect(try program.run("fit", "shop.csv").status == 0)
    let alone = try program.run("check", "shop.yaml")
    #expect(alone == .init(status: 0, output: "shop.yaml: valid; 4 columns, 60 rows\n", errors: ""))
    #expect(try program.run("check", "shop.yaml", "shop.csv").status == 0)
  }

  @Test func checkTellsWhatDoesNotMatch() throws {
    let program = try shop()
    defer { program.remove() }
    #expect(try program.run("fit", "shop.csv").status == 0)
    try program.write("id,drnk,price\n1,tea,x\n2,tea,y\n", to: "other.csv")
    let result = try program.run("check", "shop.yaml", "other.csv")
    #expect(result.status == 4 && result.output == "", "\(result)")
    #expect(result.errors.contains("drink") && result.errors.contains("day"), "\(result.errors)")
  }

  @Test func problemsComeTogetherWithLinesAndCarets() throws {
    let program = try shop()
    defer { program.remove() }
    #expect(try program.run("fit", "shop.csv").status == 0)
    let edited = try program.text(of: "shop.yaml").replacing("seed: 42", with: "sed: 42").replacing(
      "generator: ", with: "generator: no_such_")
    try program.write(edited, to: "edited.yaml")
    let result = try program.run("check", "edited.yaml")
    #expect(result.status == 4 && result.output == "")
    #expect(result.errors.contains("seed") && result.errors.contains("edited.yaml:") && result.errors.contains("^"))
    #expect(try program.run("generate", "edited.yaml").status == 4)
  }

  @Test(arguments: [
    Samples.bomb, Samples.deep, Samples.duplicateKeys, Samples.escapes, "", "- 1\n", "hello\n", "rows: -1\n",
  ])
  func hostileRecipesAreRefused(text: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(text, to: "r.yaml")
    let result = try program.run("check", "r.yaml")
    #expect(result.status == 4 && result.output == "", "\(result)")
    #expect(result.errors.hasPrefix("rowsmith: ") || result.errors.hasPrefix("r.yaml"), "\(result.errors)")
    #expect(!result.errors.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0 == "\u{202E}" })
  }

  @Test func aMissingRecipeIsAnInputError() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("generate", "none.yaml")
    #expect(result.status == 3 && result.errors == "rowsmith: none.yaml: cannot open: No such file or directory\n")
  }
}
