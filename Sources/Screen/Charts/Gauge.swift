/// A thin line that shows a score: `━━━━━━━━━· 94`. Thin, so that neighbouring rows do not fuse.
package struct Gauge: Equatable, Sendable {
  /// 0...100.
  package var score: Double
  /// The score at the left end.
  package var lowest: Double

  package init(score: Double, lowest: Double = 50) {
    self.score = score
    self.lowest = lowest
  }

  package func draw(at point: Point, width: Int = 10, role: Role = .agree, on surface: inout Surface) {
    guard width > 0 else { return }
    let part = (score - lowest) / max(1, 100 - lowest)
    let halves = (part * Double(2 * width)).clamped(to: 0...2 * width)
    for x in 0..<width {
      let character: Character = 2 * x + 1 < halves ? "━" : 2 * x < halves ? "╸" : "·"
      surface[point.x + x, point.y] = Cell(character: character, role: character == "·" ? .dim : role)
    }
  }

  /// A part of a whole as a solid bar in eighths, as for missing shares: `██▌`.
  package static func drawPart(
    _ part: Double, at point: Point, width: Int = 7, role: Role = .null, on surface: inout Surface
  ) {
    guard part > 0, width > 0 else { return }
    let eighths = (part * Double(8 * width)).clamped(to: 1...8 * width)
    for x in 0..<width where eighths > 8 * x {
      surface[point.x + x, point.y] = Cell(
        character: ThreeTone.horizontal[min(8, eighths - 8 * x)], role: role)
    }
  }
}
