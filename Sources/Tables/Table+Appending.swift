extension Table {
  /// Appends the rows of `block`.
  /// - Precondition: it has the same columns, stored alike.
  package mutating func append(_ block: Table) {
    precondition(columns.count == block.columns.count, "\(block.columns.count) columns appended to \(columns.count)")
    for index in columns.indices { columns[index].append(block.columns[index]) }
    rowCount += block.rowCount
  }
}

extension Column {
  fileprivate mutating func append(_ more: Column) {
    if !missing.isEmpty || !more.missing.isEmpty {
      let before = missing.isEmpty ? Array(repeating: false, count: count) : missing
      missing = before + (more.missing.isEmpty ? Array(repeating: false, count: more.count) : more.missing)
    }
    storage.append(more.storage)
  }
}

extension ColumnStorage {
  fileprivate mutating func append(_ more: ColumnStorage) {
    switch (self, more) {
    case (.integers(let values), .integers(let added)): self = .integers(values + added)
    case (.decimals(let values), .decimals(let added)): self = .decimals(values + added)
    case (.instants(let values), .instants(let added)): self = .instants(values + added)
    case (.levels(let codes, let levels), .levels(let added, let others)):
      self = Self.joined(codes, levels, added, others)
    case (.text(var texts), .text(let added)):
      for index in 0..<added.count { texts.append(added.slice(at: index)) }
      self = .text(texts)
    default: preconditionFailure("columns of different storage appended")
    }
  }

  /// Blocks of one recipe share their levels; others are mapped by their bytes.
  private static func joined(
    _ codes: [Int32], _ levels: [ByteText], _ added: [Int32], _ others: [ByteText]
  ) -> ColumnStorage {
    if levels == others { return .levels(codes: codes + added, levels: levels) }
    var all = levels
    let map = others.map { level -> Int32 in
      if let known = all.firstIndex(of: level) { return Int32(known) }
      all.append(level)
      return Int32(all.count - 1)
    }
    return .levels(codes: codes + added.map { $0 < 0 ? $0 : map[Int($0)] }, levels: all)
  }
}
