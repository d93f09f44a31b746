import Tables

extension Column {
  /// The same rows with the values of another column where missing.
  /// - Precondition: both store their values alike, and the other has as many rows.
  func filled(from other: Column) -> Column {
    var column = self
    func filled<Value>(_ own: [Value], _ others: [Value]) -> [Value] {
      own.indices.map { isMissing($0) ? others[$0] : own[$0] }
    }
    switch (storage, other.storage) {
    case (.integers(let own), .integers(let others)): column.storage = .integers(filled(own, others))
    case (.instants(let own), .instants(let others)): column.storage = .instants(filled(own, others))
    case (.decimals(let own), .decimals(let others)): column.storage = .decimals(filled(own, others))
    case (.levels(let own, let levels), .levels(let others, let otherLevels)):
      let codes = filled(own, others.map { $0 < 0 ? $0 : $0 + Int32(levels.count) })
      column.storage = .levels(codes: codes, levels: levels + otherLevels)
    case (.text(let own), .text(let others)):
      column.storage = .text(
        PackedText((0..<own.count).map { ByteText(isMissing($0) ? others.slice(at: $0) : own.slice(at: $0)) }))
    default: preconditionFailure("column \(name): values that are stored in different ways")
    }
    let left = (0..<count).map { isMissing($0) && other.isMissing($0) }
    column.missing = left.contains(true) ? left : []
    return column
  }
}
