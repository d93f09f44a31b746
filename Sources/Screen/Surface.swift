/// One cell of the screen: what is shown, what it means, and what its background means (nil: the terminal's own).
package struct Cell: Equatable, Sendable {
  /// One grapheme of width 1 or 2, already safe for a terminal. Empty: the right half of a wide character.
  package var character: Character?
  package var role: Role
  package var background: Role?

  package static let blank = Cell(character: " ", role: .text, background: nil)

  package init(character: Character?, role: Role, background: Role? = nil) {
    self.character = character
    self.role = role
    self.background = background
  }
}

/// A grid of cells that panes draw on. It knows no terminal; the same surface is shown by ncurses and compared in tests.
///
/// Every text written is made safe first: control, bidirectional and invisible characters become visible stand-ins, and
/// what does not fit is clipped by columns.
package struct Surface: Equatable, Sendable {
  package let size: Size
  package private(set) var cells: [Cell]
  /// Where the visible cursor stands: at the focused item, for screen readers.
  package var cursor: Point?

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  package subscript(x: Int, y: Int) -> Cell {
    get { isInside(x, y) ? cells[y * size.width + x] : .blank }
    set { if isInside(x, y) { cells[y * size.width + x] = newValue } }
  }

  private func isInside(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < size.width && y < size.height }
}
