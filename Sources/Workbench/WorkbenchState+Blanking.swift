import Screen

/// A screen that nobody looks at shows nothing: real values may stand on it.
struct Blanking: Equatable, Sendable {
  /// Seconds without a key after which the screen is blanked; nil: never.
  var seconds: Double?
  /// Parts of that time since the last key.
  var parts = 0
  var isBlank = false

  /// The time is measured in so many parts; a key falls into one of them, which does not count.
  static let most = 5

  var pause: Double { (seconds ?? 0) / Double(Self.most - 1) }
}

extension WorkbenchState {
  /// Seconds without a key, a click or a paste after which the screen is blanked; nil: never.
  package var blanksAfter: Double? {
    get { blanking.seconds }
    set { blanking.seconds = newValue }
  }

  mutating func watchForQuiet() -> [Effect] {
    guard blanking.seconds != nil else { return [] }
    return start(.wait, in: .quiet, title: "", delay: blanking.pause)
  }

  mutating func takeQuiet() -> [Effect] {
    blanking.parts = min(Blanking.most, blanking.parts + 1)
    if blanking.parts == Blanking.most, isOpen { blanking.isBlank = true }
    return watchForQuiet()
  }

  /// Whether the user has come back to a blank screen: what brought it back means nothing else.
  mutating func wakes(by event: Event) -> Bool {
    switch event {
    case .key, .mouse, .paste, .resumed:
      defer { (blanking.parts, blanking.isBlank) = (0, false) }
      return blanking.isBlank
    case .resize, .wake, .terminate: return false
    }
  }

  /// What goes on is still told.
  func drawBlank(_ layout: Layout, on surface: inout Surface) {
    surface.write("rowsmith", in: layout.title, line: 0, indent: 1, role: .title)
    let words = "blanked while nobody was here; any key shows the screen again"
    surface.write(
      words, in: layout.body, line: layout.body.size.height / 2,
      indent: max(1, (layout.body.size.width - words.columns) / 2), role: .dim)
    var shown = self
    (shown.layers, shown.status) = ([], StatusMessage())
    StatusLine.draw(shown, in: layout.status, on: &surface)
  }
}
