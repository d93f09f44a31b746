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

// MARK: - Linear scale

extension BinningChoice {
  private func linearEdges(_ sorted: [Double]) -> [Double] {
    // Far from 1 the arithmetic is done on scaled numbers, so that no difference overflows or vanishes.
    let largest = max(abs(sorted[0]), abs(sorted[sorted.count - 1]))
    let scale = largest > 1e300 ? 0x1p-100 : largest < 1e-250 && largest > 0 ? 0x1p700 : 1
    let view = BinningView(sorted) { $0 * scale }
    let edges = view.high > view.low ? snappedEdges(view) : edges(around: view.low)
    return Self.rising(edges.map { min(.greatestFiniteMagnitude, max(-.greatestFiniteMagnitude, $0 / scale)) })
  }

  /// The candidate width nearest to the wanted one (by ratio) that keeps within the maximum. Few neighbours on the grid
  /// have a bin each.
  private func snappedEdges(_ view: BinningView) -> [Double] {
    let span = view.high - view.low
    if refinement >= 0, span < 12.5 * unit, span < (Double(maximumBins) - 0.5) * unit {
      return BinWidth(units: 1, exponent: gridExponent, layout: .centred).edges(view.low, view.high)
    }
    let wanted = view.width(self)
    var best: BinWidth?
    var bestDistance = Double.infinity
    for width in candidates(near: wanted, from: view.low)
    where width.binCount(view.low, view.high) <= Double(maximumBins) {
      let distance = abs(log(width.value / wanted))
      if distance < bestDistance { (best, bestDistance) = (width, distance) }
    }
    return best?.edges(view.low, view.high) ?? [view.low, view.high]
  }

  private var gridExponent: Int { if case .decimals(let digits) = grid { -digits } else { 0 } }

  private func candidates(near wanted: Double, from low: Double) -> [BinWidth] {
    let single = BinWidth(units: 1, exponent: gridExponent, layout: .centred)
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
        return step == 1 ? single : BinWidth(units: step, exponent: 0, layout: .gridded(origin: origin))
      }
    }
  }

  /// 1, 2, 2.5 and 5 times the powers of ten from a tenth to a thousand times `wanted`.
  private static func roundWidths(near wanted: Double, layout: BinWidth.Layout) -> [BinWidth] {
    let power = Int(log10(wanted).rounded(.down))
    return (power - 1...power + 3).flatMap { power in
      [
        BinWidth(units: 1, exponent: power, layout: layout), BinWidth(units: 2, exponent: power, layout: layout),
        BinWidth(units: 25, exponent: power - 1, layout: layout), BinWidth(units: 5, exponent: power, layout: layout),
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
    let view = BinningView(positive) { log10($0) }
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
