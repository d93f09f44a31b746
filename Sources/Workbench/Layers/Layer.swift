import Screen

/// Something above the panes that takes the keys until it is closed.
enum Layer: Equatable, Sendable {
  case list(ListLayer)
  case filter(FilterLayer)
  case save(SaveLayer)
  case quitGuard
  /// The chart in words, scrolled by so many lines.
  case words(Int)
}

/// What a layer wants after a key.
enum LayerAnswer {
  case stay
  case close
  /// Closes, then runs the command.
  case run(String)
}

/// A line of text being typed.
struct TextField: Equatable, Sendable {
  private(set) var text: String
  /// Characters before the cursor.
  private(set) var cursor: Int
  static let longest = 1024

  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// - Returns: whether the key belongs to the field.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: removeBefore()
    case .delete: removeAfter()
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"): self = TextField()
    case .control("w"): removeWord()
    default: return false
    }
    return true
  }

  /// Text typed or pasted; line breaks become blanks.
  mutating func insert(_ more: String) {
    let clean = more.map { $0.isNewline ? " " : $0 }.prefix(max(0, Self.longest - text.count))
    text.insert(contentsOf: clean, at: index(cursor))
    // Combining marks may join the character before, so the count is taken from what stands there now.
    cursor = min(text.count, cursor + clean.count)
  }

  private mutating func removeBefore() {
    guard cursor > 0 else { return }
    cursor -= 1
    text.remove(at: index(cursor))
  }

  private mutating func removeAfter() {
    if cursor < text.count { text.remove(at: index(cursor)) }
  }

  private mutating func removeWord() {
    let kept = text.prefix(cursor).reversed().drop { $0 == " " }.drop { $0 != " " && $0 != "/" }.reversed()
    text = String(kept) + text.dropFirst(cursor)
    cursor = min(text.count, kept.count)
  }

  private func index(_ offset: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
  }
}
