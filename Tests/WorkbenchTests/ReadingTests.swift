import Files
import Screen
import Tables
import TestSupport
import Testing

@testable import Workbench

/// A table that is too large to be held is on the screen before all of it has been read.
@Suite struct ReadingTests {
  private let folder = TemporaryFolder()

  private func path() throws -> String {
    let lines = (0..<210_000).map {
      "\($0),\($0 % 7 == 0 ? "" : "\(Double($0 % 900) / 4)"),shop with a long name \($0 % 3)"
    }
    // More than what is read at a time.
    let path = folder["large.csv"]
    try DurableFile.write(Array(("id,amount,shop\n" + lines.joined(separator: "\n") + "\n").utf8), to: path)
    return path
  }

  private func screen(_ state: WorkbenchState) -> String {
    var surface = Surface(size: state.size)
    state.draw(on: &surface)
    return surface.text
  }

  /// What the opening reports, as a state that is told in between sees it.
  @Test func firstRowsAreShownWhileTheRestIsRead() throws {
    var state = WorkbenchState(file: OpenFile(path: try path()), size: Size(width: 120, height: 40), theme: .plain)
    let effect = try #require(state.begin().first)
    var shown: [String] = []
    var isStopped = false
    let last = Performer().perform(
      effect.work,
      report: { outcome in
        _ = state.update(.partial(effect.ticket, outcome))
        // The first of two parts is done now.
        guard case .progress = outcome, state.firstRows != nil, !isStopped else { return }
        shown.append(screen(state))
        _ = state.update(.event(.key(.control("c"))))
        isStopped = !state.activeTickets.contains(effect.ticket)
      }, isCancelled: { isStopped })
    let first = try #require(shown.first)
    #expect(first.contains("Real rows") && first.contains("the first of the file · reading "))
    #expect(first.contains("0.25") && first.contains("cat"))
    // Stopped, not thrown away.
    #expect(isStopped && state.jobs[.load] != nil && state.exitStatus == nil)
    _ = state.update(.done(effect.ticket, last))
    let rows = try #require(state.whole?.value.profile.rows)
    #expect(rows > 1000 && rows < 210_000 && state.isPartlyRead)
    #expect(screen(state).contains("only, the rest was not read"))
  }

  @Test func theWholeTableIsTold() throws {
    var state = WorkbenchState(file: OpenFile(path: try path()), size: Size(width: 120, height: 40), theme: .plain)
    let effect = try #require(state.begin().first)
    let last = Performer().perform(effect.work, report: { _ = state.update(.partial(effect.ticket, $0)) })
    _ = state.update(.done(effect.ticket, last))
    #expect(state.realRows == 210_000 && state.table?.value.table.rowCount == 200_000 && !state.isPartlyRead)
    #expect(screen(state).contains("210 000 × 3") || screen(state).contains("210,000 × 3"))
  }
}
