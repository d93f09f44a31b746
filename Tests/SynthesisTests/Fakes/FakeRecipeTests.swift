import Statistics
import StrictYAML
import Tables
import Testing

@testable import Synthesis

/// Made-up values in recipes: how columns get them at load, who plays whom, and what is refused.
@Suite struct FakeRecipeTests {
  private func spellings(_ recipe: Recipe) -> [String: String] {
    Dictionary(uniqueKeysWithValues: recipe.columns.map { ($0.name, $0.generatorSpelling) })
  }

  @Test func aGermanTableGetsGermans() throws {
    let recipe = try SampleTables.fit(PersonalSamples.germanCustomers(600))
    let found = spellings(recipe)
    #expect(found["full_name"] == "fake name de_DE")
    #expect(found["email"] == "fake email de_DE")
    #expect(found["telefon"] == "fake phone de_DE")
    #expect(found["address"] == "fake address de_DE")
    #expect(found["iban"] == "fake iban de_DE")
    #expect(found["age"] == "empirical")
    #expect(recipe.column(named: "telefon")?.parameters["form"] == .text("international"))
    // Every row has its own address and account, so the fakes have as well.
    #expect(recipe.column(named: "email")?.parameters["unique"] == .flag(true))
    #expect(recipe.column(named: "iban")?.parameters["unique"] == .flag(true))
    #expect(recipe.columns.compactMap { $0.parameters["person"] } == Array(repeating: .integer(1), count: 4))
  }

  @Test func noFakeIsARealValue() throws {
    let table = PersonalSamples.germanCustomers(600)
    let rows = try Synthesizer(SampleTables.fit(table)).rows(0..<5000)
    for name in ["email", "telefon", "address", "iban"] {
      let real = Set(texts(try #require(table.column(named: name)).storage))
      let fakes = texts(try #require(rows.column(named: name)).storage)
      #expect(real.isDisjoint(with: fakes), "\(name)")
      #expect(fakes.count == 5000)
    }
    let text = String(decoding: RecipeFile.text(of: try SampleTables.fit(table)), as: UTF8.self)
    for secret in ["firma", "Schäfer", "37040044", "Lindenstr"] { #expect(!text.contains(secret)) }
  }

  /// Real addresses below example.com would be met again by fakes below it.
  @Test func domainsStandApartFromTheDatasOwn() throws {
    let column = PersonalSamples.texts("email", 300) { "person\($0)@example.com" }
    let recipe = try SampleTables.fit(Table(name: "t", columns: [column, SampleTables.integers(300)]))
    let domains = try #require(recipe.column(named: "email")?.parameters["domains"])
    #expect(domains == .texts(["mail.example", "post.example", "web.example"]))
    // Fewer than k rows are nothing that a recipe may show.
    let few = PersonalSamples.texts("email", 300) { $0 < 10 ? "person\($0)@example.com" : "person\($0)@firm.se" }
    let other = try SampleTables.fit(Table(name: "t", columns: [few, SampleTables.integers(300)]))
    #expect(
      other.column(named: "email")?.parameters["domains"] == .texts(["example.com", "example.org", "example.net"]))
  }

  @Test(arguments: [
    ("+46 8 123456", "sv_SE"), ("+39 02 1234567", "it_IT"), ("+55 11 91234", "pt_BR"), ("+1 212 555 0", "en_US"),
    ("0044 20 7946 0", "en_GB"),
    ("020 12345", "en_US"),
  ])
  func telephoneCodesTellTheCountry(_ start: String, _ locale: String) throws {
    let column = PersonalSamples.texts("phone", 200) { "\(start)\(1000 + $0)" }
    let recipe = try SampleTables.fit(Table(name: "t", columns: [column, SampleTables.integers(200)]))
    #expect(spellings(recipe)["phone"] == "fake phone \(locale)")
  }

  @Test(arguments: FakeLocale.all.map(\.name)) func namesTellTheCountry(_ locale: String) throws {
    let draw = FakeDraw(seed: 77)
    let names = try draw.texts("name", locale, rows: 0..<400)
    let column = PersonalSamples.texts("customer_name", 400) { names[$0] }
    let recipe = try SampleTables.fit(Table(name: "t", columns: [column, SampleTables.integers(400)]))
    #expect(spellings(recipe)["customer_name"] == "fake name \(locale)")
  }

  @Test func aCountryColumnTellsTheCountry() throws {
    let names = PersonalSamples.texts("first_name", 300) { "Xq\($0)" }
    let codes = (0..<300).map { Int32($0 % 10 == 0 ? 1 : 0) }
    let country = SampleTables.column("country", .categorical, .levels(codes: codes, levels: ["Polska", "Sverige"]))
    let recipe = try SampleTables.fit(Table(name: "t", columns: [names, country]))
    #expect(spellings(recipe)["first_name"] == "fake first_name pl_PL")
    #expect(spellings(recipe)["country"] == "categorical")
  }

  @Test func twoPersonsOfARowAreTwo() throws {
    let draw = FakeDraw(seed: 5)
    let names = try draw.texts("name", "fr_FR", rows: 0..<900)
    let mails = try draw.texts("email", "fr_FR", rows: 0..<900)
    let table = Table(
      name: "t",
      columns: [
        PersonalSamples.texts("buyer_name", 300) { names[$0] },
        PersonalSamples.texts("seller_name", 300) { names[300 + $0] },
        PersonalSamples.texts("seller_email", 300) { mails[$0] },
        PersonalSamples.texts("buyer_email", 300) { mails[300 + $0] },
        PersonalSamples.texts("last_name", 300) { names[600 + $0] },
      ])
    let recipe = try SampleTables.fit(table)
    #expect(recipe.columns.map { $0.parameters["person"] } == [1, 2, 2, 1, 1].map { .integer($0) })
    let rows = try Synthesizer(recipe).rows(0..<200)
    let drawn = rows.columns.map { texts($0.storage) }
    for row in 0..<200 {
      let last = drawn[4][row]
      #expect(drawn[0][row].hasSuffix(last))
    }
    #expect(zip(drawn[0], drawn[1]).count { $0 == $1 } < 10)
  }

  @Test func aRecipeFileKeepsThem() throws {
    let recipe = try SampleTables.fit(PersonalSamples.germanCustomers(300))
    let text = RecipeFile.text(of: recipe)
    let read = try RecipeFile.parse(text, file: "t")
    #expect(read == recipe)
    #expect(try Synthesizer(read).rows(0..<300) == Synthesizer(recipe).rows(0..<300))
  }

  @Test func aNewFitKeepsWhatWasChosen() throws {
    let table = PersonalSamples.germanCustomers(300)
    let profile = SampleTables.profile(table)
    var recipe = try SampleTables.fit(table)
    recipe = try RecipeFitter.choose(
      generator: "fake company ja_JP", forColumn: "full_name", in: recipe, table: table, profile: profile)
    recipe = try RecipeFitter.setting("locale", to: .text("sv_SE"), ofColumn: "telefon", in: recipe)
    #expect(spellings(recipe)["telefon"] == "fake phone sv_SE")
    let again = try #require(try RecipeFitter.fit(table, profile: profile, options: FitOptions(of: recipe)))
    #expect(again == recipe)
    // Another provider has other parameters, and the recipe can still be read.
    recipe = try RecipeFitter.setting("provider", to: .text("uuid4"), ofColumn: "email", in: recipe)
    #expect(recipe.column(named: "email")?.parameters.entries.map(\.name) == ["provider", "unique"])
    #expect(try RecipeFile.parse(RecipeFile.text(of: recipe), file: "t") == recipe)
  }

  @Test func aColumnChosenAloneJoinsTheOthers() throws {
    let table = PersonalSamples.germanCustomers(300)
    let recipe = try SampleTables.fit(table)
    let chosen = try RecipeFitter.choose(
      generator: "fake city", forColumn: "iban", in: recipe, table: table, profile: SampleTables.profile(table))
    #expect(spellings(chosen)["iban"] == "fake city de_DE")
    let rows = try Synthesizer(chosen).rows(0..<100)
    for (city, address) in zip(texts(rows.columns[4].storage), texts(rows.columns[3].storage)) {
      #expect(address.hasSuffix(city))
    }
  }

  @Test(arguments: [
    ("fake emial", "no made-up values are called emial; did you mean email?"),
    ("fake email xx_XX", "locale is 'xx_XX'; expected one of de_DE"),
    ("fake uuid4 de_DE", "locale is 'de_DE'; expected none: uuid4 is the same in all"),
    ("fake iban ja_JP", "locale is 'ja_JP'; expected one of de_DE"),
    ("fake email de_DE now", "expected a provider and perhaps a locale, such as email de_DE"),
    ("empirical email", "no generator is called empirical email"),
  ])
  func wishesThatCannotBeAreRefused(_ wish: String, _ words: String) throws {
    let table = PersonalSamples.germanCustomers(100)
    let recipe = try SampleTables.fit(table)
    let error = #expect(throws: SynthesisError.self) {
      try RecipeFitter.choose(
        generator: wish, forColumn: "email", in: recipe, table: table, profile: SampleTables.profile(table))
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ([("provider", ParameterValue.text("nmae"))], "no made-up values are called nmae; did you mean name?"),
    ([("provider", .text("email")), ("domains", .texts(["gmail.com"]))], "expected domains that nobody can own"),
    ([("provider", .text("email")), ("domains", .texts([]))], "expected domains that nobody can own"),
    ([("provider", .text("email")), ("digits", .integer(19))], "expected 1 to 18 digits"),
    ([("provider", .text("name")), ("person", .integer(0))], "expected a person from 1 to 99"),
    ([("provider", .text("name")), ("locale", .text("de"))], "expected one of de_DE, en_GB"),
    ([("provider", .text("phone")), ("form", .text("local"))], "expected one of national, international"),
    (
      [("provider", .text("sentence")), ("template", .text("Dear {frist_name}"))],
      "{frist_name} is none; did you mean {first_name}?"
    ),
    ([("provider", .text("uuid4")), ("unique", .integer(1))], "expected true or false"),
    ([("provider", .text("longitude")), ("person", .number(0.5))], "expected a person from 1 to 99"),
  ])
  func parametersThatCannotBeAreRefused(_ parameters: [(String, ParameterValue)], _ words: String) throws {
    let column = ColumnRecipe(
      name: "x", kind: .text, look: Look(), missingShare: 0, generator: "fake", parameters: Parameters(parameters))
    let error = #expect(throws: SynthesisError.self) { try Synthesizer.restore(column) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func onlyWhatFitsTheKindIsTaken() throws {
    func column(_ provider: String, _ kind: ColumnKind) -> ColumnRecipe {
      ColumnRecipe(
        name: "x", kind: kind, look: Look(), missingShare: 0, generator: "fake",
        parameters: Parameters([("provider", .text(ByteText(provider)))]))
    }
    #expect(throws: SynthesisError.self) { try Synthesizer.restore(column("email", .integer)) }
    #expect(throws: SynthesisError.self) { try Synthesizer.restore(column("email", .date)) }
    #expect(throws: SynthesisError.self) { try Synthesizer.restore(column("card", .decimal)) }
    _ = try Synthesizer.restore(column("card", .integer))
    _ = try Synthesizer.restore(column("latitude", .decimal))
  }

  @Test func templatesTakeAnyProvider() throws {
    let template = "{{id}} ##-@@ {first_name} of {city}: {10-12} x {product}"
    for value in try FakeDraw().texts("sentence", "it_IT", rows: 0..<300, [("template", .text(ByteText(template)))]) {
      #expect(value.wholeMatch(of: /\{id\}} \d\d-[A-Z]{2} .+ of .+: 1[0-2] x \S+ \S+ \S+/) != nil, "\(value)")
    }
  }

  @Test func persons() throws {
    // A rare event draws rows again; their persons stay, so that name and address go on to match.
    let table = PersonalSamples.germanCustomers(600)
    let recipe = try SampleTables.fit(table) { $0.rare = [try RareEvent(parsing: "age > 70 : 30%")] }
    let rows = try Synthesizer(recipe, total: 600).rows(0..<600)
    let names = texts(try #require(rows.column(named: "full_name")).storage)
    let mails = texts(try #require(rows.column(named: "email")).storage)
    for (name, mail) in zip(names, mails) {
      let last = LatinLetters.folded(String(name.split(separator: " ").last ?? ""), language: "de")
      #expect(mail.contains(String(decoding: last, as: UTF8.self)), "\(name): \(mail)")
    }
  }
}
