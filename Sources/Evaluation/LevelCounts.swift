import Tables

/// How often each level or text of a column occurs, missing rows apart.
struct LevelCounts: Equatable, Sendable {
  /// More different texts than this are free text.
  static let textLimit = 1_000

  /// By falling count, then by bytes.
  let levels: [(text: ByteText, count: Int)]
  let total: Int

  static func == (left: LevelCounts, right: LevelCounts) -> Bool {
    left.levels.elementsEqual(right.levels) { $0.text == $1.text && $0.count == $1.count }
  }

  /// nil for free text: a text column of more different texts than `textLimit`, or any other storage.
  /// - Parameter limit: nil to count whatever there is.
  init?(_ column: Column, limit: Int? = LevelCounts.textLimit) {
    switch column.storage {
    case .levels(let codes, let levels): self.init(Self.counts(codes, levels, column))
    case .text(let texts):
      guard let counts = Self.counts(texts, column, limit: limit) else { return nil }
      self.init(counts)
    default: return nil
    }
  }

  /// Each different number of a column as a level, as the column spells it; nil for other storage.
  init?(valuesOf column: Column) {
    guard case .integers(let values) = column.storage else { return nil }
    var counts: [Int64: (row: Int, count: Int)] = [:]
    for (row, value) in values.enumerated() where !column.isMissing(row) { counts[value, default: (row, 0)].count += 1 }
    self.init(
      counts.map { value, found in
        (text: ByteText(column.text(ofRow: found.row) ?? "\(value)"), count: found.count)
      })
  }

  private init(_ counts: [(text: ByteText, count: Int)]) {
    levels = counts.filter { $0.count > 0 }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.text < $1.text
    }
    total = levels.reduce(0) { $0 + $1.count }
  }

  private static func counts(
    _ codes: [Int32], _ levels: [ByteText], _ column: Column
  ) -> [(text: ByteText, count: Int)] {
    var counts = [Int](repeating: 0, count: levels.count)
    for (row, code) in codes.enumerated() where !column.isMissing(row) && counts.indices.contains(Int(code)) {
      counts[Int(code)] += 1
    }
    return zip(levels, counts).map { (text: $0, count: $1) }
  }

  private static func counts(
    _ texts: PackedText, _ column: Column, limit: Int?
  ) -> [(text: ByteText, count: Int)]? {
    var counts: [ByteText: Int] = [:]
    for row in 0..<texts.count where !column.isMissing(row) {
      counts[texts[row], default: 0] += 1
      if let limit, counts.count > limit { return nil }
    }
    return counts.map { (text: $0.key, count: $0.value) }
  }

  /// In bits, 0 for one level.
  var entropy: Double {
    levels.reduce(0) { sum, level in
      let share = Double(level.count) / Double(max(1, total))
      return sum - share * share.binaryLogarithm
    }
  }

  /// Share of the rows in levels that hold less than 1 % each.
  var rareShare: Double {
    share(levels.filter { $0.count * 100 < total }.reduce(0) { $0 + $1.count }, of: total)
  }
}
