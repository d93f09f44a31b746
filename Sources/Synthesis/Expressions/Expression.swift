/// A condition over the columns of a row, as it was written: not yet checked against any table.
///
/// Three-valued as in SQL: a comparison with a missing value is unknown, `not` of unknown is unknown, and a row whose condition
/// is unknown does not satisfy it. So neither `amount > 5` nor `not amount > 5` holds where amount is missing; only
/// `is missing` does.
package indirect enum Expression: Equatable, Sendable {
  case comparison(Operand, Comparison, Operand)
  case membership(Operand, [Operand], isNegated: Bool)
  case between(Operand, Operand, Operand, isNegated: Bool)
  case missing(Operand, isNegated: Bool)
  /// A text against a pattern of `%` (anything) and `_` (one character), the whole of it.
  case like(Operand, Operand, isNegated: Bool)
  /// A value that is true or false by itself.
  case truth(Operand)
  case not(Expression)
  /// Two or more.
  case all([Expression])
  /// Two or more.
  case any([Expression])

  package enum Comparison: String, CaseIterable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// What holds where this does not, both sides known.
    var negated: Comparison {
      switch self {
      case .equal: .unequal
      case .unequal: .equal
      case .less: .greaterOrEqual
      case .lessOrEqual: .greater
      case .greater: .lessOrEqual
      case .greaterOrEqual: .less
      }
    }

    /// The same with its sides exchanged.
    var mirrored: Comparison {
      switch self {
      case .equal, .unequal: self
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }
  }

  package enum Arithmetic: String, CaseIterable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case power = "^"
    /// Of texts.
    case join = "||"
  }

  /// One alternative of `case`: a value where a condition is true.
  package struct Branch: Equatable, Sendable {
    package var condition: Expression
    package var value: Operand
  }

  /// A column, a literal, a quantile, or what is computed from such. Which of the first two a word is, the columns decide.
  package struct Operand: Equatable, Sendable {
    package indirect enum Form: Equatable, Sendable {
      case word(String, Quoting)
      /// The quantile of the column it is compared with; 0 < p < 1.
      case quantile(Double)
      case negative(Operand)
      case arithmetic(Operand, Arithmetic, Operand)
      /// By a name in lower case.
      case call(String, [Operand])
      /// The first alternative whose condition is true; missing where none is and there is no other value.
      case choice([Branch], otherwise: Operand?)
      /// Whether a condition is true, as a value.
      case condition(Expression)
    }

    package var form: Form
    /// Where it begins in the text, in scalars from 0; of no account for equality.
    package var offset: Int

    package init(_ form: Form, offset: Int = 0) {
      self.form = form
      self.offset = offset
    }

    package static func == (left: Operand, right: Operand) -> Bool { left.form == right.form }
  }

  /// How a word was written.
  package enum Quoting: Equatable, Sendable, CaseIterable {
    case bare
    /// In backticks: a column's name, whatever it looks like.
    case name
    /// In single quotes: a literal, whatever it looks like.
    case literal
    /// In double quotes: as bare, but of any characters.
    case either

    var mark: Unicode.Scalar? {
      switch self {
      case .bare: nil
      case .name: "`"
      case .literal: "'"
      case .either: "\""
      }
    }
  }
}

/// What is wrong with an expression, and where.
package struct ExpressionProblem: Error, Equatable, Sendable {
  package var text: String
  /// In scalars from 0.
  package var offset: Int
  package var reason: String

  /// The text and, in the line below, a caret under the place; both for a screen of fixed width, not yet made safe.
  package var excerpt: [String] {
    let scalars = text.unicodeScalars
    let start = max(0, min(offset, scalars.count) - Self.shownBefore)
    let shown = scalars.dropFirst(start).prefix(Self.shown).map { $0.value < 0x20 ? " " : $0 }
    let cut = start > 0 ? "…" : ""
    let caret = String(repeating: " ", count: min(offset, scalars.count) - start + cut.count) + "^"
    return [cut + String(String.UnicodeScalarView(shown)), caret]
  }

  private static let (shownBefore, shown) = (60, 100)
}
