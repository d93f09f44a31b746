/// A key as the user pressed it.
package enum Key: Hashable, Sendable {
  case character(Character)
  /// Control with a lower-case letter: `^c` is `.control("c")`.
  case control(Character)
  case up, down, left, right, home, end, pageUp, pageDown
  case enter, escape, tab, backTab, backspace, delete
  case function(Int)
}

/// What a mouse did, in cells.
package struct MouseEvent: Hashable, Sendable {
  package enum Action: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }
  package var action: Action
  package var position: Point
  package init(action: Action, position: Point) {
    self.action = action
    self.position = position
  }
}

/// Something the terminal has to say.
package enum Event: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text between bracketed-paste marks; never interpreted as keys.
  case paste(String)
  case resize(Size)
  /// A message is waiting in the inbox.
  case wake
  /// The terminal is gone or a signal asks to end; save and leave with this exit status.
  case terminate(status: Int32)
  /// The program came back from a suspension; draw everything.
  case resumed
}

/// The seam between the program and a terminal.
package protocol Terminal {
  var size: Size { get }
  /// Whether `nextEvent` would answer at once: drawing now would be for nobody. A held key then costs one frame.
  var hasWaitingEvents: Bool { get }
  mutating func present(_ surface: Surface, theme: Theme)
  /// Blocks until something happens.
  mutating func nextEvent() -> Event
  /// Gives the terminal back to the shell, stops the process, and returns when it continues.
  mutating func suspend()
}
