import Glibc

/// A labelled place on an axis.
package struct AxisTick: Equatable, Sendable {
  /// In bins from the left edge: 0 is the first edge, the number of bins the last.
  package var position: Double
  package var label: String
  package init(position: Double, label: String) {
    self.position = position
    self.label = label
  }
}

/// Which round numbers to write below a chart, and drawing them.
package enum Axis {
  /// Ticks at round numbers inside the edges: multiples of 1, 2 or 5 × 10ⁿ, or of 1 and 3 × 10ⁿ on a logarithmic axis.
  /// - Parameters:
  ///   - edges: increasing; fewer than two give no ticks.
  ///   - maximum: how many ticks there is room for.
  package static func ticks(
    edges: [Double], isLogarithmic: Bool, maximum: Int, label: (Double) -> String = ShortNumber.text
  ) -> [AxisTick] {
    guard let first = edges.first, let last = edges.last, first < last, maximum > 0 else { return [] }
    let values = isLogarithmic && first > 0 ? decades(first, last, maximum) : multiples(first, last, maximum)
    return values.map { AxisTick(position: position(of: $0, in: edges), label: label($0)) }
  }

  /// Where `value` lies, in bins; inside a bin in proportion.
  package static func position(of value: Double, in edges: [Double]) -> Double {
    guard let first = edges.first, value > first else { return 0 }
    for index in edges.indices.dropFirst() where value <= edges[index] {
      let width = edges[index] - edges[index - 1]
      return Double(index - 1) + (width > 0 ? (value - edges[index - 1]) / width : 0)
    }
    return Double(edges.count - 1)
  }

  /// Draws ` ─┬────┬──` on the first line of `area` and the labels on the second.
  /// - Parameter columnsPerBin: how many cells a bin takes; the first bin begins at the left edge of `area`.
  package static func draw(_ ticks: [AxisTick], columnsPerBin: Double, in area: Rect, on surface: inout Surface) {
    surface.fill(area.line(0), character: "─", role: .dim)
    var free = area.left
    for tick in ticks {
      let column = area.left + (tick.position * columnsPerBin).clamped(to: 0...max(0, area.size.width - 1))
      surface[column, area.top] = Cell(character: "┬", role: .dim)
      let start = min(column, area.right - tick.label.columns)
      guard start >= free, start >= area.left else { continue }
      free = start + 1 + surface.write(tick.label, in: area, line: 1, indent: start - area.left, role: .dim)
    }
  }

  private static func multiples(_ first: Double, _ last: Double, _ maximum: Int) -> [Double] {
    let rough = (last - first) / Double(maximum)
    let power = pow(10, floor(log10(rough)))
    guard power > 0, power.isFinite else { return [] }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? 10 * power
    let start = (first / step).rounded(.up)
    // Zero is written without the noise of the multiplication.
    return (0...maximum + 1).map { (start + Double($0)) * step }.filter { $0 <= last + step * 1e-9 }
  }

  private static func decades(_ first: Double, _ last: Double, _ maximum: Int) -> [Double] {
    let low = log10(first).rounded(.down).clamped(to: -320...320)
    let high = log10(last).rounded(.up).clamped(to: -320...320)
    let powers = (low...max(low, high)).map { pow(10, Double($0)) }
    let fine = powers.flatMap { [$0, 3 * $0] }.filter { $0 >= first && $0 <= last }
    let coarse = powers.filter { $0 >= first && $0 <= last }
    if fine.count <= maximum { return fine.count < 2 ? multiples(first, last, maximum) : fine }
    let stride = (coarse.count + maximum - 1) / maximum
    return coarse.enumerated().filter { $0.offset % max(1, stride) == 0 }.map(\.element)
  }
}

/// Places on a logarithmic axis.
package enum LogScale {
  /// Where `value` lies between two numbers above 0, 0...1; smaller ones at 0.
  package static func share(_ value: Double, from least: Double, to most: Double) -> Double {
    guard value > least, least > 0, most > least else { return 0 }
    return min(1, log(value / least) / log(most / least))
  }
}
