import Statistics
import Tables
import Testing

@testable import Synthesis

/// Texts of regular expressions, against all texts found the slow way.
@Suite struct RegularExpressionTests {
  private func automaton(_ text: String) throws -> TextAutomaton {
    try TextAutomaton(try RegularExpression(Array(text.utf8)[...]))
  }

  /// All texts by writing out the expression; slow and obvious.
  private func all(_ expression: RegularExpression) -> Set<String> {
    switch expression {
    case .empty: return [""]
    case .check: return []
    case .bytes(let set): return Set(set.bytes.map { String(decoding: [$0], as: UTF8.self) })
    case .alternatives(let parts): return parts.reduce(into: []) { $0.formUnion(all($1)) }
    case .sequence(let parts):
      return parts.reduce([""]) { texts, part in Set(texts.flatMap { text in all(part).map { text + $0 } }) }
    case .repeated(let part, let least, let most):
      var (texts, found): (Set<String>, Set<String>) = ([""], least == 0 ? [""] : [])
      for count in 1...max(1, most) where count <= most {
        texts = Set(texts.flatMap { text in all(part).map { text + $0 } })
        if count >= least { found.formUnion(texts) }
      }
      return found
    }
  }

  @Test(arguments: [
    "abc", "[a-c]{2}", "a?b?c?", "(a|ab)(c|bc)", "(a|b|ab){0,3}", "x{1,4}y{0,2}", "(?:ab|a|b){2,3}c", "[^ -a]{1}z", "",
    "a|", "\\d{2}-(N|S)", "((a|b){2}|ab|ba)", "(a{0,2}){3}", "[]x-]{2}", "\\.\\[[.]", "^ab$",
  ])
  func everyTextOnceAndNoOther(_ text: String) throws {
    let automaton = try automaton(text)
    let expected = all(try RegularExpression(Array(text.utf8)[...]))
    #expect(automaton.capacity == UInt64(expected.count))
    var found: [String] = []
    for number in 0..<automaton.capacity {
      var bytes: [UInt8] = []
      automaton.append(textNumber: number, to: &bytes)
      found.append(String(decoding: bytes, as: UTF8.self))
      #expect(automaton.contains(bytes[...]))
    }
    #expect(Set(found) == expected && found.count == expected.count)
    let stream = RandomStream(seed: 3)
    for row in 0..<UInt64(200) {
      var bytes: [UInt8] = []
      automaton.append(randomText: stream, at: row * 100, to: &bytes)
      #expect(expected.contains(String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// Chi-squared with 24 degrees of freedom is below 60 in all but one of 20,000 cases.
  @Test func allTextsAreEquallyLikely() throws {
    let automaton = try automaton("a|b{1,4}|[c-v]")
    #expect(automaton.capacity == 25)
    var counts: [[UInt8]: Double] = [:]
    for row in 0..<UInt64(10_000) {
      var bytes: [UInt8] = []
      automaton.append(randomText: RandomStream(seed: 8), at: row * 8, to: &bytes)
      counts[bytes, default: 0] += 1
    }
    let statistic = counts.values.reduce(0) { $0 + ($1 - 400) * ($1 - 400) / 400 }
    #expect(counts.count == 25 && statistic < 60)
  }

  @Test func hugePatternsAreCountedAndDrawn() throws {
    let automaton = try automaton("[A-Z]{40}")
    #expect(automaton.capacity == 1 << 63)
    var first: Set<UInt8> = []
    for row in 0..<UInt64(300) {
      var bytes: [UInt8] = []
      automaton.append(randomText: RandomStream(seed: 1), at: row * 64, to: &bytes)
      #expect(bytes.count == 40)
      first.insert(bytes[0])
    }
    #expect(first.count == 26)
    #expect(try self.automaton("(a{1,900}|b){1}").capacity == 901)
  }

  @Test(arguments: [
    "a*", "a+", "(a", "a)", "[a", "[z-a]", "a{3,1}", "a{99999}", "\\n", "x{foo}", "[ä]", "*a", "(?=a)", "{2}", "a\\",
    "(\\d|{luhn})", "((a{1000}){1000}){1000}", "[^ -~]",
  ])
  func whatItIsNotIsRefused(_ text: String) throws {
    #expect(throws: RegularExpression.Problem.self) { try automaton(text) }
  }

  @Test func deepGroupsAreRefused() throws {
    let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
    #expect(throws: RegularExpression.Problem.self) { try automaton(deep) }
  }

  /// The numbers are those of the standards' own examples and of known books.
  @Test func checkDigitsAreRight() {
    func digits(_ check: CheckDigit, _ text: String) -> String {
      String(decoding: check.digits(of: Array(text.utf8)[...]), as: UTF8.self)
    }
    #expect(digits(.luhn, "7992739871") == "3" && digits(.luhn, "4111 1111 1111 111") == "1")
    #expect(digits(.mod11, "030640615") == "2" && digits(.mod11, "080442957") == "X")
    #expect(digits(.mod97, "794") == "44")
    #expect(CheckDigit.mod97.holds(in: Array("79444".utf8)[...]))
    #expect(!CheckDigit.luhn.holds(in: Array("79927398714".utf8)[...]))
  }

  private func column(_ texts: [String]) -> Column {
    Column(name: "code", kind: .text, storage: .text(PackedText(texts.map { ByteText($0) })), missing: [], look: Look())
  }

  private func fitted(_ texts: [String]) throws -> any FittedGenerator {
    let column = column(texts)
    return try RegexGenerator.fit(
      column, in: FitContext(profile: Profiler.profile(column), privacy: PrivacySettings()))
  }

  @Test func checkDigitsAreLearnedAndKept() throws {
    let real = try automaton("C-\\d{7}{luhn}")
    let texts = (0..<UInt64(300)).map { row in
      var bytes: [UInt8] = []
      real.append(randomText: RandomStream(seed: 5), at: row * 16, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    let fitted = try fitted(texts)
    guard case .texts(let expressions)? = fitted.parameters["expressions"] else { return #expect(Bool(false)) }
    #expect(expressions.map(\.string) == ["C-\\d{7}{luhn}"])
    #expect(fitted.capacity == 10_000_000)
    let stream = RandomStream(seed: 1)
    let drawn = fitted.values(
      for: DrawRequest(rows: 0..<500, uniforms: stream.uniforms(rows: 0..<500), stream: stream))
    guard case .text(let packed) = drawn else { return #expect(Bool(false)) }
    for row in 0..<500 { #expect(CheckDigit.luhn.holds(in: packed[row].bytes[...])) }
    // One wrong digit: no check digit is claimed.
    var wrong = texts
    let last = wrong[0].utf8.last ?? 48
    wrong[0] = String(wrong[0].dropLast()) + (last == UInt8(ascii: "0") ? "1" : "0")
    guard case .texts(let plain)? = try self.fitted(wrong).parameters["expressions"] else {
      return #expect(Bool(false))
    }
    #expect(plain.map(\.string) == ["C-\\d{8}"])
  }

  @Test func freeTextIsNeverLearned() {
    let words = [
      "a walk in the park", "rain, all day", "no news from the north today", "late again", "met her by chance",
    ]
    let texts = (0..<200).map { "\(words[$0 % 5]) \(String(repeating: "so ", count: $0 % 17)) \($0 * 7_919)" }
    #expect(throws: SynthesisError.self) { try fitted(texts) }
  }

  @Test func repeatsOfCharactersBeyondASCII() throws {
    let automaton = try automaton("é{2}|ü")
    var bytes: [UInt8] = []
    automaton.append(textNumber: 0, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "éé" && automaton.capacity == 2)
  }
}
