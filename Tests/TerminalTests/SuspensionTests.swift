import Glibc
import Screen
import Testing

/// Job control: a shell starts the program in a job of its own, and continues it when a line is typed.
@Suite(.serialized) struct SuspensionTests {
  private static let shell = """
    set -m
    "$0" "$1"
    echo "stopped with $?"
    read line
    fg > /dev/null
    echo "ended with $?"
    """

  private func open() throws -> PseudoTerminal {
    try PseudoTerminal(["/bin/bash", "-c", Self.shell, Program.path, Program.penguins])
  }

  @Test func theStopKeyGivesTheTerminalToTheShell() throws {
    let terminal = try open()
    #expect(terminal.wait(for: "species"))
    terminal.send("\u{1A}")
    #expect(terminal.wait(for: "stopped with 148"))
    #expect(!terminal.isOnAlternateScreen)
    #expect(terminal.hasOldModes)
    #expect(!terminal.isOn(1002) && !terminal.isOn(2004))
    let before = terminal.output.count
    terminal.resize(Size(width: 100, height: 30))
    terminal.send("\r")
    #expect(terminal.wait { $0.isOnAlternateScreen && $0.text.contains("species") && $0.output.count > before })
    #expect(terminal.isOn(1002) && terminal.isOn(2004))
    terminal.send("q")
    #expect(terminal.wait(for: "ended with 0"))
    #expect(terminal.waitForEnd() == .status(0))
    #expect(terminal.hasOldModes)
  }
}
