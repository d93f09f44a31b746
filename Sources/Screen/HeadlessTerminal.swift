/// A terminal without a screen: events come from a script, and the last surface is kept. Tests and replays run on it.
package struct HeadlessTerminal: Terminal {
  package private(set) var size: Size
  package private(set) var surface: Surface
  package private(set) var presented = 0
  package private(set) var suspensions = 0
  private var events: [Event]

  /// - Parameter events: what `nextEvent` gives, in order; after the last one it asks to end with status 0.
  package init(size: Size, events: [Event] = []) {
    self.size = size
    self.events = events.reversed()
    surface = Surface(size: size)
  }

  /// Never true, so that every event is drawn as if it came alone.
  package var hasWaitingEvents: Bool { false }

  package mutating func append(_ more: [Event]) {
    events.insert(contentsOf: more.reversed(), at: 0)
  }

  package mutating func present(_ surface: Surface, theme: Theme) {
    self.surface = surface.adapted(to: theme.glyphs)
    presented += 1
  }

  package mutating func nextEvent() -> Event {
    guard let event = events.popLast() else { return .terminate(status: 0) }
    if case .resize(let newSize) = event { size = newSize }
    return event
  }

  package mutating func suspend() {
    suspensions += 1
  }
}
