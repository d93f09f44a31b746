import Testing

/// From a recipe to rows, as a script sees it.

struct GenerateTests {
  /// A program in a folder with `shop.csv` and its recipe `shop.yaml`.
  private func shop() throws -> Program {
    let program = try Program()
    try program.write(Samples.shop, to: "shop.csv")
    let fit = try program.run("fit", "shop.csv")
    #expect(fit.status == 0 && fit.output == "", "\(fit.errors)")
    return program
  }

  @Test func drawsAsManyRowsAsTheSourceHas() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run("generate", "shop.yaml")
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(result.status == 0 && result.errors == "")
    #expect(lines.count == 62 && lines.first == "id,drink,price,day" && lines.last == "")
  }

  @Test func everyNumberOfJobsAndEverySplitGivesTheSameBytes() throws {
    let program = try shop()
    defer { program.remove() }
    let whole = try program.run("generate", "shop.yaml", "-n", "20k", "--jobs", "1").output
    #expect(try program.run("generate", "shop.yaml", "-n", "20k", "--jobs", "2").output == whole)
    #expect(try program.run("generate", "shop.yaml", "-n", "20k", "--jobs", "7").output == whole)
    let first = try program.run("generate", "shop.yaml", "--range", "0..9001").output
    let second = try program.run("generate", "shop.yaml", "--range", "9001..20000").output
    #expect(first + second.drop { $0 != "\n" }.dropFirst() == whole)
  }

  @Test func aSeedDecidesAboutTheRows() throws {
    let program = try shop()
    defer { program.remove() }
    let own = try program.run("generate", "shop.yaml").output
    let seven = try program.run("generate", "shop.yaml", "--seed", "7").output
    #expect(own != seven)
    #expect(try program.run("generate", "shop.yaml", "--seed", "7").output == seven)
    #expect(try program.run("generate", "shop.yaml", "--seed", "42").output == own)
  }

  @Test func aTableIsFittedFirst() throws {
    let program = try shop()
    defer { program.remove() }
    let fromRecipe = try program.run("generate", "shop.yaml", "-n", "10").output
    #expect(try program.run("generate", "shop.csv", "-n", "10").output == fromRecipe)
    #expect(try program.run("generate", "-", "-n", "10", input: "shop.csv").output.hasPrefix("id,drink,price,day\n"))
  }

  @Test func noRowsAreAHeader() throws {
    let program = try shop()
    defer { program.remove() }
    #expect(try program.run("generate", "shop.yaml", "-n", "0").output == "id,drink,price,day\n")
    #expect(try program.run("generate", "shop.yaml", "--range", "5..5").output == "id,drink,price,day\n")
  }

  @Test func endsOfTheRowNumbers() throws {
    let program = try shop()
    defer { program.remove() }
    let last = try program.run("generate", "shop.yaml", "--range", "9223372036854775800..9223372036854775807")
    #expect(last.status == 0 || last.status == 4, "\(last)")
    let beyond = try program.run("generate", "shop.yaml", "--range", "0..18446744073709551615")
    #expect(beyond.status == 2 && beyond.errors == "rowsmith: row numbers end at 2^63 - 1\n")
  }

  @Test func anExistingFileStaysUnlessForced() throws {
    let program = try shop()
    defer { program.remove() }
    try program.write("mine\n", to: "out.csv")
    let refused = try program.run("generate", "shop.yaml", "-n", "5", "-o", "out.csv")
    #expect(refused == .init(status: 5, output: "", errors: "rowsmith: out.csv: exists already; --force replaces it\n"))
    #expect(try program.text(of: "out.csv") == "mine\n")
    #expect(try program.run("generate", "shop.yaml", "-n", "5", "-o", "out.csv", "--force").status == 0)
    #expect(try program.text(of: "out.csv").hasPrefix("id,drink,price,day\n"))
    #expect(!program.exists("out.csv.part"))
  }

  @Test func aFileThatCannotBeWrittenIsToldWithStatusFive() throws {
    let program = try shop()
    defer { program.remove() }
    let full = try program.run("generate", "shop.yaml", "-n", "100k", "-o", "/dev/full")
    #expect(full.status == 5 && full.errors.contains("No space left on device"))
    let redirected = try program.shell("$R generate shop.yaml > /dev/full")
    #expect(redirected.status == 5 && redirected.errors.contains("No space left on device"))
    let limited = try program.shell("ulimit -f 10; $R generate shop.yaml -n 100k -o out.csv; echo $?; ls out.csv*")
    #expect(limited.output == "5\n" && limited.errors.contains("File too large"), "\(limited)")
    let missing = try program.run("generate", "shop.yaml", "-o", "missing/out.csv")
    #expect(missing.status == 5 && missing.errors.split(separator: "\n").count == 1)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.shell("$R generate shop.yaml -n 1G | head -1; echo ${PIPESTATUS[0]}")
    #expect(result.output == "id,drink,price,day\n141\n" && result.errors == "")
  }

  @Test func anInterruptLeavesNoFile() throws {
    let program = try shop()
    defer { program.remove() }
    let line = """
      $R generate shop.yaml -n 1G -o out.csv 2> messages & child=$!
      while kill -0 $child 2>/dev/null && ! [ -s out.csv.part ]; do :; done
      kill -INT $child; wait $child; echo $?; ls; cat messages
      """
    let result = try program.shell("set -m; " + line)
    #expect(result.output == "130\nmessages\nshop.csv\nshop.yaml\n", "\(result)")
  }

  @Test func formatsByNameAndByEnding() throws {
    let program = try shop()
    defer { program.remove() }
    #expect(
      try program.run("generate", "shop.yaml", "-n", "2", "--format", "tsv").output.hasPrefix("id\tdrink\tprice\tday\n")
    )
    #expect(try program.run("generate", "shop.yaml", "-n", "2", "-o", "rows.jsonl").status == 0)
    #expect(try program.text(of: "rows.jsonl").hasPrefix("{\"id\":"))
  }

  @Test func moreRowsThanUniqueValuesAreRefused() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("code\n" + (0..<50).map { "K-\($0 * 7 % 90 + 10)\n" }.joined(), to: "t.csv")
    let result = try program.run("generate", "t.csv", "-n", "1M")
    #expect(result.status == 4 && result.output == "" && result.errors.contains("different values exist"), "\(result)")
  }

  @Test func progressIsShownWhenAsked() throws {
    let program = try shop()
    defer { program.remove() }
    let result = try program.run("generate", "shop.yaml", "-n", "10k", "-o", "out.csv", "--progress", "always")
    #expect(result.status == 0 && result.output == "")
    #expect(result.errors.contains("generate shop: 10,000 / 10,000  100%"), "\(result.errors)")
    #expect(try program.run("generate", "shop.yaml", "-o", "out.csv", "--force", "-q").errors == "")
  }
}
