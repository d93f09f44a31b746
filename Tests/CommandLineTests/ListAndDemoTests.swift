import Files
import Testing

/// Lists, the demo job, and shipped files.

struct ListAndDemoTests {
  private func output(_ arguments: String...) throws -> String {
    let program = try Program()
    defer { program.remove() }
    let result = try program.shell("$R \(arguments.joined(separator: " "))")
    #expect(result.status == 0 && result.errors == "", "\(result)")
    return result.output
  }

  @Test func listsNameWhatThereIs() throws {
    #expect(try output("list", "models").contains("gaussian_copula  "))
    #expect(try output("list", "generators").contains("empirical"))
    let long = try output("list", "generators", "--long")
    #expect(long.contains("\nlognormal: numbers whose logarithm is normal") && long.contains("  mu 3.7, sigma 1.1"))
    let markdown = try output("list", "generators", "--markdown").split(separator: "\n")
    #expect(markdown.count > 40 && markdown.allSatisfy { $0.hasPrefix("| ") && $0.hasSuffix(" |") })
    let sessions = [
      "breast-cancer", "card-fraud", "card-fraud-boosted", "credit-risk", "driving-events", "malware", "market-series",
      "orders", "penguins",
    ]
    #expect(try output("list", "sessions") == sessions.map { $0 + "\n" }.joined())
    #expect(try output("list", "themes").contains("mono\n"))
  }

  @Test(arguments: ["generators", "fakes", "functions", "rules"]) func theReadmeHasTheTable(_ subject: String) throws {
    let folder = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
    let readme = String(decoding: try WholeFile.read(folder + "/README.md"), as: UTF8.self)
    let table = try output("list", subject, "--markdown")
    #expect(readme.contains(table), "copy the output of: rowsmith list \(subject) --markdown")
  }

  @Test func theDemoPrintsTheAgreementOfEachColumn() throws {
    let text = try output("demo")
    for column in ["species", "bill_length_mm", "year"] { #expect(text.contains("\n\(column)")) }
    #expect(text.contains("on average of 8 columns"))
  }

  @Test(arguments: ["penguins", "card-fraud", "card-fraud-boosted"]) func shippedSessionsShowWhatTheyExpect(
    name: String
  ) throws {
    let text = try output("replay", name)
    #expect(text.hasSuffix("as expected\n"), "\(text)")
  }

  @Test func aReplayThatDiffersSaysNo() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Samples.shop, to: "shop.csv")
    try program.write(
      """
      session: 1
      data: {path: shop.csv}
      commands: [go-to-column price, no-such-command]
      screens:
        - {after: 1, size: 80x24, text: "nothing"}
      """, to: "s.yaml")
    let result = try program.run("replay", "s.yaml")
    #expect(result.status == 1 && result.errors == "")
    #expect(result.output.contains("after 1 commands the screen differs; expected:\nnothing\nfound:\n"))
    #expect(result.output.contains("no-such-command"))
    #expect(result.output.hasSuffix("s.yaml: 2 commands, 1 screens, not as expected\n"))
    #expect(try program.run("replay", "s.yaml", "--record").status == 0)
    #expect(try program.text(of: "s.yaml").contains("    text: |2\n"))
  }

  @Test func whatIsNoSessionIsRefused() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("session: 2\ndta: x\n", to: "s.yaml")
    let result = try program.run("replay", "s.yaml")
    #expect(result.status == 4 && result.errors.contains("s.yaml:1:"), "\(result)")
    #expect(try program.run("replay", "none.yaml").status == 3)
  }
}
