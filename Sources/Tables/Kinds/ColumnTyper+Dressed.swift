/// Numbers with marks around them, and lengths of time.
extension ColumnTyper {
  /// Numbers with thousands, currency or percent marks, or in brackets: the first dress that every value wears.
  mutating func dressedNumbers(_ sample: [UnsafeBufferPointer<UInt8>]) -> Column? {
    let candidates = DressFinder.candidates(for: sample)
    for found in candidates {
      let wrap = NumberWrap(.marks(found))
      guard let undressed = UndressedCells(cells, in: text, as: wrap, spellings: spellings),
        undressed.irregular * 2 <= undressed.values, var column = numbers(in: undressed, mark: found.mark)
      else { continue }
      wrap.set(in: &column.look)
      if let first = undressed.firstIrregular {
        note(
          "values of ‘\(shownName)’ lose their spelling (marks that the others have)", undressed.irregular, row: first)
      }
      noteRival(of: found, among: candidates, undressed)
      return column
    }
    return nil
  }

  private mutating func numbers(in undressed: UndressedCells, mark: UInt8) -> Column? {
    let (name, spellings, delimiter) = (name, spellings, delimiter)
    let result = undressed.bytes.withUnsafeBufferPointer { bytes -> (Column, [Note])? in
      var typer = ColumnTyper(
        name: name, text: bytes, cells: undressed.cells, spellings: spellings, delimiter: delimiter)
      guard let column = typer.numbers(mark: mark, startsWithIntegers: true), column.look.zeroPaddedWidth == nil,
        column.kind == .integer || column.kind == .decimal || column.kind == .identifier
      else { return nil }
      return (column, typer.notes)
    }
    guard var (column, found) = result else { return nil }
    // Nothing is counted in currency that only names.
    if column.kind == .identifier { column.kind = .integer }
    for index in found.indices { found[index].offsets = found[index].rows.map { cells[$0].start } }
    addNotes(found)
    return column
  }

  /// `1,234` may be a thousand or one, where no value tells.
  private mutating func noteRival(
    of found: DressFinder.Found, among candidates: [DressFinder.Found], _ undressed: UndressedCells
  ) {
    let group = found.dress.groupMark.bytes
    guard group == [UInt8(ascii: ",")] || group == [UInt8(ascii: ".")] else { return }
    let rival = candidates.contains { $0.mark == group[0] && $0.dress.groupMark.isEmpty }
    let isPlain = found.dress.prefix.isEmpty && found.dress.suffix.isEmpty && delimiter != group[0]
    guard rival || isPlain, cells.allSatisfy({ hasOneMark($0, group[0]) }) else { return }
    note("‘\(shownName)’ can be read with thousands or with three decimals; thousands are taken", 1, row: nil)
  }

  private func hasOneMark(_ cell: Cell, _ mark: UInt8) -> Bool {
    cell.isEmpty || bytes(of: cell).reduce(0) { $1 == mark ? $0 + 1 : $0 } == 1
  }

  // MARK: - Lengths of time

  /// Durations that no time of day could be: hours of more than a day, or spelled as ISO 8601 does.
  mutating func durations(_ sample: [UnsafeBufferPointer<UInt8>]) -> Column? {
    guard
      let look = DurationLook.allCases.first(where: { look in
        !sample.isEmpty && sample.allSatisfy { look.seconds(of: $0) != nil }
      }), look != .shortClock || NameHints.suggestsDuration(name)
    else { return nil }
    let wrap = NumberWrap(.duration(look))
    guard let undressed = UndressedCells(cells, in: text, as: wrap, spellings: spellings),
      var column = numbers(in: undressed, mark: wrap.mark)
    else { return nil }
    wrap.set(in: &column.look)
    if let first = undressed.firstIrregular {
      note(
        "values of ‘\(shownName)’ lose their spelling (other units, zeros in front)", undressed.irregular, row: first)
    }
    return column
  }
}
