import Tables

/// A condition compiled for a real table and for the rows that a recipe of it draws: which rows of each satisfy it.
package struct EventCondition: Equatable, Sendable {
  /// The canonical text, as a fit keeps it.
  package let when: String
  private let expression: Expression
  private let predicate: Predicate

  /// - Parameter k: a quantile of the condition rests on at least so many rows.
  /// - Throws: `.expression` for a text that is no condition on this table.
  package init(_ text: String, real table: Table, k: Int) throws(SynthesisError) {
    do throws(ExpressionProblem) {
      let parsed = try Expression(parsing: text)
      predicate = try Predicate(parsed, text: text, real: table, k: k)
      expression = parsed.explicit(in: table)
      when = expression.description
    } catch { throw SynthesisError(.expression(error)) }
  }

  /// The columns it reads, each once, in the order of the text.
  package var columns: [String] { predicate.columns }

  /// The real rows that satisfy it.
  /// - Parameter table: the one it was compiled for.
  package func rows(of table: Table) -> [Bool] { predicate.mask(over: table) }

  /// The drawn rows that satisfy it. Quantiles stay those of the real table.
  /// - Throws: `.expression` where the drawn columns are of other kinds.
  package func rows(ofDrawn table: Table) throws(SynthesisError) -> [Bool] {
    do throws(ExpressionProblem) {
      return try Predicate(expression, text: when, columns: table.columns, thresholds: predicate.thresholds)
        .mask(over: table)
    } catch { throw SynthesisError(.expression(error)) }
  }
}
