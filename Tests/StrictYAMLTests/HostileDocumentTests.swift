import StrictYAML
import Testing

/// Every hostile recipe that a fault test could think of, with the place at which it must be refused (nil: harmless, read).
struct HostileDocument: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: [UInt8]
  var refusal: String?
  var testDescription: String { name }

  init(_ name: String, _ text: String, _ refusal: String?) { self.init(name, Array(text.utf8), refusal) }
  init(_ name: String, _ bytes: [UInt8], _ refusal: String?) {
    self.name = name
    self.bytes = bytes
    self.refusal = refusal
  }

  private static let bomb =
    "a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n"
    + zip("bcdefghi", "abcdefgh").map {
      "\($0): &\($0) [\(repeatElement("*\($1)", count: 9).joined(separator: ","))]\n"
    }
    .joined()
  private static let utf16: [UInt8] = [0xFF, 0xFE] + "a: 1\n".utf8.flatMap { [$0, 0] }

  static let all: [HostileDocument] = [
    HostileDocument("bomb", bomb, "1:4: anchors"),
    HostileDocument("deep", String(repeating: "[", count: 100_000), "1:65: this is nested deeper than 64 levels"),
    HostileDocument(
      "deep block", (0..<100).map { String(repeating: " ", count: $0) + "k:\n" }.joined(),
      "65:65: this is nested deeper"),
    HostileDocument("deep dashes", String(repeating: "- ", count: 100) + "x\n", "1:129: this is nested deeper"),
    HostileDocument("duplicate", "columns: 1\ncolumns: 2\n", "2:1: the key 'columns' was already used in line 1"),
    HostileDocument("cycle", "a: &x {b: *x}\n", "1:4: anchors"),
    HostileDocument("tag", "a: !!python/object/apply:os.system [id]\n", "1:4: tags"),
    HostileDocument("tabs", "a:\n\t- b\n", "2:1: a tab cannot indent"),
    HostileDocument("NUL", "a: \"x\0y\"\n", "1:6: the raw character U+0000"),
    HostileDocument(
      "escape", "a: \"\u{1b}[2J\"\n  b\n", "1:5: the raw character U+001B is not accepted; write it as \\x1B"),
    HostileDocument("merge", "a: &a {x: 1}\n<<: [*a,*a]\n", "1:4: anchors"),
    HostileDocument("merge key", "a:\n  <<: 1\n", "2:3: merge keys"),
    HostileDocument("merge key in flow", "a: {<<: 1}\n", "1:5: merge keys"),
    HostileDocument("huge key", String(repeating: "k", count: 1_000_000) + ": 1\n", "1:"),
    HostileDocument("UTF-16", utf16, "1:1: this file is UTF-16"),
    HostileDocument("UTF-16 without mark", "a: 1\n".utf8.flatMap { [0, $0] }, "1:1: this file is UTF-16"),
    HostileDocument("not UTF-8", Array("a: 1\nb: ".utf8) + [0xC0, 0xAF], "2:4: this byte is not UTF-8 (0xC0)"),
    HostileDocument("surrogate", Array("b: ".utf8) + [0xED, 0xA0, 0x80], "1:4: this byte is not UTF-8"),
    HostileDocument("cut UTF-8", Array("b: ".utf8) + [0xE2, 0x82], "1:4: this byte is not UTF-8"),
    HostileDocument("several documents", "a: 1\n---\na: 2\n", "2:1: a second document"),
    HostileDocument("after the end", "a: 1\n...\nb: 2\n", "3:1: nothing may stand after the end"),
    HostileDocument("empty", "", "1:1: this file is empty"),
    HostileDocument("comment", "# only\n", "1:1: this file is empty"),
    HostileDocument("directive", "%YAML 1.1\n---\na: 1\n", "1:1: directives"),
    HostileDocument("open quote", "a: 1\nb: \"abc\nc: 2\n", "2:4: this quote never closes"),
    HostileDocument("complex key", "? a\n: b\n", "1:1: '? ' keys"),
    HostileDocument("list as key", "[a]: b\n", "1:1: a list or mapping cannot be a key"),
    HostileDocument("alias as key", "*a : b\n", "1:1: aliases"),
    HostileDocument("anchor in a list", "a: [1, &b 2]\n", "1:8: anchors"),
    HostileDocument("anchor after a dash", "- &b 2\n", "1:3: anchors"),
    HostileDocument("not base64", "a: !!binary \"x\"\n", "1:4: this !!binary block is not base64"),
    HostileDocument("binary mapping", "a: !!binary {b: 1}\n", "1:4: tags"),
    HostileDocument("line separator", "a: x\u{2028}y\n", "1:5: the raw character U+2028"),
    HostileDocument("many values", "a: [" + String(repeating: "1,", count: 500_000) + "]\n", "1:"),
    HostileDocument("too long", String(repeating: "# comment\n", count: 900_000), "1:1: this file has 9000000 bytes"),
    HostileDocument("big integer", "rows: 99999999999999999999999\n", nil),
    HostileDocument("not a number", "rows: .nan\n", nil),
    HostileDocument("Norway", "country: NO\nversion: 1.10\ntime: 12:30\nzip: 01234\n", nil),
    HostileDocument("path", "source: ../../../../etc/passwd\noutput: /etc/cron.d/x\n", nil),
    HostileDocument("path with NUL", "source: \"a\\0b\"\n", nil),
    HostileDocument("many keys", (0..<50_000).map { "k\($0): \($0)\n" }.joined(), nil),
    HostileDocument("CRLF", "a: 1\r\nb: 2\r\n", nil),
    HostileDocument("list", "- 1\n", nil),
    HostileDocument("scalar", "hello\n", nil),
    HostileDocument("regular expression", "pattern: '(a+)+$'\n", nil),
    HostileDocument("template", "expr: '{{ 7*7 }}'\ncmd: '$(id)`id`'\n", nil),
    HostileDocument("byte order mark", "\u{feff}a: 1\n", nil),
  ]
}

@Suite struct HostileDocumentTests {
  @Test(arguments: HostileDocument.all)
  func isRefusedAtItsPlaceOrHarmless(_ document: HostileDocument) {
    do throws(YAMLProblem) {
      _ = try YAMLParser.parse(document.bytes)
      #expect(document.refusal == nil)
    } catch {
      let found = "\(error.line):\(error.column): \(error.message)"
      #expect(document.refusal.map { found.hasPrefix($0) } == true, "\(found.prefix(200))")
    }
  }

  @Test(arguments: [
    "a: \"x & y\"", "a: R&D", "a: 2 * 3", "a: 'it''s'", "a: |\n  &b *c !d\n  <<: x",
    "a: >-\n\n    &b\n\n   # text\nb: 1",
    "a: b # &c *d", "a: x!y", "'&a': 1", "a: 'x'#&y", "a: x\n  &y", "a: [x & y, 'p*q', {b: c*d}]",
    "a: http://x/y?z&w=*",
    "a:\n- b: 1\n  c: 2\n- d\ne: f", "a: \"\\\"&\\\\\" ", "--- \na: 1\n...\n", "a: \"two\n  &lines\"",
    "a: |2\n   x\n  &y\n",
    "a: x:y", "a: -1", "a: - b", "? a", "a: <<",
  ])
  func ampersandsAndStarsInsideScalarsAreText(_ text: String) {
    do throws(YAMLProblem) {
      _ = try YAMLParser.parse(Array(text.utf8))
    } catch {
      let isOurs = ["anchors", "aliases", "tags", "merge"].contains { error.message.hasPrefix($0) }
      #expect(!isOurs, "\(error)")
    }
  }
}
