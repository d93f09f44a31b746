import Files
import Screen
import TestSupport
import Testing

@testable import Workbench

/// The list of themes shows each while the selection moves, and forgets what was only looked at.
@Suite struct ThemePickerTests {
  /// Three themes that differ in name only, as the performer finds them.
  private static let performer = Performer(loadTheme: { name in
    ["ash", "birch", "mono"].contains(name)
      ? Theme(name: name, styles: [:], glyphs: .unicode, isMono: true) : nil
  })

  private func driver() -> HeadlessDriver {
    var state = Sample.fitted()
    state.themeNames = ["ash", "birch", "mono"]
    return HeadlessDriver(state: state, performer: Self.performer)
  }

  private func keys(_ script: String, _ driver: inout HeadlessDriver) {
    for key in script.split(separator: " ") {
      let special: [Substring: Key] = ["down": .down, "up": .up, "enter": .enter, "esc": .escape]
      driver.send(.event(.key(special[key] ?? .character(key.first ?? " "))))
    }
  }

  @Test func movingShowsAndEscapeBringsBack() {
    var driver = driver()
    driver.send(.command("theme"))
    #expect(driver.state.theme.name == "mono")
    keys("up", &driver)
    #expect(driver.state.theme.name == "birch")
    keys("up", &driver)
    #expect(driver.state.theme.name == "ash")
    keys("esc", &driver)
    #expect(driver.state.theme.name == "mono")
    #expect(driver.state.layers.isEmpty)
  }

  @Test func typingShowsTheFirstMatchAndEnterKeepsIt() {
    var driver = driver()
    driver.send(.command("theme"))
    keys("b i", &driver)
    #expect(driver.state.theme.name == "birch")
    keys("enter", &driver)
    #expect(driver.state.theme.name == "birch")
    #expect(driver.state.layers.isEmpty)
    driver.send(.command("theme"))
    keys("up esc", &driver)
    #expect(driver.state.theme.name == "birch")
  }

  @Test func aNameNeedsNoList() {
    var driver = driver()
    driver.send(.command("theme ash"))
    #expect(driver.state.theme.name == "ash")
    #expect(driver.state.layers.isEmpty)
  }

  /// Looking at the open file looks at the theme's file too.
  @Test func aSavedThemeIsShown() throws {
    let saved = Theme(name: "mono", styles: [.text: Style()], glyphs: .ascii, isMono: true)
    let performer = Performer(changedTheme: { $0 == "mono" ? saved : nil })
    var reported: [Outcome] = []
    let folder = TemporaryFolder()
    let output = try OutputFile(path: folder["a.csv"], replacesExisting: true)
    try output.append(Array("a\n1\n".utf8))
    try output.finish()
    let watch = try #require(FileWatch(of: folder["a.csv"]))
    _ = performer.perform(.watch(watch, theme: "mono"), report: { reported.append($0) })
    guard case .themeLoaded(saved)? = reported.first else {
      Issue.record("\(reported)")
      return
    }
    reported = []
    _ = performer.perform(.watch(watch, theme: "other"), report: { reported.append($0) })
    #expect(reported.isEmpty)
  }
}
