/// The regular expressions that texts are drawn from: bytes, classes (`[A-F0-9]`, `\d`, `.`), groups, alternatives, and repeats
/// that are counted (`?`, `{3}`, `{1,4}`), with check digits (`{luhn}`, `{mod97}`, `{mod11}`) of all that stands before them.
indirect enum RegularExpression: Equatable, Sendable {
  case empty
  case bytes(ByteSet)
  case check(CheckDigit)
  case sequence([RegularExpression])
  case alternatives([RegularExpression])
  case repeated(RegularExpression, Int, Int)

  /// Why an expression cannot be read, as what was expected instead.
  struct Problem: Error, Equatable {
    let expected: String
  }

  /// Places of bytes once all repeats are written out, at most.
  static let mostPlaces = 2_000

  init(_ text: ByteSlice) throws(Problem) {
    var parser = RegularExpressionParser(text)
    self = try parser.whole()
    guard placeCount <= Self.mostPlaces else {
      throw Problem(expected: "a pattern of at most \(Self.mostPlaces) places")
    }
  }

  typealias ByteSlice = ArraySlice<UInt8>

  /// Places of bytes with all repeats written out; counted no further than twice what is allowed.
  private var placeCount: Int {
    switch self {
    case .empty: 0
    case .bytes, .check: 1
    case .sequence(let parts), .alternatives(let parts):
      parts.reduce(0) { min(2 * Self.mostPlaces, $0 + $1.placeCount) }
    case .repeated(let part, _, let most): min(2 * Self.mostPlaces, part.placeCount * most)
    }
  }
}

/// By recursive descent, as deep as groups may stand in each other.
struct RegularExpressionParser {
  private let text: ArraySlice<UInt8>
  private var place: Int
  private var depth = 0

  private static let deepest = 40
  private static let mostRepeats = 1_000

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    place = text.startIndex
  }

  typealias Problem = RegularExpression.Problem

  mutating func whole() throws(Problem) -> RegularExpression {
    // Anchors at the ends say what is so anyway.
    if peek == UInt8(ascii: "^") { place += 1 }
    let expression = try alternatives()
    if peek == UInt8(ascii: "$"), place == text.endIndex - 1 { place += 1 }
    guard place == text.endIndex else { throw problem("no closing bracket without an opening one") }
    return expression
  }

  private var peek: UInt8? { place < text.endIndex ? text[place] : nil }

  private mutating func next() -> UInt8? {
    guard let byte = peek else { return nil }
    place += 1
    return byte
  }

  private func problem(_ expected: String) -> Problem {
    Problem(expected: "\(expected) (at byte \(place - text.startIndex + 1))")
  }

  private mutating func alternatives() throws(Problem) -> RegularExpression {
    var parts = [try sequence()]
    while peek == UInt8(ascii: "|") {
      place += 1
      parts.append(try sequence())
    }
    return parts.count == 1 ? parts[0] : .alternatives(parts)
  }

  private mutating func sequence() throws(Problem) -> RegularExpression {
    var parts: [RegularExpression] = []
    while let byte = peek, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      if byte == UInt8(ascii: "$"), place == text.endIndex - 1 { break }
      parts.append(try repeated(try atom()))
    }
    return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws(Problem) -> RegularExpression {
    guard let byte = next() else { throw problem("something to repeat") }
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return .bytes(try set())
    case UInt8(ascii: "."): return .bytes(.printable)
    case UInt8(ascii: "\\"): return .bytes(try escaped())
    case UInt8(ascii: "{"): return try check()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      place -= 1
      throw problem("something to repeat, or \\ before the sign")
    case 0x80...: return wide(byte)
    default: return .bytes(ByteSet([byte]))
    }
  }

  /// All bytes of one character beyond ASCII, which repeats repeat together.
  private mutating func wide(_ first: UInt8) -> RegularExpression {
    var parts: [RegularExpression] = [.bytes(ByteSet([first]))]
    while let byte = peek, 0x80...0xBF ~= byte {
      parts.append(.bytes(ByteSet([byte])))
      place += 1
    }
    return .sequence(parts)
  }

  private mutating func group() throws(Problem) -> RegularExpression {
    depth += 1
    guard depth <= Self.deepest else { throw problem("groups at most \(Self.deepest) deep") }
    if peek == UInt8(ascii: "?") {
      place += 1
      guard next() == UInt8(ascii: ":") else { throw problem("(?: or a plain group") }
    }
    let inner = try alternatives()
    guard next() == UInt8(ascii: ")") else { throw problem("a closing bracket") }
    depth -= 1
    return inner
  }

  private mutating func escaped() throws(Problem) -> ByteSet {
    guard let byte = next() else { throw problem("something after the backslash") }
    switch byte {
    case UInt8(ascii: "d"): return Self.digits
    case UInt8(ascii: "w"): return Self.word
    case UInt8(ascii: "D"): return .printable.subtracting(Self.digits)
    case UInt8(ascii: "W"): return .printable.subtracting(Self.word)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      throw problem("\\d, \\w, \\D, \\W, or a backslash before a sign")
    default: return ByteSet([byte])
    }
  }

  private static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  private static let word: ByteSet = {
    var set = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))
    set.formUnion(ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
    set.formUnion(digits)
    set.insert(UInt8(ascii: "_"))
    return set
  }()

  private mutating func set() throws(Problem) -> ByteSet {
    var set = ByteSet()
    let isNegated = peek == UInt8(ascii: "^")
    if isNegated { place += 1 }
    var isFirst = true
    while let byte = next() {
      if byte == UInt8(ascii: "]"), !isFirst {
        let chosen = isNegated ? ByteSet.printable.subtracting(set) : set
        guard chosen != ByteSet() else { throw problem("a class with something in it") }
        return chosen
      }
      isFirst = false
      try insert(byte, into: &set)
    }
    throw problem("] at the end of the class")
  }

  private mutating func insert(_ byte: UInt8, into set: inout ByteSet) throws(Problem) {
    guard byte < 0x80 else { throw problem("letters of ASCII in a class; others as alternatives (ä|ö)") }
    if byte == UInt8(ascii: "\\") { return set.formUnion(try escaped()) }
    guard peek == UInt8(ascii: "-"), place + 1 < text.endIndex, text[place + 1] != UInt8(ascii: "]") else {
      return set.insert(byte)
    }
    place += 1
    guard let last = next(), last < 0x80, last != UInt8(ascii: "\\"), byte <= last else {
      throw problem("a range from a lower to a higher byte")
    }
    set.formUnion(ByteSet(byte...last))
  }

  private mutating func braces() throws(Problem) -> ArraySlice<UInt8> {
    let start = place
    while let byte = peek, byte != UInt8(ascii: "}") { place += byte == UInt8(ascii: "{") ? text.endIndex - place : 1 }
    guard peek == UInt8(ascii: "}") else { throw problem("a closing }") }
    defer { place += 1 }
    return text[start..<place]
  }

  private mutating func check() throws(Problem) -> RegularExpression {
    let name = String(decoding: try braces(), as: UTF8.self)
    guard let check = CheckDigit(rawValue: name) else {
      let known = CheckDigit.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
      throw problem("a repeat after what it repeats, or one of \(known)")
    }
    return .check(check)
  }

  private mutating func repeated(_ atom: RegularExpression) throws(Problem) -> RegularExpression {
    switch peek {
    case UInt8(ascii: "?"):
      place += 1
      return .repeated(atom, 0, 1)
    case UInt8(ascii: "*"), UInt8(ascii: "+"): throw problem("a counted repeat such as {0,8}, for texts must end")
    case UInt8(ascii: "{") where isCount:
      place += 1
      let counts = String(decoding: try braces(), as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
      guard counts.count <= 2, let least = counts.first.flatMap({ Int($0) }),
        let most = counts.last.flatMap({ Int($0) }),
        0 <= least, least <= most, most <= Self.mostRepeats
      else { throw problem("{n} or {m,n} with m no larger than n, n at most \(Self.mostRepeats)") }
      return .repeated(atom, least, most)
    default: return atom
    }
  }

  private var isCount: Bool { place + 1 < text.endIndex && 48...57 ~= text[place + 1] }
}
