import Screen
import Tables
import TestSupport
import Testing

@testable import Workbench

/// Screens as text, at sizes that the snapshots of views and popups do not have.
@Suite struct ScreenTests {
  private static let sizes = [(40, 10), (170, 50)]

  private func check(_ state: WorkbenchState, _ name: String) {
    expectSnapshot(state.screen, named: "\(name)-\(state.size.width)x\(state.size.height)")
  }

  @Test(arguments: sizes) func start(_ size: (Int, Int)) { check(Sample.empty(size.0, size.1), "start") }

  @Test(arguments: sizes) func loading(_ size: (Int, Int)) { check(Sample.loading(size.0, size.1), "loading") }

  @Test(arguments: sizes) func fitted(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    state.press("jjjj")
    state.status = StatusMessage(.success, "fitted 6 columns, drew 40 rows")
    check(state, "fitted")
  }

  @Test(arguments: sizes) func help(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    state.press("?")
    check(state, "help")
  }

  @Test func dialectOfAFileWithFaults() throws {
    let text = "made by hand\n\na;b;c\n1;2,5;x\n2;3,5\n3;1,5;\"y\n4;0,5;z\n5;2,0;w\n6;7,5;v;7\n"
    var state = Sample.fitted(80, 24)
    state.table = Reference(try TableReader.read(bytes: Array(text.utf8), name: "t.csv"))
    state.layers = [.list(ListLayer(.dialect))]
    check(state, "dialect-faults")
  }

  @Test func asciiNeedsNothingElse() {
    var surface = Surface(size: Size(width: 80, height: 24))
    var state = Sample.fitted(80, 24)
    state.press("jjjj")
    state.draw(on: &surface)
    let text = surface.adapted(to: .ascii).text
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func hostileNamesAreShownSafely() {
    var state = Sample.fitted(80, 24)
    var recipe = Sample.recipe
    recipe.columns[0].name = "a\u{1B}]52;c;AAAA\u{7}\u{202E}b\n"
    state.history.start(from: recipe)
    state.layers = [.list(ListLayer(.kinds))]
    #expect(state.screen.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0 != "\u{202E}" })
  }
}
