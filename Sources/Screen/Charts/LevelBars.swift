/// Horizontal three-tone bars of a categorical column: label, bar, real share, difference in points.
package struct LevelBars: Equatable, Sendable {
  package struct Level: Equatable, Sendable {
    package var label: String
    /// Share, 0...1.
    package var real: Double
    /// Nil while nothing has been drawn.
    package var synthetic: Double?
    package init(label: String, real: Double, synthetic: Double?) {
      self.label = label
      self.real = real
      self.synthetic = synthetic
    }
  }

  package var levels: [Level]
  /// Whether the first line names the columns of numbers.
  package var hasHead: Bool
  /// Whether levels that no synthetic row has are told.
  package var saysGone: Bool

  package init(levels: [Level], hasHead: Bool = false, saysGone: Bool = true) {
    self.levels = levels
    self.hasHead = hasHead
    self.saysGone = saysGone
  }

  /// How an area is divided.
  private struct Columns {
    var label: Int
    var bar: Int
    var hasShare: Bool
    var hasDifference: Bool
  }

  private static let shareWidth = 7
  private static let differenceWidth = 9
  private static let difference = "Δ points"
  private static let goneNote = " ! gone"

  /// Draws one level per row from the top; what does not fit is left out, so callers pool the rest first.
  package func draw(in area: Rect, on surface: inout Surface, isMono: Bool) {
    let columns = layout(width: area.size.width)
    guard columns.bar > 0 else { return }
    let scale = BarScale(shares: levels.flatMap { [$0.real, $0.synthetic ?? 0] }, cells: columns.bar)
    let (head, area) = area.splitRows(hasHead ? 1 : 0)
    if hasHead { drawHead(in: head, columns, on: &surface) }
    for (line, level) in levels.prefix(area.size.height).enumerated() {
      surface.write(
        level.label, at: Point(x: area.left, y: area.top + line), maxWidth: columns.label, clipping: .ellipsis)
      let bar = Rect(x: area.left + columns.label + 1, y: area.top + line, width: columns.bar, height: 1)
      drawBar(level, in: bar, scale, on: &surface, isMono)
      drawNumbers(level, in: area, line: line, columns, on: &surface)
    }
  }

  /// Labels take what the longest needs, at most a third; numbers go when there is no room for bars of eight cells.
  private func layout(width: Int) -> Columns {
    let longest = levels.map(\.label.columns).max() ?? 0
    let label = min(longest, max(4, width / 3))
    var bar = width - label - 1
    let hasShare = bar - Self.shareWidth >= 8
    if hasShare { bar -= Self.shareWidth }
    let note = levels.contains(where: isGone) ? Self.goneNote.columns : 0
    let hasDifference = hasShare && bar - Self.differenceWidth - note >= 8
    if hasDifference { bar -= Self.differenceWidth + note }
    return Columns(label: label, bar: max(0, bar), hasShare: hasShare, hasDifference: hasDifference)
  }

  private func isGone(_ level: Level) -> Bool {
    saysGone && level.real > 0 && level.synthetic == 0
  }

  private func drawBar(_ level: Level, in area: Rect, _ scale: BarScale, on surface: inout Surface, _ isMono: Bool) {
    let real = scale.length(level.real)
    let synthetic = level.synthetic.map(scale.length) ?? real
    for x in 0..<area.size.width {
      var cell = ThreeTone.cell(
        real: real, synthetic: synthetic, index: x, eighths: ThreeTone.horizontal, isMono: isMono)
      if level.synthetic == nil, cell.role == .agree { cell.role = .density }
      guard cell != .blank else { break }
      surface[area.left + x, area.top] = cell
    }
  }

  private func drawHead(in area: Rect, _ columns: Columns, on surface: inout Surface) {
    guard columns.hasShare else { return }
    let right = area.left + columns.label + 1 + columns.bar + Self.shareWidth
    surface.write("real", endingAt: right, y: area.top, role: .real)
    guard columns.hasDifference, levels.contains(where: { $0.synthetic != nil }) else { return }
    surface.write(Self.difference, endingAt: right + Self.differenceWidth, y: area.top, role: .header)
  }

  private func drawNumbers(_ level: Level, in area: Rect, line: Int, _ columns: Columns, on surface: inout Surface) {
    guard columns.hasShare else { return }
    let y = area.top + line
    var right = area.left + columns.label + 1 + columns.bar + Self.shareWidth
    surface.write(Percent.text(level.real) + "%", endingAt: right, y: y, role: .text)
    guard columns.hasDifference, let synthetic = level.synthetic else { return }
    right += Self.differenceWidth
    surface.write(Percent.signed(synthetic - level.real), endingAt: right, y: y, role: .dim)
    if isGone(level) { surface.write(Self.goneNote, at: Point(x: right, y: y), role: .warn) }
  }
}

/// Shares as percent with one decimal.
package enum Percent {
  /// `28.2` for 0.282.
  package static func text(_ share: Double) -> String {
    let tenths = (share * 1000).clamped(to: -99_999...99_999)
    let sign = tenths < 0 ? "−" : ""
    return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  /// `+5.1` or `−0.3`; `0.0` for no difference.
  package static func signed(_ share: Double) -> String {
    let text = text(share)
    return text.hasPrefix("−") || text == "0.0" ? text : "+" + text
  }
}
