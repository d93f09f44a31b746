import Testing

/// `--tail` and `--model auto`.
struct TailFlagTests {
  private func shop() throws -> Program {
    let program = try Program()
    try program.write(Samples.shop, to: "shop.csv")
    return program
  }

  @Test func aTailReachesTheRecipeAndTheRows() throws {
    let program = try shop()
    defer { program.remove() }
    let fitted = try program.run("fit", "shop.csv", "--tail", "price:upper:x2", "--tail", "price:lower:none")
    #expect(fitted.status == 0, "\(fitted)")
    #expect(try program.text(of: "shop.yaml").contains("tail: {lower: none, upper: x2}"))
    let drawn = try program.run("generate", "shop.yaml", "-n", "500", "--tail", "price:upper:bounded(5)")
    let prices = drawn.output.split(separator: "\n").dropFirst().compactMap {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[2])
    }
    #expect(prices.count == 500 && prices.allSatisfy { $0 <= 5 }, "\(prices.max() ?? 0)")
  }

  @Test(arguments: [
    ("price:upper:x0", Int32(2), "expected column:upper:tail"), ("price:up:none", 2, "expected column:upper:tail"),
    ("prise:upper:none", 4, "did you mean price?"), ("drink:upper:none", 4, "only columns of the generator empirical"),
    ("price:upper:bounded(-9)", 4, "a bound that leaves values"),
  ]) func impossibleTailsAreRefused(_ tail: String, _ status: Int32, _ words: String) throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run("generate", "shop.csv", "--tail", tail)
    #expect(result.status == status && result.errors.contains(words) && result.output == "", "\(result)")
  }

  @Test func theChoiceOfAModelSaysWhy() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run("fit", "shop.csv", "--model", "auto")
    #expect(result.status == 0, "\(result)")
    #expect(result.errors.contains("auto: tree_cascade: ") && result.errors.contains(" is taken: "), "\(result)")
  }
}
