/// Real bars upwards, synthetic bars downwards: for large differences.
package struct MirroredHistogram: Equatable, Sendable {
  package var real: [Double]
  package var synthetic: [Double]

  package init(real: [Double], synthetic: [Double]) {
    self.real = real
    self.synthetic = synthetic
  }

  package func draw(in area: Rect, on surface: inout Surface) {
    let half = (area.size.height - 1) / 2
    guard half > 0, area.size.width > 0, !real.isEmpty else { return }
    let (up, columns) = Bins.bars(real, width: area.size.width)
    let down = Bins.bars(synthetic, width: area.size.width).heights
    let scale = BarScale(shares: up + down, cells: half)
    let axis = area.top + half
    surface.fill(Rect(x: area.left, y: axis, width: area.size.width, height: 1), character: "─", role: .dim)
    for index in 0..<max(up.count, down.count) {
      let x = area.left + index * columns
      if index < up.count { draw(scale.length(up[index]), x, columns, axis, isUp: true, half, on: &surface) }
      if index < down.count { draw(scale.length(down[index]), x, columns, axis, isUp: false, half, on: &surface) }
    }
    surface.write("real up", endingAt: area.right, y: area.top, role: .real)
    surface.write("synth down", endingAt: area.right, y: axis + half, role: .synthetic)
  }

  private func draw(
    _ length: Int, _ x: Int, _ columns: Int, _ axis: Int, isUp: Bool, _ half: Int, on surface: inout Surface
  ) {
    for row in 0..<half where length > 8 * row {
      let eighths = min(8, length - 8 * row)
      let character = isUp ? ThreeTone.vertical[eighths] : Self.hanging(eighths)
      let y = isUp ? axis - 1 - row : axis + 1 + row
      for column in x..<x + columns {
        surface[column, y] = Cell(character: character, role: isUp ? .real : .synthetic)
      }
    }
  }

  /// Only an eighth, a half and a whole block hang from the top of a cell.
  private static func hanging(_ eighths: Int) -> Character {
    switch eighths {
    case ..<3: "▔"
    case 3..<7: "▀"
    default: "█"
    }
  }
}
