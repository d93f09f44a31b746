import Tables
import Testing

@testable import Synthesis

@Suite struct RepeatedTextTests {
  /// 60 places of 40 rows each beside 300 of one row: too many for the reader to call them levels, but most rows repeat.
  private func table(rare: Int) -> Table {
    var texts = (0..<2_400).map { "place \($0 % 60)" }
    texts += (0..<rare).map { "hamlet \($0)" }
    var packed = PackedText()
    for text in texts { packed.append(Array(text.utf8)) }
    let column = Column(name: "place", kind: .text, storage: .text(packed), missing: texts.map { _ in false })
    return Table(name: "places.csv", columns: [column], rowCount: texts.count)
  }

  private func generator(_ table: Table, _ options: FitOptions = FitOptions()) throws -> String? {
    let profile = try #require(Profiler.profile(table))
    return try RecipeFitter.fit(table, profile: profile, options: options)?.columns[0].generator
  }

  @Test func repeatedTextsBecomeLevels() throws {
    #expect(try generator(table(rare: 300)) == "categorical")
  }

  @Test func mostlyUniqueTextsDoNot() throws {
    #expect(try generator(table(rare: 4_000)) != "categorical")
  }

  @Test func aKindTheUserChoseStays() throws {
    var options = FitOptions()
    options.keptKinds = ["place"]
    #expect(try generator(table(rare: 300), options) != "categorical")
  }
}
