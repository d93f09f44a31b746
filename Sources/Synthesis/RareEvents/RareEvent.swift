/// A rare event as it is asked for: a condition over any columns and how many of the drawn rows it is to have.
package struct RareEvent: Hashable, Sendable {
  /// The condition's text.
  package var when: String
  package var target: RareTarget

  package init(when: String, target: RareTarget) {
    self.when = when
    self.target = target
  }

  /// Reads `fraud = 1 : 20%`: the condition, a colon, the target. The last colon parts them.
  /// - Throws: `.rareEvent` where a part is missing or the target is none.
  package init(parsing text: String) throws(SynthesisError) {
    guard let colon = text.lastIndex(of: ":") else {
      throw SynthesisError(
        .rareEvent(
          when: text, reason: "has no target; expected 'CONDITION : TARGET', the target \(RareTarget.expected)"))
    }
    let when = String(text[..<colon]).trimmed
    let spelling = String(text[text.index(after: colon)...]).trimmed
    guard !when.isEmpty else {
      throw SynthesisError(.rareEvent(when: text, reason: "has no condition before the colon"))
    }
    guard let target = RareTarget(spelling) else {
      throw SynthesisError(
        .rareEvent(when: when, reason: "has the target '\(spelling)'; expected \(RareTarget.expected)"))
    }
    self.init(when: when, target: target)
  }
}

extension String {
  fileprivate var trimmed: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }
    return String(drop { isBlank($0) }.reversed().drop { isBlank($0) }.reversed())
  }
}
