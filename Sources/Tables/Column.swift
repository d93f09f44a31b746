/// The typed values of a column. One case per representation, never one box per value.
package enum ColumnStorage: Equatable, Sendable {
  case integers([Int64])
  case decimals([Double])
  /// Booleans and categories: `codes[row]` is an index into `levels`. The code of a missing row is -1.
  case levels(codes: [Int32], levels: [ByteText])
  /// Dates as days, times as microseconds of the day, datetimes as microseconds, all since 1970-01-01T00:00 of the
  /// column's own clock (no zone is applied).
  case instants([Int64])
  case text(PackedText)

  package var count: Int {
    switch self {
    case .integers(let values), .instants(let values): values.count
    case .decimals(let values): values.count
    case .levels(let codes, _): codes.count
    case .text(let texts): texts.count
    }
  }
}

/// A named, typed column with explicit missing values.
///
/// - Invariant: `missing` is empty (nothing is missing) or holds one member per row. Missing rows hold 0, an empty text or
///   the code -1 in `storage`, so that no stale value can leak.
package struct Column: Equatable, Sendable {
  package var name: String
  package var kind: ColumnKind
  package var storage: ColumnStorage
  package var missing: [Bool]
  package var look: Look

  package init(name: String, kind: ColumnKind, storage: ColumnStorage, missing: [Bool] = [], look: Look = Look()) {
    precondition(missing.isEmpty || missing.count == storage.count, "\(missing.count) marks for \(storage.count) rows")
    self.name = name
    self.kind = kind
    self.storage = storage
    self.missing = missing
    self.look = look
  }

  package var count: Int { storage.count }
  package func isMissing(_ row: Int) -> Bool { missing.isEmpty ? false : missing[row] }
  package var missingCount: Int { missing.reduce(0) { $1 ? $0 + 1 : $0 } }
}
