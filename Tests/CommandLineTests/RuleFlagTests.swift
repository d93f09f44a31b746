import Testing

/// Rules on the command line: what a fit finds, and the proof that rows keep them.
@Suite struct RuleFlagTests {
  /// 2,000 rows: `total` is the sum of two columns, `end` is never before `start`, `net` breaks its product in 4 rows.
  private static let table: String = {
    var lines = ["start,end,quantity,price,net,tax,total,city,country"]
    var state: UInt64 = 7
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func money(_ cents: Int) -> String { "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)" }
    for row in 0..<2_000 {
      let (start, gap) = (1 + below(20), below(8))
      let (quantity, price, tax) = (1 + below(9), 100 + below(4_000), below(900))
      let net = quantity * price + (row % 500 == 3 ? 5 : 0)
      let city = below(9)
      lines.append(
        "2024-05-\(start < 10 ? "0" : "")\(start),2024-05-\(start + gap < 10 ? "0" : "")\(start + gap),\(quantity),"
          + "\(money(price)),\(money(net)),\(money(tax)),\(money(net + tax)),city\(city),land\(city / 3)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  @Test func aFitSaysWhichRulesItFound() throws {
    let folder = try Program()
    defer { folder.remove() }
    try folder.write(Self.table, to: "t.csv")
    let fit = try folder.run("fit", "t.csv", "-o", "t.yaml")
    #expect(fit.status == 0)
    for line in [
      "start <= end: in all 2,000 rows", "total = net + tax: in all 2,000 rows", "city -> country: in all 2,000 rows",
    ] {
      #expect(fit.errors.contains("  \(line)\n"), "\(fit.errors)")
    }
    #expect(
      fit.errors.contains("  net = quantity * price: 4 of 2,000 rows break it (rows 4, 504, 1004, 1504)\n"),
      "\(fit.errors)")
    let generate = try folder.run("generate", "t.yaml", "-n", "5000", "-o", "s.csv", "--proof", "-q")
    #expect(generate.status == 0)
    #expect(generate.errors.contains("rules, 5,000 rows, 0 violations"), "\(generate.errors)")
    let check = try folder.run("check", "t.yaml", "s.csv")
    #expect(check.status == 0)
    #expect(check.output.contains("rules, 5,000 rows, 0 violations"), "\(check.output)")
    let none = try folder.run("fit", "t.csv", "-o", "none.yaml", "--no-rules")
    #expect(!none.errors.contains("rule") || !none.errors.contains("start <= end"))
  }

  @Test func brokenRulesAreCounted() throws {
    let folder = try Program()
    defer { folder.remove() }
    try folder.write(Self.table, to: "t.csv")
    _ = try folder.run("fit", "t.csv", "-o", "t.yaml", "--no-rules")
    let recipe = try folder.text(of: "t.yaml").replacing(
      "columns:\n  - name: start",
      with: "rules:\n  - net = quantity * price\n  - start < end\ncolumns:\n  - name: start")
    try folder.write(recipe, to: "r.yaml")
    let check = try folder.run("check", "r.yaml", "t.csv")
    #expect(check.status == 1)
    #expect(
      check.errors.contains("net = quantity * price: 4 of 2,000 rows break it (rows 4, 504, 1004, 1504)"),
      "\(check.errors)")
    try folder.write(recipe.replacing("start < end", with: "start < endd"), to: "w.yaml")
    let wrong = try folder.run("check", "w.yaml")
    #expect(wrong.status == 4)
    #expect(
      wrong.errors.contains("no column is called 'endd'; did you mean 'end'?"), "\(wrong.errors)")
    #expect(wrong.errors.contains("^"))
  }
}
