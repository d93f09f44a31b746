/// The cells of a column without what its numbers are spelled in, in a text of their own.
struct UndressedCells {
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Cell] = []
  private(set) var values = 0
  /// Values that are not written again as they were read.
  private(set) var irregular = 0
  private(set) var firstIrregular: Int?

  /// nil where a cell is neither spelled so nor missing.
  init?(_ cells: [Cell], in text: UnsafeBufferPointer<UInt8>, as wrap: NumberWrap, spellings: MissingSpellings) {
    self.cells.reserveCapacity(cells.count)
    for (row, cell) in cells.enumerated() {
      let source = UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
      let start = bytes.count
      switch wrap.append(source, to: &bytes, spellings: spellings) {
      case .failed: return nil
      case .missing: break
      case .value(let isRegular):
        values += 1
        if !isRegular { (irregular, firstIrregular) = (irregular + 1, firstIrregular ?? row) }
      }
      // An empty cell, too, stands in this text: its old place may lie behind the end.
      let isQuoted = cell.isEmpty && cell.isQuoted
      self.cells.append(cell.isAbsent ? cell : Cell(start: start, length: bytes.count - start, isQuoted: isQuoted))
    }
  }
}

extension NumberWrap {
  /// What a cell is.
  enum Cell {
    /// - Parameter isRegular: it is written again as it was read.
    case value(isRegular: Bool)
    case missing, failed
  }

  /// Appends the plain number of a cell, or the cell itself where it is missing.
  func append(
    _ source: UnsafeBufferPointer<UInt8>, to plain: inout [UInt8], spellings: MissingSpellings
  ) -> Cell {
    let (start, inner) = (plain.count, trimmed(source))
    if inner.isEmpty || spellings.isNamed(source) || spellings.isMissing(amongNumbers: inner) {
      plain += source
      return .missing
    }
    guard unwrap(inner, into: &plain) else { return .failed }
    return .value(
      isRegular: plain.withUnsafeBufferPointer { spells(UnsafeBufferPointer(rebasing: $0[start...]), as: source) })
  }
}
