/// A colour the terminal may be able to show.
package enum Color: Hashable, Sendable {
  case standard
  case rgb(UInt8, UInt8, UInt8)
  case indexed(UInt8)
  /// 0...7 normal, 8...15 bright.
  case named(UInt8)
}

/// How a role is drawn.
package struct Style: Hashable, Sendable {
  package var foreground: Color = .standard
  package var background: Color = .standard
  package var isBold = false
  package var isDim = false
  package var isReverse = false
  package var isUnderlined = false
  package init() {}
}

/// Which characters may be drawn.
package enum GlyphSet: String, Sendable, CaseIterable { case unicode, blocks, ascii }

/// What the terminal can show.
package enum ColorDepth: Int, Sendable, Comparable {
  case mono = 2, basic = 16, indexed = 256, direct = 16_777_216
  package static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// A complete look: a style for every role at one colour depth, and the glyphs to draw with.
package struct Theme: Equatable, Sendable {
  package var name: String
  package var styles: [Role: Style]
  package var glyphs: GlyphSet
  /// Real, synthetic and agreeing parts of a chart must be told apart without colour.
  package var isMono: Bool
  /// The backgrounds it is made for; none stated: any.
  package var backgrounds: [Color] = []

  package init(name: String, styles: [Role: Style], glyphs: GlyphSet, isMono: Bool) {
    self.name = name
    self.styles = styles
    self.glyphs = glyphs
    self.isMono = isMono
  }

  package func style(of role: Role) -> Style { styles[role] ?? Style() }
}
