/// What went wrong on the way from a table to a recipe or from a recipe to rows. Every wording of this target is in this file.
package struct SynthesisError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    case cannotFit(generator: String, reason: String)
    case cannotModel(model: String, reason: String)
    case badParameter(name: String, found: String, expected: String)
    case unknownGenerator(name: String, nearest: String?)
    case unknownFake(name: String, nearest: String?)
    case unknownModel(name: String, nearest: String?)
    case unknownColumn(name: String, nearest: String?)
    case nothingToFit(reason: String)
    case capacity(values: String, rows: UInt64)
    case expression(ExpressionProblem)
    /// A rare event that cannot be.
    case rareEvent(when: String, reason: String)
    /// A condition on rows that cannot be met.
    case condition(text: String, reason: String)
    /// A given table that cannot be completed.
    case given(reason: String)
    /// A parity that cannot be.
    case parity(target: String, group: String, reason: String)
    /// A formula that does not suit the columns.
    case formula(ExpressionProblem)
    /// Formulas that need each other, from a column back to itself.
    case formulaCycle([String])
    /// A rule that does not suit the columns.
    case rule(ExpressionProblem)
    /// Rules that cannot all be kept.
    case rules([String], reason: String)
    /// Targets that cannot hold together.
    case rareTargets(reason: String)
    /// Somebody asked for the end of a draw that was not through.
    case stopped
  }

  package var kind: Kind
  /// The column, where there is one.
  package var column: String?

  package init(_ kind: Kind, column: String? = nil) {
    self.kind = kind
    self.column = column
  }

  package var description: String { (column.map { "column \($0): " } ?? "") + sentence }

  private var sentence: String {
    switch kind {
    case .cannotFit(let generator, let reason): "\(generator) cannot be fitted: \(reason)"
    case .cannotModel(let model, let reason): "the joint model \(model) cannot be fitted: \(reason)"
    case .badParameter(let name, let found, let expected): "\(name) is \(found); expected \(expected)"
    case .unknownGenerator(let name, let nearest): "no generator is called \(name)\(hint(nearest))"
    case .unknownFake(let name, let nearest): "no made-up values are called \(name)\(hint(nearest))"
    case .unknownModel(let name, let nearest): "no joint model is called \(name)\(hint(nearest))"
    case .unknownColumn(let name, let nearest): "no column is called \(name)\(hint(nearest))"
    case .nothingToFit(let reason): "there is nothing to fit: \(reason)"
    case .capacity(let values, let rows): "only \(values) different values exist, fewer than the \(rows) rows asked"
    case .expression(let problem):
      "the condition '\(problem.text.prefix(200))' is wrong at character \(problem.offset + 1): \(problem.reason)"
    case .formula(let problem):
      "the formula '\(problem.text.prefix(200))' is wrong at character \(problem.offset + 1): \(problem.reason)"
    case .formulaCycle(let path) where path.count == 2: "\(path[0]) cannot be computed from itself"
    case .formulaCycle(let path): "its formula needs itself: \(path.joined(separator: " needs "))"
    case .rule(let problem):
      "the rule '\(problem.text.prefix(200))' is wrong at character \(problem.offset + 1): \(problem.reason)"
    case .rules(let rules, let reason):
      "the rule\(rules.count == 1 ? "" : "s") \(rules.map { "'\($0)'" }.joined(separator: ", ")) \(reason)"
    case .rareEvent(let when, let reason): "the rare event '\(when)' \(reason)"
    case .condition(let text, let reason): "the condition '\(text.prefix(200))' \(reason)"
    case .given(let reason): reason
    case .parity(let target, let group, let reason):
      "the parity '\(group.isEmpty ? target : target + "~" + group)' \(reason)"
    case .rareTargets(let reason): "the rare events \(reason)"
    case .stopped: "the draw was stopped"
    }
  }

  private func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}
