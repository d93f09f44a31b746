import Statistics
import Tables

/// What is kept of the values of one column of a table too large to be held: exact where the values are few, otherwise sketches.
package struct ColumnSketch: ColumnSummary {
  /// How much memory a column may take.
  package struct Size: Equatable, Sendable {
    package var quantileWidth = 4096
    package var levels = 4096
    package var precision = 15
    package var integers = IntegerCounts.mostValues

    package init() {}

    /// Bytes of one column, at most, about.
    package var bytes: Int {
      max(integers * 8, quantileWidth * 32 + 2 << precision, levels * 64 + min(1 << 20, levels * 32) + 1 << precision)
    }

    /// Smaller for wide tables, so that all columns together take no more than some 100 MiB.
    package init(columns: Int) {
      if columns > 300 { (quantileWidth, levels, precision, integers) = (1024, 2048, 12, 1 << 12) }
      if columns > 3000 { (quantileWidth, levels, integers) = (128, 512, 1 << 9) }
    }
  }

  /// While the numbers are integers of a small range.
  private var counts: IntegerCounts?
  private var moments = RunningMoments()
  private var quantiles: QuantileSketch
  private var numbers: DistinctCounter
  private var texts: HeavyHitters
  /// Of each 2^thinning numbers one goes into the sketch of quantiles.
  private let thinning: Int

  /// - Parameters:
  ///   - firstRow: of the rows that will be added; the later, the more they are thinned, so that some half a million numbers are
  ///     sorted in all.
  package init(size: Size, seed: UInt64, firstRow: Int = 0) {
    counts = IntegerCounts(mostValues: size.integers)
    quantiles = QuantileSketch(width: size.quantileWidth, seed: seed &+ UInt64(truncatingIfNeeded: firstRow))
    numbers = DistinctCounter(precision: size.precision)
    texts = HeavyHitters(limit: size.levels, precision: size.precision)
    thinning = max(0, Int.bitWidth - (firstRow >> 18).leadingZeroBitCount)
  }

  // MARK: - Adding

  package mutating func add(integers: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) {
    if counts?.add(integers, in: range) == true { return }
    spill()
    withUnsafeTemporaryAllocation(of: Double.self, capacity: integers.count) { decimals in
      for index in integers.indices { decimals[index] = Double(integers[index]) }
      add(decimals: UnsafeBufferPointer(decimals))
    }
  }

  package mutating func add(decimals: UnsafeBufferPointer<Double>) {
    guard !decimals.isEmpty else { return }
    spill()
    moments.add(decimals)
    quantiles.add(decimals, thinning: thinning)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: decimals.count) { hashes in
      for index in decimals.indices { hashes[index] = TextHash.hash(decimals[index]) }
      numbers.add(UnsafeBufferPointer(hashes))
    }
  }

  /// The range is too wide, or there are decimals: counts become sketches.
  private mutating func spill() {
    guard let counted = counts else { return }
    counts = nil
    let values = counted.values
    // Most of many are met once: all of them at a time.
    values.filter { $0.count == 1 }.map { Double($0.value) }.withUnsafeBufferPointer { add(decimals: $0) }
    for (value, times) in values where times > 1 {
      let number = Double(value)
      moments.add(number, times: times)
      quantiles.add(number, times: times)
      numbers.add(TextHash.hash(number))
    }
  }

  package mutating func add(texts run: TextRun) {
    texts.add(base: run.base, starts: run.starts, lengths: run.lengths, count: run.count)
  }

  /// Texts met once of many are dropped, and integers that nearly all differ will not be counted in the end either.
  package mutating func settle() {
    texts.dropSingles()
    if let counts, counts.count >= Self.leastToSpill, counts.distinct * 8 > counts.count * 7 { spill() }
  }

  private static let leastToSpill = 16_384

  package mutating func merge(_ next: ColumnSketch) {
    texts.merge(next.texts)
    if counts != nil, let others = next.counts, counts?.merge(others) == true { return }
    var next = next
    spill()
    next.spill()
    moments.merge(next.moments)
    quantiles.merge(next.quantiles)
    numbers.merge(next.numbers)
  }

  // MARK: - Asking

  /// Levels by falling count, exact; nil where there are too many.
  package var levels: [ColumnProfile.Level]? {
    texts.isExact ? texts.items.map { ColumnProfile.Level(text: ByteText($0.bytes), count: $0.count) } : nil
  }

  /// The texts met most often; each count may be too low by `levelError`.
  package var commonTexts: [ColumnProfile.Level] {
    texts.items.map { ColumnProfile.Level(text: ByteText($0.bytes), count: $0.count) }
  }
  package var levelError: Int { texts.error }

  package var hasTexts: Bool { texts.total > 0 }

  /// How many different values there are, and the standard error of that as a share.
  package var distinct: (count: Int, error: Double) {
    if hasTexts { return (texts.distinct, texts.distinctError) }
    if let counts { return (counts.distinct, 0) }
    return (numbers.count, numbers.standardError)
  }

  /// The numbers of the profile, and the rank error of its quantiles; nil where there are none.
  package var numbersProfile: (numbers: ColumnProfile.Numbers, rankError: Double)? {
    var whole = self
    let isExact = counts != nil
    if isExact { return counts.flatMap { $0.count > 0 ? (Self.exact($0), 0) : nil } }
    whole.spill()
    guard whole.moments.count > 0 else { return nil }
    var result = ColumnProfile.Numbers()
    (result.minimum, result.maximum) = (whole.moments.minimum, whole.moments.maximum)
    (result.mean, result.standardDeviation) = (whole.moments.mean, whole.moments.standardDeviation)
    let asked = SketchedQuantiles(whole.quantiles)
    result.quantiles = Self.probabilities.map {
      ColumnProfile.Quantile(probability: $0, value: asked.quantile($0))
    }
    let (low, high) = (asked.quantile(0.25), asked.quantile(0.75))
    if high > low {
      let total = Double(whole.moments.count)
      let (below, above) = (low - 3 * (high - low), high + 3 * (high - low))
      result.lowOutliers = below < result.minimum ? 0 : Int((asked.shareBelow(below) * total).rounded())
      result.highOutliers = above > result.maximum ? 0 : Int(((1 - asked.shareBelow(above)) * total).rounded())
    }
    return (result, whole.quantiles.rankError)
  }

  private static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  private static func exact(_ counts: IntegerCounts) -> ColumnProfile.Numbers {
    CountedNumbers(counts).numbers(at: probabilities)
  }
}

/// Exact figures from the counts of integers.
private struct CountedNumbers {
  private let values: [(value: Int64, count: Int)]
  /// Numbers up to and with each value.
  private let upTo: [Int]
  private let total: Int

  init(_ counts: IntegerCounts) {
    values = counts.values
    var sum = 0
    upTo = values.map {
      sum += $0.count
      return sum
    }
    total = sum
  }

  private func number(at rank: Int) -> Double {
    var (low, high) = (0, upTo.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if upTo[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return Double(values[low].value)
  }

  private func quantile(_ probability: Double) -> Double {
    let position = probability * Double(total - 1)
    let index = min(total - 1, Int(position))
    let (low, high) = (number(at: index), number(at: min(total - 1, index + 1)))
    return low + (high - low) * (position - Double(index))
  }

  func numbers(at probabilities: [Double]) -> ColumnProfile.Numbers {
    var numbers = ColumnProfile.Numbers()
    (numbers.minimum, numbers.maximum) = (Double(values[0].value), Double(values[values.count - 1].value))
    var moments = RunningMoments()
    for (value, count) in values { moments.add(Double(value), times: count) }
    (numbers.mean, numbers.standardDeviation) = (moments.mean, moments.standardDeviation)
    numbers.quantiles = probabilities.map { ColumnProfile.Quantile(probability: $0, value: quantile($0)) }
    let (low, high) = (quantile(0.25), quantile(0.75))
    guard high > low else { return numbers }
    let (below, above) = (low - 3 * (high - low), high + 3 * (high - low))
    for (value, count) in values {
      if Double(value) < below { numbers.lowOutliers += count }
      if Double(value) > above { numbers.highOutliers += count }
    }
    return numbers
  }
}
