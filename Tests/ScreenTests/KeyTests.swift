import Testing

@testable import Screen

@Suite struct KeyTests {
  private static let all: [Key] =
    [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .escape, .tab, .backTab, .backspace, .delete,
      .character(" "), .character("<"), .character(">"), .character("^"), .character("ß"), .control("c"), .control("["),
    ] + (1...12).map(Key.function) + "abcXYZ019-+/:?".map(Key.character)

  @Test func everySpellingReadsBack() {
    for key in Self.all { #expect(Key(key.spelling) == key, "\(key.spelling)") }
    #expect(Key.parse(Self.all.map(\.spelling).joined()) == Self.all)
    #expect(Set(Self.all.map(\.spelling)).count == Self.all.count)
  }

  @Test func scriptsAreRead() {
    #expect(
      Key.parse("4<ret>15<ret>^s")
        == [.character("4"), .enter, .character("1"), .character("5"), .enter, .control("s")])
    #expect(Key.parse("a\n<RET>") == [.character("a"), .enter])
    for broken in ["<nonsense>", "<unclosed", "^", "<f13>"] { #expect(Key.parse(broken) == nil) }
    #expect(Key("ab") == nil)
  }
}
