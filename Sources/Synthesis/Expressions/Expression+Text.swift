extension Expression: CustomStringConvertible {
  /// Words that stand in quotes where they are meant as names or texts.
  package static let keywords: Set<String> = ["and", "or", "not", "in", "between", "is", "missing"]

  /// The canonical text: parsing it gives this expression again.
  package var description: String { text(isInside: false) }

  private func text(isInside: Bool) -> String {
    switch self {
    case .comparison(let left, let comparison, let right): "\(left) \(comparison.rawValue) \(right)"
    case .membership(let left, let members, let isNegated):
      "\(left) \(isNegated ? "not " : "")in (\(members.map(\.description).joined(separator: ", ")))"
    case .between(let left, let low, let high, let isNegated):
      "\(left) \(isNegated ? "not " : "")between \(low) and \(high)"
    case .missing(let operand, let isNegated): "\(operand) is \(isNegated ? "not " : "")missing"
    case .not(let inner): "not " + inner.text(isInside: true)
    case .all(let members): Self.joined(members, by: " and ", isInside: isInside)
    case .any(let members): Self.joined(members, by: " or ", isInside: isInside)
    }
  }

  private static func joined(_ members: [Expression], by word: String, isInside: Bool) -> String {
    let text = members.map { $0.text(isInside: true) }.joined(separator: word)
    return isInside ? "(\(text))" : text
  }

  /// Whether a word can stand without quotes and is read as itself.
  private static func canBeBare(_ word: String) -> Bool {
    !word.isEmpty && !keywords.contains(word.lowercased())
      && !word.unicodeScalars.contains { ExpressionLexer.endsWord($0) }
  }

  /// A column's name as an operand.
  package static func column(_ name: String) -> Operand { Operand(.word(name, canBeBare(name) ? .bare : .name)) }

  /// A value as an operand.
  package static func literal(_ value: String) -> Operand { Operand(.word(value, canBeBare(value) ? .bare : .literal)) }
}

extension Expression.Operand: CustomStringConvertible {
  package var description: String {
    switch form {
    case .quantile(let share): "q(\(share))"
    case .word(let word, let quoting):
      if let mark = quoting.mark.map(String.init) {
        mark + word.split(separator: mark, omittingEmptySubsequences: false).joined(separator: mark + mark) + mark
      } else {
        word
      }
    }
  }
}
