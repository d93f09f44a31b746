import Files

/// One thing to draw in one place: a base with its marks, 1 or 2 columns wide, safe for a terminal.
package struct Glyph: Equatable, Sendable {
  package var character: Character
  package var width: Int
}

/// Cuts text into what a screen can show, cell by cell.
///
/// Unsafe scalars become visible stand-ins; joined emoji keep their first picture, because terminals disagree about the
/// width of the rest; flags become their two letters; at most 8 marks stay on a base.
package struct Glyphs: Sequence, IteratorProtocol {
  private var scalars: String.UnicodeScalarView.Iterator
  private var pending: Unicode.Scalar?

  package init(_ text: String) {
    scalars = text.unicodeScalars.makeIterator()
  }

  package mutating func next() -> Glyph? {
    guard let first = takeVisible() else { return nil }
    let isLoneMark = GlyphWidth.isMark(first)
    let base = isLoneMark ? "\u{25CC}" : SafeScalar.standIn(for: first)
    let marks = takeMarks(after: base, startingWith: isLoneMark ? [first] : [])
    return Glyph(character: Self.join(base, marks), width: GlyphWidth.columns(base))
  }

  private mutating func take() -> Unicode.Scalar? {
    if let scalar = pending {
      pending = nil
      return scalar
    }
    return scalars.next()
  }

  private mutating func takeVisible() -> Unicode.Scalar? {
    while let scalar = take() {
      if !scalar.properties.isVariationSelector || scalar.value < 0x300 { return scalar }
    }
    return nil
  }

  private mutating func takeMarks(after base: Unicode.Scalar, startingWith first: [Unicode.Scalar]) -> [Unicode.Scalar]
  {
    var marks = first
    let isPicture = base.value > 0xA8 && base.properties.isEmoji
    var skipsJoined = false
    while let scalar = take() {
      if scalar.value < 0x300 {
        pending = scalar
        break
      }
      if skipsJoined || scalar.properties.isVariationSelector || (isPicture && scalar.properties.isEmojiModifier) {
        skipsJoined = false
      } else if isPicture && scalar == "\u{200D}" {
        skipsJoined = true
      } else if GlyphWidth.isMark(scalar) {
        if marks.count < SafeText.maximumMarks { marks.append(scalar) }
      } else {
        pending = scalar
        break
      }
    }
    return marks
  }

  private static func join(_ base: Unicode.Scalar, _ marks: [Unicode.Scalar]) -> Character {
    guard !marks.isEmpty else { return Character(base) }
    var text = String.UnicodeScalarView()
    text.append(base)
    text.append(contentsOf: marks)
    let joined = String(text)
    return joined.count == 1 ? Character(joined) : Character(base)
  }
}

extension String {
  /// The columns this text takes on a screen.
  package var columns: Int {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
    return Glyphs(self).reduce(0) { $0 + $1.width }
  }
}
