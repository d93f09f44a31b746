/// One horizontal three-tone bar by itself, for tables of them on one scale.
package struct ThreeToneBar: Equatable, Sendable {
  package var real: Double
  package var synthetic: Double
  /// The share that fills the bar.
  package var largest: Double

  package init(real: Double, synthetic: Double, largest: Double) {
    (self.real, self.synthetic, self.largest) = (real, synthetic, largest)
  }

  package func draw(in area: Rect, on surface: inout Surface, isMono: Bool) {
    guard largest > 0 else { return }
    let scale = BarScale(shares: [largest], cells: area.size.width)
    for x in 0..<area.size.width {
      let cell = ThreeTone.cell(
        real: scale.length(real), synthetic: scale.length(synthetic), index: x, eighths: ThreeTone.horizontal,
        isMono: isMono)
      guard cell != .blank else { break }
      surface[area.left + x, area.top] = cell
    }
  }
}
