/// A column whose kind, look and reading are settled by all of its cells: any of its cells can be read alone.
package struct PlannedColumn: Sendable {
  private let plan: ColumnPlan
  private let settled: Column

  /// - Parameters:
  ///   - plan: by which every cell was read.
  ///   - settled: kind and look that a pass over all cells found, with any of its rows.
  package init(plan: ColumnPlan, settled: Column) {
    (self.plan, self.settled) = (plan, settled)
  }

  /// Names, kinds and looks without rows.
  package var empty: Column {
    [UInt8]().withUnsafeBufferPointer { column(text: $0, cells: [], spellings: MissingSpellings(more: [])) }
  }

  func column(text: UnsafeBufferPointer<UInt8>, cells: [Cell], spellings: MissingSpellings) -> Column {
    switch plan.reading {
    case .numbers(let mark): numbers(text, cells, mark, spellings)
    case .dressed(let wrap): dressed(text, cells, wrap, spellings)
    case .instants(let formatter): instants(text, cells, formatter, spellings)
    case .texts: texts(text, cells, spellings)
    }
  }

  private func numbers(
    _ text: UnsafeBufferPointer<UInt8>, _ cells: [Cell], _ mark: UInt8, _ spellings: MissingSpellings
  ) -> Column {
    var reader = NumberColumn(text: text, cells: cells, mark: mark, spellings: spellings)
    let isDecimal = if case .decimals = settled.storage { true } else { false }
    switch reader.read(startsWithIntegers: !isDecimal) {
    case .decimals(let values) where isDecimal: return made(.decimals(values), reader.missing)
    case .integers(let values) where settled.kind != .text: return made(.integers(values), reader.missing)
    default: return texts(text, cells, spellings)
    }
  }

  private func dressed(
    _ text: UnsafeBufferPointer<UInt8>, _ cells: [Cell], _ wrap: NumberWrap, _ spellings: MissingSpellings
  ) -> Column {
    guard settled.look.isDressed, let plain = UndressedCells(cells, in: text, as: wrap, spellings: spellings) else {
      return texts(text, cells, spellings)
    }
    return plain.bytes.withUnsafeBufferPointer { numbers($0, plain.cells, wrap.mark, spellings) }
  }

  private func instants(
    _ text: UnsafeBufferPointer<UInt8>, _ cells: [Cell], _ formatter: DateFormatter, _ spellings: MissingSpellings
  ) -> Column {
    let isInstant = if case .instants = settled.storage { true } else { false }
    guard isInstant,
      let reader = InstantColumn(text: text, cells: cells, formatter: formatter, spellings: spellings)
    else { return texts(text, cells, spellings) }
    return made(.instants(reader.values), reader.missing)
  }

  private func texts(_ text: UnsafeBufferPointer<UInt8>, _ cells: [Cell], _ spellings: MissingSpellings) -> Column {
    let reader = TextColumn(text: text, cells: cells, spellings: spellings)
    guard case .levels(_, let levels) = settled.storage else {
      // What is kept as it is spelled has no look of a number.
      var column = made(.text(reader.packed()), reader.missing)
      column.kind = settled.kind == .identifier ? .identifier : .text
      column.look = Look()
      (column.look.quoting, column.look.missingSpelling) = (settled.look.quoting, settled.look.missingSpelling)
      return column
    }
    guard settled.kind == .boolean, case .levels(let codes, let found) = reader.levels(.categorical) else {
      return made(reader.levels(.categorical), reader.missing)
    }
    // No before yes, as in the whole column, whichever of them is met here.
    let place = found.map { level in levels.firstIndex(of: level).map { Int32(truncatingIfNeeded: $0) } ?? -1 }
    return made(.levels(codes: codes.map { $0 < 0 ? -1 : place[Int($0)] }, levels: levels), reader.missing)
  }

  private func made(_ storage: ColumnStorage, _ missing: [Bool]) -> Column {
    Column(name: settled.name, kind: settled.kind, storage: storage, missing: missing, look: settled.look)
  }
}
