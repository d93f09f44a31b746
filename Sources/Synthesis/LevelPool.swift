import Tables

/// Which levels a recipe may name: those of at least k rows. The rarer ones become one level in their middle, if they have k
/// rows together; else they are left out, and so their share goes to all others in proportion.
struct LevelPool: Sendable {
  /// In the order of u: the code of a level, nil for the pooled one, with the rows it stands for.
  let entries: [(code: Int32?, count: Int)]
  /// For each code the entry that stands for it; a level left out goes with a neighbour.
  let entryOfCode: [Int]

  /// - Parameters:
  ///   - order: all codes in the order of u; others are passed over.
  ///   - counts: rows of each code.
  ///   - mayPool: whether a further level may be invented for the rare ones.
  init(order: [Int32], counts: [Int], k: Int, mayPool: Bool) {
    let order = order.filter { counts.indices.contains(Int($0)) }
    let rare = order.reduce(0) { counts[Int($1)] < k ? $0 + counts[Int($1)] : $0 }
    let isPooled = mayPool && rare >= k
    var entries: [(code: Int32?, count: Int)] = []
    var entryOfCode = [Int](repeating: -1, count: counts.count)
    var seen = 0
    var pooled: Int?
    for code in order {
      let count = counts[Int(code)]
      if count >= k {
        entryOfCode[Int(code)] = entries.count
        entries.append((code, count))
      } else if isPooled {
        seen += count
        if pooled == nil, seen * 2 >= rare {
          pooled = entries.count
          entries.append((nil, rare))
        }
      }
    }
    for code in order where counts[Int(code)] < k { entryOfCode[Int(code)] = pooled ?? -1 }
    self.entries = entries
    self.entryOfCode = Self.withNeighbors(entryOfCode, order)
  }

  /// Levels without an entry go with the one before them in the order, or with the first.
  private static func withNeighbors(_ entryOfCode: [Int], _ order: [Int32]) -> [Int] {
    var result = entryOfCode
    var last = 0
    for code in order {
      if result[Int(code)] < 0 { result[Int(code)] = last }
      last = result[Int(code)]
    }
    return result
  }

  /// A name for the pooled level that no level has.
  static func spareName(_ taken: [ByteText]) -> ByteText {
    let taken = Set(taken)
    var (name, number) = (ByteText("other"), 1)
    while taken.contains(name) {
      number += 1
      name = ByteText("other_\(number)")
    }
    return name
  }
}
