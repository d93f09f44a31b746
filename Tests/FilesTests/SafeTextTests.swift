import Files
import Testing

struct SafeTextTests {
  @Test func ordinaryTextStaysAsItIs() {
    for text in ["", "plain", "Ärger €", "日本", "cafe\u{301}", "🐧"] { #expect(SafeText.visible(text) == text) }
  }

  @Test func controlsBecomePictures() {
    #expect(SafeText.visible("a\u{1B}[2J\u{7}\0") == "a␛[2J␇␀")
    #expect(SafeText.visible("a\tb\nc\r\nd\u{7F}") == "a→b↵c␍↵d␡")
  }

  @Test(
    arguments: [
      0x80, 0x9B, 0x9F, 0xAD, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060,
      0x2064,
      0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0xE0001, 0xE0041, 0xE007F,
    ] as [UInt32])
  func hiddenScalarsBecomeVisible(_ value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(SafeText.isUnsafe(scalar))
    #expect(SafeText.visible("a" + String(scalar) + "b") == "a�b")
  }

  @Test func marksAreCutAfterEight() {
    let flood = "Z" + (0..<60).compactMap { Unicode.Scalar(0x300 + UInt32($0)) }.map(String.init).joined()
    #expect(SafeText.visible(flood).unicodeScalars.count == 9)
    #expect(SafeText.visible("e\u{301}x" + flood).unicodeScalars.count == 12)
  }

  @Test func theResultIsAlwaysSafeAndStable() {
    for value in (0...0x2FFF).map(UInt32.init) + Array(0xE0000...0xE01FF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = SafeText.visible("x" + String(scalar))
      #expect(once.unicodeScalars.allSatisfy { !SafeText.isUnsafe($0) }, "U+\(String(value, radix: 16))")
      #expect(SafeText.visible(once) == once)
    }
  }
}
