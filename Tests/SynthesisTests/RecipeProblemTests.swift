import StrictYAML
import Testing

@testable import Synthesis

/// A small valid recipe; tests change one line of it.
private let validText = """
  rowsmith: 1
  source:
    name: t
    rows: 100
    columns: 2
  seed: 42
  privacy: {k: 11}
  model: {name: independent}
  columns:
    - name: amount
      kind: decimal
      look: {decimals: fixed 2}
      missing: 0.25
      generator:
        name: uniform
        parameters: {minimum: 0.0, maximum: 1.5}
    - name: city
      kind: categorical
      generator:
        name: categorical
        parameters: {levels: [a, b], shares: [0.25, 0.75]}

  """

private func problems(replacing old: String, by new: String, restores: Bool = false) -> [String] {
  guard let range = validText.range(of: old) else { return ["'\(old)' is not in the sample"] }
  let text = validText.replacingCharacters(in: range, with: new)
  do {
    _ = try RecipeFile.parse(Array(text.utf8), file: "r.yaml", restores: restores)
    return []
  } catch {
    return error.problems.map { "\($0.line):\($0.column): \($0.path.isEmpty ? "" : "\($0.path): ")\($0.message)" }
  }
}

extension String {
  /// The first occurrence, without Foundation.
  fileprivate func range(of part: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
  }
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

@Suite struct RecipeProblemTests {
  @Test func theSampleIsValid() { #expect(problems(replacing: "seed: 42", by: "seed: 43") == []) }

  @Test(arguments: [
    ("x3x", "13:18: columns[0].tail.upper: expected \(ColumnTail.expected), found 'x3x'"),
    ("x2", "13:11: columns[0].tail: only columns of the generator empirical have tails"),
  ]) func tailsAreChecked(_ tail: String, _ problem: String) {
    let found = problems(
      replacing: "missing: 0.25\n", by: "missing: 0.25\n    tail: {upper: \(tail)}\n", restores: true)
    #expect(found.first.map { $0.hasSuffix(problem.drop { $0 != " " }) } == true, "\(found)")
  }

  @Test func bothSidesTakeAWordOnly() {
    #expect(problems(replacing: "missing: 0.25\n", by: "missing: 0.25\n    tail: none\n") == [])
    let found = problems(replacing: "missing: 0.25\n", by: "missing: 0.25\n    tail: x2\n")
    #expect(found.first?.contains("write tail: {upper: x2}") == true, "\(found)")
    let side = problems(replacing: "missing: 0.25\n", by: "missing: 0.25\n    tail: {uper: none}\n")
    #expect(side.first?.contains("upper") == true, "\(side)")
  }

  @Test(arguments: [
    ("rowsmith: 1", "rowsmith: 2", "1:11: rowsmith: this recipe has version 2; this rowsmith reads version 1"),
    ("rowsmith: 1", "rowsmit: 1", "1:1: this is no recipe: the key 'rowsmith' with the format's version is missing"),
    ("rows: 100", "rows: -1", "4:9: source.rows: expected a whole number from 0 to 9223372036854775807, found '-1'"),
    (
      "rows: 100", "rows: .nan", "4:9: source.rows: expected a whole number from 0 to 9223372036854775807, found '.nan'"
    ),
    (
      "rows: 100", "rows: 1e30", "4:9: source.rows: expected a whole number from 0 to 9223372036854775807, found '1e30'"
    ),
    (
      "rows: 100", "rows: 99999999999999999999999",
      "4:9: source.rows: expected a whole number from 0 to 9223372036854775807, found '99999999999999999999999'"
    ),
    (
      "columns: 2", "columns: 2\n  delimiter: \"\\n\"",
      "6:14: source.delimiter: expected one character of one byte, found '\n'"
    ),
    (
      "columns: 2", "columns: 2\n  delimiter: é",
      "6:14: source.delimiter: expected one character of one byte, found 'é'"
    ),
    ("seed: 42", "seed: -1", "6:7: seed: expected a whole number, found '-1'"),
    ("seed: 42", "sede: 42", "1:1: the key 'seed' is missing"),
    ("k: 11", "k: 0", "7:14: privacy.k: expected a whole number from 1 to 9223372036854775807, found '0'"),
    ("kind: decimal", "kind: decimals", "11:11: columns[0].kind: expected one of integer"),
    ("fixed 2", "fixed -2", "12:22: columns[0].look.decimals: expected 'fixed N'"),
    (
      "decimals: fixed 2", "decimal: fixed 2", "12:12: columns[0].look: unknown key 'decimal'; did you mean 'decimals'?"
    ),
    ("missing: 0.25", "missing: 1.5", "13:14: columns[0].missing: expected a number from 0.0 to 1.0, found '1.5'"),
    ("missing: 0.25", "drop: no", "13:11: columns[0].drop: expected true or false, found 'no'"),
    ("missing: 0.25", "personal_data: mail", "13:20: columns[0].personal_data: expected one of name"),
    ("name: city", "name: amount", "17:11: columns[1].name: the column 'amount' already stands in line 10"),
    ("name: city", "name: \"\"", "17:11: columns[1].name: a column's name cannot be empty"),
    (
      "minimum: 0.0", "minimum: [1, a]",
      "16:33: columns[0].generator.parameters.minimum[1]: a list holds numbers or texts, not both"
    ),
    (
      "minimum: 0.0", "minimum: {packed: 3}",
      "16:38: columns[0].generator.parameters.minimum.packed: the block 'fitted' has no list 3"
    ),
    (
      "minimum: 0.0", "minimum: 1e999",
      "16:29: columns[0].generator.parameters.minimum: expected a number, found '1e999'"
    ),
    (
      "minimum: 0.0", "minimum: 99999999999999999999",
      "16:29: columns[0].generator.parameters.minimum: expected a whole number"
    ),
    ("minimum: 0.0", "minimum: ", "16:29: columns[0].generator.parameters.minimum: expected a text, found nothing"),
    ("seed: 42", "seed: 42\nfitted: !!binary \"UlNGVAE=\"", "7:9: fitted: the fitted part is not one of rowsmith's"),
    ("seed: 42", "seed: 42\nfitted: abc", "7:9: fitted: expected a !!binary block, found 'abc'"),
  ])
  func aMistakeIsNamedAtItsPlace(_ old: String, _ new: String, _ expected: String) {
    let found = problems(replacing: old, by: new)
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  /// What the registries know is checked too, at the parameter that is wrong.
  @Test(arguments: [
    (
      "name: independent", "name: independant",
      "8:15: model.name: expected the name of a joint model, found 'independant'; did you mean 'independent'?"
    ),
    (
      "name: uniform", "name: unifrom",
      "15:13: columns[0].generator.name: expected the name of a generator, found 'unifrom'; did you mean 'uniform'?"
    ),
    ("[0.25, 0.75]", "[0.25, -0.75]", "21:44: columns[1].generator.parameters.shares: shares is"),
    (
      "maximum: 1.5", "maximum: 1.5, minimun: 0.1",
      "16:57: columns[0].generator.parameters.minimun: uniform has no parameter 'minimun'; did you mean 'minimum'?"
    ),
  ])
  func generatorsAndModelsAreRestored(_ old: String, _ new: String, _ expected: String) {
    let found = problems(replacing: old, by: new, restores: true)
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test func allProblemsComeAtOnceWithCarets() {
    let text = Array("rowsmith: 1\nseed: x\nprivacy: {k: 0}\ncolumns: []\nmodell: {name: a}\nsource: \u{1b}\n".utf8)
    let harmless = text.map { $0 == 0x1b ? UInt8(ascii: "3") : $0 }
    #expect(throws: RecipeProblems.self) { try RecipeFile.parse(text, file: "e.yaml") }
    do {
      _ = try RecipeFile.parse(harmless, file: "e.yaml")
      Issue.record("was read")
    } catch {
      let expected = """
        e.yaml:1:1: the key 'model' is missing
          rowsmith: 1
          ^
        e.yaml:2:7: seed: expected a whole number, found 'x'
          seed: x
                ^
        e.yaml:3:14: privacy.k: expected a whole number from 1 to 9223372036854775807, found '0'
          privacy: {k: 0}
                       ^
        e.yaml:4:10: columns: a recipe has at least one column
          columns: []
                   ^
        e.yaml:5:1: unknown key 'modell'; did you mean 'model'?
          modell: {name: a}
          ^
        e.yaml:6:9: source: expected a mapping (key: value), found '3'
          source: 3
                  ^
        """
      #expect(error.description == expected)
    }
  }
}
