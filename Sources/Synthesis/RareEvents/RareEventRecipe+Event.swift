import Tables

extension Recipe {
  /// The rare events as they were asked for.
  package var rareEvents: [RareEvent] { rare.map { RareEvent(when: $0.when, target: $0.target) } }

  /// The event of this canonical condition, or else of the same words quoted otherwise: a fit quotes what could be mistaken.
  package func placeOfRareEvent(_ when: String) -> Int? {
    let exact = rare.firstIndex { ByteText($0.when) == ByteText(when) }
    return exact ?? rare.firstIndex { Self.unquoted($0.when) == Self.unquoted(when) }
  }

  private static func unquoted(_ text: String) -> [UInt8] { text.utf8.filter { !"'\"`".utf8.contains($0) } }
}

extension RareEvent {
  /// With the condition's canonical text.
  /// - Throws: `.expression` where it cannot be read.
  package var canonical: RareEvent {
    get throws(SynthesisError) {
      do throws(ExpressionProblem) {
        return RareEvent(when: try Expression(parsing: when).description, target: target)
      } catch { throw SynthesisError(.expression(error)) }
    }
  }
}

extension RareEventRecipe {
  /// The words of the condition that may name a column, each once. Without the columns at hand, literals are among them.
  package var columns: [String] {
    guard let expression = try? Expression(parsing: when) else { return [] }
    return expression.names
  }
}

extension Expression {
  /// Names on the left of comparisons, and those on the right in backticks.
  var names: [String] {
    switch self {
    case .comparison(let left, _, let right): [left.name, right.isSurelyName ? right.name : nil].compactMap { $0 }
    case .membership(let operand, _, _), .between(let operand, _, _, _), .missing(let operand, _):
      [operand.name].compactMap { $0 }
    case .not(let inner): inner.names
    case .all(let members), .any(let members): members.flatMap(\.names)
    }
  }
}

extension Expression.Operand {
  fileprivate var name: String? {
    if case .word(let word, let quoting) = form, quoting != .literal { word } else { nil }
  }

  fileprivate var isSurelyName: Bool { if case .word(_, .name) = form { true } else { false } }
}
