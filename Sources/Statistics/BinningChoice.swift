import Glibc

/// How a histogram's bins are to be chosen.
package struct BinningChoice: Hashable, Sendable {
  /// What the values are multiples of; a bin holds whole multiples, so that no bin is fuller only for its place.
  package enum Grid: Hashable, Sendable {
    case continuous
    /// Multiples of 10 to the minus this; 0 for integers.
    case decimals(Int)
    /// Integers with these bin widths, rising (hours, days, weeks). Bins of `anchor` or more begin at the multiple of
    /// `anchor` at or below the first value (the first day), narrower ones at multiples of themselves.
    case steps([Double], anchor: Double)
  }

  /// 1...1,000.
  package var maximumBins: Int
  /// Doublings (positive) or halvings (negative) of the number of bins, within `maximumBins`.
  package var refinement: Int
  /// nil: logarithmic where all values are positive (zeros apart) and strongly skewed.
  package var logarithmic: Bool?
  package var grid: Grid

  package init(
    maximumBins: Int = 60, refinement: Int = 0, logarithmic: Bool? = nil, grid: Grid = .continuous
  ) {
    self.maximumBins = min(1_000, max(1, maximumBins))
    self.refinement = min(10, max(-10, refinement))
    self.logarithmic = logarithmic
    self.grid = grid
  }

  /// Bins for finite numbers: Freedman and Diaconis (1981), at least Sturges' number, capped, widths snapped to 1, 2, 2.5 or
  /// 5 times a power of ten (decades on a logarithmic scale).
  ///
  /// Bins span the central range: an end of the data further from the 1 % or 99 % quantile than these are from each other
  /// is left to the open outer bin, so that one wild value neither asks for countless bins nor leaves one useful bin. A
  /// column of many zeros has them in a bar of their own.
  /// - Parameter sorted: rising; may be empty.
  package func bins(forSorted sorted: [Double]) -> Binning {
    guard let least = sorted.first else { return Binning(edges: [0, 1]) }
    let zeros = Self.zeros(in: sorted)
    let others = zeros.isEmpty ? sorted : Array(sorted[..<zeros.lowerBound] + sorted[zeros.upperBound...])
    if least >= 0, wantsLogarithm(others) {
      return Binning(edges: logarithmicEdges(others), isLogarithmic: true, hasZeroBar: !zeros.isEmpty)
    }
    let plain = Binning(edges: linearEdges(sorted))
    guard zeros.count * 20 >= sorted.count, !others.isEmpty, !hasOwnBin(0, in: plain) else { return plain }
    let apart = Binning(edges: linearEdges(others), hasZeroBar: true)
    let fullest = apart.counts(of: others).max() ?? 0
    return zeros.count >= 2 * fullest ? apart : plain
  }

  private static func zeros(in sorted: [Double]) -> Range<Int> {
    let start = sorted.partitioningIndex { $0 >= 0 }
    return start..<max(start, sorted.partitioningIndex { $0 > 0 })
  }

  /// Whether the bin of `value` can hold no other value of the grid.
  private func hasOwnBin(_ value: Double, in binning: Binning) -> Bool {
    let bar = binning.bar(of: value)
    return binning.edges[bar + 1] - binning.edges[bar] < 1.5 * unit
  }

  /// The distance between neighbours of the grid, 0 where there is none.
  private var unit: Double {
    switch grid {
    case .continuous: 0
    case .decimals(let digits): pow(10, -Double(digits))
    case .steps: 1
    }
  }
}

// MARK: - The range to show

/// Quantiles of the values on the scale of the bins, and the range that the bins span.
private struct View {
  let low: Double
  let high: Double
  let quartileRange: Double
  let count: Int

  /// - Parameters:
  ///   - sorted: not empty.
  ///   - scale: from values to the scale of the bins, rising.
  init(_ sorted: [Double], scale: (Double) -> Double) {
    let last = Double(sorted.count - 1)
    let (least, most) = (scale(sorted[0]), scale(sorted[sorted.count - 1]))
    let (lower, upper) = (scale(sorted[Int(0.25 * last)]), scale(sorted[Int((0.75 * last).rounded(.up))]))
    // Order statistics, not interpolations: in a small sample one wild value must not pull the quantile.
    var inner = scale(sorted[Int((0.01 * last).rounded(.up))])
    var outer = scale(sorted[Int((0.99 * last).rounded(.down))])
    quartileRange = upper - lower
    count = sorted.count
    if quartileRange > 0 {
      inner = max(inner, lower - 10 * quartileRange)
      outer = min(outer, upper + 10 * quartileRange)
    }
    let span = outer - inner
    low = span > 0 && inner - least > span ? inner - span : least
    high = span > 0 && most - outer > span ? outer + span : most
  }

  /// The width of a bin on the scale of the bins, for at most `maximum` bins.
  func width(_ choice: BinningChoice) -> Double {
    let n = Double(count)
    let wanted = quartileRange > 0 ? (high - low) * cbrt(n) / (2 * quartileRange) : 2 * cbrt(n)
    let automatic = min(Double(choice.maximumBins), max(wanted.rounded(.up), (log2(n) + 1).rounded(.up)))
    let refined = (automatic * pow(2, Double(choice.refinement))).rounded()
    return (high - low) / min(Double(choice.maximumBins), max(1, refined))
  }
}

// MARK: - Linear scale

extension BinningChoice {
  private func linearEdges(_ sorted: [Double]) -> [Double] {
    // Far from 1 the arithmetic is done on scaled numbers, so that no difference overflows or vanishes.
    let largest = max(abs(sorted[0]), abs(sorted[sorted.count - 1]))
    let scale = largest > 1e300 ? 0x1p-100 : largest < 1e-250 && largest > 0 ? 0x1p700 : 1
    let view = View(sorted) { $0 * scale }
    let edges = view.high > view.low ? snappedEdges(view) : edges(around: view.low)
    return Self.rising(edges.map { min(.greatestFiniteMagnitude, max(-.greatestFiniteMagnitude, $0 / scale)) })
  }

  /// The candidate width nearest to the wanted one (by ratio) that keeps within the maximum. Few neighbours on the grid
  /// have a bin each.
  private func snappedEdges(_ view: View) -> [Double] {
    let span = view.high - view.low
    if refinement >= 0, span < 12.5 * unit, span < (Double(maximumBins) - 0.5) * unit {
      return Width(units: 1, exponent: gridExponent, layout: .centred).edges(view.low, view.high)
    }
    let wanted = view.width(self)
    var best: Width?
    var bestDistance = Double.infinity
    for width in candidates(near: wanted, from: view.low)
    where width.binCount(view.low, view.high) <= Double(maximumBins) {
      let distance = abs(log(width.value / wanted))
      if distance < bestDistance { (best, bestDistance) = (width, distance) }
    }
    return best?.edges(view.low, view.high) ?? [view.low, view.high]
  }

  private var gridExponent: Int { if case .decimals(let digits) = grid { -digits } else { 0 } }

  private func candidates(near wanted: Double, from low: Double) -> [Width] {
    let single = Width(units: 1, exponent: gridExponent, layout: .centred)
    switch grid {
    case .continuous:
      return Self.roundWidths(near: wanted, layout: .continuous)
    case .decimals(let digits):
      let rounds = Self.roundWidths(near: max(wanted, unit), layout: .gridded(origin: 0))
      return [single] + rounds.filter { $0.isMultiple(ofTenToThe: -digits) && $0.value > 1.5 * unit }
    case .steps(let steps, let anchor):
      let longest = steps.last ?? 1
      let factors = Self.roundWidths(near: max(1, wanted / longest), layout: .continuous).map(\.value)
      let longer = factors.filter { $0 == $0.rounded() }.map { $0 * longest }
      return (steps + longer).map { step in
        let origin = step >= anchor ? (low / anchor).rounded(.down) * anchor : 0
        return step == 1 ? single : Width(units: step, exponent: 0, layout: .gridded(origin: origin))
      }
    }
  }

  /// 1, 2, 2.5 and 5 times the powers of ten from a tenth to a thousand times `wanted`.
  private static func roundWidths(near wanted: Double, layout: Width.Layout) -> [Width] {
    let power = Int(log10(wanted).rounded(.down))
    return (power - 1...power + 3).flatMap { power in
      [
        Width(units: 1, exponent: power, layout: layout), Width(units: 2, exponent: power, layout: layout),
        Width(units: 25, exponent: power - 1, layout: layout), Width(units: 5, exponent: power, layout: layout),
      ]
    }
  }

  /// One bin that holds one value in its middle.
  private func edges(around value: Double) -> [Double] {
    let half = max(unit > 0 ? unit / 2 : abs(value) / 20, value.ulp)
    return value == 0 && unit == 0 ? [-0.5, 0.5] : [value - half, value + half]
  }

  private static func rising(_ edges: [Double]) -> [Double] {
    var rising: [Double] = []
    for edge in edges where rising.isEmpty || edge > rising[rising.count - 1] { rising.append(edge) }
    if rising.count < 2 { rising = [rising[0].nextDown, rising[0].nextUp].filter(\.isFinite) }
    return rising.count < 2 ? [0, 1] : rising
  }
}

/// A bin width kept as a whole number of powers of ten, so that edges are rounded once, like the numbers of the data.
private struct Width {
  enum Layout {
    /// The largest value may lie on the last edge.
    case continuous
    /// The last edge is above the largest value, so that every bin holds as many values of the grid.
    case gridded(origin: Double)
    /// Bins of one grid value, each in the middle.
    case centred
  }

  let units: Double
  let exponent: Int
  let layout: Layout

  var value: Double { units.scaledByTen(to: exponent) }

  func isMultiple(ofTenToThe power: Int) -> Bool {
    exponent >= power || (exponent == power - 1 && units.truncatingRemainder(dividingBy: 10) == 0)
  }

  func binCount(_ low: Double, _ high: Double) -> Double {
    let range = multiples(low, high)
    return range.last - range.first
  }

  func edges(_ low: Double, _ high: Double) -> [Double] {
    let range = multiples(low, high)
    return stride(from: 0, through: range.last - range.first, by: 1).map { edge(range.first + $0) }
  }

  private func multiples(_ low: Double, _ high: Double) -> (first: Double, last: Double) {
    switch layout {
    case .continuous:
      let first = (low / value).rounded(.down)
      return (first, max(first + 1, (high / value).rounded(.up)))
    case .gridded(let origin):
      return (((low - origin) / value).rounded(.down), ((high - origin) / value).rounded(.down) + 1)
    case .centred:
      return ((low / value).rounded(), (high / value).rounded() + 1)
    }
  }

  private func edge(_ multiple: Double) -> Double {
    switch layout {
    case .continuous: (multiple * units).scaledByTen(to: exponent)
    case .gridded(let origin): origin + (multiple * units).scaledByTen(to: exponent)
    case .centred: ((2 * multiple - 1) * 5 * units).scaledByTen(to: exponent - 1)
    }
  }
}

extension Double {
  /// self · 10^power, dividing by an exact power where it is negative.
  fileprivate func scaledByTen(to power: Int) -> Double {
    power >= 0 ? self * pow(10, Double(power)) : self / pow(10, Double(-power))
  }
}

// MARK: - Logarithmic scale

extension BinningChoice {
  /// Strong skewness by quantiles: (q99 + q01 - 2 q50) / (q99 - q01) at least 0.6 on the plain scale and at most half of it
  /// on the logarithmic one, over at least a factor of 20.
  private func wantsLogarithm(_ positive: [Double]) -> Bool {
    guard let least = positive.first, let most = positive.last, least > 0, most > least else { return false }
    if case .steps = grid { return false }
    if let logarithmic { return logarithmic }
    let last = Double(positive.count - 1)
    let (low, middle, high) = (
      positive[Int((0.01 * last).rounded(.up))], positive[Int(0.5 * last)], positive[Int(0.99 * last)]
    )
    guard positive.count >= 50, high / low >= 20 else { return false }
    let plain = 1 - 2 * (middle - low) / (high - low)
    let logarithmic = 1 - 2 * log(middle / low) / log(high / low)
    return plain >= 0.6 && abs(logarithmic) <= plain / 2
  }

  private func logarithmicEdges(_ positive: [Double]) -> [Double] {
    let view = View(positive) { log10($0) }
    let wanted = view.width(self)
    let parts = [1.0, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50, 60, 80, 100, 200, 500, 1_000]
    let steps = parts.map { (1.0, $0) } + [2, 5, 10, 20, 50, 100, 200, 500, 1_000].map { ($0, 1.0) }
    let fitting = steps.filter { step in
      let width = step.0 / step.1
      return (view.high / width).rounded(.up) - (view.low / width).rounded(.down) <= Double(maximumBins)
    }
    let step =
      fitting.min { abs(log($0.0 / $0.1 / wanted)) < abs(log($1.0 / $1.1 / wanted)) } ?? (view.high - view.low, 1)
    let first = (view.low * step.1 / step.0).rounded(.down)
    let last = max(first + 1, (view.high * step.1 / step.0).rounded(.up))
    let edges = stride(from: first, through: last, by: 1).map { pow(10, $0 * step.0 / step.1) }
    let snapped = zip(edges, edges.dropFirst() + [.infinity]).map { snappedToGrid($0, next: $1) }
    return Self.rising(snapped.filter { $0.isFinite && $0 > 0 })
  }

  /// Narrow bins of gridded values get their edges between the values, so that none is empty by construction.
  private func snappedToGrid(_ edge: Double, next: Double) -> Double {
    guard unit > 0, min(next - edge, edge) < 4 * unit else { return edge }
    return max(unit / 2, ((edge / unit).rounded(.up) - 0.5) * unit)
  }
}

extension [Double] {
  /// The first index whose member satisfies `belongsInSecondPart`, for a list partitioned by it.
  fileprivate func partitioningIndex(where belongsInSecondPart: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
