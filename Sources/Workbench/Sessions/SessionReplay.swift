import Screen
import Synthesis
import Tables

/// Runs a session without a terminal: the same updates, the same work, one after the other on this thread.
package enum SessionReplay {
  package struct Difference: Equatable, Sendable {
    /// After so many commands.
    package var after: Int
    package var screen: ExpectedScreen
    package var expected: String
    package var found: String
  }

  package struct Result: Sendable {
    package var state: WorkbenchState
    /// Commands that could not be done, and work that failed, each with its reason.
    package var problems: [String]
    package var differences: [Difference]
    package var isAsExpected: Bool { problems.isEmpty && differences.isEmpty }
    /// The design the session ended with, and the table beside it; nil where the session could not be opened.
    package var recipe: Recipe? { state.recipe }
    package var table: ReadTable? { state.table?.value }
    package var profile: Profile? { state.profile?.value }
  }

  /// - Parameter path: the session's own path, from which relative paths count.
  package static func run(_ session: SessionFile, at path: String, performer: Performer = Performer()) -> Result {
    // The working folder of a replay need not be that of the process.
    let path = Places().absolute(path)
    var driver = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain),
      performer: performer)
    driver.waitsWithScript = true
    driver.begin()
    var differences = compare(session, after: 0, driver.state)
    for (index, command) in session.commands.enumerated() where session.recipe == nil {
      driver.send(.command(command))
      differences += compare(session, after: index + 1, driver.state)
    }
    return Result(state: driver.state, problems: driver.problems, differences: differences)
  }

  private static func compare(_ session: SessionFile, after count: Int, _ state: WorkbenchState) -> [Difference] {
    session.screens.filter { $0.after == count }.compactMap { screen in
      let found = text(of: state, at: screen.size)
      let expected = screen.text.hasSuffix("\n") ? String(screen.text.dropLast()) : screen.text
      return Array(found.utf8) == Array(expected.utf8)
        ? nil : Difference(after: count, screen: screen, expected: expected, found: found)
    }
  }

  /// The screen as text; a state laid out anew for this size.
  package static func text(of state: WorkbenchState, at size: Size) -> String {
    var driver = HeadlessDriver(state: state, performer: Performer())
    driver.send(.event(.resize(size)))
    var surface = Surface(size: size)
    driver.state.draw(on: &surface)
    return surface.text
  }
}

/// Feeds a state and does its work at once.
package struct HeadlessDriver {
  package private(set) var state: WorkbenchState
  package private(set) var problems: [String] = []
  /// The commands of an opened session are left to whoever drives.
  var waitsWithScript = false
  /// Sessions are kept where the performer says; by default they are not.
  var keepsSessions: Bool { performer.places.state != nil }
  private let performer: Performer

  package init(state: WorkbenchState, performer: Performer) {
    self.state = state
    self.performer = performer
  }

  package mutating func begin() { run(state.begin()) }
  /// What the program does last.
  package mutating func farewell() -> [Effect] { state.farewell() }
  package mutating func send(_ message: Message) { run(update(message)) }

  /// Presses the keys of a script such as `jjf<ret>`.
  package mutating func press(_ script: String) {
    for key in Key.parse(script) ?? [] { send(.event(.key(key))) }
  }

  private mutating func run(_ effects: [Effect]) {
    var waiting = effects
    while !waiting.isEmpty {
      let effect = waiting.removeFirst()
      switch effect.work {
      case .autosave where !keepsSessions: continue
      // It would be looked at for ever.
      case .watch:
        state.jobs[.watch] = nil
        continue
      default: break
      }
      var partials: [Outcome] = []
      let last = performer.perform(effect.work, report: { partials.append($0) })
      for outcome in partials { waiting += update(.partial(effect.ticket, outcome)) }
      waiting += update(.done(effect.ticket, last))
    }
  }

  private mutating func update(_ message: Message) -> [Effect] {
    let effects = state.update(message)
    if waitsWithScript { state.script = [] }
    if state.status.severity == .problem, problems.last != state.status.text { problems.append(state.status.text) }
    return effects
  }
}

extension Theme {
  /// No colours: textures and signs tell everything.
  package static let plain = Theme(name: "mono", styles: [:], glyphs: .unicode, isMono: true)
}
