import Statistics

/// Bins of every column learned from the real rows alone: about ten of equal share, repeated values in bins of their own,
/// the outer ones open; the ten most common levels and the rest; missing is a bin too.
struct SharedBins: Sendable {
  private enum Rule: Sendable {
    case numbers(Binning)
    /// The bin of each code.
    case levels([UInt8])
    case one
  }

  private let rules: [Rule]
  /// Bins per column; bin 0 is missing.
  let counts: [Int]

  private static let parts = 10
  private static let shownLevels = 10

  init(_ columns: [ScoredColumn], levelCounts: [Int], train: ScoredTable) {
    let rules = columns.indices.map { index -> Rule in
      switch train.columns[index].content {
      case .numbers: Self.binning(of: train.columns[index].presentNumbers).map { .numbers($0) } ?? .one
      case .levels(let codes): .levels(Self.levelBins(codes, levels: levelCounts[index]))
      case .ignored: .one
      }
    }
    self.rules = rules
    counts = rules.map {
      switch $0 {
      case .numbers(let binning): binning.binCount + 1
      case .levels: Self.shownLevels + 2
      case .one: 2
      }
    }
  }

  /// The bin of every row; there are fewer than 40 (a bin holds a tenth of the rows or precedes one that does).
  func bins(of column: Int, in table: ScoredTable) -> [UInt8] {
    let values = table.columns[column]
    switch (rules[column], values.content) {
    case (.numbers(let binning), .numbers(let numbers)):
      return numbers.indices.map { values.isMissing($0) ? 0 : 1 + UInt8(binning.bar(of: numbers[$0])) }
    case (.levels(let bins), .levels(let codes)):
      return codes.map { $0 < 0 ? 0 : bins[Int($0)] }
    default: return (0..<table.rows).map { values.isMissing($0) ? 0 : 1 }
    }
  }

  /// Shares of the rows over the combined bins of `places`.
  /// - Parameter codes: the bins of each column of the table.
  func shares(of places: [Int], codes: [[UInt8]]) -> [Double] {
    let cells = places.reduce(1) { $0 * counts[$1] }
    var tally = [Int](repeating: 0, count: cells)
    let rows = places.first.map { codes[$0].count } ?? 0
    tally.withUnsafeMutableBufferPointer { tally in
      for row in 0..<rows {
        var cell = 0
        for place in places { cell = cell &* counts[place] &+ Int(codes[place][row]) }
        tally[cell] &+= 1
      }
    }
    return Binning.shares(tally)
  }

  /// Bins that hold at least a tenth of the rows each, except where the next value alone would; nil for no value.
  private static func binning(of values: [Double]) -> Binning? {
    let sorted = RadixSort.sorted(values)
    guard let least = sorted.first, let most = sorted.last else { return nil }
    let full = max(1, sorted.count / parts)
    var (starts, held, index) = ([Double](), 0, 0)
    while index < sorted.count {
      let end = sorted[index...].partitioningEnd(equalTo: sorted[index])
      let isAtom = end - index >= full
      if held > 0, held >= full || isAtom {
        starts.append(sorted[index])
        held = 0
      }
      held += end - index
      index = end
    }
    // The outer edges only close the list; the last finite number can have none beyond it.
    let top = Double.greatestFiniteMagnitude
    if starts.last == top { starts.removeLast() }
    return Binning(edges: [max(-top, least.nextDown)] + starts + [min(top, most.nextUp)])
  }

  private static func levelBins(_ codes: [Int32], levels: Int) -> [UInt8] {
    let counts = MidRanks.levelCounts(of: codes, levels: levels).ofLevels
    return LevelKeys.places(ofMostCommon: counts, shown: shownLevels).map { UInt8($0 + 1) }
  }
}

extension ArraySlice<Double> {
  /// Where the run of values equal to `value`, which this rising slice begins with, ends; by doubling steps and halving.
  fileprivate func partitioningEnd(equalTo value: Double) -> Int {
    var (low, step) = (startIndex, 1)
    while low + step < endIndex, self[low + step] == value {
      low += step
      step *= 2
    }
    var high = Swift.min(endIndex, low + step)
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if self[middle] == value { low = middle } else { high = middle }
    }
    return low + 1
  }
}
