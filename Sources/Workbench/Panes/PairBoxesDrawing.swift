import Evaluation
import Screen

/// The numbers of each level as box strips, real above synthetic: `├──▓▓┃▓▓▓──┤`.
struct PairBoxesDrawing {
  var boxes: PairBoxes
  var look: AxisLook

  func draw(in area: Rect, on surface: inout Surface) {
    let label = min(max(4, area.size.width / 4), boxes.boxes.map(\.level.columns).max() ?? 4)
    let (body, axis) = area.splitRows(-1)
    let strip = Rect(x: area.left + label + 1, y: area.top, width: area.size.width - label - 1, height: 1)
    for (index, box) in boxes.boxes.enumerated() where 2 * index + 1 < body.size.height {
      let y = body.top + 2 * index
      surface.write(box.level, at: Point(x: area.left, y: y), maxWidth: label, clipping: .ellipsis)
      for (line, quantiles, role) in [(y, box.real, Role.real), (y + 1, box.synthetic, .synthetic)] {
        let place = Rect(x: strip.left, y: line, width: strip.size.width, height: 1)
        BoxStrip(places: quantiles.map(boxes.scale.place)).draw(in: place, role: role, on: &surface)
      }
    }
    let (low, high) = (look.label(boxes.scale.lower), look.label(boxes.scale.upper))
    surface.write(low, at: Point(x: strip.left, y: axis.top), role: .dim, maxWidth: strip.size.width)
    surface.write(
      high, endingAt: strip.right, y: axis.top, role: .dim, maxWidth: max(0, strip.size.width - low.columns - 1))
  }
}
