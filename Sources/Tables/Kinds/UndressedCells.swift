/// The cells of a column without the dress of its numbers, in a text of their own.
struct UndressedCells {
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Cell] = []
  /// Values that are not written again as they were read: `1234` where `1,234` is usual, `$ 5` for `$5`.
  private(set) var irregular = 0
  private(set) var firstIrregular: Int?

  /// nil where a cell neither wears the dress nor is missing, or where most values are irregular.
  init?(
    _ cells: [Cell], in text: UnsafeBufferPointer<UInt8>, as found: DressFinder.Found, spellings: MissingSpellings
  ) {
    self.cells.reserveCapacity(cells.count)
    var values = 0
    for (row, cell) in cells.enumerated() {
      let source = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
      let start = bytes.count
      let inner = trimmed(source)
      if inner.isEmpty || spellings.isNamed(source) || spellings.isMissing(amongNumbers: inner) {
        bytes += source
      } else {
        guard found.dress.undress(inner, mark: found.mark, into: &bytes) else { return nil }
        check(source, start, found.dress, row)
        values += 1
      }
      self.cells.append(cell.isEmpty ? cell : Cell(start: start, length: bytes.count - start))
    }
    if irregular * 2 > values { return nil }
  }

  private mutating func check(_ source: UnsafeBufferPointer<UInt8>, _ start: Int, _ dress: NumberDress, _ row: Int) {
    let count = bytes.count - start
    let isSame = bytes.withUnsafeBufferPointer { plain in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: dress.widest(count)) { room in
        guard let place = room.baseAddress else { return false }
        let end = dress.write(UnsafeBufferPointer(rebasing: plain[start...]), at: place)
        return isEqual(UnsafeBufferPointer(start: place, count: end - place), source)
      }
    }
    guard !isSame else { return }
    irregular += 1
    if firstIrregular == nil { firstIrregular = row }
  }
}
