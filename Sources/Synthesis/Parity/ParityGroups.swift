import Statistics
import Tables

/// The levels of a column that parts the rows into groups.
struct ParityGroups {
  /// By row; -1 where the value is missing.
  let codes: [Int32]
  let names: [String]
  let counts: [Int]

  /// - Returns: nil where the column has more values than `most`, or values that no groups can be made of.
  init?(_ column: Column, most: Int) {
    var names: [String] = []
    switch column.storage {
    case .levels(let codes, let levels):
      let used = Set(codes.filter { $0 >= 0 }).sorted()
      guard used.count <= most else { return nil }
      var place: [Int32: Int32] = [:]
      for code in used {
        place[code] = Int32(names.count)
        names.append(levels[Int(code)].string)
      }
      self.codes = codes.indices.map { column.isMissing($0) ? -1 : place[codes[$0]] ?? -1 }
    case .integers(let values):
      let present = values.indices.filter { !column.isMissing($0) }
      let used = Set(present.map { values[$0] }).sorted()
      guard used.count <= most else { return nil }
      names = used.map { "\($0)" }
      var place: [Int64: Int32] = [:]
      for (index, value) in used.enumerated() { place[value] = Int32(index) }
      codes = values.indices.map { column.isMissing($0) ? -1 : place[values[$0]] ?? -1 }
    case .decimals, .instants, .text: return nil
    }
    self.names = names
    var counts = [Int](repeating: 0, count: names.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    self.counts = counts
  }
}

/// Figures of a group's rows that may stand in a recipe.
enum ParityFigures {
  /// The levels, and `(missing)` where some row is.
  static func labels(of column: Column) -> [String] {
    guard case .levels(_, let levels) = column.storage else { return [] }
    return levels.map(\.string) + (column.missingCount > 0 ? ["(missing)"] : [])
  }

  /// With 4 significant digits; shares of fewer than k rows are 0.
  static func shares(_ column: Column, _ rows: [Int], _ count: Int, k: Int) -> [Double] {
    guard case .levels(let codes, let levels) = column.storage else { return [] }
    var counts = [Int](repeating: 0, count: max(count, levels.count + 1))
    for row in rows { counts[codes[row] < 0 ? levels.count : Int(codes[row])] += 1 }
    return counts.prefix(count).map {
      $0 < k ? 0 : QuantileFunctionFit.rounded(Double($0) / Double(max(1, rows.count)), digits: 4)
    }
  }

  /// Each the mean of the k values around it; 0 where there are fewer than k.
  static func quartiles(_ column: Column, _ rows: [Int], k: Int) -> [Double] {
    var own = column
    let present = rows.filter { !column.isMissing($0) }
    own.missing = []
    switch column.storage {
    case .integers(let values): own.storage = .integers(present.map { values[$0] })
    case .instants(let values): own.storage = .instants(present.map { values[$0] })
    case .decimals(let values): own.storage = .decimals(present.map { values[$0] })
    case .levels, .text: return [0, 0, 0]
    }
    return [0.25, 0.5, 0.75].map { ColumnQuantile.value(of: own, at: $0, k: k) ?? 0 }
  }
}
