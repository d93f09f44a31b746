/// Two curves in Braille dots over the same x: cumulative distributions, tails, quantiles against quantiles.
///
/// A cell has one colour, so cells both curves pass through are plain text. Without colour the synthetic curve is dotted.
package struct CurveChart: Equatable, Sendable {
  /// Points with both coordinates in 0...1, x increasing; lines are drawn between them.
  package typealias Curve = [CurvePoint]

  package struct CurvePoint: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  package var real: Curve
  package var synthetic: Curve

  package init(real: Curve, synthetic: Curve) {
    self.real = real
    self.synthetic = synthetic
  }

  /// Cumulative distributions from shares by bin.
  package static func cumulative(real: [Double], synthetic: [Double]) -> CurveChart {
    CurveChart(real: sums(of: real), synthetic: sums(of: synthetic))
  }

  package func draw(in area: Rect, on surface: inout Surface, isMono: Bool) {
    guard !area.isEmpty else { return }
    var realDots = DotGrid(size: area.size)
    realDots.trace(real)
    var syntheticDots = DotGrid(size: area.size)
    syntheticDots.trace(synthetic, isDotted: isMono)
    for y in 0..<area.size.height {
      for x in 0..<area.size.width {
        let first = realDots[x, y]
        let second = syntheticDots[x, y]
        guard first | second != 0 else { continue }
        let role: Role = first == 0 ? .synthetic : second == 0 ? .real : .text
        surface[area.left + x, area.top + y] = Self.cell(first | second, role)
      }
    }
  }

  private static func cell(_ dots: UInt8, _ role: Role) -> Cell {
    var cell = Cell(character: Braille.character(dots), role: role)
    cell.kind = .curve
    return cell
  }

  /// A piece of one of the curves, as the sample of a legend.
  /// - Returns: the columns used.
  package static func drawSample(of role: Role, at point: Point, on surface: inout Surface, isMono: Bool) -> Int {
    let bit = Braille.bit(column: 0, row: 2)
    let dots = role == .synthetic && isMono ? bit : bit | Braille.bit(column: 1, row: 2)
    for x in 0..<2 { surface[point.x + x, point.y] = cell(dots, role) }
    return 2
  }

  private static func sums(of shares: [Double]) -> Curve {
    var curve = [CurvePoint(x: 0, y: 0)]
    var sum = 0.0
    for (index, share) in shares.enumerated() {
      sum += share
      curve.append(CurvePoint(x: Double(index + 1) / Double(shares.count), y: min(1, sum)))
    }
    return curve
  }
}

/// Dots, 2 × 4 to a cell.
private struct DotGrid {
  private let size: Size
  private var cells: [UInt8]

  init(size: Size) {
    self.size = size
    cells = Array(repeating: 0, count: size.width * size.height)
  }

  subscript(x: Int, y: Int) -> UInt8 { cells[y * size.width + x] }

  mutating func trace(_ curve: CurveChart.Curve, isDotted: Bool = false) {
    let width = 2 * size.width - 1
    let height = 4 * size.height - 1
    var last: (x: Int, y: Int)?
    for point in curve {
      let x = (point.x * Double(width)).clamped(to: 0...width)
      let y = height - (point.y * Double(height)).clamped(to: 0...height)
      line(from: last ?? (x, y), to: (x, y), isDotted)
      last = (x, y)
    }
  }

  private mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ isDotted: Bool) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      let x = start.x + (end.x - start.x) * step / steps
      let y = start.y + (end.y - start.y) * step / steps
      if !isDotted || (x + y) % 3 == 0 { set(x, y) }
    }
  }

  private mutating func set(_ x: Int, _ y: Int) {
    cells[(y / 4) * size.width + x / 2] |= Braille.bit(column: x % 2, row: y % 4)
  }
}
