import StrictYAML

extension Expression {
  /// Reads a condition: comparisons (`= != < <= > >=`), `in (a, b)`, `between a and b`, `is missing`, each also with `not`;
  /// `and` before `or`, `not` before both; parentheses. Keywords in any letter case.
  /// - Throws: the first problem with its place. Depth and length are limited, so that no text can exhaust the stack.
  package init(parsing text: String) throws(ExpressionProblem) {
    var lexer = try ExpressionLexer(text)
    let tokens = try lexer.tokens()
    var parser = ExpressionParser(text: text, tokens: tokens)
    self = try parser.whole()
  }
}

/// Recursive descent; every level of nesting costs one of `mostDepth`.
private struct ExpressionParser {
  typealias Token = ExpressionLexer.Token

  static let mostDepth = 64

  let text: String
  let tokens: [(token: Token, offset: Int)]
  private var position = 0
  private var depth = 0

  init(text: String, tokens: [(token: Token, offset: Int)]) {
    self.text = text
    self.tokens = tokens
  }

  mutating func whole() throws(ExpressionProblem) -> Expression {
    guard token != .end else { throw problem("the condition is empty") }
    let expression = try disjunction()
    guard token == .end else { throw problem("found \(words(token)) where the condition could end; \(advice)") }
    return expression
  }

  private var token: Token { tokens[position].token }
  private var offset: Int { tokens[position].offset }

  private mutating func advance() { position = min(position + 1, tokens.count - 1) }

  private mutating func disjunction() throws(ExpressionProblem) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else { throw problem("the condition is nested deeper than \(Self.mostDepth) levels") }
    var members = [try conjunction()]
    while accept("or") { members.append(try conjunction()) }
    return members.count == 1 ? members[0] : .any(members)
  }

  private mutating func conjunction() throws(ExpressionProblem) -> Expression {
    var members = [try negation()]
    while accept("and") { members.append(try negation()) }
    return members.count == 1 ? members[0] : .all(members)
  }

  private mutating func negation() throws(ExpressionProblem) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else { throw problem("the condition is nested deeper than \(Self.mostDepth) levels") }
    if accept("not") { return .not(try negation()) }
    guard token == .opening else { return try test() }
    advance()
    let inner = try disjunction()
    try expect(.closing, "')'")
    return inner
  }

  private mutating func test() throws(ExpressionProblem) -> Expression {
    let left = try operand(expected: "a column")
    if case .comparison(let comparison) = token {
      advance()
      return .comparison(left, comparison, try operand(expected: "a value or a column"))
    }
    if accept("is") {
      let isNegated = accept("not")
      guard accept("missing") else { throw problem("expected 'missing' after 'is', found \(words(token))") }
      return .missing(left, isNegated: isNegated)
    }
    let isNegated = accept("not")
    if accept("in") { return .membership(left, try list(), isNegated: isNegated) }
    if accept("between") {
      let low = try operand(expected: "the lower end")
      guard accept("and") else { throw problem("expected 'and' and the upper end, found \(words(token))") }
      return .between(left, low, try operand(expected: "the upper end"), isNegated: isNegated)
    }
    throw problem("expected a comparison (=, !=, <, <=, >, >=, in, between, is missing), found \(words(token))")
  }

  private mutating func list() throws(ExpressionProblem) -> [Expression.Operand] {
    try expect(.opening, "'(' and a list of values")
    var members = [try operand(expected: "a value")]
    while token == .comma {
      advance()
      members.append(try operand(expected: "a value"))
    }
    try expect(.closing, "',' or ')'")
    return members
  }

  private mutating func operand(expected: String) throws(ExpressionProblem) -> Expression.Operand {
    let start = offset
    guard case .word(let word, let quoting) = token, !isKeyword(token) else {
      let hint = isKeyword(token) ? "; a name that is also a keyword stands in quotes" : ""
      throw problem("expected \(expected), found \(words(token))\(hint)")
    }
    advance()
    guard token == .opening, quoting == .bare else { return Expression.Operand(.word(word, quoting), offset: start) }
    guard word.lowercased() == "q" else {
      throw problem("no function is called '\(word)'; there is only q(p), a quantile", at: start)
    }
    return Expression.Operand(.quantile(try share()), offset: start)
  }

  /// The argument of `q`, in its parentheses.
  private mutating func share() throws(ExpressionProblem) -> Double {
    advance()
    let start = offset
    guard case .word(let word, .bare) = token, let share = ExpressionNumber.decimal(word), share > 0, share < 1 else {
      throw problem("q needs a share between 0 and 1, such as q(0.995)", at: start)
    }
    advance()
    try expect(.closing, "')'")
    return share
  }

  // MARK: - Tokens

  private mutating func accept(_ keyword: String) -> Bool {
    guard case .word(let word, .bare) = token, word.lowercased() == keyword else { return false }
    advance()
    return true
  }

  private mutating func expect(_ wanted: Token, _ spelling: String) throws(ExpressionProblem) {
    guard token == wanted else { throw problem("expected \(spelling), found \(words(token))") }
    advance()
  }

  private func isKeyword(_ token: Token) -> Bool {
    guard case .word(let word, .bare) = token else { return false }
    return Expression.keywords.contains(word.lowercased())
  }

  private func words(_ token: Token) -> String {
    switch token {
    case .word(let word, let quoting): quoting == .bare ? "'\(word.prefix(40))'" : "the text '\(word.prefix(40))'"
    case .comparison(let comparison): "'\(comparison.rawValue)'"
    case .opening: "'('"
    case .closing: "')'"
    case .comma: "','"
    case .end: "the end"
    }
  }

  private var advice: String {
    guard case .word = token, position > 0, case .word(let before, .bare) = tokens[position - 1].token else {
      return "join conditions by 'and' or 'or'"
    }
    return "join conditions by 'and' or 'or'; a text with blanks stands in quotes: '\(before.prefix(20)) …'"
  }

  private func problem(_ reason: String, at place: Int? = nil) -> ExpressionProblem {
    ExpressionProblem(text: text, offset: place ?? offset, reason: reason)
  }
}

/// Numbers of expressions: ASCII digits with a sign, a point and an exponent; no hexadecimal, no infinity.
enum ExpressionNumber {
  static func decimal(_ text: String) -> Double? {
    guard text.utf8.allSatisfy(isPart), let value = Double(text) ?? pointed(text), value.isFinite else { return nil }
    return value
  }

  /// `.5`, `-.5` and `5.`, which Swift does not read.
  private static func pointed(_ text: String) -> Double? {
    guard let point = text.firstIndex(of: ".") else { return nil }
    let (before, after) = (text[..<point], text[text.index(after: point)...])
    guard before.last?.isNumber == true || after.first?.isNumber == true else { return nil }
    return Double(
      (before.last?.isNumber == true ? before : before + "0") + "."
        + (after.first?.isNumber == true ? after : "0" + after))
  }

  static func integer(_ text: String) -> Int64? { text.utf8.allSatisfy(isPart) ? Int64(text) : nil }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
