import StrictYAML

/// Values: sums before comparisons, products before sums, powers before both.
extension ExpressionParser {
  private typealias Operand = Expression.Operand

  mutating func value(expected: String) throws(ExpressionProblem) -> Expression.Operand {
    try value(after: try unary(expected: expected))
  }

  /// What goes on behind a first operand.
  mutating func value(after first: Expression.Operand) throws(ExpressionProblem) -> Expression.Operand {
    var left = try product(after: try power(after: first))
    while let sign = sign(of: [.add, .subtract, .join]) {
      try count()
      let isPart = isSignedNumber
      if !isPart { advance() }
      let right = try product(after: isPart ? try unsignedNumber() : try unary(expected: "a value"))
      left = Operand(.arithmetic(left, sign, right), offset: left.offset)
    }
    return left
  }

  private mutating func product(after first: Expression.Operand) throws(ExpressionProblem) -> Expression.Operand {
    var left = first
    while let sign = sign(of: [.multiply, .divide, .remainder]) {
      try count()
      advance()
      left = Operand(.arithmetic(left, sign, try unary(expected: "a value")), offset: left.offset)
    }
    return left
  }

  private mutating func unary(expected: String) throws(ExpressionProblem) -> Expression.Operand {
    let start = offset
    guard token == .word("-", .bare), beginsOperand(following) else {
      return try power(after: try primary(expected: expected))
    }
    try count()
    try descend()
    defer { depth -= 1 }
    advance()
    return Operand(.negative(try unary(expected: expected)), offset: start)
  }

  private mutating func power(after base: Expression.Operand) throws(ExpressionProblem) -> Expression.Operand {
    guard sign(of: [.power]) != nil else { return base }
    try count()
    try descend()
    defer { depth -= 1 }
    advance()
    return Operand(.arithmetic(base, .power, try unary(expected: "an exponent")), offset: base.offset)
  }

  private mutating func primary(expected: String) throws(ExpressionProblem) -> Expression.Operand {
    let start = offset
    if let word = bracketedWord {
      for _ in 0..<3 { advance() }
      return word
    }
    if token == .opening {
      try descend()
      defer { depth -= 1 }
      advance()
      let inner = try argument()
      try expect(.closing, "')'")
      return Self.operand(inner, offset: start)
    }
    guard case .word(let word, let quoting) = token, !isKeyword(token) else {
      let hint = isKeyword(token) ? "; a name that is also a keyword stands in quotes" : ""
      throw problem("expected \(expected), found \(words(token))\(hint)")
    }
    if quoting == .bare, word.lowercased() == "case", following.isWord("when") { return try choice() }
    advance()
    guard token == .opening, quoting == .bare else { return Operand(.word(word, quoting), offset: start) }
    return try call(word.lowercased(), word, at: start)
  }

  /// A single word in parentheses, as words of signs are printed: that is no nesting.
  private var bracketedWord: Operand? {
    guard token == .opening, position + 2 < tokens.count, case .word(let word, let quoting) = following,
      !isKeyword(following), tokens[position + 2].token == .closing
    else { return nil }
    return Operand(.word(word, quoting), offset: tokens[position + 1].offset)
  }

  private mutating func call(_ name: String, _ word: String, at start: Int) throws(ExpressionProblem)
    -> Expression.Operand
  {
    if name == "q" { return Operand(.quantile(try share()), offset: start) }
    guard let function = ValueFunction.named(name) else {
      let hint = NearestName.of(name, among: ValueFunction.names).map { "; did you mean '\($0)'?" } ?? ""
      throw problem("no function is called '\(word.prefix(40))'\(hint)", at: start)
    }
    try count()
    try descend()
    defer { depth -= 1 }
    advance()
    var arguments: [Operand] = []
    while token != .closing {
      let place = offset
      arguments.append(Self.operand(try argument(), offset: place))
      guard token == .comma else { break }
      advance()
    }
    try expect(.closing, "',' or ')'")
    guard function.arity.contains(arguments.count) else {
      throw problem("\(function.signature) has \(function.arityWords), found \(arguments.count)", at: start)
    }
    return Operand(.call(function.name, arguments), offset: start)
  }

  /// A condition or a value, whichever it turns out to be.
  private mutating func argument() throws(ExpressionProblem) -> Expression {
    var inner = ExpressionParser(text: text, tokens: tokens, allowsTruths: true)
    inner.resume(self)
    let expression = try inner.disjunction()
    resume(inner)
    return expression
  }

  private mutating func choice() throws(ExpressionProblem) -> Expression.Operand {
    let start = offset
    try count()
    try descend()
    defer { depth -= 1 }
    advance()
    var branches: [Expression.Branch] = []
    while accept("when") {
      let condition = try argument()
      guard accept("then") else { throw problem("expected 'then' and a value, found \(words(token))") }
      let place = offset
      branches.append(Expression.Branch(condition: condition, value: Self.operand(try argument(), offset: place)))
    }
    var otherwise: Operand?
    if accept("else") {
      let place = offset
      otherwise = Self.operand(try argument(), offset: place)
    }
    guard accept("end") else { throw problem("expected 'when', 'else' or 'end' of the case, found \(words(token))") }
    return Operand(.choice(branches, otherwise: otherwise), offset: start)
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

  private mutating func count() throws(ExpressionProblem) {
    operations += 1
    guard operations <= Self.mostOperations else {
      throw problem("the expression has more than \(Self.mostOperations) operations")
    }
  }

  // MARK: - Operators

  /// Whether a value goes on, or is compared, behind a closing parenthesis.
  var continuesValue: Bool {
    if case .comparison = token { return true }
    return sign(of: Expression.Arithmetic.allCases) != nil || token.isWord("is") || token.isWord("in")
      || token.isWord("like") || token.isWord("between")
      || token.isWord("not") && ["in", "like", "between"].contains(where: following.isWord)
  }

  /// Whether what follows the next token makes a value of what stands before it.
  var isBeforeOperator: Bool {
    if case .comparison = following { return true }
    guard case .word(let word, .bare) = following else { return false }
    return ["is", "in", "like", "between", "not"].contains(word.lowercased())
      || Expression.Arithmetic(rawValue: word) != nil
  }

  /// The operator that stands here, with something behind it; `5 -3` is a difference, too.
  private func sign(of signs: [Expression.Arithmetic]) -> Expression.Arithmetic? {
    guard case .word(let word, .bare) = token else { return nil }
    if let sign = signs.first(where: { $0.rawValue == word }) { return beginsOperand(following) ? sign : nil }
    guard isSignedNumber else { return nil }
    return signs.first { word.hasPrefix($0.rawValue) }
  }

  private var isSignedNumber: Bool {
    guard case .word(let word, .bare) = token, word.count > 1, word.hasPrefix("-") || word.hasPrefix("+") else {
      return false
    }
    return ExpressionNumber.decimal(word) != nil
  }

  private mutating func unsignedNumber() throws(ExpressionProblem) -> Expression.Operand {
    guard case .word(let word, _) = token else { throw problem("expected a number, found \(words(token))") }
    let number = Operand(.word(String(word.dropFirst()), .bare), offset: offset + 1)
    advance()
    return number
  }

  private func beginsOperand(_ token: Token) -> Bool {
    switch token {
    case .word: !isKeyword(token)
    case .opening: true
    case .closing, .comma, .comparison, .end: false
    }
  }
}

extension ExpressionLexer.Token {
  func isWord(_ keyword: String) -> Bool {
    if case .word(let word, .bare) = self { word.lowercased() == keyword } else { false }
  }
}
