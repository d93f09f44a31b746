import Screen

extension WorkbenchState {
  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .press: return layers.isEmpty ? click(at: mouse.position) : clickInLayer(at: mouse.position)
    case .drag: return drag(to: mouse.position)
    case .wheelUp: return wheel(by: -3, at: mouse.position)
    case .wheelDown: return wheel(by: 3, at: mouse.position)
    case .release:
      press = nil
      return []
    }
  }

  private mutating func click(at point: Point) -> [Effect] {
    let layout = Layout(self)
    status = StatusMessage()
    if let view = view(at: point, layout) { return show(view) }
    if point.y == layout.footer.top { return clickFooter(at: point.x, layout) }
    guard let place = layout.places.first(where: { $0.area.contains(point) }) else { return [] }
    focus = place.pane
    let inside = Point(x: point.x - place.inside.left, y: point.y - place.inside.top)
    let now = PressedPane(pane: place.pane, point: inside)
    guard let pane = Panes.named(place.pane) else { return [] }
    if jobs[.click] != nil, lastPress == now {
      (jobs[.click], press) = (nil, nil)
      return pane.doubleClick(&self, at: inside, in: place)
    }
    (press, lastPress) = (now, now)
    let second = start(.wait, in: .click, title: "", delay: 0.4)
    return pane.click(&self, at: inside, in: place) + second
  }

  /// From where the press was; what is outside the pane counts as its edge.
  private mutating func drag(to point: Point) -> [Effect] {
    guard layers.isEmpty, let press, let place = Layout(self).place(of: press.pane) else { return [] }
    let size = place.inside.size
    let inside = Point(
      x: min(max(0, point.x - place.inside.left), max(0, size.width - 1)),
      y: min(max(0, point.y - place.inside.top), max(0, size.height - 1)))
    guard inside.x != press.point.x || range != nil else { return [] }
    return Panes.named(press.pane)?.drag(&self, from: press.point, to: inside, in: place) ?? []
  }

  private func view(at point: Point, _ layout: Layout) -> String? {
    let line = layout.form == .wide ? layout.tabs : layout.title
    guard isOpen, line.contains(point) else { return nil }
    let start = layout.form == .wide ? line.left + 1 : line.left
    return TitleLine.tabs(layout.form, view: view).index(at: point.x - start).map { Views.all[$0].name }
  }

  private mutating func clickFooter(at x: Int, _ layout: Layout) -> [Effect] {
    let width = layout.footer.size.width
    return Footer.command(at: x - layout.footer.left, width: width, in: self).map { run($0.name) } ?? []
  }

  /// A click beside the box closes the layer; a click on a line chooses it.
  private mutating func clickInLayer(at point: Point) -> [Effect] {
    guard case .list(var list)? = layers.last else { return [] }
    let body = Layout(self).body
    let frame = body.centered(list.size(in: body))
    guard frame.contains(point) else { return handleInLayer(.escape) }
    let line = point.y - frame.top - 2 + list.top
    guard line >= list.top, list.lines(in: self).indices.contains(line) else { return [] }
    list.selection = line
    layers[layers.count - 1] = .list(list)
    return handleInLayer(.enter)
  }

  private mutating func wheel(by steps: Int, at point: Point) -> [Effect] {
    if case .list(var list)? = layers.last {
      let count = list.lines(in: self).count
      list.selection = max(0, min(count - 1, list.selection + steps))
      list.scroll(page: layerLines(list))
      layers[layers.count - 1] = .list(list)
      return []
    }
    guard layers.isEmpty, let place = Layout(self).places.first(where: { $0.area.contains(point) }) else { return [] }
    return Panes.named(place.pane)?.wheel(&self, by: steps) ?? []
  }
}
