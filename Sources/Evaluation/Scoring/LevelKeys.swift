import Statistics

/// The single values of columns that have few: codes of levels, or small whole numbers.
enum LevelKeys {
  /// One key per row, nil for missing ones and for columns without levels.
  static func keys(of column: ScoredValues) -> [Int64?] {
    switch column.content {
    case .levels(let codes): codes.map { $0 < 0 ? nil : Int64($0) }
    case .numbers(let numbers):
      numbers.indices.map { column.isMissing($0) ? nil : Int64(exactly: numbers[$0].rounded()) }
    case .ignored: []
    }
  }

  static func counts(of column: ScoredValues) -> [Int64: Int] {
    var counts: [Int64: Int] = [:]
    for case .some(let key) in keys(of: column) { counts[key, default: 0] += 1 }
    return counts
  }

  /// Places for the most common levels, the most common first; all others share the place behind them.
  /// - Parameters:
  ///   - counts: how often each level occurs. Ties keep their order; what never occurs is among the others.
  ///   - shown: how many levels get a place of their own, at most.
  /// - Returns: one place per level, 0...shown.
  static func places(ofMostCommon counts: [Int], shown: Int) -> [Int] {
    let order = counts.indices.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    var places = [Int](repeating: shown, count: counts.count)
    for (place, code) in order.prefix(shown).enumerated() where counts[code] > 0 { places[code] = place }
    return places
  }

  /// The chance that a value of share `share` is among `rows` fresh rows.
  static func chance(_ share: Double, rows: Int) -> Double {
    1 - power(1 - min(1, max(0, share)), rows)
  }

  /// By squaring: no rounding differs between machines.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
