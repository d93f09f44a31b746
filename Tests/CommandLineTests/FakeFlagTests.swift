import Testing

/// `--pii`, `--locale` and `list fakes`.
struct FakeFlagTests {
  private static let contacts =
    "who,contact,spend\n" + (0..<60).map { "Person \($0),anna\($0)@firma.de,\($0 * 7 % 50)\n" }.joined()

  private func run(_ arguments: String...) throws -> Program.Result {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.contacts, to: "contacts.csv")
    return try program.shell("$R \(arguments.joined(separator: " "))")
  }

  @Test func everyKindOfMadeUpValuesIsListed() throws {
    let list = try run("list", "fakes")
    #expect(list.status == 0 && list.errors == "")
    #expect(list.output.contains("\nfake email en_US ") && list.output.contains("@example."))
    #expect(list.output.contains("\nfake uuid4 ") && list.output.contains("\nfake iban de_DE "))
  }

  @Test func aColumnIsFilledWithWhatIsAsked() throws {
    let result = try run(
      "generate", "contacts.csv", "-n", "40", "--pii", "'who=iban fr_FR'", "--locale", "sv_SE", "-o", "-")
    let lines = result.output.split(separator: "\n").dropFirst()
    #expect(lines.count == 40 && lines.allSatisfy { $0.hasPrefix("FR") }, "\(result)")
    let fitted = try run("fit", "contacts.csv", "--pii", "who=name", "--locale", "sv_SE", "-o", "-")
    #expect(fitted.output.contains("provider: name\n        locale: sv_SE"), "\(fitted)")
  }

  @Test(arguments: [
    (["fit", "contacts.csv", "--pii", "who=nmae"], "no made-up values are called nmae; did you mean name?"),
    (["fit", "contacts.csv", "--pii", "who"], "expected a column and a provider, such as contact=email"),
    (["fit", "contacts.csv", "--locale", "de"], "de_DE"),
  ])
  func mistakesAreNamed(_ arguments: [String], _ words: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.contacts, to: "contacts.csv")
    let result = try program.shell("$R \(arguments.joined(separator: " "))")
    #expect(result.status == 2 && result.errors.contains(words), "\(result)")
  }

  @Test func aColumnThatIsNotThereIsNamed() throws {
    let result = try run("fit", "contacts.csv", "--pii", "whom=name", "-o", "-")
    #expect(result.status == 4 || result.status == 3 || result.status == 2, "\(result)")
    #expect(result.errors.contains("no column is called whom; did you mean who?"), "\(result)")
  }

  @Test func aRecipeHasItsOwn() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.contacts, to: "contacts.csv")
    let result = try program.shell(
      "$R fit contacts.csv -o r.yaml 2>/dev/null && $R generate r.yaml --locale de_DE -o -")
    #expect(result.status == 2 && result.errors.contains("choose made-up values before a fit"), "\(result)")
  }
}
