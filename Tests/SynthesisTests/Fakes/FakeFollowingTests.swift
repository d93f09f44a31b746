import Statistics
import StrictYAML
import Tables
import Testing

@testable import Synthesis

/// Made-up persons whose gender and country other columns say.
@Suite struct FakeFollowingTests {
  private func levels(_ name: String, _ values: [String], _ count: Int) -> Column {
    let codes = SampleTables.uniforms(count, name).map { Int32(min(Double(values.count) * $0, 99)) }
    return SampleTables.column(name, .categorical, .levels(codes: codes, levels: values.map { ByteText($0) }))
  }

  private func texts(_ name: String, _ count: Int) -> Column {
    SampleTables.column(name, .text, .text(PackedText((0..<count).map { ByteText("Text of \($0 / 2)") })))
  }

  private func table(_ count: Int = 200) -> Table {
    Table(
      name: "t",
      columns: [
        levels("sex", ["F", "m", "x"], count), levels("land of birth", ["Germany", "FR", "Mars"], count),
        texts("given", count), texts("mail", count), texts("city", count),
      ])
  }

  private func recipe(_ mail: String = "email de_DE") throws -> Recipe {
    try SampleTables.fit(table()) {
      $0.generators["given"] = "fake first_name de_DE gender=sex country=land of birth"
      $0.generators["mail"] = "fake \(mail)"
      $0.generators["city"] = "fake city de_DE"
    }
  }

  private func rows(_ recipe: Recipe, _ range: Range<UInt64> = 0..<2_000) throws -> [[String]] {
    let table = try Synthesizer(recipe).rows(range)
    return (0..<table.rowCount).map { row in table.columns.map { $0.text(ofRow: row) ?? "" } }
  }

  private func words(_ list: FakeWordList) -> Set<String> {
    Set(list.words.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test func namesFollowGenderAndCountry() throws {
    let locales = ["Germany": "de_DE", "FR": "fr_FR", "Mars": "de_DE"]
    for row in try rows(try recipe()) {
      let locale = try #require(FakeLocale.named(locales[row[1]] ?? ""))
      let known = [words(locale.words.female), words(locale.words.male)]
      if row[0] != "m" { #expect(row[0] == "x" || known[0].contains(row[2]), "\(row)") }
      if row[0] != "F" { #expect(row[0] == "x" || known[1].contains(row[2]), "\(row)") }
      #expect(known[0].contains(row[2]) || known[1].contains(row[2]), "\(row)")
      #expect(Set(locale.words.cities.names.map { String(decoding: $0, as: UTF8.self) }).contains(row[4]), "\(row)")
    }
  }

  /// What one column of a person follows, its others do, too.
  @Test func mailAddressesAreOfTheNameBesideThem() throws {
    let recipe = try recipe()
    #expect(recipe.column(named: "mail")?.parameters["gender_from"] == .text("sex"))
    #expect(recipe.column(named: "city")?.parameters["country_from"] == .text("land of birth"))
    for row in try rows(recipe) {
      let language = row[1] == "FR" ? "fr" : "de"
      let name = LatinLetters.folded(row[2], language: language)
      #expect(Array(row[3].utf8).starts(with: name) || row[3].utf8.first == name.first, "\(row)")
    }
  }

  @Test func anySplitGivesTheSameRows() throws {
    let recipe = try recipe()
    #expect(try rows(recipe, 0..<90) == rows(recipe, 0..<37) + rows(recipe, 37..<90))
  }

  /// The columns that are followed may be left out of the output.
  @Test func whatIsFollowedMayBeDropped() throws {
    let whole = try recipe()
    var dropped = whole
    for place in 0..<2 { dropped.columns[place].isDropped = true }
    #expect(try rows(dropped, 0..<50) == rows(whole, 0..<50).map { Array($0.dropFirst(2)) })
  }

  @Test func spellingAndFileKeepTheColumns() throws {
    let recipe = try recipe()
    let read = try RecipeFile.parse(RecipeFile.text(of: recipe), file: "r.yaml")
    #expect(read == recipe)
    let spelling = "fake first_name de_DE gender=sex country=land of birth"
    #expect(read.column(named: "given")?.generatorSpelling == spelling)
  }

  @Test func columnsThatCannotBeFollowedAreNamed() throws {
    var recipe = try recipe()
    recipe.columns[2].parameters["gender_from"] = .text("sx")
    #expect(throws: SynthesisError(.unknownColumn(name: "sx", nearest: "sex"), column: "given")) {
      try Synthesizer(recipe)
    }
    recipe.columns[2].parameters["gender_from"] = .text("mail")
    #expect(throws: SynthesisError.self) { try Synthesizer(recipe) }
    #expect(throws: SynthesisError.self) { try FakeWish(parsing: "iban de_DE gender=sex") }
    #expect(throws: SynthesisError.self) { try FakeWish(parsing: "city de_DE gender=sex") }
  }

  /// A rule has the last word on what is followed.
  @Test func namesFollowWhatRulesSettle() throws {
    var recipe = try recipe()
    recipe = try RecipeFitter.setting(formula: "if(1 = 1, \"m\", \"F\")", ofColumn: "sex", in: recipe)
    let known = words(try #require(FakeLocale.named("de_DE")).words.male)
    for row in try rows(recipe, 0..<200) where row[1] == "Germany" {
      #expect(row[0] == "m" && known.contains(row[2]), "\(row)")
    }
  }
}
