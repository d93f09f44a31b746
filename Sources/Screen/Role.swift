/// What a cell means. A theme gives each role its look; nothing else in the program knows a colour.
package enum Role: String, CaseIterable, Sendable, Hashable {
  case text, dim, title, key, selection, border
  case borderFocus = "border_focus"
  case header, real, synthetic, agree, good, warn, bad, type, pii, rare, pinned, null, progress, cursor, density,
    diverge

  /// The role of words: those that begin with the sign of a warning are to be heeded.
  package static func of(_ words: String, else role: Role) -> Role { words.hasPrefix("! ") ? .warn : role }
}
