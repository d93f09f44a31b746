import Glibc
import Screen
import Testing

/// Where there is no terminal to work on, one line says so and nothing is left behind.
@Suite(.serialized) struct NoTerminalTests {
  @Test(arguments: ["dumb", "vt52", "no-such-terminal", ""]) func poorTerminalsAreRefused(_ term: String) throws {
    let terminal = try PseudoTerminal([Program.path, Program.penguins], environment: ["TERM": term])
    #expect(terminal.waitForEnd() == .status(2))
    let lines = terminal.text.split(separator: "\n").joined(separator: " ")
    #expect(lines.contains(term.isEmpty ? "TERM" : "TERM=\(term)"), "\(lines)")
    #expect(terminal.hasOldModes && !terminal.isOn(1049))
  }

  @Test func outputElsewhereIsRefused() throws {
    let path = Program.table("", named: "out")
    let terminal = try PseudoTerminal([Program.path, Program.penguins], standardOutput: path)
    #expect(terminal.waitForEnd() == .status(2))
    #expect(terminal.text.contains("generate"))
    var facts = stat()
    #expect(stat(path, &facts) == 0 && facts.st_size == 0)
  }

  @Test func inputFromElsewhereIsRefused() throws {
    let terminal = try PseudoTerminal([Program.path, Program.penguins], standardInput: "/dev/null")
    #expect(terminal.waitForEnd() == .status(2))
    #expect(terminal.text.contains("generate"))
  }

  @Test func aTableOnStandardInputLeavesTheKeysToTheTerminal() throws {
    let terminal = try PseudoTerminal(
      ["/bin/sh", "-c", "\"$0\" - < \"$1\"", Program.path, Program.penguins])
    #expect(terminal.wait(for: "species"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
    #expect(terminal.hasOldModes)
  }

  @Test(arguments: ["C", "xx_YY.nonsense"]) func poorLocalesGetASCII(_ locale: String) throws {
    let terminal = try PseudoTerminal([Program.path, Program.penguins], environment: ["LC_ALL": locale])
    #expect(terminal.wait(for: "species"))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  @Test func hostileTextDoesNotSteerTheTerminal() throws {
    let path = Program.table(
      "na\u{1B}]2;title\u{7}me,b\n"
        + String(repeating: "\u{9B}31m\u{202E}x\u{1B}[2J,\u{1B}]52;c;AAAA\u{7}\n", count: 40),
      named: "hostile.csv")
    let terminal = try PseudoTerminal([Program.path, path])
    #expect(terminal.wait(for: "␛"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
    // The window's name is ours: the file's and nothing of what is in it.
    let own = "\u{1B}]2;rowsmith: hostile.csv\u{7}"
    let text = String(decoding: terminal.output, as: UTF8.self).replacing(own, with: "")
    for bad in ["\u{1B}]", "\u{7}", "\u{9B}", "\u{202E}"] { #expect(!text.contains(bad)) }
  }
}
