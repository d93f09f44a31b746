import Statistics

/// Rows of one table, its columns in the order of the real one.
struct ScoredTable: Equatable, Sendable {
  let rows: Int
  let columns: [ScoredValues]

  func taking(_ rows: [Int]) -> ScoredTable {
    ScoredTable(rows: rows.count, columns: columns.map { $0.taking(rows) })
  }

  /// At most `limit` rows, chosen by `stream`, in their order.
  func sampled(_ limit: Int, _ stream: RandomStream) -> ScoredTable {
    rows <= limit ? self : taking(Self.chosen(limit, of: rows, stream))
  }

  /// `count` of `rows` row numbers, rising.
  static func chosen(_ count: Int, of rows: Int, _ stream: RandomStream) -> [Int] {
    guard rows > 0 else { return [] }
    let order = KeyedPermutation(stream: stream, size: UInt64(rows))
    return (0..<min(count, rows)).map { Int(order.value(at: UInt64($0))) }.sorted()
  }

  /// The same rows with every column in an order of its own: margins stay, all dependence goes.
  func shuffled(_ stream: RandomStream) -> ScoredTable {
    guard rows > 0 else { return self }
    let columns = columns.enumerated().map { index, column in
      let order = KeyedPermutation(stream: stream.stream(named: "column \(index)"), size: UInt64(rows))
      return column.taking((0..<rows).map { Int(order.value(at: UInt64($0))) })
    }
    return ScoredTable(rows: rows, columns: columns)
  }

  /// As many rows drawn with replacement.
  func resampled(_ count: Int, _ stream: RandomStream) -> ScoredTable {
    guard rows > 0 else { return self }
    return taking((0..<count).map { Int(stream.bits(at: UInt64($0)) % UInt64(rows)) })
  }

  func appending(_ other: ScoredTable) -> ScoredTable {
    let columns = zip(columns, other.columns).map { own, more in
      let marks = (0..<rows).map(own.isMissing) + (0..<other.rows).map(more.isMissing)
      return ScoredValues(own.appending(more).content, missing: marks)
    }
    return ScoredTable(rows: rows + other.rows, columns: columns)
  }
}
