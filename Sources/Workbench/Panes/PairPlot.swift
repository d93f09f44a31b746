import Evaluation
import Screen

/// A grid of shares, 2 × 4 to a cell, as shades, dots or differences.
struct PairPlot {
  var grid: PairGrid
  var cells: Size

  static let shades: [Character] = [" ", "·", "░", "▒", "▓", "█"]

  /// The share of a cell, counted from the lower left corner.
  private func share(_ shares: [Double], _ x: Int, _ y: Int) -> Double {
    var sum = 0.0
    for row in 4 * y..<4 * y + 4 {
      for column in 2 * x..<2 * x + 2 { sum += shares[row * grid.width + column] }
    }
    return sum
  }

  /// Both sides on the scale of the fuller one.
  private var largest: Double {
    var most = 0.0
    for y in 0..<cells.height {
      for x in 0..<cells.width { most = max(most, share(grid.real, x, y), share(grid.synthetic, x, y)) }
    }
    return most
  }

  func drawDensity(_ shares: [Double], in area: Rect, on surface: inout Surface) {
    let most = largest
    guard most > 0 else { return }
    eachCell(in: area) { x, y, point in
      let share = share(shares, x, y)
      guard share > 0 else { return }
      // The square root shows thin parts beside a dense middle.
      let level = 1 + Int(((share / most).squareRoot() * 5).rounded(.down))
      surface[point.x, point.y] = Cell(character: Self.shades[min(5, level)], role: .density)
    }
  }

  func drawDots(_ shares: [Double], in area: Rect, role: Role, on surface: inout Surface) {
    eachCell(in: area) { x, y, point in
      var dots: UInt8 = 0
      for row in 0..<4 {
        for column in 0..<2 where shares[(4 * y + row) * grid.width + 2 * x + column] > 0 {
          dots |= Braille.bit(column: column, row: 3 - row)
        }
      }
      if dots != 0 { surface[point.x, point.y] = Cell(character: Braille.character(dots), role: role) }
    }
  }

  /// Grey where both have rows, the tone of the side that has clearly more.
  func drawDifference(in area: Rect, on surface: inout Surface) {
    let most = largest
    eachCell(in: area) { x, y, point in
      let (real, synthetic) = (share(grid.real, x, y), share(grid.synthetic, x, y))
      guard max(real, synthetic) > 0 else { return }
      // Two standard deviations of the smaller side's count.
      let rows = Double(max(1, min(grid.realRows, grid.syntheticRows)))
      let noise = 2 * (max(real, synthetic) * 2 / rows).squareRoot()
      let role: Role =
        abs(real - synthetic) <= max(noise, 0.004 * most) ? .agree : real > synthetic ? .real : .synthetic
      let character: Character = role == .agree ? "·" : role == .real ? "░" : "▒"
      surface[point.x, point.y] = Cell(character: character, role: role)
    }
  }

  private func eachCell(in area: Rect, _ draw: (_ x: Int, _ y: Int, _ point: Point) -> Void) {
    for y in 0..<min(cells.height, area.size.height) {
      for x in 0..<min(cells.width, area.size.width) {
        draw(x, y, Point(x: area.left + x, y: area.bottom - 1 - y))
      }
    }
  }
}
