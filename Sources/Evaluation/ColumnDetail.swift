import Statistics
import Tables

/// What the charts of one column show beside its bars: quantiles, the upper tail, boxes, and where in the table values are missing.
package struct ColumnDetail: Equatable, Sendable {
  /// One side of a column of numbers.
  package struct Numbers: Equatable, Sendable {
    /// At 0, 1, …, 100 %.
    package var quantiles: [Double]
    /// Values that a share of 1/2, 1/3, …, 1/n of the rows exceeds, in steps of a tenth of a decade.
    package var tail: [(share: Double, value: Double)]
    /// Some of the values beyond the outer twentieths, evenly chosen.
    package var beyond: [Double]

    package static func == (left: Numbers, right: Numbers) -> Bool {
      left.quantiles == right.quantiles && left.beyond == right.beyond
        && left.tail.elementsEqual(right.tail) { $0 == $1 }
    }

    /// nil for no value.
    init?(sorted: [Double]) {
      guard let last = sorted.last else { return nil }
      quantiles = (0...100).map { Quantiles.type7(sorted: sorted, Double($0) / 100) }
      var tail: [(share: Double, value: Double)] = []
      var share = 0.5
      while share * Double(sorted.count) >= 1 {
        tail.append((share, sorted[sorted.count - Int(share * Double(sorted.count))]))
        share *= Self.tenthOfADecade
      }
      tail.append((1 / Double(sorted.count), last))
      self.tail = tail
      let outer = sorted.count / 20
      beyond = Self.some(of: sorted.prefix(outer)) + Self.some(of: sorted.suffix(outer))
    }

    /// 10 to the power of -1/10.
    private static let tenthOfADecade = 0.7943282347242815
    private static let shownBeyond = 40

    private static func some(of values: ArraySlice<Double>) -> [Double] {
      let step = max(1, values.count / shownBeyond)
      return stride(from: values.startIndex, to: values.endIndex, by: step).map { values[$0] }
    }
  }

  /// The real side, prepared once.
  package struct Real: Sendable {
    let column: RealColumn
    let numbers: Numbers?
    let sorted: [Double]
    let missing: [Double]
    /// At 0, 1, …, 100 %; empty for no number.
    package var quantiles: [Double] { numbers?.quantiles ?? [] }

    /// - Complexity: O(n), by radix sort.
    package init(_ column: Column, profile: ColumnProfile, wish: BinningWish) {
      self.column = RealColumn(column, profile: profile, wish: wish)
      sorted = column.presentNumbers.map { RadixSort.sorted($0) } ?? []
      numbers = Numbers(sorted: sorted)
      missing = ColumnDetail.missingShares(of: column)
    }
  }

  package let comparison: ColumnComparison
  package let real: Numbers?
  package let synthetic: Numbers?
  /// The largest gap between the cumulative shares; nil where either side has no number.
  package let distance: Double?
  /// Shares of missing rows in parts of the table, in row order; empty where nothing is missing.
  package let realMissing: [Double]
  package let syntheticMissing: [Double]

  /// Parts of the table that missing values are counted in.
  package static let parts = 60

  /// - Complexity: O(n), by radix sort.
  package init(_ real: Real, synthetic: Column) {
    comparison = Comparer.compare(real.column, synthetic: synthetic)
    self.real = real.numbers
    let sorted = synthetic.presentNumbers.map { RadixSort.sorted($0) } ?? []
    self.synthetic = Numbers(sorted: sorted)
    distance =
      real.sorted.isEmpty || sorted.isEmpty
      ? nil : KSComplementMetric.distance(ofSorted: real.sorted, sorted)
    realMissing = real.missing
    syntheticMissing = Self.missingShares(of: synthetic)
  }

  private static func missingShares(of column: Column) -> [Double] {
    guard column.missing.contains(true) else { return [] }
    let parts = min(parts, column.count)
    return (0..<parts).map { part in
      let rows = part * column.count / parts..<(part + 1) * column.count / parts
      return share(rows.count { column.missing[$0] }, of: rows.count)
    }
  }
}
