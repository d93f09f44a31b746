import Testing

@testable import Screen

@Suite struct WidgetTests {
  @Test func textIsEdited() {
    var field = TextField("card")
    for key in Key.parse("<left><left>X<bs>Y<home><del><end>-20") ?? [] { field.handle(key) }
    #expect(field.text == "aYrd-20")
    #expect(field.cursor == 7)
    let isEdit = field.handle(.enter)
    #expect(!isEdit)
    field.insert("a\tb\r\u{1B}[31m")
    #expect(field.text == "aYrd-20a b [31m")
    field.handle(.control("w"))
    #expect(field.text == "aYrd-20a b ")
    field.handle(.control("u"))
    #expect(field == TextField(""))
  }

  @Test func theCursorOfALongTextIsVisible() {
    var surface = Surface(size: Size(width: 8, height: 1))
    TextField("a long file name").draw(in: surface.bounds, on: &surface)
    #expect(surface.text == "le name")
    #expect(surface.cursor == Point(x: 7, y: 0))
  }

  @Test func combiningMarksJoin() {
    var field = TextField("e")
    field.insert("\u{301}")
    #expect(field.cursor == 1)
    field.handle(.backspace)
    #expect(field.text.isEmpty)
  }

  @Test func listsScrollAsLittleAsNeeded() {
    var position = ListPosition()
    position.move(by: 5, count: 100, height: 5)
    #expect(position == ListPosition(selection: 5, top: 1))
    position.move(by: -2, count: 100, height: 5)
    #expect(position == ListPosition(selection: 3, top: 1))
    position.select(.max, count: 100, height: 5)
    #expect(position == ListPosition(selection: 99, top: 95))
    position.reveal(count: 3, height: 5)
    #expect(position == ListPosition(selection: 2, top: 0))
    position.reveal(count: 0, height: 5)
    #expect(position == ListPosition(selection: 0, top: 0))
    #expect(position.visible(count: 0, height: 5).isEmpty)
    position.scroll(by: 10, count: 100, height: 5)
    #expect(position == ListPosition(selection: 10, top: 10))
  }

  @Test func tabsAndHintsAreFoundByTheMouse() {
    let tabs = TabLine(titles: ["1 Columns", "2 Rows"], selected: 0)
    var surface = Surface(size: Size(width: 30, height: 2))
    tabs.draw(at: Point(x: 0, y: 0), on: &surface)
    let footer = FooterHints(hints: [.init(key: "f", title: "generator"), .init(key: "t", title: "type")])
    footer.draw(in: Rect(x: 0, y: 1, width: 30, height: 1), on: &surface)
    #expect(surface.text == "▌1 Columns   2 Rows\n f generator  t type   ? help")
    #expect([3, 14].map(tabs.index) == [0, 1])
    #expect(tabs.index(at: 11) == nil)
    #expect(footer.hint(at: 2, width: 30)?.key == "f")
    #expect(footer.hint(at: 28, width: 30)?.key == "?")
    #expect(footer.hint(at: 2, width: 12)?.key == nil)
  }

  @Test func dialogsFitTheScreen() {
    for width in 0...20 {
      var surface = Surface(size: Size(width: width, height: 4))
      let inside = Dialog.draw(
        title: "Save recipe", size: Size(width: 60, height: 20), in: surface.bounds, on: &surface)
      #expect(inside.isEmpty || (inside.right <= width && inside.bottom <= 4))
    }
  }

  @Test func headlessTerminalPlaysItsScript() {
    let larger = Size(width: 5, height: 2)
    var terminal = HeadlessTerminal(size: Size(width: 3, height: 1), events: [.key(.up), .resize(larger)])
    terminal.append([.key(.down), .wake])
    let played = (0..<5).map { _ in terminal.nextEvent() }
    #expect(played == [.key(.up), .resize(larger), .key(.down), .wake, .terminate(status: 0)])
    #expect(terminal.size == larger)
  }
}
