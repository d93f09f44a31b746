import Tables

extension Recipe {
  /// The rare events as they were asked for.
  package var rareEvents: [RareEvent] { rare.map { RareEvent(when: $0.when, target: $0.target) } }

  /// The event of this canonical condition, or else of the same words quoted otherwise or saying the same of a boolean column: a
  /// fit quotes what could be mistaken and writes `smoker = yes` where `true` was asked for.
  package func placeOfRareEvent(_ when: String) -> Int? {
    if let exact = rare.firstIndex(where: { ByteText($0.when) == ByteText(when) }) { return exact }
    let wanted = meaning(of: when)
    return rare.firstIndex { meaning(of: $0.when) == wanted }
  }

  /// The condition's text without quotes, with every spelling of a boolean as `true` or `false`.
  private func meaning(of when: String) -> [UInt8] {
    let columns = columns.filter { $0.kind == .boolean }.map { ExpressionColumn(anyBooleanNamed: $0.name) }
    return Self.unquoted((try? Expression(parsing: when))?.explicit(columns).description ?? when)
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

extension Recipe {
  /// The columns that some rare event reads.
  package var columnsOfRareEvents: Set<String> {
    guard !rare.isEmpty else { return [] }
    let known = Set(columns.map(\.name))
    return Set(rare.flatMap { event in (try? Expression(parsing: event.when))?.names(among: known) ?? [] })
  }
}

extension Expression {
  /// The columns it reads. In the text that a fit keeps, a word on the right that could be a name beside one on the left is
  /// quoted as what it is.
  func names(among known: Set<String>) -> [String] {
    switch self {
    case .comparison(let left, _, let right):
      guard let name = left.name, known.contains(name) else {
        return left.computedNames(among: known) + right.names(among: known)
      }
      return [name] + (right.isSurelyName ? [right.name].compactMap { $0 } : right.computedNames(among: known))
    case .membership(let operand, let others, _):
      return operand.names(among: known) + others.flatMap { $0.computedNames(among: known) }
    case .between(let operand, let low, let high, _):
      return operand.names(among: known) + [low, high].flatMap { $0.computedNames(among: known) }
    case .like(let operand, _, _), .missing(let operand, _), .truth(let operand): return operand.names(among: known)
    case .not(let inner): return inner.names(among: known)
    case .all(let members), .any(let members): return members.flatMap { $0.names(among: known) }
    }
  }
}

extension Expression.Operand {
  fileprivate var name: String? {
    if case .word(let word, let quoting) = form, quoting != .literal { word } else { nil }
  }

  fileprivate var isSurelyName: Bool { if case .word(_, .name) = form { true } else { false } }

  /// The columns it reads, itself included.
  func names(among known: Set<String>) -> [String] {
    if case .word = form { return [name].compactMap { $0 }.filter(known.contains) }
    return computedNames(among: known)
  }

  /// Those that a computed value reads.
  fileprivate func computedNames(among known: Set<String>) -> [String] {
    switch form {
    case .word, .quantile: []
    case .negative(let inner): inner.names(among: known)
    case .arithmetic(let left, _, let right): left.names(among: known) + right.names(among: known)
    case .call(_, let arguments): arguments.flatMap { $0.names(among: known) }
    case .choice(let branches, let otherwise):
      branches.flatMap { $0.condition.names(among: known) + $0.value.names(among: known) }
        + (otherwise?.names(among: known) ?? [])
    case .condition(let condition): condition.names(among: known)
    }
  }
}
