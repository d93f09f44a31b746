import Evaluation
import Screen

/// Two categories as a table of three-tone bars.
struct PairTable {
  var levels: PairLevels
  var isMono: Bool

  func draw(in area: Rect, on surface: inout Surface) {
    let label = min(max(4, area.size.width / 4), levels.rows.map(\.columns).max() ?? 4)
    let count = levels.columns.count
    let width = max(3, (area.size.width - label) / max(1, count) - 1)
    for column in levels.columns.indices {
      let x = area.left + label + 1 + column * (width + 1)
      surface.write(
        levels.columns[column], at: Point(x: x, y: area.top), role: .header, maxWidth: min(width, area.right - x),
        clipping: .ellipsis)
    }
    let lines = max(0, area.size.height - 1)
    // Rows stand apart where there is room.
    let step = levels.rows.count * 2 <= lines ? 2 : 1
    for row in levels.rows.indices where row * step < lines {
      let y = area.top + 1 + row * step
      surface.write(levels.rows[row], at: Point(x: area.left, y: y), maxWidth: label, clipping: .ellipsis)
      for column in 0..<count {
        let place = row * count + column
        let bar = Rect(x: area.left + label + 1 + column * (width + 1), y: y, width: width, height: 1)
        ThreeToneBar(real: levels.real[place], synthetic: levels.synthetic[place], largest: largest)
          .draw(in: bar.clipped(to: area), on: &surface, isMono: isMono)
      }
    }
  }

  private var largest: Double { (levels.real + levels.synthetic).max() ?? 0 }
}
