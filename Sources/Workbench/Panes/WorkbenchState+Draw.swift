import Screen

extension WorkbenchState {
  /// Draws everything. Cannot change the state and knows no terminal.
  package func draw(on surface: inout Surface) {
    let layout = Layout(self)
    surface.fill(surface.bounds)
    guard layout.form != .tooSmall else { return drawTooSmall(on: &surface) }
    if blanking.isBlank { return drawBlank(layout, on: &surface) }
    TitleLine.draw(self, layout, on: &surface)
    if let rule = layout.rule { drawRule(rule, layout, on: &surface) }
    for place in layout.places { draw(place, isOnly: layout.order.count == 1, on: &surface) }
    TutorialStrip.draw(self, in: layout.strip, on: &surface)
    StatusLine.draw(self, in: layout.status, on: &surface)
    Footer.draw(self, in: layout.footer, on: &surface)
    for layer in layers { draw(layer, in: layout, on: &surface) }
    if showsNextKeys { drawNextKeys(in: layout.body, on: &surface) }
  }

  private func draw(_ place: Layout.Place, isOnly: Bool, on surface: inout Surface) {
    guard let pane = Panes.named(place.pane) else { return }
    guard place.frame == .box else { return pane.draw(self, in: place.area, isFramed: false, on: &surface) }
    let inside = surface.box(
      place.area, title: pane.title(self), trailing: pane.trailing(self), isFocused: place.pane == focus || isOnly)
    pane.draw(self, in: inside, isFramed: true, on: &surface)
  }

  private func drawRule(_ area: Rect, _ layout: Layout, on surface: inout Surface) {
    let words = Views.named(view).rule(self)
    surface.rule(
      area, title: words.title, trailing: words.trailing,
      role: focus == layout.order.first ? .border : .borderFocus)
  }

  /// What may follow an unfinished chord, at the lower right.
  private func drawNextKeys(in body: Rect, on surface: inout Surface) {
    let lines = Commands.following(pendingKeys, in: view).filter { $0.command.isAvailable(self) }
    let width = min(body.size.width, 44)
    let height = min(body.size.height, lines.count + 2)
    let area = Rect(x: body.right - width, y: body.bottom - height, width: width, height: height)
    let typed = pendingKeys.map(\.label).joined()
    let inside = surface.box(area, title: "\(typed) …", trailing: "Esc", isFocused: true)
    for (row, line) in lines.prefix(inside.size.height).enumerated() {
      surface.write(line.keys.map(\.label).joined(), in: inside, line: row, indent: 1, role: .key)
      surface.write(line.command.name, in: inside, line: row, indent: 5)
    }
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
