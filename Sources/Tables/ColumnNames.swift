/// Names for the columns of a file: never empty, never twice the same.
enum ColumnNames {
  /// - Parameters:
  ///   - found: the header's fields, or nil for columns without one.
  ///   - spillColumns: columns for extra fields, to be called `_extra_1` and so on.
  /// - Returns: one name per field, and how many had to be made up or changed.
  ///
  /// Names that differ as bytes but are equal to Swift's `String` (`é` in two spellings) are kept apart as well, because
  /// everything that looks up a column by its name would take the first.
  static func unique(
    _ found: [[UInt8]?], spillColumns: Int = 0
  ) -> (names: [String], empty: Int, repeated: Int) {
    var pool = NamePool(taken: Set(found.compactMap { $0.map { String(decoding: $0, as: UTF8.self) } }))
    var used: Set<String> = []
    var names: [String] = []
    var (empty, repeated) = (0, 0)
    for (index, bytes) in found.enumerated() {
      let spelled = String(decoding: bytes ?? [], as: UTF8.self)
      if spelled.utf8.allSatisfy({ $0.isBlank || $0 == 0x0A || $0 == 0x0D }) {
        if bytes != nil { empty += 1 }
        names.append(pool.free("column_\(index + 1)"))
      } else if used.insert(spelled).inserted {
        names.append(spelled)
      } else {
        repeated += 1
        names.append(pool.numbered(spelled))
      }
    }
    for index in 0..<spillColumns { names.append(pool.free("_extra_\(index + 1)")) }
    return (names, empty, repeated)
  }
}

/// Names that are taken; new ones get the next free number.
private struct NamePool {
  var taken: Set<String>
  /// The number to try next, so that a hundred thousand equal names take no quadratic time.
  var nextNumber: [String: Int] = [:]

  mutating func free(_ name: String) -> String { taken.insert(name).inserted ? name : numbered(name) }

  mutating func numbered(_ name: String) -> String {
    var number = nextNumber[name] ?? 2
    while !taken.insert("\(name)_\(number)").inserted { number += 1 }
    nextNumber[name] = number + 1
    return "\(name)_\(number)"
  }
}
