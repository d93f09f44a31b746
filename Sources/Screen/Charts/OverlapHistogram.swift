/// The three-tone histogram of a real and a synthetic column on the same bins.
package struct OverlapHistogram: Equatable, Sendable {
  /// The atom at zero of a zero-inflated column, drawn as a bar of its own at the left.
  package struct ZeroBar: Equatable, Sendable {
    package var real: Double
    package var synthetic: Double
    package init(real: Double, synthetic: Double) {
      self.real = real
      self.synthetic = synthetic
    }
  }

  /// Shares by bin, 0...1.
  package var real: [Double]
  /// Same bins; nil while nothing has been drawn: the real side is then shown alone, without a verdict.
  package var synthetic: [Double]?
  package var zeroBar: ZeroBar?
  /// In bins of `real`.
  package var ticks: [AxisTick]
  /// Whether the first bin also holds what lies below the axis, and the last what lies above; marked on it.
  package var holdsLower = false
  package var holdsHigher = false
  package var isLogarithmic: Bool

  package init(
    real: [Double], synthetic: [Double]?, zeroBar: ZeroBar? = nil, ticks: [AxisTick] = [], isLogarithmic: Bool = false
  ) {
    self.real = real
    self.synthetic = synthetic
    self.zeroBar = zeroBar
    self.ticks = ticks
    self.isLogarithmic = isLogarithmic
  }

  /// Columns of the bar at zero and the gap after it.
  private static let zeroWidth = 3

  /// How many bins fit in `width` columns.
  package static func capacity(width: Int, hasZeroBar: Bool) -> Int {
    max(1, width - (hasZeroBar ? zeroWidth : 0))
  }

  /// Cells that a bin takes in a chart of `width` columns.
  package static func cells(of count: Int, width: Int, hasZeroBar: Bool) -> Double {
    Bins.cells(of: count, in: capacity(width: width, hasZeroBar: hasZeroBar))
  }

  /// The bin that stands at a column of the chart, counted from its left edge; nil on the bar at zero and behind the last.
  package static func bin(at column: Int, of count: Int, width: Int, hasZeroBar: Bool) -> Int? {
    let place = column - (hasZeroBar ? zeroWidth : 0)
    let room = capacity(width: width, hasZeroBar: hasZeroBar)
    guard count > 0, place >= 0, place < room else { return nil }
    if count >= room { return min(count - 1, place * count / room) }
    // In a cell on a border the bin that has more of it.
    let bin = Int((Double(place) + 0.5) / Bins.cells(of: count, in: room))
    return bin < count ? bin : nil
  }

  /// The columns of a chart at which some bins stand.
  package static func columns(of bins: ClosedRange<Int>, count: Int, width: Int, hasZeroBar: Bool) -> Range<Int> {
    let places = (0..<max(0, width)).filter { column in
      bin(at: column, of: count, width: width, hasZeroBar: hasZeroBar).map(bins.contains) ?? false
    }
    guard let first = places.first, let last = places.last else { return 0..<0 }
    return first..<last + 1
  }

  /// Draws the bars, and below them the axis line and its labels (when `area` has at least four rows).
  package func draw(in area: Rect, on surface: inout Surface, isMono: Bool) {
    let hasAxis = area.size.height >= 4
    let (plot, axis) = area.splitRows(hasAxis ? -2 : area.size.height)
    let (zeroArea, binArea) = plot.splitColumns(zeroBar == nil ? 0 : Self.zeroWidth)
    let bins = fitted(to: binArea.size.width)
    guard bins.columns > 0, plot.size.height > 0 else { return }
    let scale = BarScale(shares: bins.all + zeroShares, cells: plot.size.height, isLogarithmic: isLogarithmic)
    drawZero(in: zeroArea, scale, on: &surface, isMono)
    for index in bins.real.indices {
      let strip = Rect(
        x: binArea.left + index * bins.columns, y: plot.top, width: bins.columns, height: plot.size.height)
      drawBar(bins.real[index], bins.synthetic?[index], in: strip, scale, on: &surface, isMono)
    }
    guard hasAxis else { return }
    drawAxis(axis, bins, on: &surface)
  }

  /// The chart as characters, one string per row: for exports and tests.
  package func lines(width: Int, height: Int, isMono: Bool = true) -> [String] {
    var surface = Surface(size: Size(width: width, height: height))
    draw(in: surface.bounds, on: &surface, isMono: isMono)
    return surface.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private struct Fitted {
    var real: [Double]
    var synthetic: [Double]?
    var columns: Int
    var all: [Double] { real + (synthetic ?? []) }
  }

  private var zeroShares: [Double] { zeroBar.map { [$0.real, $0.synthetic] } ?? [] }

  private func fitted(to width: Int) -> Fitted {
    let other = synthetic.map {
      Array($0.prefix(real.count)) + Array(repeating: 0, count: max(0, real.count - $0.count))
    }
    let own = Bins.bars(real, width: width)
    return Fitted(
      real: own.heights, synthetic: other.map { Bins.bars($0, width: width).heights }, columns: own.cells)
  }

  private func drawZero(in area: Rect, _ scale: BarScale, on surface: inout Surface, _ isMono: Bool) {
    guard let zeroBar, area.size.width >= Self.zeroWidth else { return }
    let strip = Rect(x: area.left, y: area.top, width: Self.zeroWidth - 1, height: area.size.height)
    drawBar(zeroBar.real, synthetic == nil ? nil : zeroBar.synthetic, in: strip, scale, on: &surface, isMono)
  }

  private func drawBar(
    _ real: Double, _ synthetic: Double?, in strip: Rect, _ scale: BarScale, on surface: inout Surface, _ isMono: Bool
  ) {
    let height = scale.length(real)
    let other = synthetic.map(scale.length) ?? height
    for row in 0..<strip.size.height {
      var cell = ThreeTone.cell(
        real: height, synthetic: other, index: row, eighths: ThreeTone.vertical, isMono: isMono)
      if synthetic == nil, cell.role == .agree { cell.role = .density }
      guard cell != .blank else { break }
      for x in strip.left..<strip.right { surface[x, strip.bottom - 1 - row] = cell }
    }
  }

  private func drawAxis(_ area: Rect, _ bins: Fitted, on surface: inout Surface) {
    let offset = zeroBar == nil ? 0 : Self.zeroWidth
    let (zero, rest) = area.splitColumns(offset)
    if offset > 0 {
      Axis.draw([AxisTick(position: 0, label: "0")], columnsPerBin: 1, in: zero, on: &surface)
      surface[zero.right - 1, zero.top] = .blank
    }
    let columnsPerBin = Double(bins.real.count * bins.columns) / Double(max(1, real.count))
    Axis.draw(ticks, columnsPerBin: columnsPerBin, in: rest, on: &surface)
    let end = rest.left + min(rest.size.width, bins.real.count * bins.columns) - 1
    if holdsLower { surface[rest.left, rest.top] = Cell(character: "◂", role: .warn) }
    if holdsHigher, end > rest.left { surface[end, rest.top] = Cell(character: "▸", role: .warn) }
  }
}
