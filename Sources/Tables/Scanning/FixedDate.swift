import CScanKernels

/// Reads instants of a pattern whose pieces all have a fixed place, such as `yyyy-MM-dd HH:mm:ss`.
struct FixedDate {
  private enum Part: Int { case year, month, day, hour, minute, second }

  private var pattern = rs_instants()

  /// The longest pattern that is read here.
  private static let longest = 24

  /// nil for patterns with words, one-digit parts, half days or fractions.
  init?(_ formatter: DateFormatter) {
    var (place, found) = (0, [Int32](repeating: -1, count: 6))
    var literals = [UInt8?](repeating: nil, count: Self.longest)
    func put(_ part: Part, _ digits: Int) {
      found[part.rawValue] = Int32(place)
      place += digits
    }
    for element in formatter.elements {
      switch element {
      case .year4: put(.year, 4)
      case .month2: put(.month, 2)
      case .day2: put(.day, 2)
      case .hour2: put(.hour, 2)
      case .minute: put(.minute, 2)
      case .second: put(.second, 2)
      case .literal(let bytes):
        for byte in bytes {
          guard place < Self.longest else { return nil }
          literals[place] = byte
          place += 1
        }
      default: return nil
      }
    }
    guard place <= Self.longest else { return nil }
    pattern.length = UInt32(place)
    pattern.kind = Self.kind(formatter.kind)
    pattern.places = (found[0], found[1], found[2], found[3], found[4], found[5])
    pattern.last_month = -1
    let words = stride(from: 0, to: Self.longest, by: 8).map { Self.word($0, literals, place) }
    pattern.fixed = (words[0].fixed, words[1].fixed, words[2].fixed)
    pattern.literals = (words[0].literals, words[1].literals, words[2].literals)
    pattern.used = (words[0].used, words[1].used, words[2].used)
  }

  private static func kind(_ kind: ColumnKind) -> UInt32 {
    switch kind {
    case .date: UInt32(RS_DATE)
    case .time: UInt32(RS_TIME)
    default: UInt32(RS_DATETIME)
    }
  }

  /// What eight bytes of the pattern must be: literals as they are, everything else digits.
  private static func word(_ start: Int, _ literals: [UInt8?], _ length: Int)
    -> (fixed: UInt64, literals: UInt64, used: UInt64)
  {
    var word = (fixed: UInt64(0), literals: UInt64(0), used: UInt64(0))
    for offset in 0..<8 {
      let byte = UInt64(0xFF) << UInt64(8 * offset)
      if start + offset < length { word.used |= byte }
      guard start + offset >= length || literals[start + offset] != nil else { continue }
      word.fixed |= byte
      word.literals |= UInt64(literals[start + offset] ?? 0) << UInt64(8 * offset)
    }
    return word
  }

  /// Reads fields as instants in storage units, up to one that does not follow the pattern or names no day or time.
  /// - Parameter values: room for `count`.
  /// - Returns: how many there are.
  mutating func read(
    _ text: UnsafePointer<UInt8>, _ starts: UnsafePointer<UInt32>, _ lengths: UnsafePointer<UInt32>, count: Int,
    into values: UnsafeMutablePointer<Int64>
  ) -> Int {
    rs_fixed_instants(&pattern, text, starts, lengths, count, values)
  }
}
