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
    case .like(let operand, let pattern, let isNegated): "\(operand) \(isNegated ? "not " : "")like \(pattern)"
    case .truth(let operand): operand.description
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
    !word.isEmpty && !keywords.contains(word.lowercased()) && !ExpressionSplitter.isOperatorAtAnEnd(of: word)
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
    case .quantile(let share): return "q(\(share))"
    case .word(let word, let quoting):
      guard let mark = quoting.mark.map(String.init) else {
        // Beside others, `-` and `a-` would be taken for operators.
        return ExpressionSplitter.isOperatorAtAnEnd(of: word) ? "(\(word))" : word
      }
      return mark + word.split(separator: mark, omittingEmptySubsequences: false).joined(separator: mark + mark) + mark
    case .negative(let inner): return "- " + inner.text(from: Self.unary)
    case .arithmetic(let left, let sign, let right):
      let own = sign.precedence
      // Only powers group to the right.
      let (first, second) = sign == .power ? (own + 1, own) : (own, own + 1)
      return "\(left.text(from: first)) \(sign.rawValue) \(right.text(from: second))"
    case .call(let name, let arguments): return "\(name)(\(arguments.map(\.argument).joined(separator: ", ")))"
    case .choice(let branches, let otherwise):
      let tests = branches.map { "when \($0.condition) then \($0.value) " }.joined()
      return "case \(tests)\(otherwise.map { "else \($0) " } ?? "")end"
    case .condition(let condition): return "(\(condition))"
    }
  }

  private static let unary = 3

  private var precedence: Int {
    switch form {
    case .arithmetic(_, let sign, _): sign.precedence
    case .negative: Self.unary
    default: 9
    }
  }

  /// In parentheses where it binds less than its place asks for.
  private func text(from least: Int) -> String { precedence < least ? "(\(self))" : description }

  /// The arguments of a call need no parentheses.
  private var argument: String { if case .condition(let condition) = form { "\(condition)" } else { description } }
}

extension Expression.Arithmetic {
  /// Of what is written without parentheses, the higher is done first.
  var precedence: Int {
    switch self {
    case .add, .subtract, .join: 1
    case .multiply, .divide, .remainder: 2
    case .power: 4
    }
  }
}
