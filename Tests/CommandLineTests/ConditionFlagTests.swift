import Testing

/// `--where`, `--given`, `--impute` and `--parity`, as a script sees them.
struct ConditionFlagTests {
  private func shop() throws -> Program {
    let program = try Program()
    try program.write(Samples.shop, to: "shop.csv")
    let fit = try program.run("fit", "shop.csv", "--model", "tree_cascade")
    #expect(fit.status == 0, "\(fit.errors)")
    return program
  }

  @Test func whereDrawsExactlyAsManyRowsAndSaysHowRareTheyAre() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run("generate", "shop.yaml", "-n", "500", "--where", "drink = tea and price > 5")
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0 && lines.count == 501)
    #expect(lines.dropFirst().allSatisfy { $0.contains(",tea,") })
    #expect(result.errors.contains("of the model; 500 rows asked: fine"), "\(result.errors)")
    let split = try program.run(
      "generate", "shop.yaml", "-n", "500", "--range", "100..200", "--where", "drink = tea and price > 5", "--jobs", "2"
    )
    #expect(split.output.split(separator: "\n").dropFirst() == lines[101..<201])
  }

  /// No row is found for seconds: nobody waits for the end of a block.
  @Test func aSlowConditionEndsWhenItIsAsked() throws {
    let program = try Program()
    defer { program.remove() }
    let line = #"""
      awk 'BEGIN { srand(3); print "a,b,c"; for (i = 0; i < 2000; i++) print rand() "," rand() "," rand() }' > sums.csv
      $R fit sums.csv -o sums.yaml 2> messages; echo $?
      $R generate sums.yaml -n 200k --where 'a + b + c > 2.85' -o out.csv 2> messages & child=$!
      while kill -0 $child 2>/dev/null && ! [ -e out.csv.part ]; do :; done
      kill -INT $child; wait $child; echo $?; ls
      """#
    let result = try program.shell("set -m; " + line)
    #expect(result.output == "0\n130\nmessages\nsums.csv\nsums.yaml\n", "\(result)")
  }

  @Test func rareEventsHaveNoMeaningUnderConditions() throws {
    let program = try shop()
    defer { program.remove() }
    try program.write("drink\ntea\n", to: "given.csv")
    for flags in [["--where", "drink = tea"], ["--given", "given.csv"]] {
      let result = try program.run("generate", "shop.csv", "--rare", "price > 5 : 20%", flags[0], flags[1])
      #expect(result.status == 2 && result.output == "", "\(result.errors)")
      #expect(result.errors.contains("\(flags[0]) draws in the real proportions"), "\(result.errors)")
    }
  }

  @Test func aConditionThatNoRowMeetsIsExitFour() throws {
    let program = try shop()
    defer { program.remove() }
    for impossible in ["price > 1000000", "drink = taa", "drnk = tea", "price >"] {
      let result = try program.run("generate", "shop.yaml", "--where", impossible)
      #expect(result.status == 4 && result.output == "" && !result.errors.isEmpty, "\(impossible): \(result.errors)")
    }
  }

  @Test func givenRowsAreCompleted() throws {
    let program = try shop()
    defer { program.remove() }
    try program.write("drink,price\ntea,3.10\n,4.20\ncocoa,5.00\n", to: "given.csv")
    let result = try program.run("generate", "shop.yaml", "--given", "given.csv")
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0 && lines.count == 4, "\(result.errors)")
    #expect(lines[1].contains(",tea,3.10,") && lines[2].contains(",,4.20,") && lines[3].contains(",cocoa,5.00,"))
    let filled = try program.run("generate", "shop.yaml", "--given", "given.csv", "--impute")
    #expect(filled.status == 0 && !filled.output.contains(",,4.20"))
    #expect(try program.run("generate", "shop.yaml", "--impute").status == 2)
    #expect(try program.run("generate", "shop.yaml", "--given", "given.csv", "-n", "5").status == 2)
    try program.write("drink\nbeer\n", to: "beer.csv")
    let beer = try program.run("generate", "shop.yaml", "--given", "beer.csv")
    #expect(beer.status == 4 && beer.errors.contains("row 1 has 'beer'"), "\(beer.errors)")
  }

  @Test func parityPrintsBeforeAndAfter() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run(
      "fit", "shop.csv", "--model", "tree_cascade", "--parity", "price~drink", "-o", "fair.yaml")
    #expect(result.status == 0 && result.errors.contains("parity price~drink"), "\(result.errors)")
    #expect(try program.run("generate", "fair.yaml", "-n", "5").status == 0)
    #expect(try program.run("check", "fair.yaml", "shop.csv").status == 0)
    #expect(try program.run("fit", "shop.csv", "--parity", "price", "--force").status == 2)
    #expect(try program.run("fit", "shop.csv", "--parity", "price~price", "--force").status != 0)
    #expect(try program.run("generate", "fair.yaml", "--parity", "price~drink").status == 2)
  }
}
