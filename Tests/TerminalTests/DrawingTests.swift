import CVTerm
import Glibc
import Screen
import Testing

/// What reaches the cells of a real terminal.
@Suite(.serialized) struct DrawingTests {
  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  /// Whether our widths are those of the terminal: every border stands in its column.
  @Test func wideAndCombiningTextMovesNothing() throws {
    let levels = ["日本語", "e\u{301}a\u{308}", "👨‍👩‍👧 family", "🇩🇪", "👍🏽", "한국", "❤️", "zero\u{200B}", "ｆｕｌｌ", "नमस्ते"]
    var text = "日本 name,wide👍 column,n\n"
    for row in 0..<300 { text += "\(levels[row % levels.count]),\(levels[row / 2 % levels.count]),\(row)\n" }
    let terminal = try PseudoTerminal(
      [Program.path, Program.table(text, named: "wide.csv")], size: Size(width: 120, height: 40))
    #expect(terminal.wait(for: "agree"))
    let borders: Set<UInt32> = ["│", "┃", "┐", "┓", "┘", "┛"].reduce(into: []) {
      $0.insert($1.unicodeScalars.first!.value)
    }
    for y in 2..<38 { #expect(borders.contains(terminal.cell(119, y).scalars.0), "row \(y)\n\(terminal.text)") }
    quit(terminal)
  }

  @Test func coloursAreThoseOfTheTheme() throws {
    let terminal = try PseudoTerminal([Program.path, "--theme", "auto", Program.penguins])
    #expect(terminal.wait(for: "agree"))
    #expect(foregrounds(terminal).contains(244))
    quit(terminal)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]]) func withoutColoursThereAreNone(
    _ environment: [String: String]
  ) throws {
    let terminal = try PseudoTerminal([Program.path, Program.penguins], environment: environment)
    #expect(terminal.wait(for: "agree"))
    #expect(foregrounds(terminal) == [-1])
    quit(terminal)
  }

  private func foregrounds(_ terminal: PseudoTerminal) -> Set<Int32> {
    var colors: Set<Int32> = []
    for y in 0..<terminal.size.height {
      for x in 0..<terminal.size.width { colors.insert(terminal.cell(x, y).foreground) }
    }
    return colors
  }

  /// The fraction of a screen that is sent when one line changes.
  @Test func onlyWhatChangedIsSent() throws {
    let terminal = try PseudoTerminal([Program.path, Program.penguins])
    #expect(terminal.wait(for: "agree"))
    terminal.send("?")
    #expect(terminal.wait(for: "━ Help ━"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { !$0.text.contains("━ Help ━") })
    let before = terminal.output.count
    terminal.send("j")
    #expect(terminal.wait(for: "▸  2"))
    #expect(terminal.output.count - before < 6000)
    quit(terminal)
  }
}
