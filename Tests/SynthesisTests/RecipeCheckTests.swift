import Tables
import Testing

@testable import Synthesis

private func recipe(_ columns: [(String, ColumnKind)], rows: Int = 2) -> Recipe {
  Recipe(
    source: SourceFacts(name: "t", rows: rows, columns: columns.count), seed: 1, privacy: PrivacySettings(),
    model: ModelRecipe(name: "independent"),
    columns: columns.map {
      ColumnRecipe(
        name: $0.0, kind: $0.1, look: Look(), missingShare: 0, generator: "constant", parameters: Parameters())
    })
}

private func table(_ columns: [(String, ColumnKind)]) -> Table {
  Table(name: "t", columns: columns.map { Column(name: $0.0, kind: $0.1, storage: .integers([1, 2])) })
}

@Suite struct RecipeCheckTests {
  private let columns: [(String, ColumnKind)] = [("a", .integer), ("b", .date), ("c", .integer)]

  @Test func theSameColumnsMatch() {
    #expect(RecipeCheck.mismatches(of: recipe(columns), against: table(columns)) == [])
  }

  @Test func everyMismatchIsNamed() {
    let other: [(String, ColumnKind)] = [("b", .integer), ("a", .integer), ("d", .integer)]
    let mismatches = RecipeCheck.mismatches(of: recipe(columns, rows: 7), against: table(other))
    #expect(
      mismatches.map(\.description) == [
        "the column 'b' is date in the recipe and integer in the table",
        "the table has no column 'c'; did you mean 'd'?",
        "the column 'a' is number 1 in the recipe and number 2 in the table",
        "the column 'b' is number 2 in the recipe and number 1 in the table",
        "the recipe has no column 'd', but the table does", "the recipe was fitted on 7 rows; the table has 2",
      ])
    #expect(mismatches.map(\.isRemark) == [false, false, false, false, false, true])
  }

  @Test func aKindThatTheTableCanBeReadAsMatches() {
    let read = table([("a", .integer), ("b", .integer)])
    #expect(RecipeCheck.mismatches(of: recipe([("a", .decimal), ("b", .text)]), against: read) == [])
  }

  /// Two spellings of é are one `String` to Swift, and two names in a file.
  @Test func namesAreComparedAsBytes() {
    let mismatches = RecipeCheck.mismatches(
      of: recipe([("caf\u{e9}", .integer)]), against: table([("cafe\u{301}", .integer)]))
    #expect(mismatches.count == 2)
  }
}

@Suite struct RecipeDifferenceTests {
  private let old = recipe([("a", .integer), ("b", .decimal)])
  private static let parity = ParityRecipe(
    target: "a", group: "b", measure: .share, groups: ["f", "m"], rows: [20, 30], labels: ["x"], before: [0.1, 0.2],
    after: [0.15, 0.15], changed: 3)

  private func changes(_ change: (inout Recipe) -> Void) -> [String] {
    var new = old
    change(&new)
    return RecipeDifference.describe(old, new).map { "\($0.setting): \($0.old ?? "-") -> \($0.new ?? "-")" }
  }

  @Test func nothingChangedIsNoChange() { #expect(changes { _ in } == []) }

  @Test func everySettingIsNamed() {
    #expect(changes { $0.seed = 7 } == ["seed: 1 -> 7"])
    #expect(changes { $0.privacy.k = 20 } == ["privacy.k: 11 -> 20"])
    #expect(changes { $0.model.name = "gaussian_copula" } == ["model: independent -> gaussian_copula"])
    #expect(changes { $0.columns[1].missingShare = 0.5 } == ["b.missing: 0.0 -> 0.5"])
    #expect(changes { $0.columns[1].isDropped = true } == ["b.drop: false -> true"])
    #expect(changes { $0.columns[0].look.decimals = .fixed(2) } == ["a.look.decimals: - -> fixed 2"])
    #expect(changes { $0.columns[0].personalData = .iban } == ["a.personal_data: - -> iban"])
    #expect(
      changes { $0.parity = [Self.parity] }.prefix(2) == ["parity.a~b: - -> share", "parity.a~b.groups: - -> [f, m]"])
    #expect(changes { $0.columns.removeLast() } == ["b: constant -> -"])
    #expect(changes { $0.columns.swapAt(0, 1) } == ["columns: a, b -> b, a"])
  }

  @Test func parametersAreListedUnlessTheGeneratorChanged() {
    #expect(
      changes { $0.columns[0].parameters["values"] = .integers([1, 2, 3, 4, 5]) } == [
        "a.generator.values: - -> 5 integers 1 … 5"
      ])
    let exchanged = changes {
      $0.columns[0].generator = "uniform"
      $0.columns[0].parameters["low"] = .number(1)
    }
    #expect(exchanged == ["a.generator: constant -> uniform"])
  }

  /// A recipe is unchanged exactly when nothing is listed.
  @Test(arguments: 0..<30)
  func twoRecipesDifferWhereSomethingIsListed(seed: Int) {
    var stream = SampleStream(seed: seed)
    let (first, second) = (stream.recipe(), stream.recipe())
    #expect(RecipeDifference.describe(first, first).isEmpty)
    #expect(!RecipeDifference.describe(first, second).isEmpty)
  }
}
