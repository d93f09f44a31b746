import StrictYAML

extension Expression {
  /// Reads a condition: comparisons (`= != < <= > >=`), `in (a, b)`, `between a and b`, `like 'A%'`, `is missing`, each also
  /// with `not`; `and` before `or`, `not` before both; parentheses. Either side of a comparison may be computed; operators of
  /// arithmetic stand between blanks, as names and dates hold hyphens and slashes. Keywords in any letter case.
  /// - Throws: the first problem with its place. Depth and length are limited, so that no text can exhaust the stack.
  package init(parsing text: String) throws(ExpressionProblem) {
    var lexer = try ExpressionLexer(text)
    var parser = ExpressionParser(text: text, tokens: try lexer.tokens())
    self = try parser.wholeCondition()
  }

  /// As `init(parsing:)`, for a table whose columns are known: operators need no blanks (`price*quantity`), and a column of
  /// true and false is a condition by itself.
  package init(parsing text: String, columns: [String]) throws(ExpressionProblem) {
    var parser = ExpressionParser(text: text, tokens: try ExpressionParser.tokens(text, columns), allowsTruths: true)
    self = try parser.wholeCondition()
  }
}

extension Expression.Operand {
  /// Reads what computes a value: `round(price * 1.19, 2)`, `case when age < 18 then 'child' else 'adult' end`, `a > b`.
  /// - Parameter columns: the names that are known, so that operators need no blanks.
  /// - Throws: as `Expression.init(parsing:)`.
  package init(parsing text: String, columns: [String] = []) throws(ExpressionProblem) {
    var parser = ExpressionParser(text: text, tokens: try ExpressionParser.tokens(text, columns), allowsTruths: true)
    self = try parser.wholeValue()
  }
}

/// Recursive descent; every level of nesting costs one of `mostDepth`.
struct ExpressionParser {
  typealias Token = ExpressionLexer.Token

  static let mostDepth = 64
  /// Operators and calls of a whole expression: a chain of them is as deep as it is long.
  static let mostOperations = 200

  let text: String
  let tokens: [(token: Token, offset: Int)]
  /// Whether a value may stand where a condition is meant.
  let allowsTruths: Bool
  private(set) var position = 0
  var depth = 0
  var operations = 0

  init(text: String, tokens: [(token: Token, offset: Int)], allowsTruths: Bool = false) {
    self.text = text
    self.tokens = tokens
    self.allowsTruths = allowsTruths
  }

  static func tokens(_ text: String, _ columns: [String]) throws(ExpressionProblem) -> [(token: Token, offset: Int)] {
    var lexer = try ExpressionLexer(text)
    return ExpressionSplitter(columns: columns).split(try lexer.tokens())
  }

  mutating func wholeCondition() throws(ExpressionProblem) -> Expression {
    guard token != .end else { throw problem("the condition is empty") }
    let expression = try disjunction()
    guard token == .end else { throw problem("found \(words(token)) where the condition could end; \(advice)") }
    return expression
  }

  mutating func wholeValue() throws(ExpressionProblem) -> Expression.Operand {
    guard token != .end else { throw problem("the expression is empty") }
    let start = offset
    let expression = try disjunction()
    guard token == .end else { throw problem("found \(words(token)) where the expression could end") }
    return Self.operand(expression, offset: start)
  }

  static func operand(_ expression: Expression, offset: Int) -> Expression.Operand {
    if case .truth(let value) = expression { return value }
    return Expression.Operand(.condition(expression), offset: offset)
  }

  var token: Token { tokens[position].token }
  var offset: Int { tokens[position].offset }
  /// The token behind this one.
  var following: Token { tokens[min(position + 1, tokens.count - 1)].token }

  /// Goes on where another parser of the same text stopped.
  mutating func resume(_ other: ExpressionParser) {
    (position, depth, operations) = (other.position, other.depth, other.operations)
  }

  mutating func advance() { position = min(position + 1, tokens.count - 1) }

  mutating func disjunction() throws(ExpressionProblem) -> Expression {
    try descend()
    defer { depth -= 1 }
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
    try descend()
    defer { depth -= 1 }
    if accept("not") { return .not(try negation()) }
    guard token == .opening else { return try test(after: try value(expected: "a column")) }
    let start = offset
    advance()
    let inner = try disjunction()
    try expect(.closing, "')'")
    guard continuesValue else {
      if case .truth(let value) = inner { return try test(after: value) }
      return inner
    }
    return try test(after: try value(after: Self.operand(inner, offset: start)))
  }

  mutating func descend() throws(ExpressionProblem) {
    depth += 1
    guard depth <= Self.mostDepth else { throw problem("the condition is nested deeper than \(Self.mostDepth) levels") }
  }

  private mutating func test(after left: Expression.Operand) throws(ExpressionProblem) -> Expression {
    if case .comparison(let comparison) = token {
      advance()
      return .comparison(left, comparison, try value(expected: "a value or a column"))
    }
    if accept("is") {
      let isNegated = accept("not")
      guard accept("missing") else { throw problem("expected 'missing' after 'is', found \(words(token))") }
      return .missing(left, isNegated: isNegated)
    }
    let isNegated = accept("not")
    if accept("in") { return .membership(left, try list(), isNegated: isNegated) }
    if accept("like") { return .like(left, try value(expected: "a pattern such as 'A%'"), isNegated: isNegated) }
    if accept("between") {
      let low = try value(expected: "the lower end")
      guard accept("and") else { throw problem("expected 'and' and the upper end, found \(words(token))") }
      return .between(left, low, try value(expected: "the upper end"), isNegated: isNegated)
    }
    if !isNegated, allowsTruths || isGroup(left) { return .truth(left) }
    throw problem("expected a comparison (=, !=, <, <=, >, >=, in, between, is missing), found \(words(token))")
  }

  /// Calls are true or false by themselves; so is what stands in parentheses and turns out to be the side of a comparison.
  private func isGroup(_ left: Expression.Operand) -> Bool {
    switch left.form {
    case .word, .quantile: token == .closing && isBeforeOperator
    case .call, .condition, .choice: true
    case .negative, .arithmetic: token == .closing
    }
  }

  private mutating func list() throws(ExpressionProblem) -> [Expression.Operand] {
    try expect(.opening, "'(' and a list of values")
    var members = [try value(expected: "a value")]
    while token == .comma {
      advance()
      members.append(try value(expected: "a value"))
    }
    try expect(.closing, "',' or ')'")
    return members
  }

  // MARK: - Tokens

  mutating func accept(_ keyword: String) -> Bool {
    guard case .word(let word, .bare) = token, word.lowercased() == keyword else { return false }
    advance()
    return true
  }

  mutating func expect(_ wanted: Token, _ spelling: String) throws(ExpressionProblem) {
    guard token == wanted else { throw problem("expected \(spelling), found \(words(token))") }
    advance()
  }

  func isKeyword(_ token: Token) -> Bool {
    guard case .word(let word, .bare) = token else { return false }
    return Expression.keywords.contains(word.lowercased())
  }

  func words(_ token: Token) -> String {
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

  func problem(_ reason: String, at place: Int? = nil) -> ExpressionProblem {
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
