import Screen
import Testing

@testable import Curses

@Suite struct InputDecoderTests {
  private func events(_ inputs: [RawInput]) -> [Event] {
    var decoder = InputDecoder()
    return inputs.compactMap { decoder.decode($0) }
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
    #expect(!decoder.isWaiting)
    for input in [.pasteStart] + scalars("abc") { #expect(decoder.decode(input) == nil) }
    #expect(decoder.isWaiting)
    #expect(decoder.finish() == .paste("abc"))
    #expect(decoder.decode(.scalar("q")) == .key(.character("q")))
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
