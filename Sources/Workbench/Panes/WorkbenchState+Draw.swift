import Screen

extension WorkbenchState {
  /// Draws everything. Cannot change the state and knows no terminal.
  package func draw(on surface: inout Surface) {
    let layout = Layout(self)
    surface.fill(surface.bounds)
    guard layout.form != .tooSmall else { return drawTooSmall(on: &surface) }
    if blanking.isBlank { return drawBlank(layout, on: &surface) }
    TitleLine.draw(self, layout, on: &surface)
    for place in layout.places { draw(place, isOnly: layout.order.count == 1, on: &surface) }
    if let rule = layout.rule { drawRule(rule, layout, on: &surface) }
    TutorialStrip.draw(self, in: layout.strip, on: &surface)
    StatusLine.draw(self, in: layout.status, on: &surface)
    Footer.draw(self, in: layout.footer, on: &surface)
    for layer in layers { draw(layer, in: layout, on: &surface) }
    if showsNextKeys { drawNextKeys(in: layout.body, on: &surface) }
  }

  private func draw(_ place: Layout.Place, isOnly: Bool, on surface: inout Surface) {
    guard let pane = Panes.named(place.pane) else { return }
    let isFocused = place.pane == focus || isOnly
    switch place.frame {
    case .none: break
    case .line:
      surface.rule(
        place.area.line(0), title: pane.title(self),
        trailing: ListWords.joined(pane.trailing(self), pane.position(self)), isHeavy: isFocused,
        role: isFocused ? .borderFocus : .border)
    case .box:
      surface.box(place.area, title: pane.title(self), trailing: pane.trailing(self), isFocused: isFocused)
      let bottom = place.area.splitRows(-1).bottom
      ListWords.write(
        pane.position(self), onFrame: Rect(x: bottom.left + 1, y: bottom.top, width: bottom.size.width - 2, height: 1),
        surface: &surface)
    }
    pane.draw(self, in: place.inside, isFramed: place.hasTitle, on: &surface)
  }

  private func drawRule(_ area: Rect, _ layout: Layout, on surface: inout Surface) {
    let words = Views.named(view).rule(self)
    surface.rule(
      area, title: words.title, trailing: words.trailing,
      role: focus == layout.order.first ? .border : .borderFocus)
    // The line is the upper edge of the panes below it and the lower one of those above, which may have another place for it.
    let below = layout.places.filter { $0.area.top == area.bottom }
    for place in below + layout.places.filter({ $0.area.bottom == area.top }) {
      guard let pane = Panes.named(place.pane), !pane.standing(self).isEmpty else { continue }
      let edge = Rect(x: place.area.left, y: area.top, width: place.area.size.width, height: 1)
      if ListWords.write(pane.standing(self), onFrame: edge, surface: &surface) { continue }
      if pane.hasHead { ListWords.write(pane.standing(self), onBlanksOf: place.area.line(0), surface: &surface) }
    }
  }

  /// What may follow an unfinished chord, at the lower right.
  private func drawNextKeys(in body: Rect, on surface: inout Surface) {
    let lines = nextKeyLines
    let width = min(body.size.width, 44)
    let height = min(body.size.height, lines.count + 2)
    let area = Rect(x: body.right - width, y: body.bottom - height, width: width, height: height)
    let typed = pendingKeys.map(\.label).joined()
    let inside = surface.box(area, title: "\(typed) …", trailing: "Esc", isFocused: true)
    for (row, line) in lines.prefix(inside.size.height).enumerated() {
      surface.write(line.keys, in: inside, line: row, indent: 1, role: .key)
      surface.write(line.words, in: inside, line: row, indent: 7)
    }
  }

  /// The rest of each chord with its command; the views are one line.
  private var nextKeyLines: [(keys: String, words: String)] {
    let all = Commands.following(pendingKeys, in: view).filter { $0.command.isAvailable(self) }
    let views = Set(Views.all.map { "show-\($0.name)" })
    let lines = all.filter { !views.contains($0.command.name) }.map {
      (keys: $0.keys.map(\.label).joined(), words: $0.command.name)
    }
    let shown = all.filter { views.contains($0.command.name) }
    guard let first = shown.first?.keys.first?.label, let last = shown.last?.keys.first?.label else { return lines }
    return lines + [(keys: "\(first) … \(last)", words: "go to view")]
  }

  private func drawTooSmall(on surface: inout Surface) {
    let needed = Layout.smallest
    let text = "Rowsmith needs \(needed.width)x\(needed.height), this is \(size.width)x\(size.height)"
    let x = max(0, (size.width - text.count) / 2)
    surface.write(text, at: Point(x: x, y: max(0, (size.height - 1) / 2)), role: .warn)
  }

  /// What can be drawn with: the user's wish, or what the theme says.
  package var shownTheme: Theme {
    var shown = theme
    if let glyphs { shown.glyphs = glyphs }
    return shown
  }
}
