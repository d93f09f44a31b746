extension Table {
  /// The rows at `places`, in that order.
  /// - Precondition: every place is a row.
  package func taking(_ places: [Int]) -> Table {
    Table(name: name, columns: columns.map { $0.taking(places) }, rowCount: places.count)
  }

  /// Some rows that lie together.
  /// - Precondition: `range` lies within the rows.
  package func rows(_ range: Range<Int>) -> Table {
    Table(name: name, columns: columns.map { $0.rows(range) }, rowCount: range.count)
  }
}

extension Column {
  /// The rows at `places`, in that order.
  /// - Precondition: every place is a row.
  package func taking(_ places: [Int]) -> Column {
    var part = self
    part.storage = storage.taking(places)
    let marks = missing.isEmpty ? [] : places.map { missing[$0] }
    part.missing = marks.contains(true) ? marks : []
    return part
  }

  fileprivate func rows(_ range: Range<Int>) -> Column {
    var part = self
    part.storage = storage.rows(range)
    part.missing = missing.isEmpty ? [] : Array(missing[range])
    return part
  }
}

extension ColumnStorage {
  fileprivate func rows(_ range: Range<Int>) -> ColumnStorage {
    switch self {
    case .integers(let values): .integers(Array(values[range]))
    case .decimals(let values): .decimals(Array(values[range]))
    case .instants(let values): .instants(Array(values[range]))
    case .levels(let codes, let levels): .levels(codes: Array(codes[range]), levels: levels)
    case .text(let texts): .text(Self.texts(texts, Array(range)))
    }
  }

  fileprivate func taking(_ places: [Int]) -> ColumnStorage {
    switch self {
    case .integers(let values): .integers(places.map { values[$0] })
    case .decimals(let values): .decimals(places.map { values[$0] })
    case .instants(let values): .instants(places.map { values[$0] })
    case .levels(let codes, let levels): .levels(codes: places.map { codes[$0] }, levels: levels)
    case .text(let texts): .text(Self.texts(texts, places))
    }
  }

  private static func texts(_ texts: PackedText, _ places: [Int]) -> PackedText {
    var part = PackedText()
    for place in places { part.append(texts.slice(at: place)) }
    return part
  }
}
