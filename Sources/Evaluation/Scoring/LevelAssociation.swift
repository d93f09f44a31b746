import Statistics

/// How strongly columns of levels go with others: Cramér's V (corrected for bias) of two columns of levels, the correlation
/// ratio of numbers over levels.
///
/// Beyond the 30 most common real levels all others are one. Rows where either is missing are left out.
struct LevelAssociation: Sendable {
  private static let shownLevels = 30

  /// For each column and code of the real table its place among the most common.
  private let places: [[Int32]]

  init(real: ScoredTable) { places = real.columns.map { Self.places(of: $0.codes) } }

  /// - Parameter pair: the first of levels, the second of levels or numbers.
  func value(_ pair: [Int], in table: ScoredTable) -> Double {
    let first = pooled(table.columns[pair[0]].codes, places[pair[0]])
    let second = table.columns[pair[1]]
    if case .levels(let codes) = second.content {
      return Association.cramersV(
        first, levels: Self.shownLevels + 1, pooled(codes, places[pair[1]]), otherLevels: Self.shownLevels + 1)
    }
    let codes = second.missing.isEmpty ? first : zip(first, second.missing).map { $1 ? -1 : $0 }
    return Association.correlationRatio(codes, levels: Self.shownLevels + 1, second.numbers)
  }

  private static func places(of codes: [Int32]) -> [Int32] {
    let counts = MidRanks.levelCounts(of: codes, levels: Int(codes.max() ?? -1) + 1).ofLevels
    return LevelKeys.places(ofMostCommon: counts, shown: shownLevels).map(Int32.init)
  }

  private func pooled(_ codes: [Int32], _ places: [Int32]) -> [Int32] {
    codes.map { $0 < 0 ? -1 : places.indices.contains(Int($0)) ? places[Int($0)] : Int32(Self.shownLevels) }
  }
}
