import Screen
import Testing

@testable import Curses

@Suite struct InputDecoderTests {
  private func events(_ inputs: [RawInput]) -> [Event] {
    var decoder = InputDecoder()
    var events: [Event] = []
    for input in inputs { decoder.decode(input, into: &events) }
    decoder.pause(into: &events)
    return events
  }

  private func scalars(_ text: String) -> [RawInput] { text.unicodeScalars.map(RawInput.scalar) }

  @Test func controlCharactersAreKeys() {
    let keys: [Key] = [
      .character("a"), .enter, .tab, .escape, .backspace, .backspace, .control("z"), .control("@"), .control("\\"),
      .character("é"),
    ]
    #expect(events(scalars("a\r\t\u{1B}\u{7F}\u{8}\u{1A}\u{0}\u{1C}é")) == keys.map(Event.key))
    #expect(events(scalars("\u{9B}")).isEmpty)
  }

  @Test func pastedTextIsNeverKeys() {
    let inputs = [.pasteStart] + scalars("q") + [.key(.enter)] + scalars("\u{1B}x\r") + [.pasteEnd] + scalars("q")
    #expect(events(inputs) == [.paste("q\n\u{1B}x\n"), .key(.character("q"))])
    #expect(events([.pasteEnd]).isEmpty)
  }

  @Test func aPasteWithoutEndIsGivenUp() {
    var decoder = InputDecoder()
    var events: [Event] = []
    #expect(!decoder.isWaiting)
    for input in [.pasteStart] + scalars("abc") { decoder.decode(input, into: &events) }
    #expect(decoder.isWaiting && events.isEmpty)
    decoder.finish(into: &events)
    decoder.decode(.scalar("q"), into: &events)
    #expect(events == [.paste("abc"), .key(.character("q"))])
  }

  @Test func escapeIsAKeyOrTheStartOfASequence() {
    #expect(events(scalars("\u{1B}")) == [.key(.escape)])
    #expect(events(scalars("\u{1B}\u{1B}q")) == [.key(.escape), .key(.escape), .key(.character("q"))])
    #expect(events(scalars("\u{1B}x")) == [.key(.escape), .key(.character("x"))])
    #expect(events(scalars("\u{1B}[27;5;9~q")) == [.key(.character("q"))])
    #expect(events(scalars("\u{1B}[Iq\u{1B}Oxq")) == [.key(.character("q")), .key(.character("q"))])
    #expect(events(scalars("\u{1B}") + [.key(.up)]) == [.key(.escape), .key(.up)])
  }

  @Test(arguments: [
    ("0;250;7M", MouseEvent.Action.press), ("0;250;7m", .release), ("32;250;7M", .drag), ("64;250;7M", .wheelUp),
    ("65;250;7M", .wheelDown), ("4;250;7M", .press),
  ]) func mouseReportsAreRead(_ report: String, _ action: MouseEvent.Action) {
    let event = MouseEvent(action: action, position: Point(x: 249, y: 6))
    #expect(events([.mouse] + scalars(report)) == [.mouse(event)])
  }

  @Test(arguments: ["0;1M", "0;0;0M", "1;2;3M", "66;1;1M", "99999999999999999999;1;1M", "0;1;1x", "0;1;1;1M"])
  func brokenMouseReportsAreSwallowed(_ report: String) {
    #expect(events([.mouse] + scalars(report) + scalars("q")) == [.key(.character("q"))])
  }
}
