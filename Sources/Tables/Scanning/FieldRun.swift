/// Where the fields of one column lie in some rows, behind `text`, quotes taken off. Its memory belongs to a `FieldBlock`.
///
/// At least eight bytes behind every field may be read.
struct FieldRun {
  let text: UnsafeMutablePointer<UInt8>
  let starts: UnsafeMutablePointer<UInt32>
  let lengths: UnsafeMutablePointer<UInt32>
  var count: Int

  @inline(__always)
  subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + Int(starts[row]), count: Int(lengths[row]))
  }

  // MARK: - Quotes

  /// Takes quotes off. Doubled quotes are made single in the text itself, so this may be done once only.
  func unquote(_ quote: UInt8) {
    for row in 0..<count where lengths[row] >= 2 && text[Int(starts[row])] == quote {
      starts[row] &+= 1
      lengths[row] &-= 2
      let (start, length) = (Int(starts[row]), Int(lengths[row]))
      let position = place(of: quote, start, length)
      if position < length { lengths[row] = UInt32(truncatingIfNeeded: undouble(start, position, length, quote)) }
    }
  }

  /// The first place of a quote among `length` bytes; `length` or more where there is none.
  @inline(__always)
  private func place(of quote: UInt8, _ start: Int, _ length: Int) -> Int {
    var position = 0
    while position < length {
      let found = DigitWords.index(of: quote, in: DigitWords.load(UnsafePointer(text + (start &+ position))))
      if found < 8 { return position &+ found }
      position &+= 8
    }
    return position
  }

  /// - Returns: the length without the second of each two quotes.
  private func undouble(_ start: Int, _ first: Int, _ length: Int, _ quote: UInt8) -> Int {
    let field = text + start
    var (from, to) = (first, first)
    while from < length {
      // The first of two quotes is left out; what follows goes to the next quote.
      from &+= 1
      let end = min(length, from &+ 1 &+ place(of: quote, start &+ from &+ 1, length &- from &- 1))
      let count = end &- from
      if count > 0 { (field + to).update(from: field + from, count: count) }
      (from, to) = (end, to &+ count)
    }
    return to
  }

  // MARK: - Choosing

  /// Keeps the first rows, and of the others those for which `isKept` holds.
  /// - Returns: how many are left out.
  @inline(__always)
  mutating func keep(from first: Int = 0, _ isKept: (Int) -> Bool) -> Int {
    var kept = first
    for row in first..<count where isKept(row) {
      starts[kept] = starts[row]
      lengths[kept] = lengths[row]
      kept += 1
    }
    defer { count = kept }
    return count - kept
  }
}
