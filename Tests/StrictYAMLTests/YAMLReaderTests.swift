import StrictYAML
import Testing

private enum Fruit: String, CaseIterable { case apple, pear, plum }

private func value(_ text: String) throws -> YAMLValue { YAMLReader().root(try YAMLParser.parse(Array(text.utf8))) }

@Suite struct YAMLValueTests {
  @Test(arguments: ["no", "012", "12:30", "1.10", "2024-01-01", "0x1F", "1_000", "~", "null", ".nan", "yes", "1e5"])
  func scalarsAreTextUntilTyped(_ text: String) throws { #expect(try value(text).text() == text) }

  @Test func aPlainEmptyValueIsNoText() throws {
    #expect(try value("a:").mapping()?.required("a")?.text() == nil)
    #expect(try value("a: \"\"").mapping()?.required("a")?.text() == "")
  }

  @Test(arguments: [
    "012", "+1", "1_000", "0x10", "0o7", "1.0", "1e3", "12:30", "\"1\"", ".inf", "٣", "", "99999999999999999999999",
    "--", "1 2",
  ])
  func onlyPlainDecimalDigitsAreIntegers(_ text: String) throws {
    let value = try value("a: \(text)").mapping()?.required("a")
    #expect(value?.integer(in: Int64.min...Int64.max) == nil)
    #expect(value?.reader.problems.count == 1)
  }

  @Test(arguments: [
    ".nan", ".inf", "-.inf", "nan", "inf", "0x1p3", "1e400", "1_0.0", ".5", "5.", "01.5", "\"1.5\"", "1e", "--1",
  ])
  func onlyFiniteDecimalsAreNumbers(_ text: String) throws {
    #expect(try value("a: \(text)").mapping()?.required("a")?.number() == nil)
  }

  @Test func whatFitsIsRead() throws {
    #expect(try value("-9223372036854775808").integer(in: Int64.min...Int64.max) == Int64.min)
    #expect(try value("18446744073709551615").integer(in: 0...UInt64.max) == UInt64.max)
    #expect(try value("-0").integer(in: -1...1) == 0)
    #expect(try value("1.5e-3").number(in: 0...1) == 0.0015)
    #expect(try value("7").number() == 7)
    #expect(try value("true").flag() == true)
    #expect(try value("false").flag() == false)
    #expect(try value("plum").choice(of: Fruit.self) == .plum)
    #expect(try value("yes").flag() == nil)
  }
}

@Suite struct YAMLReaderTests {
  /// All problems at once, in file order, each with its place, path and caret.
  @Test func allProblemsAreReportedInFileOrder() throws {
    let text = """
      rows: -1
      fruit: pera
      colums: []
      list:
        - {name: a, share: 1.5, on: yes}
        - {nam: b}
        - 3
      """
    let reader = YAMLReader()
    let bytes = Array(text.utf8)
    let root = try #require(reader.root(try YAMLParser.parse(bytes)).mapping())
    for member in root.required("list")?.list() ?? [] {
      guard let mapping = member.mapping() else { continue }
      _ = mapping.required("name")?.text()
      _ = mapping.optional("share")?.number(in: 0...1)
      _ = mapping.optional("on")?.flag()
      mapping.refuseUnknownKeys()
    }
    _ = root.required("fruit")?.choice(of: Fruit.self)
    _ = root.required("rows")?.integer(in: 0...100)
    _ = root.required("columns")
    root.refuseUnknownKeys()
    let expected = """
      r.yaml:1:1: the key 'columns' is missing
        rows: -1
        ^
      r.yaml:1:7: rows: expected a whole number from 0 to 100, found '-1'
        rows: -1
              ^
      r.yaml:2:8: fruit: expected one of apple, pear, plum, found 'pera'; did you mean 'pear'?
        fruit: pera
               ^
      r.yaml:3:1: unknown key 'colums'; did you mean 'columns'?
        colums: []
        ^
      r.yaml:5:22: list[0].share: expected a number from 0.0 to 1.0, found '1.5'
          - {name: a, share: 1.5, on: yes}
                             ^
      r.yaml:5:31: list[0].on: expected true or false, found 'yes'
          - {name: a, share: 1.5, on: yes}
                                      ^
      r.yaml:6:5: list[1]: the key 'name' is missing
          - {nam: b}
            ^
      r.yaml:6:6: list[1]: unknown key 'nam'; did you mean 'name'?
          - {nam: b}
             ^
      r.yaml:7:5: list[2]: expected a mapping (key: value), found '3'
          - 3
            ^
      """
    #expect(YAMLExcerpt.describe(reader.problems, in: bytes, file: "r.yaml") == expected)
    #expect(throws: YAMLProblems.self) { try reader.finish() }
  }

  @Test func tooManyProblemsAreCounted() throws {
    let text = (0..<5000).map { "k\($0): 1\n" }.joined()
    let reader = YAMLReader()
    let root = reader.root(try YAMLParser.parse(Array(text.utf8))).mapping()
    root?.refuseUnknownKeys()
    #expect(reader.problems.count == YAMLLimits.problems + 1)
    #expect(reader.problems.last?.message == "and 4900 more problems")
  }
}

@Suite struct YAMLExcerptTests {
  private func describe(_ text: String, line: Int, column: Int, file: String = "f") -> String {
    YAMLExcerpt.describe(YAMLProblem(message: "m", line: line, column: column), in: Array(text.utf8), file: file)
  }

  @Test func theCaretStandsUnderItsPlace() {
    #expect(describe("a: 1\nbcd: x\n", line: 2, column: 6) == "f:2:6: m\n  bcd: x\n       ^")
    #expect(describe("a: 1\r\nbcd: x\r\n", line: 2, column: 6) == "f:2:6: m\n  bcd: x\n       ^")
    #expect(describe("日本: e\u{301}x", line: 1, column: 7) == "f:1:7: m\n  日本: e\u{301}x\n         ^")
    #expect(describe("a", line: 1, column: 9) == "f:1:9: m\n  a\n   ^")
    #expect(describe("", line: 7, column: 1) == "f:7:1: m\n  \n  ^")
  }

  @Test func controlCharactersAreMadeVisible() {
    let text = describe("a: \u{1b}[2J\u{9b}\u{202e}\t!", line: 1, column: 4, file: "e\u{1b}c")
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" })
    #expect(!text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) || $0.value == 0x202E })
  }

  @Test func aLongLineIsCutAroundThePlace() {
    let text = describe(
      String(repeating: "x", count: 1_000_000) + "!" + String(repeating: "y", count: 500), line: 1, column: 1_000_001)
    let lines = text.split(separator: "\n")
    #expect(lines[1] == "  …" + String(repeating: "x", count: 60) + "!" + String(repeating: "y", count: 37))
    #expect(lines[2] == String(repeating: " ", count: 63) + "^")
  }
}

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("colums", "columns"), ("sede", "seed"), ("Seed", "seed"), ("sed", "seed"), ("generatr", "generator"), ("k", nil),
    ("zzzzzz", nil), ("", nil),
  ])
  func theNearestNameIsSuggested(_ name: String, _ nearest: String?) {
    #expect(NearestName.of(name, among: ["seed", "columns", "generator"]) == nearest)
  }
}
