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
