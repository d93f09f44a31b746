import StrictYAML
import Testing

/// Texts that a careless writer or reader changes.
private let awkwardTexts = [
  "", " ", "no", "Yes", "null", "~", "true", "1", "1.0", "-1", "+1", "012", "0x1F", "0o17", "1_000", "12:30", "1e5",
  ".nan", ".inf", ".5",
  "2024-01-01", " lead", "trail ", "\ttab", "- x", "-", "--- x", "---", "...", "? x", "?", ": x", ":", "a:", "a: b",
  "a :b", "#x",
  "a #b", "a#b", "&a", "*a", "!a", "!!binary x", "%a", "@a", "`a", "'a'", "\"a\"", "a'b", "a\"b", "\\", "\\n", "a\\",
  "a\nb",
  "a\n", "\n", "a\r\nb", "\r", "a\n\n b\n", "[a]", "{a}", "a, b", "a]", "<<", "=", "|", ">", "| x", "> x", "\u{0}",
  "a\u{0}b", "\u{7}",
  "\u{1b}[2J", "\u{7f}", "\u{85}", "\u{9b}31m", "\u{a0}", "\u{ad}", "\u{200b}", "\u{200d}", "\u{2028}", "\u{2029}",
  "\u{202e}x",
  "\u{feff}", "\u{feff}x", "x\u{feff}", "\u{fffe}", "\u{ffff}", "\u{fffd}", "\u{1fffe}", "\u{e0041}", "\u{10ffff}",
  "caf\u{e9}",
  "cafe\u{301}", "日本語", "👩‍👩‍👧‍👦", "R&D", "2 * 3", "x!y", "http://a/b?c&d=*#e", "(a+)+$", "{{ 7*7 }}", "$(id)`id`",
  "a\nb\n", "  lead\n*x\n&y: #z\n- q\n!t\n", "a\n\n\nb\n", "a\n   \nb\n", "\n\na\n", "a \nb \n", "---\n...\n%x\n",
  "\"\n'\n|\n",
  "a\nb\n\n", "a\tb\nc\n", "a\n\u{301}b\n", " \n \n", "#\n#\n", "│ ▇▅▃ │\n└─────┘\n",
  String(repeating: "long ", count: 400), String(repeating: "x", count: 5000),
]

private func text(at node: YAMLNode) -> [UInt8]? {
  let reader = YAMLReader()
  return reader.root(node).text().map { Array($0.utf8) }
}

@Suite struct YAMLWriterTests {
  @Test(arguments: awkwardTexts)
  func everyTextComesBackByteForByteFromEveryPlace(_ sample: String) throws {
    let content = YAMLContent.mapping([
      ("value", .text(sample)), ("block", .sequence([.text(sample), .text("x")])),
      ("flow", .flowSequence([.text("x"), .text(sample), .text("y")])),
      ("pairs", .flowMapping([("a", .text(sample)), ("b", .text(sample))])),
      ("nested", .sequence([.mapping([("a", .text(sample)), ("b", .mapping([("c", .text(sample))]))])])),
    ])
    let root = YAMLReader().root(try YAMLParser.parse(YAMLWriter.write(content, comment: ["comment", ""]))).mapping()
    let wanted = Array(sample.utf8)
    #expect(root?.optional("value")?.text().map { Array($0.utf8) } == wanted)
    #expect(root?.optional("block")?.list()?.map { $0.text() ?? "" } == [sample, "x"])
    #expect(root?.optional("flow")?.list()?.dropFirst().first.flatMap { text(at: $0.node) } == wanted)
    #expect(root?.optional("pairs")?.mapping()?.entries().map { text(at: $0.value.node) } == [wanted, wanted])
    let nested = root?.optional("nested")?.list()?.first?.mapping()
    #expect(nested?.optional("a").flatMap { text(at: $0.node) } == wanted)
    #expect(nested?.optional("b")?.mapping()?.optional("c").flatMap { text(at: $0.node) } == wanted)
  }

  @Test(arguments: [
    0, -0.0, 1, -1, 0.1, 1 / 3.0, 1e-5, 1e16, 123456789.125, 1.7976931348623157e308, Double.leastNonzeroMagnitude,
    Double.leastNormalMagnitude, -2.5e-300,
  ])
  func everyNumberComesBackBitForBit(_ value: Double) throws {
    let bytes = YAMLWriter.write(.mapping([("a", .number(value)), ("b", .flowSequence([.number(value)]))]))
    let root = YAMLReader().root(try YAMLParser.parse(bytes)).mapping()
    #expect(root?.optional("a")?.number()?.bitPattern == value.bitPattern)
    #expect(root?.optional("b")?.list()?.first?.number()?.bitPattern == value.bitPattern)
  }

  @Test(arguments: [0, 1, 2, 3, 59, 60, 61, 62, 200, 1000])
  func binaryComesBack(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
    let content = YAMLContent.mapping([
      ("a", .binary(bytes)), ("b", .mapping([("c", .binary(bytes)), ("d", .integer(1))])),
    ])
    let root = YAMLReader().root(try YAMLParser.parse(YAMLWriter.write(content))).mapping()
    #expect(root?.optional("a")?.binary() == bytes)
    #expect(root?.optional("b")?.mapping()?.optional("c")?.binary() == bytes)
  }

  @Test func theLayoutIsForPeople() {
    let content = YAMLContent.mapping([
      ("rowsmith", .integer(1)), ("seed", .unsigned(.max)), ("drop", .flag(true)),
      ("columns", .sequence([.mapping([("name", .text("a: b")), ("look", .flowMapping([("mark", .text(","))]))])])),
      ("numbers", .flowSequence((0..<30).map { .number(Double($0) / 4) })), ("none", .sequence([])),
      ("nothing", .mapping([])), ("last", .remarked("not for editing", .binary([1, 2, 3]))),
    ])
    let expected = """
      # A comment
      rowsmith: 1
      seed: 18446744073709551615
      drop: true

      columns:
        - name: "a: b"
          look: {mark: ","}
      numbers: [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 3.75,
        4.0, 4.25, 4.5, 4.75, 5.0, 5.25, 5.5, 5.75, 6.0, 6.25, 6.5, 6.75, 7.0, 7.25]
      none: []
      nothing: {}

      # not for editing
      last: !!binary "AQID"

      """
    #expect(String(decoding: YAMLWriter.write(content, comment: ["A comment"]), as: UTF8.self) == expected)
  }

  @Test func aByteOrderMarkThatWouldBeLostIsRefused() {
    #expect(throws: YAMLProblem.self) { try YAMLParser.parse(Array("a: \"\\ufeffx\"".utf8)) }
    #expect(throws: YAMLProblem.self) { try YAMLParser.parse(Array("a: \"\\U0000FEFFx\"".utf8)) }
    #expect(throws: Never.self) { try YAMLParser.parse(Array("a: '\\ufeffx'".utf8)) }
  }
}

@Suite struct Base64Tests {
  /// The test vectors of RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
  ])
  func agreesWithTheStandard(_ plain: String, _ encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == Array(encoded.utf8))
    #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
  }

  @Test(arguments: ["A", "AA", "AA=", "AA===", "AB==", "AAA", "AAB=", "=", "A=A=", "AA==A", "A-A=", "AAAA="])
  func whatIsNotCanonicalIsRefused(_ text: String) { #expect(Base64.decode(text.utf8) == nil) }
}
