import Testing

@testable import Screen

private func surface(_ width: Int, _ height: Int) -> Surface { Surface(size: Size(width: width, height: height)) }

@Suite struct SurfaceTests {
  @Test func textIsClippedByColumns() {
    var line = surface(6, 1)
    #expect(line.write("abcdefgh", at: Point(x: 0, y: 0)) == 6)
    #expect(line.text == "abcdef")
    line = surface(6, 1)
    #expect(line.write("abcdefgh", at: Point(x: 0, y: 0), clipping: .ellipsis) == 6)
    #expect(line.text == "abcde…")
    line = surface(6, 1)
    #expect(line.write("日本語", at: Point(x: 1, y: 0)) == 4)
    #expect(line.text == " 日本")
    line = surface(6, 1)
    #expect(line.write("日本語", at: Point(x: 1, y: 0), clipping: .ellipsis) == 5)
    #expect(line.text == " 日本…")
  }

  @Test func nothingIsWrittenOutside() {
    var small = surface(4, 2)
    small.write("xxxx", at: Point(x: 0, y: 2))
    small.write("xxxx", at: Point(x: 4, y: 0))
    small.write("xxxx", at: Point(x: 0, y: -1))
    small.fill(Rect(x: 5, y: -3, width: 9, height: 2), character: "x")
    #expect(small == surface(4, 2))
    small.fill(Rect(x: -2, y: -2, width: 4, height: 3), character: "x")
    #expect(small.text == "xx\n")
  }

  @Test func rightAlignedTextEndsAtItsColumn() {
    var line = surface(10, 1)
    #expect(line.write("98", endingAt: 9, y: 0) == 2)
    #expect(line.text == "       98")
    line.write("too long for this", endingAt: 10, y: 0, maxWidth: 8)
    #expect(line.text == "  too lon…")
  }

  @Test func halfOfAWideCharacterIsBlanked() {
    var line = surface(4, 1)
    line.write("日本", at: Point(x: 0, y: 0))
    line.write("x", at: Point(x: 1, y: 0))
    #expect(line.text == " x本")
    line.write("y", at: Point(x: 2, y: 0))
    #expect(line.text == " xy")
    line.write("日", at: Point(x: 1, y: 0))
    #expect(line.text == " 日")
    #expect(line[3, 0] == Cell(character: " ", role: .text))
  }

  @Test(arguments: [
    ("a\u{1B}]52;c;AAAA\u{7}b\u{9B}31m\tc\n\u{202E}x", "a␛]52;c;AAAA␇b�31m→c↵�x"), ("\u{7F}\0", "␡␀"),
    ("zero\u{200B}width\u{FEFF}\u{AD}", "zero�width��"), ("e\u{301}", "e\u{301}"), ("\u{301}x", "◌\u{301}x"),
    ("👨‍👩‍👧!", "👨!"), ("👍🏽!", "👍!"), ("🇩🇪", "DE"), ("❤️!", "❤!"), ("tag\u{E0041}", "tag�"), ("\r\n", "␍↵"),
  ])
  func hostileTextIsMadeVisible(_ text: String, _ expected: String) {
    var line = surface(40, 1)
    line.write(text, at: Point(x: 0, y: 0))
    #expect(Array(line.text.utf8) == Array(expected.utf8))
    #expect(text.columns == expected.columns)
  }

  @Test func marksAreCapped() {
    let glyphs = Array(Glyphs("a" + String(repeating: "\u{301}", count: 500) + "b"))
    #expect(glyphs.count == 2)
    #expect(glyphs[0].character.unicodeScalars.count == 9)
    #expect(glyphs.map(\.width) == [1, 1])
  }

  @Test(arguments: 0..<100) func everyCellHoldsOneSafeCharacter(seed: Int) {
    var stream = Stream(seed)
    var text = String.UnicodeScalarView()
    for _ in 0..<40 {
      let bound: UInt32 = stream.next() % 3 == 0 ? 0x11_0000 : 0x3000
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<bound, using: &stream)) { text.append(scalar) }
    }
    var line = surface(30, 1)
    let used = line.write(String(text), at: Point(x: 0, y: 0), clipping: .ellipsis)
    #expect(used <= 30)
    #expect(line.text.columns <= 30)
    for scalar in line.text.unicodeScalars { #expect(SafeScalar.standIn(for: scalar) == scalar, "\(scalar.value)") }
  }

  @Test func boxesCarryTitles() {
    var box = surface(30, 3)
    let inside = box.box(box.bounds, title: "Columns", trailing: "10 of 10", isFocused: true)
    #expect(inside == Rect(x: 1, y: 1, width: 28, height: 1))
    #expect(
      box.text == """
        ┏━ Columns ━━━━━━━━ 10 of 10 ┓
        ┃                            ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        """)
    box.box(box.bounds, title: "a title that is too long for it", trailing: "fit 97")
    #expect(box.text.hasPrefix("┌─ a title that is… ─ fit 97 ┐"), "\(box.text)")
  }

  @Test func boxesOfAnySizeStayInside() {
    for width in 0...6 {
      for height in 0...4 {
        var small = surface(8, 6)
        let area = Rect(x: 1, y: 1, width: width, height: height)
        small.box(area, title: "title", trailing: "right")
        for y in 0..<6 {
          for x in 0..<8 where !area.contains(Point(x: x, y: y)) { #expect(small[x, y] == .blank) }
        }
      }
    }
  }

  @Test func rulesAreTitled() {
    var line = surface(32, 1)
    line.rule(line.bounds, title: "amount · float", trailing: "fit 97")
    #expect(line.text == "━━ amount · float ━━━━━━ fit 97")
  }

  @Test func stylesAreDumpedAsLetters() {
    var line = surface(8, 1)
    line.write("ab", at: Point(x: 0, y: 0), role: .real)
    line.write("cd", at: Point(x: 3, y: 0))
    line.tint(Rect(x: 4, y: 0, width: 2, height: 1), background: .selection)
    #expect(line.styleText == "rr  SS")
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }

  @Test func rectanglesSplitWithoutLoss() {
    let area = Rect(x: 2, y: 3, width: 10, height: 6)
    for wanted in -12...12 {
      let (top, bottom) = area.splitRows(wanted)
      #expect(top.size.height + bottom.size.height == 6 && bottom.bottom == area.bottom && top.top == 3)
      let (left, right) = area.splitColumns(wanted)
      #expect(left.size.width + right.size.width == 10 && right.right == area.right && left.left == 2)
    }
    #expect(area.splitRows(-2).bottom.size.height == 2)
    #expect(area.splitLastRows(2) == area.splitRows(-2) && area.splitLastRows(0).top == area)
    #expect(area.centered(Size(width: 4, height: 100)) == Rect(x: 5, y: 3, width: 4, height: 6))
    #expect(area.clipped(to: Rect(x: 0, y: 0, width: 5, height: 5)) == Rect(x: 2, y: 3, width: 3, height: 2))
  }
}
