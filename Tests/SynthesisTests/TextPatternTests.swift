import Statistics
import Tables
import Testing

@testable import Synthesis

@Suite struct TextPatternTests {
  private func learn(_ texts: [String], k: Int = 3) -> [String] {
    let bytes = texts.map { Array($0.utf8)[...] }
    return TextPatternLearning.patterns(of: bytes, k: k).map { "\($0.pattern.written.string) x\($0.count)" }
  }

  @Test func sharedPositionsAreFixed() {
    #expect(learn(["17-001", "17-452", "17-903"]) == ["17-999 x3"])
    #expect(learn(["AB-1", "CD-2", "EF-3"]) == ["AA-9 x3"])
    #expect(learn(["A9a", "A8a", "A7a"]) == ["\\A9\\a x3"])
  }

  @Test func oneValueIsNeverAPattern() {
    #expect(learn(["SECRET", "SECRET", "SECRET"]) == ["AAAAAA x3"])
    #expect(learn(["one", "two words", "THREE"]).isEmpty)
  }

  @Test func longTextsAndOtherAlphabetsAreNotLearned() {
    #expect(learn(Array(repeating: String(repeating: "x", count: 41), count: 5)).isEmpty)
    #expect(learn(["é1", "é2", "é3"]).isEmpty)
  }

  @Test(arguments: ["AA-9999", "17-999", "\\A\\a\\9\\\\", "", "a b,c\"d"]) func writtenFormReadsBack(_ text: String)
    throws
  {
    let pattern = try #require(TextPattern(written: ByteText(text)))
    #expect(pattern.written == ByteText(text))
  }

  @Test func aLoneBackslashIsRefused() { #expect(TextPattern(written: "AA\\") == nil) }

  @Test func everyTextOfAPatternIsCountedOnce() throws {
    let pattern = try #require(TextPattern(written: "x9a"))
    #expect(pattern.capacity == 260)
    var seen: Set<[UInt8]> = []
    for number in 0..<260 {
      var bytes: [UInt8] = []
      pattern.append(textNumber: UInt64(number), to: &bytes)
      seen.insert(bytes)
    }
    #expect(seen.count == 260)
    #expect(seen.allSatisfy { TextPattern(shapeOf: $0[...]).positions == [.lower, .digit, .lower] })
  }

  @Test func hugeCapacitiesDoNotOverflow() throws {
    let pattern = try #require(TextPattern(written: ByteText(String(repeating: "A", count: 60))))
    #expect(pattern.capacity == 1 << 63)
  }
}
