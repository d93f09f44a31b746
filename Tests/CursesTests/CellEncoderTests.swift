import CNcurses
import Screen
import Testing

@testable import Curses

@Suite struct CellEncoderTests {
  private func encoded(_ surface: Surface, colors: Int32 = 256, depth: ColorDepth = .indexed) -> [cnc_cell] {
    let encoder = CellEncoder(theme: Themes.builtIn(named: "auto", depth: depth, glyphs: .unicode), colors: colors)
    var cells: [cnc_cell] = []
    encoder.encode(surface.row(0), into: &cells)
    return cells
  }

  @Test func cellsCarryScalarsAndColours() {
    var surface = Surface(size: Size(width: 6, height: 1))
    surface.write("日e\u{301}", at: Point(x: 0, y: 0), role: .real)
    surface[4, 0] = Cell(character: "▃", role: .agree, background: .synthetic)
    let cells = encoded(surface)
    #expect(cells.count == 6)
    #expect(cells[0].scalars.0 == 0x65E5 && cells[0].foreground == 33 && cells[0].background == -1)
    #expect(cells[1].scalars.0 == 0)
    #expect(cells[2].scalars.0 == 0x65 && cells[2].scalars.1 == 0x301)
    #expect(cells[4].foreground == 244 && cells[4].background == 166)
  }

  @Test func coloursFollowTheTerminal() {
    var surface = Surface(size: Size(width: 2, height: 1))
    surface.write("x", at: Point(x: 0, y: 0), role: .real)
    surface.write("y", at: Point(x: 1, y: 0), role: .agree)
    #expect(encoded(surface, colors: 8, depth: .basic).map(\.foreground) == [4, -1])
    #expect(encoded(surface, colors: 16, depth: .basic).map(\.foreground) == [4, 8])
    #expect(encoded(surface, colors: 1 << 24, depth: .direct).map(\.foreground) == [0x0087FF, 0x808080])
    #expect(encoded(surface, colors: 0, depth: .mono).map(\.foreground) == [-1, -1])
  }
}
