/// A column's shape in ten cells of a list.
package struct Sparkline: Equatable, Sendable {
  package static let width = 10
  /// One below the full block: with it, neighbouring rows of a list would fuse.
  private static let highest = 7

  /// Shares by bin, 0...1.
  package var shares: [Double]
  /// The real shares on the same bins, when this is the synthetic side: bins that deviate are tinted.
  package var real: [Double]?
  /// How many rows the shares come from; 0 when unknown.
  package var rows: Int

  package init(shares: [Double], comparedWith real: [Double]? = nil, rows: Int = 0) {
    self.shares = shares
    self.real = real
    self.rows = rows
  }

  /// Draws at most `width` cells from `point` to the right.
  package func draw(at point: Point, width: Int = Sparkline.width, background: Role? = nil, on surface: inout Surface) {
    let bars = Bins.regrouped(shares, into: width)
    let others = real.map { Bins.regrouped($0, into: width) }
    let largest = (bars + (others ?? [])).max() ?? 0
    guard largest > 0 else { return }
    for (index, bar) in bars.enumerated() {
      let role = others.map { index < $0.count ? tone(bar, real: $0[index]) : .density } ?? .density
      var cell = Cell(character: Self.bar(bar / largest), role: role, background: background)
      cell.kind = .spark
      surface[point.x + index, point.y] = cell
    }
  }

  private static func bar(_ part: Double) -> Character {
    guard part > 0 else { return " " }
    return ThreeTone.vertical[(part * Double(highest)).clamped(to: 1...highest)]
  }

  /// Tinted above 1.5 points and above three standard errors of a share.
  private func tone(_ share: Double, real: Double) -> Role {
    let difference = share - real
    let error = rows > 0 ? (real * (1 - real) / Double(rows)).squareRoot() : 0
    guard abs(difference) > 0.015, abs(difference) > 3 * error else { return .density }
    return difference < 0 ? .real : .synthetic
  }
}
