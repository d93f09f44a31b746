import CVTerm
import Files
import Glibc
import Screen
import Testing

/// The built program on a real terminal: it starts, answers, and gives the terminal back.
@Suite(.serialized) struct StartAndEndTests {
  private func open(_ arguments: [String] = [Program.penguins], size: Size = Size(width: 80, height: 24)) throws
    -> PseudoTerminal
  {
    try PseudoTerminal([Program.path] + arguments, size: size)
  }

  private func expectRestored(_ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!terminal.isOnAlternateScreen, sourceLocation: sourceLocation)
    #expect(terminal.isCursorVisible, sourceLocation: sourceLocation)
    #expect(terminal.hasOldModes, sourceLocation: sourceLocation)
    for mode in [1002, 1006, 2004, 2026, 1049] {
      #expect(!terminal.isOn(mode), "mode \(mode)", sourceLocation: sourceLocation)
    }
  }

  @Test func itStartsShowsTheTableAndQuits() throws {
    let started = PseudoTerminal.now
    let terminal = try open()
    #expect(terminal.wait { $0.isOnAlternateScreen && !$0.text.allSatisfy(\.isWhitespace) })
    let firstFrame = PseudoTerminal.now - started
    #expect(terminal.wait(for: "species"))
    #expect(terminal.wait(for: "agree"))
    #expect(!terminal.hasOldModes)
    #expect(terminal.isOn(1002) && terminal.isOn(1006) && terminal.isOn(2004))
    let pressed = PseudoTerminal.now
    terminal.send("?")
    #expect(terminal.wait(for: "━ Help ━"))
    let answer = PseudoTerminal.now - pressed
    print("first frame \(Int(firstFrame * 1000)) ms, key to frame \(Int(answer * 1000)) ms")
    #expect(firstFrame < 10 && answer < 5)
    terminal.send("\u{1B}")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
    expectRestored(terminal)
  }

  /// Without a file: what can be opened, the tutorial among it.
  @Test func withoutAFileItShowsWhatCanBeOpened() throws {
    let terminal = try open([])
    #expect(terminal.wait(for: "open a file…") && terminal.wait(for: "card-fraud"))
    terminal.send("o\(Program.penguins)\r")
    #expect(terminal.wait(for: "species"))
    terminal.send("gs")
    #expect(terminal.wait(for: "open a file…"))
    terminal.send("t")
    #expect(terminal.wait(for: "tutorial 1 of 8"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { !$0.text.contains("tutorial 1 of 8") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
    expectRestored(terminal)
  }

  /// OSC 52: base64 between its marks, nothing else.
  @Test func copyingSendsTheLineToTheTerminal() throws {
    let terminal = try open()
    #expect(terminal.wait(for: "agree"))
    terminal.send("jjy")
    #expect(terminal.wait(for: "OSC 52"))
    let marks = Array("\u{1B}]52;c;".utf8)
    let start = terminal.output.indices.first { terminal.output[$0...].starts(with: marks) }
    let sent = terminal.output[(try #require(start) + marks.count)...].prefix { $0 != 0x07 }
    #expect(!sent.isEmpty && sent.count < 2000)
    let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8)
    #expect(sent.allSatisfy(alphabet.contains))
    // "mass: " in base64.
    #expect(String(decoding: sent, as: UTF8.self).hasPrefix("bWFzczog"))
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  /// Two programs on one table: the second one says so and changes nothing.
  @Test func theSecondProgramIsReadOnly() throws {
    let state = ["XDG_STATE_HOME": Program.folder + "/two"]
    let first = try PseudoTerminal([Program.path, Program.penguins], environment: state)
    #expect(first.wait(for: "agree"))
    let second = try PseudoTerminal([Program.path, Program.penguins], environment: state)
    #expect(second.wait(for: "read-only: process \(first.process)"))
    second.send("-")
    #expect(second.wait(for: "change it there"))
    first.send("q")
    #expect(first.waitForEnd() == .status(0))
    #expect(second.wait(for: "changes are possible now"))
    second.send("q")
    #expect(second.waitForEnd() == .status(0))
  }

  @Test func aResizeIsFollowed() throws {
    let terminal = try open()
    #expect(terminal.wait(for: "species"))
    for size in [Size(width: 120, height: 40), Size(width: 1, height: 1), Size(width: 60, height: 16)] {
      terminal.resize(size)
    }
    #expect(terminal.wait(for: "species"))
    terminal.resize(Size(width: 30, height: 6))
    #expect(terminal.wait(for: "50x14"))
    terminal.resize(Size(width: 120, height: 40))
    #expect(terminal.wait { $0.text.contains("┏━ Columns") && $0.text.contains("? help") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  @Test func pastedTextIsNoCommand() throws {
    let terminal = try open()
    #expect(terminal.wait(for: "agree"))
    terminal.send("\u{1B}[200~q\nq\u{1B}[201~")
    terminal.send("?")
    #expect(terminal.wait(for: "━ Help ━"))
    #expect(terminal.end == nil)
    terminal.send("\u{1B}")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  @Test func aClickSelects() throws {
    let terminal = try open()
    #expect(terminal.wait(for: "mass"))
    let row =
      terminal.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("3 mass") } ?? 0
    terminal.send("\u{1B}[<0;10;\(row + 1)M\u{1B}[<0;10;\(row + 1)m")
    #expect(terminal.wait { $0.text.contains("▸  3 mass") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)] as [(Int32, Int32)])
  func askedToEndItSavesAndLeaves(_ number: Int32, _ status: Int32) throws {
    let terminal = try open()
    #expect(terminal.wait(for: "species"))
    terminal.signal(number)
    #expect(terminal.waitForEnd() == .status(status))
    expectRestored(terminal)
  }

  @Test func aLostLineKeepsTheWork() throws {
    let state = Program.folder + "/state"
    let terminal = try PseudoTerminal([Program.path, Program.penguins], environment: ["XDG_STATE_HOME": state])
    #expect(terminal.wait(for: "agree"))
    terminal.send("-")
    terminal.signal(SIGHUP)
    #expect(terminal.waitForEnd() == .status(129))
    #expect(try Folder.names(in: state + "/rowsmith/autosave").isEmpty == false)
  }

  @Test func keysAreAnsweredWhileItWorks() throws {
    var text = "a,b,c,d\n"
    for row in 0..<20_000 { text += "\(row * 7919 % 10_007),\(row % 17),x\(row % 5),\(Double(row * 31 % 977) / 10)\n" }
    let terminal = try open([Program.table(text, named: "long.csv")])
    #expect(terminal.wait { $0.isOnAlternateScreen && !$0.text.allSatisfy(\.isWhitespace) })
    let pressed = PseudoTerminal.now
    terminal.send("?")
    #expect(terminal.wait(for: "━ Help ━"))
    let answer = PseudoTerminal.now - pressed
    print("key to frame while reading \(Int(answer * 1000)) ms")
    #expect(answer < 5)
    terminal.send("\u{1B}")
    #expect(terminal.wait { !$0.text.contains("━ Help ━") })
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
  }

  @Test(arguments: [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGQUIT, SIGUSR1])
  func dyingRestoresTheTerminal(_ number: Int32) throws {
    let terminal = try open()
    #expect(terminal.wait(for: "species"))
    terminal.signal(number)
    #expect(terminal.waitForEnd() == .signal(number))
    expectRestored(terminal)
  }

  /// The thread that dies is not the one that draws, which may stand in the middle of a frame because nobody reads.
  @Test(arguments: [SIGSEGV, SIGTRAP, SIGABRT, SIGUSR1])
  func dyingInAnotherThreadRestoresTheTerminal(_ number: Int32) throws {
    let terminal = try open(size: Size(width: 200, height: 60))
    #expect(terminal.wait(for: "agree"))
    for step in 1...40 { terminal.resize(Size(width: 200 + step % 2, height: 60)) }
    #expect(try terminal.signalAnotherThread(number))
    #expect(terminal.waitForEnd() == .signal(number))
    expectRestored(terminal)
  }

  @Test func aHeldKeyCostsNoTime() throws {
    let terminal = try open()
    #expect(terminal.wait(for: "agree"))
    for _ in 0..<20 { terminal.send(String(repeating: "jk\u{1B}[A\u{1B}[B", count: 20)) }
    let pressed = PseudoTerminal.now
    terminal.send("q")
    #expect(terminal.waitForEnd(10) == .status(0))
    print("quits \(Int((PseudoTerminal.now - pressed) * 1000)) ms after 2.4 kB of keys")
    expectRestored(terminal)
  }

  /// `cat table.csv | rowsmith -`: keys come from the controlling terminal.
  @Test func standardInputIsTheTableWhileTheTerminalGivesTheKeys() throws {
    let command = "cat '\(Program.penguins)' | '\(Program.path)' -"
    let terminal = try PseudoTerminal(["/bin/sh", "-c", command], size: Size(width: 80, height: 24))
    #expect(terminal.wait(for: "species"))
    terminal.send("?")
    #expect(terminal.wait(for: "━ Help ━"))
    terminal.send("\u{1B}")
    terminal.send(":dialect\r")
    #expect(terminal.wait(for: "% sure"))
    terminal.send("\u{1B}")
    terminal.send("q")
    #expect(terminal.waitForEnd() == .status(0))
    expectRestored(terminal)
  }
}
