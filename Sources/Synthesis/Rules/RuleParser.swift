import StrictYAML
import Tables

extension Rule {
  /// Examples of every spelling, for messages and help.
  package static let forms: [(example: String, summary: String)] = [
    ("start <= end", "never above; also `<`, and over numbers, dates and times alike; the law of the gap is kept"),
    ("total = net + tax", "computed from other columns of the row, by any formula"),
    ("age >= 18 when class = 'adult'", "limits of a column, in some rows or in all; also `discount between 0 and 10`"),
    ("price in its range by product", "within what the table shows for each value of another column"),
    ("fixed(city, zip)", "only combinations that k rows share"),
    ("zip -> city", "follows from one column or several: `a, b -> c`"),
    ("one_hot(a, b, c)", "exactly one of several flags is set"),
    ("unique(order, line)", "no combination of values comes twice"),
    (
      "reading rises with day within meter",
      "never falls along another column, within each group; groups and order can be left out"
    ),
    ("street, city missing together", "missing in the same rows"),
    ("closed missing exactly when status = 'open'", "missing there and nowhere else"),
  ]
  package static let spellings = forms.map(\.example)

  /// Reads one line.
  /// - Parameter columns: of the table; names are looked up, so that a typing error has a place.
  /// - Throws: the first problem.
  package init(parsing text: String, columns: [String]) throws(ExpressionProblem) {
    var parser = RuleParser(text: text, tokens: try ExpressionParser.tokens(text, columns), columns: columns)
    self = try parser.rule()
  }
}

private struct RuleParser {
  typealias Token = ExpressionLexer.Token

  let text: String
  let tokens: [(token: Token, offset: Int)]
  let columns: [String]
  private let known: Set<[UInt8]>
  private var position = 0

  init(text: String, tokens: [(token: Token, offset: Int)], columns: [String]) {
    (self.text, self.tokens, self.columns) = (text, tokens, columns)
    known = Set(columns.map { Array($0.utf8) })
  }

  mutating func rule() throws(ExpressionProblem) -> Rule {
    guard token(0) != .end else { throw problem("the rule is empty; write one such as \(Rule.spellings[0])") }
    if token(1) == .opening, let form = try listed() { return form }
    if let form = try named() { return form }
    position = 0
    return try expressed()
  }

  private func token(_ ahead: Int) -> Token { tokens[min(position + ahead, tokens.count - 1)].token }

  // MARK: - unique(a, b)

  private mutating func listed() throws(ExpressionProblem) -> Rule? {
    let start = position
    guard case .word(let word, .bare) = token(0), ["fixed", "one_hot", "unique"].contains(word.lowercased()),
      !known.contains(Array(word.utf8))
    else { return nil }
    position += 2
    guard let names = try names() else { throw problem("expected the names of columns") }
    guard token(0) == .closing else { throw problem("expected ',' or ')'") }
    position += 1
    try end()
    guard word.lowercased() == "unique" || names.count > 1 else {
      position = start
      throw problem("\(word.lowercased()) needs two columns at least")
    }
    switch word.lowercased() {
    case "fixed": return .combinations(names)
    case "one_hot": return .oneHot(names)
    default: return .unique(names)
    }
  }

  // MARK: - a, b -> c

  private mutating func named() throws(ExpressionProblem) -> Rule? {
    guard isNameList() else { return nil }
    guard let names = try names() else { return nil }
    if token(0) == .word("-", .bare), token(1) == .comparison(.greater) {
      position += 2
      let target = try name()
      try end()
      guard !names.contains(target) else { throw problem("a column cannot follow from itself") }
      return .dependency(names, target)
    }
    if accept("missing") {
      if accept("together") {
        try end()
        guard names.count > 1 else { throw problem("what is missing together are two columns at least") }
        return .missingTogether(names)
      }
      guard accept("exactly"), accept("when") else { throw problem("expected 'together' or 'exactly when'") }
      return .missing(names[0], when: try condition(from: position, to: tokens.count - 1))
    }
    if accept("rises") {
      let along = accept("with") ? try name() : nil
      var within: [String] = []
      if accept("within") { within = try self.names() ?? [] }
      try end()
      return .rising(names[0], along: along, within: within)
    }
    guard accept("in"), accept("its"), accept("range"), accept("by") else { throw problem("expected a rule here") }
    let group = try name()
    try end()
    return .range(names[0], by: group)
  }

  /// Whether names are followed by words of rules, and not by an expression.
  private func isNameList() -> Bool {
    var place = position
    while true {
      guard place < tokens.count, case .word = tokens[place].token else { return false }
      place += 1
      guard tokens[place].token == .comma else { break }
      place += 1
    }
    let (first, second) = (tokens[place].token, tokens[min(place + 1, tokens.count - 1)].token)
    return first == .word("-", .bare) && second == .comparison(.greater) || first.isWord("missing")
      || first.isWord("rises") || first.isWord("in") && second.isWord("its")
  }

  private mutating func names() throws(ExpressionProblem) -> [String]? {
    var names = [try name()]
    while token(0) == .comma {
      position += 1
      let next = try name()
      guard !names.contains(next) else { throw problem("'\(next)' is named twice", at: position - 1) }
      names.append(next)
    }
    return names
  }

  private mutating func name() throws(ExpressionProblem) -> String {
    guard case .word(let word, let quoting) = token(0), quoting != .literal else {
      throw problem("expected the name of a column")
    }
    guard known.contains(Array(word.utf8)) else {
      let hint = NearestName.of(word, among: columns).map { "; did you mean '\($0)'?" } ?? ""
      throw problem("no column is called '\(word.prefix(60))'\(hint)")
    }
    position += 1
    return word
  }

  private mutating func accept(_ word: String) -> Bool {
    guard token(0).isWord(word) else { return false }
    position += 1
    return true
  }

  private func end() throws(ExpressionProblem) {
    guard token(0) == .end else { throw problem("found more where the rule could end") }
  }

  // MARK: - a <= b when c

  private mutating func expressed() throws(ExpressionProblem) -> Rule {
    let split = placeOfWhen()
    let left = try condition(from: 0, to: split ?? tokens.count - 1)
    var condition: Expression?
    if let split { condition = try self.condition(from: split + 1, to: tokens.count - 1) }
    if case .comparison(let first, let comparison, let second) = left, let column = column(first) {
      if let other = column == self.column(second) ? nil : self.column(second) {
        switch comparison {
        case .less, .lessOrEqual: return .order(column, isStrict: comparison == .less, other, when: condition)
        case .greater, .greaterOrEqual: return .order(other, isStrict: comparison == .greater, column, when: condition)
        case .equal where condition == nil: return .computed(column, second)
        case .equal, .unequal: break
        }
      } else if comparison == .equal, !ExpressionBinder.isPlain(second), condition == nil {
        return .computed(column, second)
      }
    }
    if case .comparison(_, let comparison, let second) = left, comparison != .equal, comparison != .unequal,
      case .word(let word, .bare) = second.form, column(second) == nil, !word.contains(where: \.isNumber)
    {
      let hint = NearestName.of(word, among: columns).map { "; did you mean '\($0)'?" } ?? ""
      throw ExpressionProblem(
        text: text, offset: second.offset, reason: "no column is called '\(word.prefix(60))'\(hint)")
    }
    let read = left.names(among: Set(columns))
    guard let column = read.first, read.allSatisfy({ $0 == column }) else {
      position = 0
      throw problem(
        "a rule compares two columns, computes one from others, or limits one: "
          + Rule.spellings.prefix(3).joined(separator: "; "))
    }
    return .limit(column, left, when: condition)
  }

  private func column(_ operand: Expression.Operand) -> String? {
    guard case .word(let word, let quoting) = operand.form, quoting != .literal, known.contains(Array(word.utf8)) else {
      return nil
    }
    return word
  }

  private func condition(from start: Int, to end: Int) throws(ExpressionProblem) -> Expression {
    let own = Array(tokens[start..<end]) + [(token: Token.end, offset: tokens[end].offset)]
    var parser = ExpressionParser(text: text, tokens: own, allowsTruths: true)
    return try parser.wholeCondition()
  }

  /// The last `when` that belongs to no `case`.
  private func placeOfWhen() -> Int? {
    var (depth, cases, found): (Int, Int, Int?) = (0, 0, nil)
    for (place, entry) in tokens.enumerated() {
      switch entry.token {
      case .opening: depth += 1
      case .closing: depth -= 1
      case .word(let word, .bare):
        let following = tokens[min(place + 1, tokens.count - 1)].token
        if word.lowercased() == "case", following.isWord("when") { cases += 1 }
        if word.lowercased() == "end", cases > 0 { cases -= 1 }
        if word.lowercased() == "when", depth == 0, cases == 0, place > 0 { found = place }
      default: break
      }
    }
    return found
  }

  private func problem(_ reason: String, at place: Int? = nil) -> ExpressionProblem {
    ExpressionProblem(text: text, offset: tokens[min(place ?? position, tokens.count - 1)].offset, reason: reason)
  }
}
