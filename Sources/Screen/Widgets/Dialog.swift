/// A box over everything else.
package enum Dialog {
  /// Draws a focused box of at most `size` in the middle of `area`.
  /// - Returns: the area inside, one column of padding at each side.
  package static func draw(
    title: String, trailing: String = "Esc cancel", size: Size, in area: Rect, on surface: inout Surface
  ) -> Rect {
    let frame = area.centered(size)
    let inside = surface.box(frame, title: title, trailing: trailing, isFocused: true)
    return Rect(x: inside.left + 1, y: inside.top, width: inside.size.width - 2, height: inside.size.height)
  }
}
