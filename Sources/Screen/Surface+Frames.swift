extension Surface {
  /// Draws a frame with a title and a text at its right, as `┏━ Columns ━━━ 10 of 10 ┓`; clears what is inside.
  /// - Parameter isFocused: heavy lines, visible without colour.
  /// - Returns: the area inside the frame.
  @discardableResult
  package mutating func box(
    _ area: Rect, title: String = "", trailing: String = "", isFocused: Bool = false, titleRole: Role = .title
  ) -> Rect {
    guard area.size.width >= 2, area.size.height >= 2 else {
      return Rect(origin: area.origin, size: Size(width: 0, height: 0))
    }
    let lines = FrameLines(isHeavy: isFocused)
    let role: Role = isFocused ? .borderFocus : .border
    fill(area)
    drawEdges(area, lines, role)
    drawTitles(area, title: title, trailing: trailing, role: isFocused ? .borderFocus : titleRole)
    return area.inset()
  }

  /// Draws a line across `area` with a title and a text at its right, as `━━ amount · float ━━━━━ fit 97`.
  package mutating func rule(
    _ area: Rect, title: String = "", trailing: String = "", isHeavy: Bool = true, role: Role = .border
  ) {
    fill(
      Rect(origin: area.origin, size: Size(width: area.size.width, height: 1)),
      character: FrameLines(isHeavy: isHeavy).horizontal, role: role)
    drawTitles(
      Rect(x: area.left - 1 + (title.isEmpty ? 0 : 1), y: area.top, width: area.size.width + 1, height: 1),
      title: title, trailing: trailing, role: .title)
  }

  private mutating func drawEdges(_ area: Rect, _ lines: FrameLines, _ role: Role) {
    let right = area.right - 1
    let bottom = area.bottom - 1
    for y in [area.top, bottom] {
      fill(Rect(x: area.left, y: y, width: area.size.width, height: 1), character: lines.horizontal, role: role)
    }
    for x in [area.left, right] {
      fill(
        Rect(x: x, y: area.top + 1, width: 1, height: area.size.height - 2), character: lines.vertical, role: role)
    }
    for (x, y, corner) in [
      (area.left, area.top, lines.corners.0), (right, area.top, lines.corners.1),
      (area.left, bottom, lines.corners.2), (right, bottom, lines.corners.3),
    ] { self[x, y] = Cell(character: corner, role: role) }
  }

  /// When both do not fit the title keeps up to half of the room, the trailing text has the rest; of a trailing
  /// list, parts three blanks apart, the middle is left out first.
  private mutating func drawTitles(_ area: Rect, title: String, trailing: String, role: Role) {
    let room = area.size.width - 4
    var free = room
    let trailing = Self.shortened(trailing, to: room - (title.isEmpty ? 0 : title.columns + 5))
    let wanted = min(title.isEmpty ? 0 : title.columns + 2, max(room / 2, room - trailing.columns - 2))
    if !trailing.isEmpty, room - wanted > 5 {
      let text = Self.clipped(trailing, to: room - wanted - 2)
      free -= write(" \(text) ", endingAt: area.right - 1, y: area.top, role: .of(text, else: .dim))
    }
    guard !title.isEmpty, free > 2 else { return }
    write(
      " \(Self.clipped(title, to: free - 2)) ", at: Point(x: area.left + 2, y: area.top),
      role: .of(title, else: role))
  }

  /// What stands of a text in so many columns: where a word is left out the line goes on at once.
  private static func clipped(_ text: String, to width: Int) -> String {
    var line = Surface(size: Size(width: width, height: 1))
    line.write(text, at: Point(x: 0, y: 0), clipping: .ellipsis)
    return line.text
  }

  private static func shortened(_ list: String, to width: Int) -> String {
    guard list.columns > width else { return list }
    let gap = "   "
    let parts = list.split(separator: gap).map(String.init)
    guard parts.count > 2, let last = parts.last else { return list }
    let shorter = (0...parts.count - 2).reversed().map { parts.prefix($0) + ["…", last] }.map {
      $0.joined(separator: gap)
    }
    return shorter.first { $0.columns <= width } ?? last
  }
}

/// The characters of a frame.
private struct FrameLines {
  var horizontal: Character
  var vertical: Character
  var corners: (Character, Character, Character, Character)

  init(isHeavy: Bool) {
    horizontal = isHeavy ? "━" : "─"
    vertical = isHeavy ? "┃" : "│"
    corners = isHeavy ? ("┏", "┓", "┗", "┛") : ("┌", "┐", "└", "┘")
  }
}
