import Screen

/// Sentences to read, wrapped to the width there is.
struct TextLayer: Equatable, Sendable {
  var title: String
  var lines: [String]
  var top = 0

  func size(in body: Rect) -> Size {
    let width = min(84, body.size.width - 2)
    return Size(width: width, height: min(wrapped(width: width - 4).count + 2, body.size.height))
  }

  func wrapped(width: Int) -> [String] { lines.flatMap { WrappedText.lines($0, width: width, indent: 0) } }
}

extension WorkbenchState {
  mutating func handle(_ key: Key, _ layer: TextLayer) -> [Effect] {
    let size = layer.size(in: Layout(self).body)
    let count = layer.wrapped(width: size.width - 4).count
    guard let top = ReadingKeys.top(after: key, from: layer.top, page: size.height - 2, count: count) else {
      layers.removeLast()
      return []
    }
    var next = layer
    next.top = top
    layers[layers.count - 1] = .text(next)
    return []
  }

  func draw(_ layer: TextLayer, in body: Rect, on surface: inout Surface) {
    let size = layer.size(in: body)
    let wrapped = layer.wrapped(width: size.width - 4)
    let position = ListWords.position(top: layer.top, height: size.height - 2, count: wrapped.count)
    let inside = Dialog.draw(
      title: layer.title, trailing: ListWords.joined(position, "Esc close"), size: size, in: body, on: &surface)
    for (row, line) in wrapped.dropFirst(layer.top).prefix(inside.size.height)
      .enumerated()
    {
      surface.write(line, in: inside, line: row)
    }
  }
}
