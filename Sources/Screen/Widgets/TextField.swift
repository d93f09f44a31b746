/// One line of text being edited.
package struct TextField: Equatable, Sendable {
  package private(set) var text: String
  /// How many characters stand before the cursor.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// What a key does to the field.
  /// - Returns: false for keys that mean nothing here (Enter, Escape, Tab, up, down, ...).
  @discardableResult
  package mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace, .control("h"): deleteBackward()
    case .delete, .control("d"): remove(from: cursor, to: cursor + 1)
    case .control("u"): remove(from: 0, to: cursor)
    case .control("k"): remove(from: cursor, to: text.count)
    case .control("w"): deleteWord()
    default: return false
    }
    return true
  }

  /// Inserts pasted or typed text at the cursor; line breaks and tabs become blanks, other controls are dropped.
  package mutating func insert(_ added: String) {
    var clean = String.UnicodeScalarView()
    for scalar in added.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: clean.append(" ")
      case 0..<0x20, 0x7F..<0xA0: continue
      default: clean.append(scalar)
      }
    }
    let before = text.prefix(cursor) + String(clean)
    text = String(before + text.dropFirst(cursor))
    // A combining mark joins what stands before it, so the cursor is counted anew.
    cursor = min(before.count, text.count)
  }

  /// Draws the field on the first line of `area`, scrolled so that the cursor is visible, and puts the screen's
  /// cursor there when focused.
  package func draw(in area: Rect, on surface: inout Surface, isFocused: Bool = true, role: Role = .text) {
    guard area.size.width > 1, area.size.height > 0 else { return }
    let before = Array(Glyphs(String(text.prefix(cursor))))
    var skipped = 0
    var width = before.reduce(0) { $0 + $1.width }
    while width > area.size.width - 1, skipped < before.count {
      width -= before[skipped].width
      skipped += 1
    }
    let shown = before[skipped...].map { String($0.character) }.joined() + text.dropFirst(cursor)
    surface.fill(area.line(0), role: role)
    surface.write(shown, in: area, line: 0, role: role, clipping: .cut)
    guard isFocused else { return }
    surface.tint(Rect(x: area.left + width, y: area.top, width: 1, height: 1), background: .cursor)
    surface.cursor = Point(x: area.left + width, y: area.top)
  }

  private mutating func deleteBackward() {
    guard cursor > 0 else { return }
    remove(from: cursor - 1, to: cursor)
  }

  private mutating func deleteWord() {
    let before = Array(text.prefix(cursor))
    let end = before.lastIndex { $0 != " " } ?? -1
    let start = end < 0 ? 0 : (before[...end].lastIndex(of: " ").map { $0 + 1 } ?? 0)
    remove(from: start, to: cursor)
  }

  private mutating func remove(from start: Int, to end: Int) {
    text = String(text.prefix(start)) + text.dropFirst(end)
    cursor = min(start, text.count)
  }
}
