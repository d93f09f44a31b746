import Tables

/// A column computed from other columns of the row: `price * quantity`.
///
/// It learns nothing of the column; `mean(x)` and the like are those of the other columns as they are drawn.
package struct FormulaGenerator: Generator {
  package static let name = "formula"
  package static let summary = "computed from other columns of the row: expression: \"price * quantity\""
  package static let learns = false
  static let expressionName = "expression"

  /// It needs an expression, which a picker cannot know.
  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool { false }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let reason = "it needs an expression such as \"price * quantity\""
    throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let text = try reader.text(expressionName, expected: "an expression such as \"price * quantity\"").string
    do throws(ExpressionProblem) { _ = try Expression.Operand(parsing: text) } catch {
      // With the names of the columns it may still be one: 2*price needs no blanks.
      guard text.utf8.count <= ExpressionLexer.longest else {
        throw SynthesisError(.formula(error), column: column.name)
      }
    }
    return FittedFormula(expression: text, kind: column.kind)
  }
}

/// Knows its text only: what it means depends on the other columns, which the synthesizer's plan knows.
struct FittedFormula: FittedGenerator {
  let expression: String
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parameters: Parameters { Parameters([(FormulaGenerator.expressionName, .text(ByteText(expression)))]) }

  /// A stand-in until the plan computes the row.
  func values(for request: DrawRequest) -> ColumnStorage {
    let count = request.rows.count
    switch kind {
    case .integer: return .integers(Array(repeating: 0, count: count))
    case .decimal: return .decimals(Array(repeating: 0, count: count))
    case .boolean: return .levels(codes: Array(repeating: 0, count: count), levels: ["false", "true"])
    case .categorical: return .levels(codes: Array(repeating: 0, count: count), levels: [""])
    case .date, .time, .datetime: return .instants(Array(repeating: 0, count: count))
    case .text, .identifier: return .text(PackedText(repeatElement(ByteText(""), count: count)))
    }
  }
}
