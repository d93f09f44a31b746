import Files
import Glibc
import Screen
import TestSupport
import Testing

@testable import Workbench

/// What leaves the program: files and the clipboard.
@Suite struct ExportTests {
  private let folder = TemporaryFolder()

  private func driver(_ width: Int = 80, _ height: Int = 24) -> HeadlessDriver {
    HeadlessDriver(
      state: Sample.fitted(width, height), performer: Performer(places: Places(working: folder.path)))
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try WholeFile.read(folder[name]), as: UTF8.self)
  }

  @Test func screenAndChartAsText() throws {
    var driver = driver()
    driver.press("jjjj")
    let screen = driver.state.screen
    driver.press("x<down><ret>")
    #expect(try text("card-fraud-columns.txt") == screen + "\n")
    #expect(driver.state.status.text.contains("\(folder["card-fraud-columns.txt"]) ("))
    driver.send(.command("export chart-text"))
    let chart = try text("card-fraud-amount.txt")
    #expect(chart.contains("┌─ amount") && chart.contains("agree"))
    // Nothing is ever replaced.
    driver.send(.command("export chart-text"))
    #expect(try text("card-fraud-amount-2.txt") == chart)
    driver.send(.command("export chart-text card-fraud-amount.txt"))
    #expect(driver.state.status.severity == .problem && driver.state.status.text.contains("exists"))
    driver.send(.command("export chart-gif"))
    #expect(driver.state.status.text.contains("chart-svg"))
  }

  @Test func picturesAreInTheColoursOfTheTheme() throws {
    var state = Sample.fitted()
    let theme = Themes.builtIn(named: "auto", depth: .indexed, glyphs: .unicode)
    state.theme = theme
    state.press("jjjj")
    var driver = HeadlessDriver(state: state, performer: Performer(places: Places(working: folder.path)))
    for form in ["screen-svg", "chart-svg", "screen-html", "chart-html"] {
      driver.send(.command("export \(form) \(form).txt"))
      let text = try text("\(form).txt")
      // 33 and 166 of xterm: real and synthetic.
      #expect(text.contains("#0087ff") && text.contains("#d75f00"), "\(form)")
      #expect(text.contains(form.hasSuffix("svg") ? "<svg " : "<pre "))
      #expect(text.contains("amount") && !text.contains("\u{1B}"))
    }
  }

  @Test func rowsAsCSVWithoutWhatIsLeftOut() throws {
    let rows = (0..<60).map { "\($0 % 7),\($0 % 3 == 0 ? "web" : "shop")\n" }
    try DurableFile.write(Array(("n,shop\n" + rows.joined()).utf8), to: folder["shops.csv"])
    var driver = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: "shops.csv"), size: Size(width: 80, height: 24), theme: .plain),
      performer: Performer(places: Places(working: folder.path)))
    driver.begin()
    driver.press("gg-")
    driver.send(.command("rows 1k"))
    // Found by how many there are.
    driver.press("x1000<ret>")
    #expect(driver.state.status.text.hasPrefix("wrote the 1,000 rows to "), "\(driver.state.status.text)")
    let lines = try text("shops-synthetic.csv").split(separator: "\n")
    #expect(lines.count == 1001)
    #expect(lines[0] == "shop")
  }

  @Test func whatCannotBeWrittenIsSaid() {
    var driver = driver()
    driver.send(.command("export rows-csv no/such/folder.csv"))
    #expect(driver.state.status.severity == .problem && driver.state.status.text.contains("rows"))
  }

  @Test func theLineUnderTheCursorIsCopied() throws {
    var state = Sample.fitted()
    func copied(_ keys: String) -> String? {
      state.press(keys).compactMap { if case .copy(let text) = $0.work { text } else { nil } }.last
    }
    #expect(copied("jjjjy")?.hasPrefix("amount: empirical(") == true)
    #expect(state.status.text.contains("OSC 52"))
    #expect(copied("2y") == "1,2025-06-26,Person 846,web,110.49,0")
    #expect(copied("3y") == "gaussian_copula")
  }

  /// What is pasted elsewhere must not steer anything either.
  @Test func noControlByteIsCopied() {
    var state = Sample.fitted()
    var recipe = Sample.recipe
    recipe.columns[0].name = "a\u{1B}]0;x\u{7}\u{202E}b\r"
    state.history.start(from: recipe)
    let sent = state.press("y").compactMap { if case .copy(let text) = $0.work { text } else { nil } }
    #expect(sent.count == 1)
    #expect(sent.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" && $0 != "\u{7F}" })
  }

  @Test func thePaletteOffersWhatThenThePath() {
    var state = Sample.fitted()
    state.press(":export chart")
    guard case .list(let list)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(list.lines(in: state).map(\.title) == ["chart-text", "chart-svg", "chart-html"])
    state.press("<esc>:set-parameter ")
    guard case .list(let other)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(other.lines(in: state).first?.title == "missing")
    state.press("<ret>")
    guard case .list(let third)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(third.field.text == "set-parameter missing ")
  }
}
