/// What happens to text that is wider than its place.
package enum Clipping: Sendable { case cut, ellipsis }

extension Surface {
  /// Writes `text` from `point` to the right, made safe and clipped to `maxWidth` columns and to the surface.
  /// - Parameters:
  ///   - background: nil keeps the background that is already there.
  ///   - clipping: `.ellipsis` puts `…` behind the last whole word of text that does not fit, or in the last column where that
  ///     would cut much.
  /// - Returns: the columns used, at most `maxWidth`.
  @discardableResult
  package mutating func write(
    _ text: String, at point: Point, role: Role = .text, background: Role? = nil, maxWidth: Int = .max,
    clipping: Clipping = .cut
  ) -> Int {
    let limit = min(maxWidth, size.width - point.x)
    guard limit > 0, point.y >= 0, point.y < size.height else { return 0 }
    var used = 0
    var (wordEnd, isInWord) = (0, false)
    for glyph in Glyphs(text) {
      guard used + glyph.width <= limit else {
        guard clipping == .ellipsis else { return used }
        let isLongEnough = wordEnd >= max(8, limit * 4 / 10)
        return endWithEllipsis(
          at: point, used: isLongEnough ? wordEnd : used, drawn: used, limit: limit, role, background)
      }
      if isInWord, glyph.character == " " { wordEnd = used }
      isInWord = glyph.character != " "
      put(glyph, x: point.x + used, y: point.y, role, background)
      used += glyph.width
    }
    return used
  }

  /// Writes `text` so that it ends just before column `right`, clipped to `maxWidth` columns.
  /// - Returns: the columns used.
  @discardableResult
  package mutating func write(
    _ text: String, endingAt right: Int, y: Int, role: Role = .text, background: Role? = nil, maxWidth: Int = .max,
    clipping: Clipping = .ellipsis
  ) -> Int {
    let width = min(text.columns, max(0, maxWidth))
    return write(
      text, at: Point(x: right - width, y: y), role: role, background: background, maxWidth: width, clipping: clipping)
  }

  /// Writes `text` on line `line` of `area`, `indent` columns from its left edge, and never outside it.
  @discardableResult
  package mutating func write(
    _ text: String, in area: Rect, line: Int, indent: Int = 0, role: Role = .text, background: Role? = nil,
    clipping: Clipping = .ellipsis
  ) -> Int {
    guard line >= 0, line < area.size.height, indent >= 0 else { return 0 }
    return write(
      text, at: Point(x: area.left + indent, y: area.top + line), role: role, background: background,
      maxWidth: area.size.width - indent, clipping: clipping)
  }

  /// Fills `area` with one character and one look.
  package mutating func fill(
    _ area: Rect, character: Character = " ", role: Role = .text, background: Role? = nil
  ) {
    let cell = Cell(character: character, role: role, background: background)
    eachPlace(in: area) { surface, x, y in surface.put(cell, width: 1, x: x, y: y) }
  }

  /// Gives every cell of `area` a background; what is written there stays.
  package mutating func tint(_ area: Rect, background: Role?) {
    eachPlace(in: area) { surface, x, y in surface.retint(x, y, background) }
  }

  private mutating func eachPlace(in area: Rect, _ body: (inout Surface, Int, Int) -> Void) {
    for y in max(0, area.top)..<max(max(0, area.top), min(size.height, area.bottom)) {
      for x in max(0, area.left)..<max(max(0, area.left), min(size.width, area.right)) { body(&self, x, y) }
    }
  }

  private mutating func put(_ glyph: Glyph, x: Int, y: Int, _ role: Role, _ background: Role?) {
    let kept = background ?? self[x, y].background
    put(Cell(character: glyph.character, role: role, background: kept), width: glyph.width, x: x, y: y)
  }

  /// - Parameters:
  ///   - used: the columns that are kept.
  ///   - drawn: those that are written already.
  private mutating func endWithEllipsis(
    at point: Point, used: Int, drawn: Int, limit: Int, _ role: Role, _ background: Role?
  ) -> Int {
    let column = used < limit ? used : limit - 1
    for place in column..<max(column, drawn) {
      put(Glyph(character: " ", width: 1), x: point.x + place, y: point.y, role, background)
    }
    put(Glyph(character: "…", width: 1), x: point.x + column, y: point.y, role, background)
    return column + 1
  }
}
