import Files
import Glibc
import Screen
import TestSupport
import Testing

/// The recipe in the user's own editor, and what is recorded of the screen.
@Suite(.serialized) struct OwnEditorTests {
  private let folder = TemporaryFolder()

  /// An editor that runs a script over the file.
  private func editor(_ script: String) throws -> String {
    let path = folder["editor.sh"]
    try DurableFile.write(Array("#!/bin/sh\n\(script)\n".utf8), to: path, mode: 0o755)
    return path
  }

  private func open(_ editor: String) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      [Program.path, Program.penguins], size: Size(width: 120, height: 40),
      environment: ["EDITOR": editor, "VISUAL": "", "TMPDIR": folder.path])
    #expect(terminal.wait(for: "live preview"))
    terminal.send("6")
    #expect(terminal.wait(for: "seed: 42"))
    return terminal
  }

  private func leave(_ terminal: PseudoTerminal) {
    terminal.send("qq")
    #expect(terminal.waitForEnd() == .status(0))
    #expect(terminal.hasOldModes && !terminal.isOnAlternateScreen)
  }

  @Test func whatIsSavedThereIsOneStepOfUndo() throws {
    let terminal = try open(try editor("sed -i 's/^seed: 42/seed: 77/' \"$1\""))
    terminal.send("E")
    #expect(terminal.wait { $0.text.contains("edited as text") && $0.text.contains("seed 77") })
    #expect(terminal.isOnAlternateScreen && terminal.isOn(2004))
    terminal.send("u")
    #expect(terminal.wait { $0.text.contains("undone: recipe edited as text") && $0.text.contains("seed 42") })
    // The text does not stay behind.
    #expect(try Folder.names(in: folder.path).filter { $0.hasPrefix("rowsmith-") } == [])
    leave(terminal)
  }

  @Test func nothingTypedIsLost() throws {
    // The first time it breaks the text, the second time it mends it.
    let terminal = try open(
      try editor(
        "if grep -q '^seed: x' \"$1\"; then sed -i 's/^seed: x/seed: 5/' \"$1\"; else sed -i 's/^seed: 42/seed: x/' \"$1\"; fi"
      ))
    terminal.send("E")
    #expect(terminal.wait(for: "E opens your text again"))
    #expect(terminal.text.contains("seed 42"))
    terminal.send("E")
    #expect(terminal.wait(for: "seed 5"))
    leave(terminal)
  }

  @Test func anEditorThatIsNotThereChangesNothing() throws {
    let terminal = try open("/nonexistent/editor")
    terminal.send("E")
    #expect(terminal.wait(for: "was not found; set EDITOR"))
    #expect(terminal.text.contains("seed 42") && terminal.isOnAlternateScreen)
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  @Test func theWindowIsNamedWhileItRuns() throws {
    let terminal = try open("true")
    leave(terminal)
    let text = String(decoding: terminal.output, as: UTF8.self)
    let kept = try #require(text.firstRange(of: "\u{1B}[22;2t"))
    let named = try #require(text.firstRange(of: "\u{1B}]2;rowsmith: penguins.csv\u{7}"))
    let back = try #require(text.ranges(of: "\u{1B}[23;2t").last)
    #expect(kept.lowerBound < named.lowerBound && named.lowerBound < back.lowerBound)
  }

  @Test func aRecordingHoldsNoRealCell() throws {
    let secret = "Zebedee-4711"
    var text = "code,mass\n"
    for row in 0..<200 { text += "\(secret)-\(row % 9),\(row * 7 % 100)\n" }
    let terminal = try PseudoTerminal(
      [Program.path, Program.table(text, named: "secret.csv")], size: Size(width: 100, height: 30))
    #expect(terminal.wait(for: "live"))
    terminal.send(":record-screen \(folder["a.cast"])\r")
    #expect(terminal.wait(for: "recording"))
    terminal.send("2b")
    #expect(terminal.wait { $0.text.contains("Real rows") && $0.text.contains(secret) })
    terminal.send(":record-screen\r")
    #expect(terminal.wait(for: "wrote the recording"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
    let cast = String(decoding: try WholeFile.read(folder["a.cast"]), as: UTF8.self)
    let lines = cast.split(separator: "\n")
    #expect(lines.first?.hasPrefix("{\"version\": 2, \"width\": 100, \"height\": 30") == true)
    #expect(lines.count >= 3 && lines.dropFirst().allSatisfy { $0.hasPrefix("[") && $0.hasSuffix("\"]") })
    let masked = lines.dropFirst().filter { $0.contains("Real rows") }
    #expect(!masked.isEmpty && masked.allSatisfy { !$0.contains(secret) && $0.contains("•••••••-••••") })
  }
}
