extension Rect {
  /// The rows above `height` and the rest; a negative height counts from the bottom.
  package func splitRows(_ height: Int) -> (top: Rect, bottom: Rect) {
    let first = Self.share(height, of: size.height)
    return (
      Rect(x: left, y: top, width: size.width, height: first),
      Rect(x: left, y: top + first, width: size.width, height: size.height - first)
    )
  }

  /// All rows but the last `height`, and those; none of them where it is 0, which a negative height above cannot say.
  package func splitLastRows(_ height: Int) -> (top: Rect, bottom: Rect) {
    splitRows(size.height - min(max(0, height), size.height))
  }

  /// The columns left of `width` and the rest; a negative width counts from the right.
  package func splitColumns(_ width: Int) -> (left: Rect, right: Rect) {
    let first = Self.share(width, of: size.width)
    return (
      Rect(x: left, y: top, width: first, height: size.height),
      Rect(x: left + first, y: top, width: size.width - first, height: size.height)
    )
  }

  /// One line of the rectangle; empty outside.
  package func line(_ index: Int) -> Rect {
    guard index >= 0, index < size.height else { return Rect(x: left, y: top, width: 0, height: 0) }
    return Rect(x: left, y: top + index, width: size.width, height: 1)
  }

  /// A rectangle of at most `size` in the middle of this one.
  package func centered(_ wanted: Size) -> Rect {
    let width = min(wanted.width, size.width)
    let height = min(wanted.height, size.height)
    return Rect(
      x: left + (size.width - width) / 2, y: top + (size.height - height) / 2, width: width, height: height)
  }

  /// The part inside `other`.
  package func clipped(to other: Rect) -> Rect {
    let x = max(left, other.left)
    let y = max(top, other.top)
    return Rect(x: x, y: y, width: min(right, other.right) - x, height: min(bottom, other.bottom) - y)
  }

  private static func share(_ wanted: Int, of whole: Int) -> Int {
    min(whole, max(0, wanted < 0 ? whole + wanted : wanted))
  }
}
