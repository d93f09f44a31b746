import Tables

/// Takes words apart that are no column's name but columns and numbers with operators between them: `price*quantity`.
///
/// Names and dates hold hyphens and slashes, so that a word is only taken apart where every piece is known.
struct ExpressionSplitter {
  typealias Token = ExpressionLexer.Token
  private typealias Piece = (token: Token, offset: Int)

  private let columns: Set<[UInt8]>

  init(columns: [String]) { self.columns = Set(columns.map { Array($0.utf8) }) }

  func split(_ tokens: [(token: Token, offset: Int)]) -> [(token: Token, offset: Int)] {
    guard !columns.isEmpty else { return tokens }
    return tokens.indices.flatMap { index -> [Piece] in
      guard case .word(let word, .bare) = tokens[index].token, !isWhole(word) else { return [tokens[index]] }
      let isBehindValue = index > 0 && Self.endsValue(tokens[index - 1].token)
      let isBeforeValue = index + 1 < tokens.count && Self.beginsValue(tokens[index + 1].token)
      let isCall = index + 1 < tokens.count && tokens[index + 1].token == .opening
      let scalars = Array(word.unicodeScalars)
      guard
        let pieces = pieces(
          scalars[...], wantsValue: !isBehindValue || !Self.isOperator(scalars[0]), isBeforeValue, isCall: isCall)
      else { return [tokens[index]] }
      return pieces.map { ($0.token, $0.offset + tokens[index].offset) }
    }
  }

  /// Whether it is a name, a number, or holds no operator between other things.
  private func isWhole(_ word: String) -> Bool {
    columns.contains(Array(word.utf8)) || ExpressionNumber.decimal(word) != nil || word.unicodeScalars.count < 2
      || !word.unicodeScalars.contains(where: Self.isOperator)
      || ExpressionColumn(anyNamed: "", kind: .date).instant(word) != nil
  }

  /// Whether what stands beside the word decides how it is read. Numbers have signs of their own.
  static func isOperatorAtAnEnd(of word: String) -> Bool {
    let ends = [word.unicodeScalars.first, word.unicodeScalars.last].compactMap { $0 }
    return ends.contains(where: isOperator) && ExpressionNumber.decimal(word) == nil
  }

  private static func isOperator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "+", "-", "*", "/", "%", "^", "|": true
    default: false
    }
  }

  private static func endsValue(_ token: Token) -> Bool {
    switch token {
    case .closing: true
    case .word(let word, let quoting): quoting != .bare || !Expression.keywords.contains(word.lowercased())
    default: false
    }
  }

  private static func beginsValue(_ token: Token) -> Bool {
    switch token {
    case .opening: true
    case .word(let word, let quoting): quoting != .bare || !Expression.keywords.contains(word.lowercased())
    default: false
    }
  }

  /// nil where some piece is unknown.
  private func pieces(_ rest: ArraySlice<Unicode.Scalar>, wantsValue: Bool, _ isBeforeValue: Bool, isCall: Bool)
    -> [Piece]?
  {
    guard let first = rest.first else { return wantsValue && !isBeforeValue ? nil : [] }
    if !wantsValue || first == "-" {
      let length = first == "|" ? 2 : 1
      guard rest.count >= length, Self.isOperator(first), rest.prefix(length).allSatisfy({ $0 == first }) else {
        return nil
      }
      let own = (Token.word(text(rest.prefix(length)), .bare), rest.startIndex)
      return pieces(rest.dropFirst(length), wantsValue: true, isBeforeValue, isCall: isCall).map { [own] + $0 }
    }
    let ends = rest.indices.dropFirst().filter { Self.isOperator(rest[$0]) } + [rest.endIndex]
    for end in ends.reversed() {
      let word = text(rest[..<end])
      let isLast = end == rest.endIndex
      guard
        columns.contains(Array(word.utf8)) || ExpressionNumber.decimal(word) != nil
          || isLast && isCall && ValueFunction.named(word.lowercased()) != nil
      else { continue }
      if let others = pieces(rest[end...], wantsValue: false, isBeforeValue, isCall: isCall) {
        return [(Token.word(word, .bare), rest.startIndex)] + others
      }
    }
    return nil
  }

  private func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
