/// One cell of the screen: what is shown, what it means, and what its background means (nil: the terminal's own).
package struct Cell: Equatable, Sendable {
  /// One grapheme of width 1 or 2, already safe for a terminal. Nil: the right half of a wide character.
  package var character: Character?
  package var role: Role
  package var background: Role?
  /// What it is a piece of, where that says how it is drawn in ASCII.
  package var kind = Kind.plain

  package enum Kind: Equatable, Sendable {
    case plain
    /// A bar of a sparkline: a digit.
    case spark
    /// A curve beside another one: the sign of its tone.
    case curve
  }

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

  package var bounds: Rect { Rect(origin: Point(x: 0, y: 0), size: size) }

  /// The cell at a place; reading outside gives a blank, writing outside does nothing. A cell written here is one
  /// column wide; half a wide character left beside it is blanked.
  package subscript(x: Int, y: Int) -> Cell {
    get { isInside(x, y) ? cells[y * size.width + x] : .blank }
    set { put(newValue, width: 1, x: x, y: y) }
  }

  /// The cells of one row; empty outside.
  package func row(_ y: Int) -> ArraySlice<Cell> {
    y >= 0 && y < size.height ? cells[y * size.width..<(y + 1) * size.width] : []
  }

  /// Puts a cell that is `width` columns wide; what does not fit whole is not drawn.
  mutating func put(_ cell: Cell, width: Int, x: Int, y: Int) {
    guard isInside(x, y), isInside(x + width - 1, y) else { return }
    let start = y * size.width + x
    separate(before: start, isRowStart: x == 0)
    separate(before: start + width, isRowStart: x + width == size.width)
    cells[start] = cell
    if width == 2 { cells[start + 1] = Cell(character: nil, role: cell.role, background: cell.background) }
  }

  /// Changes only what the background of a cell means.
  mutating func retint(_ x: Int, _ y: Int, _ background: Role?) {
    if isInside(x, y) { cells[y * size.width + x].background = background }
  }

  /// Gives every cell to `change` in turn.
  mutating func mapCells(_ change: (inout Cell) -> Void) {
    for index in cells.indices { change(&cells[index]) }
  }

  /// Gives every row to `change` in turn; what comes back beyond the width is dropped.
  mutating func mapRows(_ change: ([Cell]) -> [Cell]) {
    for y in 0..<size.height {
      let start = y * size.width
      for (x, cell) in change(Array(row(y))).prefix(size.width).enumerated() { cells[start + x] = cell }
    }
  }

  /// Blanks both halves of a wide character that crosses the border before `index`.
  private mutating func separate(before index: Int, isRowStart: Bool) {
    guard !isRowStart, cells[index].character == nil else { return }
    cells[index - 1].character = " "
    cells[index].character = " "
  }

  private func isInside(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < size.width && y < size.height }
}
