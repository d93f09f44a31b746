import Screen

extension WorkbenchState {
  func draw(_ layer: Layer, in layout: Layout, on surface: inout Surface) {
    switch layer {
    case .list(let list): draw(list, in: layout.body, on: &surface)
    case .save(let save): draw(save, in: layout.body, on: &surface)
    case .text(let text): draw(text, in: layout.body, on: &surface)
    case .path(let path): draw(path, in: layout.body, on: &surface)
    case .difference(let difference): draw(difference, in: layout.body, on: &surface)
    case .words(let top): drawWords(top, in: layout.body, on: &surface)
    case .target(let target): draw(target, in: layout, on: &surface)
    case .event(let event): draw(event, in: layout.body, on: &surface)
    case .rule(let rule): draw(rule, in: layout.body, on: &surface)
    case .value, .filter, .quitGuard, .otherData, .reveal: break
    }
  }

  private func draw(_ list: ListLayer, in body: Rect, on surface: inout Surface) {
    let lines = list.lines(in: self)
    let count = lines.count { !$0.isHeading }
    let size = list.size(in: body)
    let inside = Dialog.draw(
      title: heading(list), trailing: "\(count) · Esc close", size: size, in: body, on: &surface)
    let (field, rest) = inside.splitRows(1)
    surface.write(list.content == .palette ? ":" : "/", in: field, line: 0, role: .key)
    list.field.draw(
      in: Rect(x: field.left + 2, y: field.top, width: max(2, field.size.width - 2), height: 1), on: &surface)
    let (items, help) = rest.splitRows(-1)
    drawLines(lines, list, in: items, on: &surface)
    if lines.indices.contains(list.selection) {
      surface.write(lines[list.selection].detail, in: help, line: 0, role: .dim)
    } else {
      let nearest = list.nearest(in: self).map { "; did you mean \($0)?" } ?? ""
      surface.write("nothing matches\(nearest)", in: help, line: 0, role: nearest.isEmpty ? .dim : .warn)
    }
  }

  private func heading(_ list: ListLayer) -> String {
    switch list.content {
    case .generators, .kinds, .rareEvents: "\(list.heading) of \(selectedName)"
    default: list.heading
    }
  }

  private func drawLines(_ lines: [ListLayer.Line], _ list: ListLayer, in area: Rect, on surface: inout Surface) {
    let keyWidth = min(14, lines.map(\.key.columns).max() ?? 0)
    let titleWidth = min(area.size.width / 2, 2 + (lines.filter { !$0.detail.isEmpty }.map(\.title.columns).max() ?? 0))
    for (row, line) in lines.dropFirst(list.top).prefix(area.size.height).enumerated() {
      let isSelected = row + list.top == list.selection
      let place = area.line(row)
      if isSelected { surface.tint(place, background: .selection) }
      if line.isHeading {
        surface.write(line.title, in: place, line: 0, role: .header)
        continue
      }
      surface.write(isSelected ? "▸" : line.isMarked ? "✓" : " ", in: place, line: 0, role: .cursor)
      surface.write(line.key, at: Point(x: place.left + 2, y: place.top), role: .key, maxWidth: keyWidth)
      let x = 2 + keyWidth + (keyWidth > 0 ? 2 : 0)
      let room = line.detail.isEmpty ? area.size.width - x : titleWidth
      surface.write(
        line.title, at: Point(x: place.left + x, y: place.top), role: isSelected ? .title : .text, maxWidth: room,
        clipping: .ellipsis)
      surface.write(line.detail, in: place, line: 0, indent: x + titleWidth, role: .dim)
    }
  }

  private func draw(_ save: SaveLayer, in body: Rect, on surface: inout Surface) {
    let size = Size(width: min(72, body.size.width - 2), height: 8)
    let inside = Dialog.draw(title: "Save recipe", size: size, in: body, on: &surface)
    let fields = [("name", save.name, !save.isFolderFocused), ("folder", save.folder, save.isFolderFocused)]
    for (row, (label, field, isFocused)) in fields.enumerated() {
      let line = inside.line(row + 1)
      surface.write(label, in: line, line: 0, role: isFocused ? .title : .dim)
      field.draw(
        in: Rect(x: line.left + 8, y: line.top, width: max(2, line.size.width - 8), height: 1), on: &surface,
        isFocused: isFocused)
    }
    let check = inside.line(4)
    if let taken = save.takenPath {
      surface.write("! \(taken) exists: r replaces it, or type another name", in: check, line: 0, role: .warn)
    } else {
      let bytes = save.bytes.map { " (\(Numbers.bytes($0)))" } ?? ""
      let used = surface.write("✓", in: check, line: 0, role: .good)
      surface.write("no real row is stored\(bytes)", in: check, line: 0, indent: used + 1, role: .dim)
    }
  }

  private func drawWords(_ top: Int, in body: Rect, on surface: inout Surface) {
    let lines = ChartWords.sentences(self)
    let size = Size(width: min(80, body.size.width - 2), height: min(lines.count + 2, body.size.height))
    let inside = Dialog.draw(title: "The chart in words", trailing: "Esc close", size: size, in: body, on: &surface)
    for (row, line) in lines.dropFirst(top).prefix(inside.size.height).enumerated() {
      surface.write(line, in: inside, line: row)
    }
  }
}
