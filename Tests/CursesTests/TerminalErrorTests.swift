import Testing

@testable import Curses

@Suite struct TerminalErrorTests {
  @Test func everyErrorIsOneSafeLineAndUsage() {
    let kinds: [TerminalError.Kind] = [
      .inputIsNoTerminal, .outputIsNoTerminal, .noControllingTerminal, .unset, .unknown("x\u{1B}[31m"), .poor("vt52"),
      .failed("xterm"),
    ]
    for kind in kinds {
      let error = TerminalError(kind)
      #expect(error.exitStatus == 2)
      #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 }, "\(kind)")
      #expect(error.description.contains("generate"))
    }
  }
}
