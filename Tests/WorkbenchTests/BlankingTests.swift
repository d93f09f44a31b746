import Screen
import TestSupport
import Testing

@testable import Workbench

/// A screen that nobody looks at.
@Suite struct BlankingTests {
  private func quiet(_ state: inout WorkbenchState, parts: Int) throws {
    for _ in 0..<parts {
      let ticket = try #require(state.jobs[.quiet]?.ticket)
      _ = state.update(.done(ticket, .waited))
    }
  }

  private func watching(_ width: Int = 80, _ height: Int = 24) -> WorkbenchState {
    var state = Sample.fitted(width, height)
    state.blanksAfter = 300
    _ = state.watchForQuiet()
    return state
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20)]) func itIsBlankAfterAWhile(_ size: (Int, Int)) throws {
    var state = watching(size.0, size.1)
    let before = state.screen
    try quiet(&state, parts: Blanking.most)
    #expect(state.screen.contains("blanked while nobody was here"))
    for name in Sample.names { #expect(!state.screen.contains(name)) }
    // The key that brings it back means nothing else.
    state.press("j")
    #expect(state.screen == before && state.selection == 0)
    state.press("j")
    #expect(state.selection == 1)
  }

  @Test func keysPutItOff() throws {
    var state = watching()
    try quiet(&state, parts: Blanking.most - 1)
    state.press("j")
    try quiet(&state, parts: Blanking.most - 1)
    #expect(!state.blanking.isBlank)
    _ = state.update(.event(.mouse(MouseEvent(action: .release, position: Point(x: 1, y: 1)))))
    try quiet(&state, parts: Blanking.most - 1)
    #expect(!state.blanking.isBlank)
    try quiet(&state, parts: 1)
    #expect(state.blanking.isBlank)
  }

  /// ^c stops work, not the watch.
  @Test func stoppingWorkKeepsTheWatch() throws {
    var state = watching()
    state.press("^c")
    try quiet(&state, parts: Blanking.most)
    #expect(state.blanking.isBlank)
  }

  @Test func withoutATimeItNeverIs() {
    var state = Sample.empty()
    let effects = state.begin()
    #expect(!effects.contains { $0.ticket.slot == .quiet })
    state.blanksAfter = 60
    #expect(state.begin().contains { $0.ticket.slot == .quiet && $0.delay == 15 })
  }
}
