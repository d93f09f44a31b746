extension Column {
  /// The same values read as another kind.
  ///
  /// Missing values stay missing. Numbers are read by the grammar of the reader, instants by the one pattern that fits every
  /// value; every column can become text, an identifier or a category.
  /// - Returns: nil and the first few values that cannot be read so; otherwise the column and no failures.
  package func converted(to kind: ColumnKind) -> (column: Column?, failures: [String]) {
    if let column = relabelled(as: kind) { return (column, []) }
    let isText = [.boolean, .categorical, .text, .identifier].contains(kind)
    let texts = ConversionTexts(of: self, keepsMarks: isText)
    return texts.bytes.withUnsafeBufferPointer { text in
      switch kind {
      case .integer, .decimal: numbers(text, texts.cells, kind)
      case .date, .time, .datetime: instants(text, texts.cells, kind)
      case .boolean, .categorical: levels(text, texts.cells, kind)
      case .text, .identifier: (packed(text, texts.cells, kind), [])
      }
    }
  }

  /// Where only the kind changes, not the storage.
  private func relabelled(as newKind: ColumnKind) -> Column? {
    var column = self
    column.kind = newKind
    switch (storage, newKind) {
    case _ where kind == newKind: return self
    case (.integers, .identifier): return column
    case (.integers, .integer) where look.zeroPaddedWidth == nil: return column
    case (.text, .identifier), (.text, .text), (.levels, .categorical): return column
    case (.integers(let values), .datetime) where look.zeroPaddedWidth == nil:
      guard let unit = EpochUnit.of(values, missing: missing) else { return nil }
      column.storage = .instants(values.indices.map { isMissing($0) ? 0 : unit.microseconds(values[$0]) })
      (column.look.datePattern, column.look.dress, column.look.duration) = (unit.pattern, nil, nil)
      return column
    case (.integers(let values), .decimal):
      column.storage = .decimals(values.map(Double.init))
      column.look.decimals = .upTo(0)
      return column
    default: return nil
    }
  }

  private typealias Text = UnsafeBufferPointer<UInt8>
  private static let spellings = MissingSpellings(more: [])

  private func numbers(_ text: Text, _ cells: [Cell], _ kind: ColumnKind) -> (column: Column?, failures: [String]) {
    let mark = look.decimalMark
    var reader = NumberColumn(text: text, cells: cells, mark: mark, spellings: Self.spellings)
    var column = self
    column.kind = kind
    column.look.zeroPaddedWidth = nil
    switch reader.read(startsWithIntegers: kind == .integer) {
    case .integers(let values) where kind == .integer, .codes(let values) where kind == .integer:
      (column.storage, column.look.decimals) = (.integers(values), .upTo(0))
    case .decimals(let values) where kind == .integer && values.allSatisfy { Int64(exactly: $0) != nil }:
      (column.storage, column.look.decimals) = (.integers(values.map { Int64(exactly: $0) ?? 0 }), .upTo(0))
    case .decimals(let values) where kind == .decimal:
      let found = reader.spelling.look(mark: mark)
      (column.storage, column.look.decimals) = (.decimals(values), found.decimals)
      column.look.minimumDecimals = found.minimumDecimals
    default:
      return (
        nil,
        failures(text, cells) { bytes in
          guard let number = ScannedNumber(bytes, mark: mark) else { return false }
          guard let value = number.decimal(of: bytes, mark: mark) else { return false }
          return kind == .decimal || Int64(exactly: value) != nil
        }
      )
    }
    return (column.adopting(missing: reader.missing), [])
  }

  private func instants(_ text: Text, _ cells: [Cell], _ kind: ColumnKind) -> (column: Column?, failures: [String]) {
    let present = cells.filter { !$0.isEmpty }.map {
      UnsafeBufferPointer(rebasing: text[$0.start..<$0.start + $0.length])
    }
    let patterns = present.first.map { DateCandidates.patterns(for: Array(trimmed($0)), allowsCompact: true) } ?? []
    let formatters = patterns.compactMap(DateFormatter.init).filter { $0.kind == kind }
    let readings = formatters.compactMap {
      InstantColumn(text: text, cells: cells, formatter: $0, spellings: Self.spellings)
    }
    guard let chosen = DateAmbiguity.choose(among: readings) ?? emptyReading(text, cells, kind, present.isEmpty) else {
      return (nil, failures(text, cells) { bytes in formatters.contains { $0.value(of: trimmed(bytes)) != nil } })
    }
    var column = self
    (column.kind, column.storage) = (kind, .instants(chosen.values))
    column.look.datePattern = chosen.formatter.pattern
    return (column.adopting(missing: chosen.missing), [])
  }

  /// A column without any value can be of any kind.
  private func emptyReading(_ text: Text, _ cells: [Cell], _ kind: ColumnKind, _ isEmpty: Bool) -> InstantColumn? {
    guard isEmpty else { return nil }
    return CellWriter.standardFormatter(for: kind).flatMap {
      InstantColumn(text: text, cells: cells, formatter: $0, spellings: Self.spellings)
    }
  }

  private func levels(_ text: Text, _ cells: [Cell], _ kind: ColumnKind) -> (column: Column?, failures: [String]) {
    let reader = TextColumn(text: text, cells: cells, spellings: Self.spellings)
    var column = self
    (column.kind, column.storage) = (kind, reader.levels(kind))
    (column.look.dress, column.look.duration) = (nil, nil)
    column.look.zeroPaddedWidth = nil
    column.look.datePattern = nil
    guard case .levels(_, let levels) = column.storage, kind == .categorical || levels.count <= 2 else {
      guard case .levels(_, let levels) = column.storage else { return (nil, []) }
      return (nil, levels.dropFirst(2).prefix(5).map(\.string))
    }
    return (column.adopting(missing: reader.missing), [])
  }

  private func packed(_ text: Text, _ cells: [Cell], _ kind: ColumnKind) -> Column {
    var texts = PackedText()
    for cell in cells { texts.append(UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])) }
    var column = self
    (column.kind, column.storage) = (kind, .text(texts))
    (column.look.dress, column.look.duration) = (nil, nil)
    column.look.zeroPaddedWidth = nil
    column.look.datePattern = nil
    return column
  }

  private func adopting(missing: [Bool]) -> Column {
    var column = self
    column.missing = missing
    return column
  }

  /// Up to five texts that `accepts` refuses.
  private func failures(_ text: Text, _ cells: [Cell], accepts: (Text) -> Bool) -> [String] {
    var found: [String] = []
    for cell in cells where !cell.isEmpty && found.count < 5 {
      let bytes = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
      if !accepts(trimmed(bytes)), !Self.spellings.isMissing(amongNumbers: trimmed(bytes)) {
        found.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    return found
  }
}

/// The texts of a column in one buffer; missing rows are absent cells.
private struct ConversionTexts {
  var bytes: [UInt8] = []
  var cells: [Cell] = []

  /// - Parameter keepsMarks: numbers keep the marks around them; without, the plain grammar reads them.
  init(of column: Column, keepsMarks: Bool) {
    var column = column
    if !keepsMarks { (column.look.dress, column.look.duration) = (nil, nil) }
    let writer = CellWriter(column)
    cells.reserveCapacity(column.count)
    for row in 0..<column.count {
      guard !column.isMissing(row) else {
        cells.append(.absent)
        continue
      }
      let start = bytes.count
      writer.append(row: row, of: column, to: &bytes)
      cells.append(Cell(start: start, length: min(bytes.count - start, Cell.maximumLength)))
    }
  }
}
