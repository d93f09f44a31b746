import CNcurses
import Screen

/// From cells with roles to cells with colours, for one theme.
struct CellEncoder {
  private struct Look {
    var foreground: Int32
    var background: Int32
    var attributes: UInt32
  }

  private let theme: Theme
  private let colors: Int32
  private let looks: [Look]
  private static let roleNumbers = Dictionary(
    Role.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

  /// - Parameter colors: how many the terminal has; decides how a colour is numbered.
  init(theme: Theme, colors: Int32) {
    self.theme = theme
    self.colors = colors
    looks = Role.allCases.flatMap { role in
      ([nil] + Role.allCases).map { background in
        Self.look(of: theme.style(of: role, on: background), colors: colors)
      }
    }
  }

  func isFor(_ other: Theme) -> Bool { theme == other }

  /// Appends the cells of one row.
  func encode(_ row: ArraySlice<Cell>, into cells: inout [cnc_cell]) {
    cells.removeAll(keepingCapacity: true)
    for cell in row { cells.append(encode(cell)) }
  }

  private func encode(_ cell: Cell) -> cnc_cell {
    let roles = Role.allCases.count + 1
    let background = cell.background.flatMap { Self.roleNumbers[$0] }.map { $0 + 1 } ?? 0
    let look = looks[(Self.roleNumbers[cell.role] ?? 0) * roles + background]
    var result = cnc_cell()
    result.foreground = look.foreground
    result.background = look.background
    result.attributes = look.attributes
    if let character = cell.character { Self.fill(&result.scalars, with: character) }
    return result
  }

  /// A base and as many marks as a cell of ncurses takes.
  private static func fill(_ target: inout (UInt32, UInt32, UInt32, UInt32, UInt32), with character: Character) {
    var scalars = character.unicodeScalars.makeIterator()
    target.0 = scalars.next()?.value ?? 0x20
    target.1 = scalars.next()?.value ?? 0
    target.2 = scalars.next()?.value ?? 0
    target.3 = scalars.next()?.value ?? 0
    target.4 = scalars.next()?.value ?? 0
  }

  private static func look(of style: Style, colors: Int32) -> Look {
    var attributes: UInt32 = 0
    if style.isBold { attributes |= UInt32(CNC_BOLD) }
    if style.isDim { attributes |= UInt32(CNC_DIM) }
    if style.isReverse { attributes |= UInt32(CNC_REVERSE) }
    if style.isUnderlined { attributes |= UInt32(CNC_UNDERLINE) }
    return Look(
      foreground: number(style.foreground, colors: colors), background: number(style.background, colors: colors),
      attributes: attributes)
  }

  /// The one place that knows how a terminal numbers its colours; -1 is the terminal's own.
  private static func number(_ color: Color, colors: Int32) -> Int32 {
    switch color {
    case .standard: -1
    case .rgb(let red, let green, let blue):
      colors > 256 ? Int32(red) << 16 | Int32(green) << 8 | Int32(blue) : -1
    case .indexed(let index): colors >= 256 && colors <= 65_536 ? Int32(index) : -1
    case .named(let name): colors > 256 ? -1 : colors >= 16 || name < 8 ? Int32(name) : dark(name)
    }
  }

  /// A bright colour where there are only eight; grey would be black there, so the terminal's own is taken.
  private static func dark(_ name: UInt8) -> Int32 { name == 8 ? -1 : Int32(name) - 8 }
}
