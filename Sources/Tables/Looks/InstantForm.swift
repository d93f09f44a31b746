import CSpellKernels

/// A date pattern all of whose parts are pairs of digits: the bytes between them, which stay, and where each pair stands.
struct InstantForm {
  struct Piece {
    /// With anything in the places of the pairs.
    var text: rs_text
    var places: [rs_instant_pair]
  }

  /// Beside each other.
  private(set) var pieces: [Piece] = []
  private let areDays: Bool

  /// nil for patterns with other parts: names of months, days without a zero before them, fractions, weeks.
  init?(_ formatter: DateFormatter, after: [UInt8]) {
    areDays = formatter.kind == .date
    var (bytes, places) = ([UInt8](), [rs_instant_pair]())
    func close() {
      pieces.append(Piece(text: rs_text(bytes), places: places))
      (bytes, places) = ([], [])
    }
    func add(_ literal: [UInt8]) {
      for byte in literal {
        if bytes.count == rs_text.most { close() }
        bytes.append(byte)
      }
    }
    func add(_ part: Int) {
      if bytes.count > rs_text.most - 2 { close() }
      places.append(rs_instant_pair(part: UInt8(part), place: UInt8(bytes.count)))
      bytes += [0x30, 0x30]
    }
    for element in formatter.elements {
      switch element {
      case .literal(let bytes): add(bytes)
      case .year4:
        add(rs_century)
        add(rs_year)
      default:
        guard let part = Self.part(element) else { return nil }
        add(part)
      }
    }
    add(after)
    close()
  }

  private static func part(_ element: DateElement) -> Int? {
    switch element {
    case .year2: rs_year
    case .month2: rs_month
    case .day2: rs_day
    case .hour2: rs_hour
    case .minute: rs_minute
    case .second: rs_second
    default: nil
    }
  }

  func spell(_ values: [Int64], _ rows: Range<Int>, into cells: SpelledColumn.Cells, stride: Int) -> Bool {
    let partCount = rs_instant_parts
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: rows.count * partCount) { pairs in
      values.withUnsafeBufferPointer { values in
        guard let pairs = pairs.baseAddress, let first = values.baseAddress else { return }
        rs_split_instants(first + rows.lowerBound, rows.count, areDays, pairs)
        for (index, piece) in pieces.enumerated() {
          rs_spell_pairs(pairs, rows.count, piece.text, piece.places, piece.places.count, cells + index * stride)
        }
      }
    }
    return true
  }
}
