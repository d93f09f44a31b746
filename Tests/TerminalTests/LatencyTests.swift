import Files
import Glibc
import Screen
import Testing

/// How soon the program answers, seen through a terminal. The bounds hold on a busy machine too; `make bench-latency` runs this on
/// the release build with 200,000 rows and prints the figures.
@Suite(.serialized) struct LatencyTests {
  private static let isReporting = getenv("LATENCY_PROGRAM") != nil
  private static let program = getenv("LATENCY_PROGRAM").map { String(cString: $0) } ?? Program.path
  private static let rows = isReporting ? 200_000 : 20_000

  /// 20 columns of numbers, levels and days; the same 2,000 rows again and again.
  private static let table: String = {
    var block = ""
    var state: UInt64 = 7
    func next(_ count: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % count
    }
    for _ in 0..<2000 {
      let base = next(4000)
      var cells = (0..<8).map { "\(base * UInt64($0) / 8 + next(3000)).\(10 + next(90))" }
      cells += (0..<6).map { ["web", "shop", "phone", "post", "fax"][Int(next(UInt64(2 + $0 % 4)))] }
      cells += (0..<4).map { _ in "\(next(90))" }
      cells += (0..<2).map { _ in "2024-0\(1 + next(9))-\(10 + next(19))" }
      block += cells.joined(separator: ",") + "\n"
    }
    let head = (1...20).map { "c\($0)" }.joined(separator: ",") + "\n"
    return Program.table(head + String(repeating: block, count: rows / 2000), named: "wide-\(rows).csv")
  }()

  private func report(_ name: String, _ milliseconds: [Double], atMost bound: Double) {
    let sorted = milliseconds.sorted()
    guard let worst = sorted.last else { return #expect(Bool(false), "nothing was measured") }
    let (median, p99) = (sorted[sorted.count / 2], sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
    if Self.isReporting {
      print(
        "\(name): median \(Self.text(median)), p99 \(Self.text(p99)), worst \(Self.text(worst)) ms of \(sorted.count)")
    }
    #expect(median < bound, "\(name): median \(median) ms")
  }

  private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private func open(_ size: Size = Size(width: 120, height: 40)) throws -> PseudoTerminal {
    try PseudoTerminal([Self.program, Self.table], size: size)
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("\u{1B}qqq")
    #expect(terminal.waitForEnd() != nil)
  }

  @Test func theFirstScreen() throws {
    var times: [Double] = []
    for _ in 0..<(Self.isReporting ? 20 : 3) {
      let start = PseudoTerminal.now
      let terminal = try PseudoTerminal([Self.program, Program.penguins])
      #expect(terminal.wait { !$0.output.isEmpty && $0.text.contains("penguins.csv") })
      times.append(1000 * (PseudoTerminal.now - start))
      quit(terminal)
    }
    report("first screen", times, atMost: 1500)
  }

  /// The cursor follows `j` and `k` while all joint models are fitted and scored.
  @Test func keysWhileModelsAreFitted() throws {
    let terminal = try open()
    #expect(terminal.wait(120, for: "live preview"))
    terminal.send("3c")
    #expect(terminal.wait(for: "fitting"))
    terminal.send("1gg")
    #expect(terminal.wait { $0.text.contains("▌1 Columns") })
    var times: [Double] = []
    for index in 0..<(Self.isReporting ? 1000 : 60) {
      let before = terminal.cursor.y
      let start = PseudoTerminal.now
      terminal.send(index % 12 < 6 ? "j" : "k")
      guard terminal.wait(5, until: { $0.cursor.y != before }) else { continue }
      times.append(1000 * (PseudoTerminal.now - start))
      // A person does not press keys faster.
      _ = terminal.wait(0.01) { _ in false }
      if index % 200 == 199, !terminal.text.contains("%"), !terminal.text.contains("…") { terminal.send("3c1") }
    }
    report("key to frame while models are fitted", times, atMost: 250)
    quit(terminal)
  }

  /// A parameter turned a step: generators, figures and charts are drawn anew.
  @Test func keysInTheEditor() throws {
    let terminal = try open()
    #expect(terminal.wait(120, for: "live preview"))
    terminal.send("gg\r")
    #expect(
      terminal.wait(60) { $0.text.contains("agree") && !$0.text.contains("preparing") && $0.text.contains("missing") })
    // Everything that suits is fitted first.
    _ = terminal.wait(Self.isReporting ? 20 : 3) { _ in false }
    var times: [Double] = []
    for index in 0..<(Self.isReporting ? 40 : 5) {
      let start = PseudoTerminal.now
      terminal.send(index % 10 < 5 ? "l" : "h")
      // The table of rows follows after 0.4 s without a key.
      _ = terminal.wait(0.35) { _ in false }
      times.append(1000 * (terminal.lastOutput - start))
      #expect(terminal.lastOutput > start)
      _ = terminal.wait(Self.isReporting ? 2 : 0.5) { _ in false }
    }
    report("key to all charts of the editor", times, atMost: 340)
    quit(terminal)
  }

  /// Nothing is written while nothing happens, and a change of the chart is a few lines.
  @Test func onlyWhatChanges() throws {
    let terminal = try PseudoTerminal([Self.program, Program.penguins], size: Size(width: 80, height: 24))
    #expect(terminal.wait(for: "live"))
    terminal.send("jj")
    #expect(terminal.wait(for: "▸  3"))
    _ = terminal.wait(1) { _ in false }
    let before = terminal.output.count
    // Longer than the pause between two looks at the file.
    _ = terminal.wait(2.6) { _ in false }
    #expect(terminal.output.count == before, "\(terminal.output.count - before) bytes while idle")
    terminal.send(">")
    #expect(terminal.wait { $0.output.count > before })
    _ = terminal.wait(0.5) { _ in false }
    let change = terminal.output.count - before
    if Self.isReporting { print("another number of bins: \(change) bytes") }
    #expect(change < 2000, "\(change) bytes for one change of the chart")
    quit(terminal)
  }
}
