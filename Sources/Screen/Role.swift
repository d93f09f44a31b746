/// What a cell means. A theme gives each role its look; nothing else in the program knows a colour.
package enum Role: String, CaseIterable, Sendable, Hashable {
  case text, dim, title, key, selection, border
  case borderFocus = "border_focus"
  case header, real, synthetic, agree, good, warn, bad, type, pii, rare, pinned, null, progress, cursor, density,
    diverge
}
