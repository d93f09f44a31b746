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
    let page = list.page(in: body)
    // Headings are no lines of the list.
    let count = lines.count { !$0.isHeading }
    let above = lines.prefix(list.top).count { !$0.isHeading }
    let shown = lines.dropFirst(list.top).prefix(page).count { !$0.isHeading }
    let position = ListWords.position(top: above, height: shown, count: count)
    let inside = Dialog.draw(
      title: heading(list), trailing: "\(position.isEmpty ? "\(count)" : position) · Esc close",
      size: list.size(in: body), in: body, on: &surface)
    let (field, rest) = inside.splitRows(1)
    surface.write(list.content == .palette ? ":" : "/", in: field, line: 0, role: .key)
    list.field.draw(
      in: Rect(x: field.left + 2, y: field.top, width: max(2, field.size.width - 2), height: 1), on: &surface)
    let (items, help) = rest.splitLastRows(list.helpLines(in: body))
    drawLines(lines, list, in: items, on: &surface)
    if let objection = list.objection(lines, in: self) {
      surface.write(objection.text, in: help, line: 0, role: objection.isWarning ? .warn : .dim)
      return
    }
    guard lines.indices.contains(list.selection) else { return }
    let selected = lines[list.selection]
    let words =
      selected.detail.isEmpty && selected.title.columns > help.size.width - 4
      ? selected.title
      : [selected.facts, selected.detail].map { $0.split(separator: " ").joined(separator: " ") }
        .filter { !$0.isEmpty }.joined(separator: " · ")
    let wrapped = WrappedText.lines(words, width: help.size.width, indent: 0)
    for (row, text) in wrapped.prefix(help.size.height).enumerated() {
      let isCut = row == help.size.height - 1 && wrapped.count > help.size.height
      surface.write(isCut ? text + " …" : text, in: help, line: row, role: .dim)
    }
  }

  private func heading(_ list: ListLayer) -> String {
    if let title = list.title { return title }
    switch list.content {
    case .generators, .kinds: return "\(list.heading) of \(selectedName)"
    default: return list.heading
    }
  }

  private func drawLines(_ lines: [ListLayer.Line], _ list: ListLayer, in area: Rect, on surface: inout Surface) {
    let keyWidth = min(area.size.width < 60 ? 10 : 18, lines.map(\.key.columns).max() ?? 0)
    let x = 2 + keyWidth + (keyWidth > 0 ? 2 : 0)
    let longest = lines.filter { !$0.detail.isEmpty }.map(\.title.columns).max() ?? 0
    let wide = min(area.size.width / 2, 2 + longest)
    // A few letters of each detail tell nothing; that of the selected line stands whole below the list.
    let hasDetails = area.size.width - x - wide >= 24
    let titleWidth = hasDetails ? wide : area.size.width - x
    for (row, line) in lines.dropFirst(list.top).prefix(area.size.height).enumerated() {
      let isSelected = row + list.top == list.selection
      let place = area.line(row)
      if isSelected { surface.tint(place, background: .selection) }
      if line.isHeading {
        surface.write(line.title, in: place, line: 0, role: .header)
        continue
      }
      surface.write(isSelected ? "▸" : line.isMarked ? "✓" : " ", in: place, line: 0, role: .cursor)
      surface.write(
        line.key, at: Point(x: place.left + 2, y: place.top), role: line.keyRole, maxWidth: keyWidth,
        clipping: .ellipsis)
      let room = line.detail.isEmpty ? area.size.width - x : titleWidth - (hasDetails ? 2 : 0)
      surface.write(
        line.title, at: Point(x: place.left + x, y: place.top), role: isSelected ? .title : .text, maxWidth: room,
        clipping: .ellipsis)
      guard hasDetails else { continue }
      let used = surface.write(line.facts, in: place, line: 0, indent: x + titleWidth, role: .dim)
      surface.write(line.detail, in: place, line: 0, indent: x + titleWidth + used, role: .dim)
    }
  }

  private func draw(_ save: SaveLayer, in body: Rect, on surface: inout Surface) {
    let width = min(72, body.size.width - 2)
    let notes = notes(save, width: width - 4)
    let size = Size(width: width, height: min(notes.count + 6, body.size.height))
    let inside = Dialog.draw(title: "Save recipe", size: size, in: body, on: &surface)
    let fields = [("name", save.name, !save.isFolderFocused), ("folder", save.folder, save.isFolderFocused)]
    for (row, (label, field, isFocused)) in fields.enumerated() {
      let line = inside.line(row + 1)
      surface.write(label, in: line, line: 0, role: isFocused ? .title : .dim)
      field.draw(
        in: Rect(x: line.left + 8, y: line.top, width: max(2, line.size.width - 8), height: 1), on: &surface,
        isFocused: isFocused)
    }
    for (row, note) in notes.enumerated() { surface.write(note.text, in: inside, line: row + 4, role: note.role) }
  }

  /// What is said under the fields, in lines of `width`.
  private func notes(_ save: SaveLayer, width: Int) -> [(text: String, role: Role)] {
    var notes: [(String, Role)] = []
    if let taken = save.takenPath {
      let answers = ["Enter saves as \(save.offeredName)", "^r replaces it"]
      let line = "  " + answers.joined(separator: "   ")
      let lines = line.columns <= width ? [line] : answers.map { "  " + $0 }
      notes += (["! \(taken) exists"] + lines).map { ($0, .warn) }
    } else {
      notes.append(("✓ no real row is stored" + (save.bytes.map { " (\(Numbers.bytes($0)))" } ?? ""), .good))
    }
    let run = "then run " + save.command
    guard run.columns > width else { return notes + [("", .dim), (run, .dim)] }
    return notes + [("", .dim), ("then run", .dim), ("  " + save.command, .dim)]
  }

  private static func chartWordWidth(in body: Rect) -> Int { min(80, body.size.width - 2) }

  /// The chart in words, as lines of the box that shows them.
  var chartWordLines: [String] {
    let width = Self.chartWordWidth(in: Layout(self).body) - 4
    return ChartWords.sentences(self).flatMap { WrappedText.lines($0, width: width, indent: 0) }
  }

  private func drawWords(_ top: Int, in body: Rect, on surface: inout Surface) {
    let lines = chartWordLines
    let size = Size(width: Self.chartWordWidth(in: body), height: min(lines.count + 2, body.size.height))
    let position = ListWords.position(top: top, height: size.height - 2, count: lines.count)
    let inside = Dialog.draw(
      title: "The chart in words", trailing: ListWords.joined(position, "Esc close"), size: size, in: body, on: &surface
    )
    for (row, line) in lines.dropFirst(top).prefix(inside.size.height).enumerated() {
      surface.write(line, in: inside, line: row)
    }
  }
}
