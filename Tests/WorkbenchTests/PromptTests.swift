import Screen
import Testing

@testable import Workbench

/// All prompts leave by the same keys, keep what was typed, and complete by Tab.
@Suite struct PromptTests {
  private static let table =
    "start,end,shop,amount\n"
    + (0..<300).map { "\($0),\($0 + 3),\($0 % 9 == 0 ? "web" : "desk"),\($0 % 17).5" }.joined(separator: "\n") + "\n"

  /// The keys that open a prompt, what is typed, and what stands in it when it is opened again.
  static let prompts = [
    ("4+", "amount > 5", "amount > 5"), ("n", "end > start", "end > start"), ("go", "ta", "ta"),
    ("S", "-two", "-two"), ("ggj=", " 2 * start", "2 * start"), ("4<ret>", "12", "12"),
  ]

  @Test(arguments: prompts) func whatWasTypedIsThereAgain(_ keys: String, _ typed: String, _ found: String) throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.press(keys)
    driver.press(typed)
    #expect(driver.state.layers.count == 1, "\(keys)")
    driver.press("<esc>")
    #expect(driver.state.layers.isEmpty && driver.state.status.text.contains("not taken"), "\(keys)")
    // The last key opens it again where one is.
    driver.press(keys.hasSuffix("<ret>") ? "<ret>" : keys == "go" ? "go" : String(keys.suffix(1)))
    #expect(driver.state.layers.count == 1 && driver.state.screen.contains(found), "\(keys)\n\(driver.state.screen)")
  }

  @Test(arguments: ["4+", "n", "go", "S", "ggj=", "4<ret>", ":", "?", "/", "gm", "t", "f", "i", "x"])
  func escapeLeavesEveryLayer(_ keys: String) throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.press(keys)
    #expect(driver.state.layers.count == 1, "\(keys)")
    driver.press("<esc>")
    #expect(driver.state.layers.isEmpty && !driver.state.status.text.contains("not taken"), "\(keys)")
  }

  @Test func tabCompletesTheWordAtTheCursor() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("go-to-column amount"))
    driver.press("=sta")
    #expect(driver.state.screen.contains("Tab takes start"), "\(driver.state.screen)")
    driver.press("<tab>+ rou<tab>en<tab>")
    #expect(driver.state.screen.contains("amount = start + round(end"), "\(driver.state.screen)")
    driver.press("<esc>nam<tab>")
    guard case .rule(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.field.text == "amount ")
  }

  @Test func whatIsReadScrollsAndIsLeftByTheSameKeys() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    for key in ["q", "<esc>", "<ret>"] {
      driver.press("i")
      #expect(driver.state.layers.count == 1)
      driver.press("jGk3")
      #expect(driver.state.layers.count == 1 && driver.state.view == "columns")
      driver.press(key)
      #expect(driver.state.layers.isEmpty && driver.state.exitStatus == nil)
    }
  }

  @Test func theListOfGeneratorsShowsFitsAndOffersNothingThatCannotBeFitted() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("go-to-column amount"))
    driver.press("f")
    guard case .list(let list)? = driver.state.layers.last else { return #expect(Bool(false)) }
    let lines = list.lines(in: driver.state)
    #expect(lines.contains { $0.title == "normal" && $0.facts.contains("KS 0.") })
    #expect(driver.state.screen.contains("fit 100"), "\(driver.state.screen)")
    let failed = driver.state.editor.families.filter { $0.failure != nil }.map(\.generator)
    for name in failed {
      let line = lines.first { $0.title == name }
      #expect(line != nil && line?.command == nil && line?.detail.contains("cannot be fitted") == true, "\(name)")
    }
    #expect(lines.prefix { $0.command != nil }.count == lines.count - failed.count, "they stand last")
    driver.press("<esc>")
    #expect(driver.state.view == "columns" && driver.state.layers.isEmpty)
  }

  @Test func theEditorSaysThatItsColumnIsLeftOut() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.press("<ret>-")
    #expect(driver.state.view == "editor" && driver.state.screen.contains("− left out of the output; - takes it in"))
    driver.press("-")
    #expect(!driver.state.screen.contains("left out"))
  }
}
