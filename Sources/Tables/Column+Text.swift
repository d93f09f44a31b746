extension Column {
  /// Appends the value of `row` as the file spells it, without quotes; a missing value is the column's missing spelling.
  /// - Precondition: `row` is a row of the column.
  package func appendText(ofRow row: Int, to bytes: inout [UInt8]) {
    if isMissing(row) { return bytes.append(contentsOf: look.missingSpelling.bytes) }
    CellWriter(self).append(row: row, of: self, to: &bytes)
  }

  /// The value of `row` for display (not yet made safe for a terminal); nil where it is missing.
  package func text(ofRow row: Int) -> String? {
    guard !isMissing(row) else { return nil }
    var bytes: [UInt8] = []
    appendText(ofRow: row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One storage unit (a number, days, microseconds) written by the column's look; for axes and statistics tables.
  package func appendText(ofNumber value: Double, to bytes: inout [UInt8]) {
    switch storage {
    case .integers: Digits.append(clampedInteger(value.rounded()), to: &bytes)
    case .instants: CellWriter(self).append(instant: clampedInteger(value.rounded()), to: &bytes)
    default: Digits.append(value, by: look, to: &bytes)
    }
  }
}

/// Writes the values of one column; the date pattern is compiled once.
struct CellWriter {
  private let formatter: DateFormatter?

  init(_ column: Column) { formatter = Self.formatter(of: column) }

  /// nil for columns of no instants.
  static func formatter(of column: Column) -> DateFormatter? {
    guard case .instants = column.storage else { return nil }
    return column.look.datePattern.flatMap(DateFormatter.init) ?? standardFormatter(for: column.kind)
  }

  /// Used where a column of instants has no pattern of its own.
  static func standardFormatter(for kind: ColumnKind) -> DateFormatter? {
    switch kind {
    case .date: DateFormatter(DatePattern("yyyy-MM-dd"))
    case .time: DateFormatter(DatePattern("HH:mm:ss"))
    default: DateFormatter(DatePattern("yyyy-MM-dd HH:mm:ss"))
    }
  }

  /// Appends a value that is not missing.
  @inline(__always)
  func append(row: Int, of column: Column, to bytes: inout [UInt8]) {
    guard !column.look.isDressed || !Self.isNumber(column) else {
      return appendDressed(row: row, of: column, to: &bytes)
    }
    switch column.storage {
    case .integers(let values): append(values[row], width: column.look.zeroPaddedWidth, to: &bytes)
    case .decimals(let values): Digits.append(values[row], by: column.look, to: &bytes)
    case .levels(let codes, let levels): bytes.append(contentsOf: levels[Int(codes[row])].bytes)
    case .instants(let values): append(instant: values[row], to: &bytes)
    case .text(let texts): bytes.append(contentsOf: texts.slice(at: row))
    }
  }

  private static func isNumber(_ column: Column) -> Bool {
    switch column.storage {
    case .integers, .decimals: true
    case .levels, .instants, .text: false
    }
  }

  private func appendDressed(row: Int, of column: Column, to bytes: inout [UInt8]) {
    var (plain, look) = ([UInt8](), column.look)
    (look.dress, look.duration) = (nil, nil)
    switch column.storage {
    case .integers(let values): Digits.append(values[row], to: &plain)
    case .decimals(let values): Digits.append(values[row], by: look, to: &plain)
    case .levels, .instants, .text: break
    }
    guard let dressing = column.look.dressing(nil) else { return }
    Digits.append(atMost: dressing.widest(plain.count), to: &bytes) { place in
      plain.withUnsafeBufferPointer { dressing.write($0, at: place) }
    }
  }

  func append(instant: Int64, to bytes: inout [UInt8]) {
    if let formatter { formatter.append(instant, to: &bytes) } else { Digits.append(instant, to: &bytes) }
  }

  @inline(__always)
  private func append(_ value: Int64, width: Int?, to bytes: inout [UInt8]) {
    guard let width else { return Digits.append(value, to: &bytes) }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    Digits.append(value.magnitude, width: width, to: &bytes)
  }
}

/// The nearest 64-bit integer; NaN is 0.
func clampedInteger(_ value: Double) -> Int64 {
  guard !value.isNaN else { return 0 }
  return Int64(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max)
}

extension Column {
  /// Every value as its text; a missing one is empty.
  func packed() -> PackedText {
    let writer = CellWriter(self)
    var texts = PackedText()
    var cell: [UInt8] = []
    for row in 0..<count {
      cell.removeAll(keepingCapacity: true)
      if !isMissing(row) { writer.append(row: row, of: self, to: &cell) }
      texts.append(cell)
    }
    return texts
  }
}
