import Testing

/// `--generator`, with lists and pools.
struct GeneratorFlagTests {
  private static let orders = "town,amount\n" + (0..<60).map { "Town \($0 % 3),\($0 * 7 % 50).5\n" }.joined()
  private static let places = "country,city,people\nPT,Porto,3\nPT,Faro,1\nES,Vigo,4\n"
  /// Stands for the package of that name: what Rowsmith asks of it, and no more.
  private static let faker = """
    class Faker:
        def __init__(self, locale=None):
            if locale not in (None, "de_DE"):
                raise AttributeError(locale)
            self.locale, self.drawn = locale, 0
        def seed_instance(self, seed):
            self.drawn = seed
        def company(self):
            self.drawn += 1
            return f"Firma {self.drawn % 4} {self.locale}"
        def nothing(self):
            return None
    """

  private func run(_ line: String) throws -> Program.Result {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.orders, to: "orders.csv")
    try program.write(Self.places, to: "places.csv")
    try program.write("raise SystemExit('the wrong faker')", to: "faker.py")
    return try program.shell("mkdir lib && cat > lib/faker.py <<'END'\n\(Self.faker)\nEND\n" + line)
  }

  @Test func aColumnGetsTheGeneratorThatIsAsked() throws {
    let result = try run("$R fit orders.csv --generator amount=lognormal -o - 2>/dev/null")
    #expect(result.status == 0 && result.output.contains("name: lognormal"), "\(result)")
  }

  @Test func aListOfTheUsersIsDrawnByItsWeights() throws {
    let result = try run(
      "$R fit orders.csv --generator town=choice\\ places.csv:city:people -o r.yaml 2>/dev/null && rm places.csv && $R generate r.yaml -n 400 -o - -q"
    )
    let towns = result.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(Set(towns) == ["Porto", "Faro", "Vigo"], "\(result)")
    // Half of 400 with a standard error of 10.
    #expect(abs(towns.count { $0 == "Vigo" } - 200) <= 30)
  }

  @Test func aPoolIsDrawnOnceAndKept() throws {
    let result = try run(
      "PYTHONPATH=$PWD/lib $R fit orders.csv --generator 'town=pool faker.company/de_DE 200' -o r.yaml 2>/dev/null && ROWSMITH_PYTHON=/none $R generate r.yaml -n 100 -o - -q"
    )
    let towns = Set(result.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) })
    #expect(towns == Set((0..<4).map { "Firma \($0) de_DE" }), "\(result)")
  }

  @Test(arguments: [
    ("'town=pool faker.company'", "needs Python's Faker"),
    ("'town=pool faker.company/xx_XX 9' PYTHONPATH=lib", "faker.company has no locale xx_XX"),
    ("'town=pool faker.compny 9' PYTHONPATH=lib", "faker.compny has no provider compny"),
    ("'town=pool faker.nothing 9' PYTHONPATH=lib", "faker.nothing gives no texts"),
    ("'town=pool faker.company 9' ROWSMITH_PYTHON=/none/python3", "needs Python: install python3"),
    ("'amount=pool faker.company 9' PYTHONPATH=lib", "it gives texts, and the column holds decimal"),
    ("'town=choice places.csv:cty'", "places.csv has no column cty; did you mean city?"),
    ("'town=choice places.csv:city:country'", "the weights country of places.csv are not all numbers of at least 0"),
    ("'town=choice place.csv'", "place.csv: cannot be read"),
    ("'town=choice @twon'", "no column is called twon; did you mean town?"),
    ("'amount=choice places.csv:city'", "city of places.csv is"),
  ])
  func whatIsNotThereIsNamed(_ arguments: String, _ words: String) throws {
    let parts = arguments.split(separator: "' ", maxSplits: 1).map(String.init)
    let flag = parts.count > 1 ? parts[0] + "'" : parts[0]
    let variables = parts.count > 1 ? parts[1].replacing("=lib", with: "=$PWD/lib") : ""
    let result = try run("\(variables) $R fit orders.csv --generator \(flag) -o r.yaml")
    #expect([3, 4].contains(result.status) && result.errors.contains(words), "\(result)")
  }

  @Test(arguments: [
    ("town=lognrmal", "no generator is called lognrmal; did you mean lognormal?"),
    ("town", "expected a column and a generator, such as amount=lognormal"),
    ("'town=pool company 9'", "expected a provider of Faker"),
    ("'town=pool faker.__init__ 9'", "expected a provider of Faker"),
    ("'town=choice @'", "expected a file, such as cities.csv"),
  ])
  func mistakesAreNamed(_ flag: String, _ words: String) throws {
    let result = try run("$R fit orders.csv --generator \(flag) -o r.yaml")
    #expect(result.status == 2 && result.errors.contains(words), "\(result)")
  }
}
