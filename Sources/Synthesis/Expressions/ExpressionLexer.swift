/// Cuts the text of an expression into words, marks and operators.
struct ExpressionLexer {
  enum Token: Equatable {
    case word(String, Expression.Quoting)
    case comparison(Expression.Comparison)
    case opening
    case closing
    case comma
    case end
  }

  /// The longest text that is read, in scalars.
  static let longest = 10_000

  private let text: String
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) throws(ExpressionProblem) {
    self.text = text
    scalars = Array(text.unicodeScalars.prefix(Self.longest + 1))
    guard scalars.count <= Self.longest else {
      throw problem(at: Self.longest, "the condition is longer than \(Self.longest) characters")
    }
  }

  /// All tokens with where they begin, `end` last.
  mutating func tokens() throws(ExpressionProblem) -> [(token: Token, offset: Int)] {
    var found: [(Token, Int)] = []
    while true {
      while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
      let start = position
      let token = try next()
      found.append((token, start))
      if token == .end { return found }
    }
  }

  private mutating func next() throws(ExpressionProblem) -> Token {
    guard position < scalars.count else { return .end }
    let scalar = scalars[position]
    switch scalar {
    case "(", ")", ",":
      position += 1
      return scalar == "(" ? .opening : scalar == ")" ? .closing : .comma
    case "'", "\"", "`": return try quoted(scalar)
    case "=", "<", ">", "!", "≠", "≤", "≥": return try comparison()
    default: return word()
    }
  }

  private mutating func word() -> Token {
    let start = position
    while position < scalars.count, !Self.endsWord(scalars[position]) { position += 1 }
    return .word(String(String.UnicodeScalarView(scalars[start..<position])), .bare)
  }

  static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "(", ")", ",", "'", "\"", "`", "=", "<", ">", "!", "≠", "≤", "≥": true
    default: scalar.properties.isWhitespace
    }
  }

  /// A quote within the quotes is written twice.
  private mutating func quoted(_ mark: Unicode.Scalar) throws(ExpressionProblem) -> Token {
    let start = position
    var content = String.UnicodeScalarView()
    position += 1
    while position < scalars.count {
      if scalars[position] == mark {
        position += 1
        guard position < scalars.count, scalars[position] == mark else {
          let quoting = Expression.Quoting.allCases.first { $0.mark == mark } ?? .either
          return .word(String(content), quoting)
        }
      }
      content.append(scalars[position])
      position += 1
    }
    throw problem(at: start, "the quote \(mark) is not closed")
  }

  private static let comparisons: [(String, Expression.Comparison)] = [
    ("==", .equal), ("!=", .unequal), ("<>", .unequal), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("=", .equal),
    ("<", .less), (">", .greater), ("≠", .unequal), ("≤", .lessOrEqual), ("≥", .greaterOrEqual),
  ]

  private mutating func comparison() throws(ExpressionProblem) -> Token {
    for (spelling, comparison) in Self.comparisons where scalars[position...].starts(with: spelling.unicodeScalars) {
      position += spelling.unicodeScalars.count
      return .comparison(comparison)
    }
    throw problem(at: position, "'!' is no operator; write 'not' or '!='")
  }

  func problem(at offset: Int, _ reason: String) -> ExpressionProblem {
    ExpressionProblem(text: text, offset: offset, reason: reason)
  }
}
