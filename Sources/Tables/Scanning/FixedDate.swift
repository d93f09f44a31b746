/// Reads instants of a pattern whose pieces all have a fixed place, such as `yyyy-MM-dd HH:mm:ss`.
struct FixedDate {
  private enum Part: Int { case year, month, day, hour, minute, second }

  let length: Int
  private let kind: ColumnKind
  /// Where each part begins, -1 where it is not written.
  private let places: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int)
  /// What eight bytes at a time must be: literals as they are, everything else digits.
  private let words: (Word, Word, Word)
  /// The month met last and the days from 1970 to its first day.
  private var lastMonth = -1
  private var daysToMonth: Int64 = 0
  private var daysInMonth = 0

  /// Eight bytes of the pattern.
  private struct Word {
    /// All bits of each literal byte, and of each byte behind the pattern.
    var fixed: UInt64 = 0
    var literals: UInt64 = 0

    /// Digits wherever no literal is, and the literals.
    @inline(__always)
    func fits(_ word: UInt64, used: UInt64) -> Bool {
      guard (word ^ literals) & fixed & used == 0 else { return false }
      let digits = word & ~fixed | 0x3030_3030_3030_3030 & fixed
      return digits & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
        && (digits &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
    }
  }

  /// The longest pattern that is read here.
  private static let longest = 24

  /// nil for patterns with words, one-digit parts, half days or fractions.
  init?(_ formatter: DateFormatter) {
    kind = formatter.kind
    var (place, found) = (0, [Int](repeating: -1, count: 6))
    var literals = [UInt8?](repeating: nil, count: Self.longest)
    func put(_ part: Part, _ digits: Int) {
      found[part.rawValue] = place
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
    length = place
    places = (found[0], found[1], found[2], found[3], found[4], found[5])
    words = (Self.word(0, literals, place), Self.word(8, literals, place), Self.word(16, literals, place))
  }

  private static func word(_ start: Int, _ literals: [UInt8?], _ length: Int) -> Word {
    var word = Word()
    for offset in 0..<8 where start + offset >= length || literals[start + offset] != nil {
      word.fixed |= 0xFF << UInt64(8 * offset)
      word.literals |= UInt64(literals[start + offset] ?? 0) << UInt64(8 * offset)
    }
    return word
  }

  /// The bytes of a word that begins at `start` and belong to the text.
  @inline(__always)
  private func used(_ start: Int) -> UInt64 {
    length >= start + 8 ? .max : UInt64.max >> UInt64(truncatingIfNeeded: 64 - 8 * (length - start))
  }

  @inline(__always)
  private func fits(_ text: UnsafePointer<UInt8>) -> Bool {
    guard length > 0, words.0.fits(DigitWords.load(text), used: used(0)) else { return false }
    if length > 8, !words.1.fits(DigitWords.load(text + 8), used: used(8)) { return false }
    return length <= 16 || words.2.fits(DigitWords.load(text + 16), used: used(16))
  }

  /// The instant in storage units; nil where the text does not follow the pattern or names no day or time.
  /// - Parameter text: eight bytes from here, and from each further eight of it, may be read.
  @inline(__always)
  mutating func value(of text: UnsafePointer<UInt8>, count: Int) -> Int64? {
    guard count == length, fits(text) else { return nil }
    let (hour, minute, second) = (two(text, places.hour), two(text, places.minute), two(text, places.second))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let time = Int64((hour &* 60 &+ minute) &* 60 &+ second) &* 1_000_000
    if kind == .time { return time }
    let year = places.year < 0 ? 1970 : two(text, places.year) &* 100 &+ two(text, places.year &+ 2)
    let month = places.month < 0 ? 1 : two(text, places.month)
    let day = places.day < 0 ? 1 : two(text, places.day)
    guard year >= 1, month >= 1, month <= 12 else { return nil }
    if year &* 16 &+ month != lastMonth { setMonth(year, month) }
    guard day >= 1, day <= daysInMonth else { return nil }
    let days = daysToMonth &+ Int64(day)
    return kind == .date ? days : days &* DateFormatter.microsecondsPerDay &+ time
  }

  private mutating func setMonth(_ year: Int, _ month: Int) {
    lastMonth = year &* 16 &+ month
    daysToMonth = Int64(Gregorian.days(to: Gregorian.Day(year: year, month: month, day: 1))) - 1
    daysInMonth = Gregorian.daysIn(month: month, year: year)
  }

  /// The number of two digits; 0 where they are not written.
  @inline(__always)
  private func two(_ text: UnsafePointer<UInt8>, _ place: Int) -> Int {
    place < 0 ? 0 : Int(text[place] & 0x0F) &* 10 &+ Int(text[place &+ 1] & 0x0F)
  }
}
