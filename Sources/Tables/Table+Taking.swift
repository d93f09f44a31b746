extension Table {
  /// The rows at `places`, in that order.
  /// - Precondition: every place is a row.
  package func taking(_ places: [Int]) -> Table {
    Table(name: name, columns: columns.map { $0.taking(places) }, rowCount: places.count)
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
}

extension ColumnStorage {
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
