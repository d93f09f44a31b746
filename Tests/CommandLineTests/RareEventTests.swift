import Testing

/// Rare events on the command line: set, counted, refused.
struct CommandLineRareEventTests {
  /// 400 rows, every twentieth a fraud of a high amount.
  static let payments: String = {
    let rows = (0..<400).map { row in
      let isFraud = row % 20 == 7
      let kind = row % 7 == 3 ? "" : ["tea", "coffee", "Very Good"][row % 3]
      return "\(isFraud ? 1 : 0),\(row * 37 % 100 + (isFraud ? 300 : 0)).\(row % 10),\(kind)\n"
    }
    return "fraud,amount,kind of drink\n" + rows.joined()
  }()

  private func program() throws -> Program {
    let program = try Program()
    try program.write(Self.payments, to: "p.csv")
    return program
  }

  private func column(_ place: Int, of text: String) -> [String] {
    text.split(separator: "\n").dropFirst().map {
      String($0.split(separator: ",", omittingEmptySubsequences: false)[place])
    }
  }

  @Test(arguments: ["gaussian_copula", "tree_cascade", "independent"]) func aTableIsBoosted(_ model: String) throws {
    let program = try program()
    defer { program.remove() }
    let result = try program.run(
      "generate", "p.csv", "--model", model, "--rare", "fraud = 1 : 20%", "-n", "1000", "--with-weight", "--with-event")
    #expect(result.status == 0)
    #expect(result.errors == "rare event fraud = 1: 20 real rows, 5% -> 20% (200 of 1,000 rows)\n")
    #expect(result.output.hasPrefix("fraud,amount,kind of drink,_weight,_event\n"))
    #expect(column(0, of: result.output).filter { $0 == "1" }.count == 200)
    #expect(column(4, of: result.output).filter { $0 == "fraud = 1" }.count == 200)
    #expect(Set(column(3, of: result.output)) == ["0.25", "1.1875"])
  }

  @Test func aRecipeKeepsItsEventsForAnyRangeAndJobs() throws {
    let program = try program()
    defer { program.remove() }
    let fit = try program.run(
      "fit", "p.csv", "--rare", "fraud = 1 : x3", "--rare",
      "amount > q(0.7) and `kind of drink` in (tea, 'Very Good') : 10%")
    #expect(fit.status == 0 && fit.errors.contains("real rows, "), "\(fit)")
    let recipe = try program.text(of: "p.yaml")
    #expect(recipe.contains("target: \"10%\"") && recipe.contains("thresholds: [") && recipe.contains("target: x3"))
    #expect(try program.run("check", "p.yaml", "p.csv").status == 0)
    let whole = try program.run("generate", "p.yaml", "-n", "20000", "-q", "--jobs", "1")
    #expect(whole.errors == "")
    #expect(try program.run("generate", "p.yaml", "-n", "20000", "-q", "--jobs", "3").output == whole.output)
    let first = try program.run("generate", "p.yaml", "--range", "0..9001", "-q").output
    let second = try program.run("generate", "p.yaml", "--range", "9001..20000", "-q").output
    #expect(first + second.split(separator: "\n").dropFirst().map { $0 + "\n" }.joined() == whole.output)
  }

  @Test func targetsChangeWithoutTheTable() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("fit", "p.csv", "--rare", "fraud = 1 : 20%").status == 0)
    let rows = try program.run("generate", "p.yaml", "-n", "500", "--rare", "fraud=1 : 33 rows")
    #expect(column(0, of: rows.output).filter { $0 == "1" }.count == 33)
    let part = try program.run(
      "generate", "p.yaml", "-n", "500", "--range", "0..250", "--rare", "fraud=1 : 34 rows", "-q")
    #expect(column(0, of: part.output).filter { $0 == "1" }.count == 17)
    let beyond = try program.run("generate", "p.yaml", "--range", "0..500", "--rare", "fraud=1 : 34 rows")
    #expect(beyond.status == 2 && beyond.errors.contains("-n"), "\(beyond)")
    let new = try program.run("generate", "p.yaml", "--rare", "amount > 3 : 33%")
    #expect(new.status == 4 && new.errors.contains("needs a fit") && new.output == "", "\(new)")
  }

  static let refused: [(event: String, words: String)] = [
    ("fruad = 1 : 5%", "did you mean 'fraud'"), ("`kind of drink` = te : 5%", "did you mean 'tea'"),
    ("fraud = 1 : 0%", "above 0"),
    ("fraud = 1 : 120%", "at most 100%"), ("fraud = 1 : x21", "x20"), ("fraud = 3 : 5%", "no support"),
    ("fraud = 1 and amount > q(0.99) : 5%", "k = 11"), ("fraud = 1 or : 5%", "expected a column"),
  ]

  @Test(arguments: refused.indices) func impossibleEventsEndWithStatusFour(_ index: Int) throws {
    let (event, words) = Self.refused[index]
    let program = try program()
    defer { program.remove() }
    let result = try program.run("generate", "p.csv", "--rare", event, "-o", "out.csv")
    #expect(result.status == 4 && result.output == "", "\(result)")
    #expect(result.errors.hasPrefix("rowsmith: p.csv: ") && result.errors.contains(words), "\(result.errors)")
    #expect(!program.exists("out.csv"))
  }

  @Test func mistakesInAConditionHaveACaret() throws {
    let program = try program()
    defer { program.remove() }
    let result = try program.run("fit", "p.csv", "--rare", "amount > q(2) : 5%")
    let expected = """
      rowsmith: p.csv: character 12 of the condition: q needs a share between 0 and 1, such as q(0.995)
        amount > q(2)
                   ^

      """
    #expect(result == .init(status: 4, output: "", errors: expected))
  }

  @Test func anEditedRecipeIsJudgedWithItsLine() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("fit", "p.csv", "--rare", "fraud = 1 : 20%").status == 0)
    let edited = try program.text(of: "p.yaml").replacing("target: \"20%\"", with: "target: lots")
      .replacing("when: fraud = 1", with: "when: fruad = 1")
    try program.write(edited, to: "edited.yaml")
    let result = try program.run("check", "edited.yaml")
    #expect(result.status == 4, "\(result)")
    #expect(result.errors.contains("rare[0].target") && result.errors.contains("rare[0].when"), "\(result.errors)")
    #expect(result.errors.contains("did you mean 'fraud'") && result.errors.contains("500 rows"), "\(result.errors)")
  }

  @Test func aColumnOfTheTableIsNotReplaced() throws {
    let program = try program()
    defer { program.remove() }
    try program.write(Self.payments.replacing("fraud,", with: "_weight,"), to: "w.csv")
    let result = try program.run("generate", "w.csv", "--with-weight")
    #expect(result.status == 4 && result.errors.contains("_weight"), "\(result)")
  }

  @Test func fewSupportingRowsAreAWarning() throws {
    let program = try program()
    defer { program.remove() }
    let result = try program.run(
      "generate", "p.csv", "--rare", "fraud = 1 and amount > q(0.96) : 5%", "-n", "100", "--k", "5", "-o", "out.csv")
    #expect(result.status == 0 && result.errors.contains("warning: only"), "\(result)")
  }
}
