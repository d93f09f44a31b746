import Glibc
import Statistics

/// Turns rows into what a model sees: numbers as they are, the 200 most common levels as categories and the rest as one,
/// for columns of more levels also the logarithm of a level's real frequency. Missing stays missing.
struct FeatureEncoder: Sendable {
  private static let shownLevels = 200

  private let places: [Int]
  /// Per column of numbers the value that is taken off first: single precision is kept for the differences.
  private let centres: [Double]
  /// Per column of levels the category of each code, and its frequency if it has more levels than are shown.
  private let categories: [[Float]]
  private let frequencies: [[Float]]

  /// - Parameters:
  ///   - real: all real rows, so that no real row has an unknown level.
  ///   - places: the columns that are shown.
  init(_ columns: [ScoredColumn], levelCounts: [Int], real: ScoredTable, places: [Int]) {
    self.places = places
    let counts = columns.indices.map {
      MidRanks.levelCounts(of: real.columns[$0].codes, levels: levelCounts[$0]).ofLevels
    }
    centres = columns.indices.map { index in
      let sorted = RadixSort.sorted(real.columns[index].presentNumbers)
      return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
    categories = counts.map { LevelKeys.places(ofMostCommon: $0, shown: Self.shownLevels).map(Float.init) }
    frequencies = counts.map { counts in
      counts.count { $0 > 0 } > Self.shownLevels ? counts.map { Float(log1p(Double($0))) } : []
    }
  }

  /// - Parameters:
  ///   - skipped: a column to leave out, such as the target.
  ///   - pairs: columns of numbers whose differences, sums, products and ratios are features too.
  func features(of table: ScoredTable, skipping skipped: Int? = nil, pairs: [[Int]] = []) -> FeatureMatrix {
    var features: [(isCategory: Bool, values: [Float])] = []
    for index in places where index != skipped {
      let column = table.columns[index]
      switch column.content {
      case .numbers(let numbers):
        features.append(
          (false, numbers.indices.map { column.isMissing($0) ? .nan : single(numbers[$0] - centres[index]) }))
      case .levels(let codes):
        features.append((true, codes.map { $0 < 0 ? .nan : categories[index][Int($0)] }))
        let frequency = frequencies[index]
        if !frequency.isEmpty { features.append((false, codes.map { $0 < 0 ? .nan : frequency[Int($0)] })) }
      case .ignored: break
      }
    }
    features += pairs.flatMap { combinations(table.columns[$0[0]], table.columns[$0[1]]) }.map { (false, $0) }
    return FeatureMatrix(
      rows: table.rows, isCategory: features.map(\.isCategory), values: rowMajor(features.map(\.values)))
  }

  private func combinations(_ first: ScoredValues, _ second: ScoredValues) -> [[Float]] {
    let (left, right) = (first.numbers, second.numbers)
    func each(_ combine: (Double, Double) -> Double) -> [Float] {
      left.indices.map { row in
        if first.isMissing(row) || second.isMissing(row) { return .nan }
        let value = combine(left[row], right[row])
        return value.isFinite ? single(value) : .nan
      }
    }
    return [each(-), each(+), each(*), each { $1 == 0 ? .nan : $0 / $1 }]
  }

  private func rowMajor(_ features: [[Float]]) -> [Float] {
    let rows = features.first?.count ?? 0
    return [Float](unsafeUninitializedCapacity: rows * features.count) { target, initialized in
      for (column, values) in features.enumerated() {
        for row in 0..<rows { target.initializeElement(at: row * features.count + column, to: values[row]) }
      }
      initialized = rows * features.count
    }
  }

  /// The library takes no infinities.
  private func single(_ value: Double) -> Float {
    Float(min(Double(Float.greatestFiniteMagnitude), max(-Double(Float.greatestFiniteMagnitude), value)))
  }
}
