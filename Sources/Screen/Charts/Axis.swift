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
  ///   - width: cells of the axis; there are as many ticks as have room, see `roomy`.
  ///   - isWhole: only whole numbers are values.
  package static func ticks(
    edges: [Double], isLogarithmic: Bool, width: Int, isWhole: Bool = false,
    label: (Double) -> String = ShortNumber.text
  ) -> [AxisTick] {
    guard let first = edges.first, let last = edges.last, first < last, width > 0 else { return [] }
    let scales = isLogarithmic && first > 0 ? decades(first, last) : []
    let all = scales + steps(first, last, isWhole).map { multiples(of: $0, first, last) }
    for values in all {
      if let ticks = roomy(values, edges: edges, width: width, label: label) { return ticks }
    }
    return ticks(at: all.first { $0.count == 1 } ?? [], edges: edges, label: label)
  }

  /// Ticks at two values or more with as much room between their labels as they need to be read; nil where their labels have no room below an axis of so
  /// many cells. The last one may be left out, as its label cannot stand to the right of its place.
  package static func roomy(
    _ values: [Double], edges: [Double], width: Int, label: (Double) -> String
  ) -> [AxisTick]? {
    guard values.count > 1, values.count <= max(3, width / leastCells) else { return nil }
    var ticks = ticks(at: values, edges: edges, label: label)
    let most = max(2, width / max(leastCells, 4 + (ticks.map(\.label.columns).max() ?? 0)))
    guard ticks.count <= most + 1 else { return nil }
    let cells = Double(width) / Double(max(1, edges.count - 1))
    var free = 0
    for (index, tick) in ticks.enumerated() {
      let column = (tick.position * cells).clamped(to: 0...max(0, width - 1))
      let start = min(column, width - tick.label.columns)
      guard start >= free else {
        guard index == ticks.count - 1, index > 1 else { return nil }
        ticks.removeLast()
        return ticks
      }
      free = start + tick.label.columns + 2
    }
    return ticks.count <= most ? ticks : nil
  }

  /// Ticks at these values, whether or not there is room.
  package static func ticks(at values: [Double], edges: [Double], label: (Double) -> String) -> [AxisTick] {
    let labels = values.map(label)
    // Numbers that differ in their fourth digit are no ticks to go by unless all are written out: 2k, 2005, 2010.
    let isNumber = zip(values, labels).allSatisfy { ShortNumber.text($0) == $1 }
    let isWritten =
      isNumber && (Set(labels).count < labels.count || labels.contains { $0.count > 3 && Int($0) != nil })
    return zip(values, labels).map { value, short in
      AxisTick(position: position(of: value, in: edges), label: isWritten ? ShortNumber.whole(value) ?? short : short)
    }
  }

  /// Of a tick with the shortest label.
  private static let leastCells = 5

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

  /// Round steps from a hundredth of the span to all of it.
  private static func steps(_ first: Double, _ last: Double, _ isWhole: Bool) -> [Double] {
    // Half of each first: the span itself may be too large for a number.
    let span = last / 2 - first / 2
    let power = floor(log10(span))
    guard power.isFinite else { return [] }
    let steps = (-2...1).flatMap { offset in [1, 2, 5].map { $0 * pow(10, power + Double(offset)) } }
    return steps.filter { $0 > 0 && $0.isFinite && (!isWhole || $0 >= 1) && $0 <= 2 * span }
  }

  private static func multiples(of step: Double, _ first: Double, _ last: Double) -> [Double] {
    let start = (first / step).rounded(.up)
    let count = (last / step - start + 1e-9).clamped(to: -1...1_000)
    guard start.isFinite, count >= 0 else { return [] }
    // Zero is written without the noise of the multiplication.
    return (0...count).map { (start + Double($0)) * step }.filter { $0 <= last + step * 1e-9 }
  }

  /// 1 and 3 of every power of ten, every power, every second one, …
  private static func decades(_ first: Double, _ last: Double) -> [[Double]] {
    let low = log10(first).rounded(.down).clamped(to: -320...320)
    let high = log10(last).rounded(.up).clamped(to: -320...320)
    let powers = (low...max(low, high)).map { pow(10, Double($0)) }
    func inside(_ values: [Double]) -> [Double] { values.filter { $0 >= first && $0 <= last } }
    let coarse = inside(powers)
    return [inside(powers.flatMap { [$0, 3 * $0] })]
      + (1...max(1, coarse.count)).map { stride in
        coarse.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
      }
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
