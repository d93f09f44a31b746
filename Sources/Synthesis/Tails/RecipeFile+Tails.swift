import StrictYAML

/// `tail: none`, or one or two of the sides: `tail: {upper: x2, lower: none}`.
enum TailReading {
  static func tails(from value: YAMLValue) -> ColumnTails? {
    if case .scalar = value.node {
      guard let both = tail(from: value) else { return nil }
      guard both == .auto || both == .none else {
        value.refuse("a tail belongs to one side: write tail: {upper: \(both.spelling)}")
        return nil
      }
      return ColumnTails(lower: both, upper: both)
    }
    guard let mapping = value.mapping() else { return nil }
    let sides = ColumnTails.Side.allCases.map { side in
      mapping.optional(side.rawValue).map(tail) ?? .auto
    }
    mapping.refuseUnknownKeys()
    guard let lower = sides[0], let upper = sides[1] else { return nil }
    return ColumnTails(lower: lower, upper: upper)
  }

  private static func tail(from value: YAMLValue) -> ColumnTail? {
    guard let text = value.text() else { return nil }
    guard let tail = ColumnTail(spelling: text) else {
      value.refuse("expected \(ColumnTail.expected), found '\(text.prefix(60))'")
      return nil
    }
    return tail
  }
}

enum TailWriting {
  static func entries(of tails: ColumnTails) -> [(key: String, value: YAMLContent)] {
    ColumnTails.Side.allCases.filter { tails[$0] != .auto }.map { ($0.rawValue, .text(tails[$0].spelling)) }
  }
}
