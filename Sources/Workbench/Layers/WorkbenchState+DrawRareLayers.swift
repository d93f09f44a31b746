import Screen
import Synthesis

extension WorkbenchState {
  /// In the line of the event where the list of events is seen, else in a box.
  func draw(_ layer: TargetLayer, in layout: Layout, on surface: inout Surface) {
    if let place = layout.place(of: EventsPane.name), selectedRareLine?.when == layer.condition {
      let lines = rareLines
      let grid = EventsPane.Grid(lines, width: place.inside.size.width)
      let line = rareSelection - rare.top + 1
      return draw(layer, at: grid.field(in: place.inside, line: line), on: &surface)
    }
    let size = Size(width: min(76, layout.body.size.width - 2), height: 7)
    let inside = Dialog.draw(title: "Target of \(layer.condition)", size: size, in: layout.body, on: &surface)
    surface.write("target", in: inside, line: 1, role: .dim)
    draw(layer, at: Rect(x: inside.left + 8, y: inside.top + 1, width: 14, height: 1), on: &surface)
    // Where there is no room for it the footer says it.
    let examples = "e.g. 20 = percent, 500 rows, x10"
    if inside.size.width >= 24 + examples.columns {
      surface.write(examples, in: inside, line: 1, indent: 24, role: .dim)
    }
    surface.write(layer.facts, in: inside, line: 2, indent: 8, role: .dim)
    let problem = WrappedText.lines(layer.problem, width: inside.size.width, indent: 0)
    for (row, line) in problem.prefix(2).enumerated() { surface.write(line, in: inside, line: 3 + row, role: .bad) }
  }

  /// `‹ 20 ›%`
  private func draw(_ layer: TargetLayer, at area: Rect, on surface: inout Surface) {
    let inner = Rect(x: area.left + 1, y: area.top, width: max(2, area.size.width - 3), height: 1)
    surface.fill(area)
    surface.write("‹", at: area.origin, role: .key)
    layer.field.draw(in: inner, on: &surface, role: layer.isFresh ? .title : .text)
    surface.write("›" + (layer.isPercent ? "%" : ""), at: Point(x: area.right - 2, y: area.top), role: .key)
  }

  func draw(_ layer: EventLayer, in body: Rect, on surface: inout Surface) {
    let size = Size(width: min(84, body.size.width - 2), height: min(14, body.size.height))
    let inside = Dialog.draw(title: "New event", size: size, in: body, on: &surface)
    surface.write("rows where", in: inside, line: 0, role: .dim)
    let field = Rect(x: inside.left + 11, y: inside.top, width: max(2, inside.size.width - 11), height: 1)
    layer.field.draw(in: field, on: &surface)
    drawCount(layer, in: inside.splitRows(1).bottom, on: &surface)
    let list = inside.splitRows(min(5, inside.size.height / 2)).bottom
    let completion = ConditionCompletion(layer.field, in: self)
    surface.write(completion.restWords, endingAt: inside.right, y: list.top - 1, role: .dim)
    for (row, choice) in completion.choices.prefix(max(0, list.size.height - 1)).enumerated() {
      let line = list.line(row)
      let isChosen = row == layer.choice
      if isChosen { surface.tint(line, background: .selection) }
      surface.write(isChosen ? "▸" : " ", in: line, line: 0, role: .cursor)
      surface.write(choice.text, in: line, line: 0, indent: 2, role: isChosen ? .title : .text)
      surface.write(choice.summary, in: line, line: 0, indent: min(30, line.size.width / 2), role: .dim)
    }
    surface.write(
      "Tab takes ▸   and or not in between is missing q(0.99)", in: list, line: list.size.height - 1, role: .dim)
  }

  private func drawCount(_ layer: EventLayer, in area: Rect, on surface: inout Surface) {
    if !layer.problem.isEmpty {
      let lines = WrappedText.lines(layer.problem, width: area.size.width, indent: 0)
      for (row, line) in lines.prefix(3).enumerated() {
        surface.write(line, in: area, line: row, role: layer.isRefused ? .bad : .dim)
      }
      return
    }
    guard let found = layer.found else {
      let words = jobs[.count] == nil ? String(EventsPane.example(self).dropFirst(2)) : "counting…"
      surface.write(words, in: area, line: 0, indent: 11, role: .dim)
      return
    }
    let words = "\(Numbers.grouped(found.rows)) real rows (\(RareTarget.percent(found.share)))"
    let isFew = found.rows < DrawnRareEvent.advisedSupport
    surface.write(
      isFew ? "! \(words): few to tell what is typical of it" : "✓ \(words) support this", in: area, line: 0,
      indent: 11,
      role: isFew ? .warn : .good)
  }
}
