import StrictYAML

/// Stub; the owner of Screen replaces it.
package enum ThemeFile {
  /// - Parameters:
  ///   - text: the YAML of one theme. `inherits` names another theme, looked up in `others` (name to text).
  ///   - glyphs: what the terminal's encoding allows; a theme may ask for less.
  package static func parse(
    _ text: [UInt8], name: String, others: [String: [UInt8]], depth: ColorDepth, glyphs: GlyphSet
  ) throws(YAMLProblem) -> Theme { preconditionFailure("stub") }
}
