/// Writes the cells of one column of a block as a format wants them.
final class CellEncoder {
  /// What stands around the cells.
  struct Frame {
    /// Before and after a value.
    var before: [UInt8]
    var after: [UInt8]
    /// A missing value, with everything around it.
    var missing: [UInt8]
    /// Changes the bytes of values; nil: they stay as they are.
    var escaping: (any CellEscaping)?
  }

  private enum Values {
    case integers([Int64])
    case padded([Int64], width: Int)
    case rounded([Double], RoundedDecimals)
    case shortest([Double])
    /// Their cells are copied, never written one by one.
    case levels
    case instants([Int64], DateStencil?)
    case text(PackedText)
  }

  private let values: Values
  private let look: Look
  private let missing: [Bool]
  private let before: Snippet
  private let after: Snippet
  private let absent: Snippet
  private let escaping: (any CellEscaping)?
  /// The fast way for whole blocks; nil: there is none for such cells.
  let spelled: SpelledColumn?

  init(_ column: Column, _ frame: Frame) {
    let column = Self.ofFewLevels(column)
    values = Self.values(of: column, frame)
    spelled = SpelledColumn(column, frame)
    look = column.look
    missing = column.missing
    (before, after, absent) = (Snippet(frame.before), Snippet(frame.after), Snippet(frame.missing))
    escaping = Self.isNumber(column) ? column.look.dressing(frame.escaping) : frame.escaping
  }

  static func isNumber(_ column: Column) -> Bool {
    switch column.storage {
    case .integers, .decimals: true
    case .levels, .instants, .text: false
    }
  }

  /// A block with more levels than rows as texts, so that a block costs no more than its rows.
  private static func ofFewLevels(_ column: Column) -> Column {
    guard case .levels(let codes, let levels) = column.storage, levels.count > codes.count else { return column }
    var (texts, result) = (PackedText(), column)
    for code in codes { texts.append(levels.indices.contains(Int(code)) ? levels[Int(code)].bytes : []) }
    result.storage = .text(texts)
    result.missing = codes.map { !levels.indices.contains(Int($0)) }
    return result
  }

  private static func values(of column: Column, _ frame: Frame) -> Values {
    switch column.storage {
    case .integers(let values):
      return column.look.zeroPaddedWidth.map { .padded(values, width: $0) } ?? .integers(values)
    case .decimals(let values):
      return RoundedDecimals(column.look).map { .rounded(values, $0) } ?? .shortest(values)
    case .levels: return .levels
    case .instants(let values): return .instants(values, CellWriter.formatter(of: column).map(DateStencil.init))
    case .text(let texts): return .text(texts)
    }
  }

  /// The most bytes that a cell of `rows` takes.
  func widest(in rows: Range<Int>) -> Int {
    if case .levels = values { return spelled?.widest ?? 0 }
    let most =
      switch values {
      case .integers: Digits.widestInteger
      case .padded(_, let width): max(Digits.widestInteger, width + 1)
      case .rounded, .shortest: RoundedDecimals.widest(look)
      case .levels: 0
      case .instants(_, let stencil): max(Digits.widestInteger, stencil?.widest ?? 0)
      case .text(let texts): rows.reduce(0) { max($0, texts.offsets[$1 + 1] - texts.offsets[$1]) }
      }
    return max(before.count + after.count + (escaping?.widest(most) ?? most), absent.count)
  }

  // MARK: - Writing

  func write(to slots: RowSlots) {
    switch values {
    case .integers(let values): write(values, to: slots) { Digits.write($0, at: $1) }
    case .padded(let values, let width):
      write(values, to: slots) { value, place in
        place.pointee = UInt8(ascii: "-")
        return Digits.write(value.magnitude, width: width, at: place + (value < 0 ? 1 : 0))
      }
    case .rounded(let values, let decimals): write(values, to: slots) { decimals.write($0, at: $1) }
    case .shortest(let values): write(values, to: slots) { [look] in Digits.writeShortest($0, look, at: $1) }
    case .instants(let values, let stencil?): write(values, to: slots) { stencil.write($0, at: $1) }
    case .instants(let values, nil): write(values, to: slots) { Digits.write($0, at: $1) }
    case .levels: preconditionFailure("levels are spelled")
    case .text(let texts): write(texts, to: slots)
    }
  }

  @inline(__always)
  private func write<Value>(
    _ values: [Value], to slots: RowSlots, _ body: (Value, Digits.Place) -> Digits.Place
  ) {
    guard escaping == nil else { return writeEscaped(values, to: slots, body) }
    values.withUnsafeBufferPointer { values in
      let values = UnsafeBufferPointer(rebasing: values[slots.rows])
      eachPresent(slots) { body(values[$0], $1) }
    }
  }

  /// Writes every cell beside its place first, because its bytes may need to be changed.
  private func writeEscaped<Value>(
    _ values: [Value], to slots: RowSlots, _ body: (Value, Digits.Place) -> Digits.Place
  ) {
    guard let escaping else { return }
    let most = max(Digits.widestInteger + 8, widest(in: slots.rows)) + Digits.slack
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { room in
      guard let start = room.baseAddress else { return }
      eachPresent(slots) { row, place in
        let end = body(values[slots.rows.lowerBound + row], start)
        return escaping.write(UnsafeBufferPointer(start: start, count: end - start), at: place)
      }
    }
  }

  private func write(_ texts: PackedText, to slots: RowSlots) {
    guard let escaping else {
      return write(texts, to: slots) { text, place in
        if let first = text.baseAddress { place.update(from: first, count: text.count) }
        return place + text.count
      }
    }
    write(texts, to: slots) { escaping.write($0, at: $1) }
  }

  @inline(__always)
  private func write(
    _ texts: PackedText, to slots: RowSlots, _ body: (UnsafeBufferPointer<UInt8>, Digits.Place) -> Digits.Place
  ) {
    texts.bytes.withUnsafeBufferPointer { bytes in
      texts.offsets.withUnsafeBufferPointer { offsets in
        let offsets = UnsafeBufferPointer(rebasing: offsets[slots.rows.lowerBound...slots.rows.upperBound])
        eachPresent(slots) { row, place in
          body(UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]]), place)
        }
      }
    }
  }

  /// Calls `body` with the number of each row among the slots and the place of its value.
  @inline(__always)
  private func eachPresent(_ slots: RowSlots, _ body: (Int, Digits.Place) -> Digits.Place) {
    let (before, after, absent) = (before, after, absent)
    missing.withUnsafeBufferPointer { missing in
      let marks = missing.isEmpty ? nil : missing.baseAddress.map { $0 + slots.rows.lowerBound }
      for row in 0..<slots.rows.count {
        let place = slots.ends[row]
        if let marks, marks[row] {
          slots.ends[row] = absent.write(at: place)
        } else {
          slots.ends[row] = after.write(at: body(row, before.write(at: place)))
        }
      }
    }
  }
}

extension CellEncoder.Frame {
  /// Appends a value of these bytes with everything around it.
  func append(_ bytes: [UInt8], to target: inout [UInt8]) {
    target += before
    if let escaping { escaping.append(bytes, to: &target) } else { target += bytes }
    target += after
  }
}

/// How a format changes bytes that it cannot write as they are.
protocol CellEscaping {
  /// The most bytes that a value of `count` bytes becomes.
  func widest(_ count: Int) -> Int
  /// - Returns: the place behind the value.
  func write(_ text: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place
}

extension CellEscaping {
  func escaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    append(bytes, to: &result)
    return result
  }

  func append(_ bytes: [UInt8], to target: inout [UInt8]) {
    Digits.append(atMost: widest(bytes.count), to: &target) { place in
      bytes.withUnsafeBufferPointer { write($0, at: place) }
    }
  }
}
