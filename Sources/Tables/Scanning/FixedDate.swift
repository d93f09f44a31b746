/// Reads instants of a pattern whose pieces all have a fixed place, such as `yyyy-MM-dd HH:mm:ss`.
struct FixedDate {
  private enum Part: Int { case year, month, day, hour, minute, second }

  let length: Int
  private let kind: ColumnKind
  /// Where each part begins, -1 where it is not written.
  private var places = [Int](repeating: -1, count: 6)
  /// Bytes that are always the same.
  private var literals: [(place: Int, byte: UInt8)] = []
  /// The month met last and the days from 1970 to its first day.
  private var lastMonth = -1
  private var daysToMonth: Int64 = 0
  private var daysInMonth = 0

  /// nil for patterns with words, one-digit parts, half days or fractions.
  init?(_ formatter: DateFormatter) {
    kind = formatter.kind
    var place = 0
    for element in formatter.elements {
      switch element {
      case .year4: Self.set(.year, &place, 4, &places)
      case .month2: Self.set(.month, &place, 2, &places)
      case .day2: Self.set(.day, &place, 2, &places)
      case .hour2: Self.set(.hour, &place, 2, &places)
      case .minute: Self.set(.minute, &place, 2, &places)
      case .second: Self.set(.second, &place, 2, &places)
      case .literal(let bytes):
        for byte in bytes {
          literals.append((place, byte))
          place += 1
        }
      default: return nil
      }
    }
    length = place
  }

  private static func set(_ part: Part, _ place: inout Int, _ digits: Int, _ places: inout [Int]) {
    places[part.rawValue] = place
    place += digits
  }

  /// The instant in storage units; nil where the text does not follow the pattern or names no day or time.
  @inline(__always)
  mutating func value(of text: UnsafePointer<UInt8>, count: Int) -> Int64? {
    guard count == length else { return nil }
    for literal in literals where text[literal.place] != literal.byte { return nil }
    guard let hour = two(text, .hour, 0), let minute = two(text, .minute, 0), let second = two(text, .second, 0),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let time = Int64((hour &* 60 &+ minute) &* 60 &+ second) &* 1_000_000
    if kind == .time { return time }
    guard let year = year(text), let month = two(text, .month, 1), let day = two(text, .day, 1), year >= 1,
      month >= 1, month <= 12
    else { return nil }
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

  @inline(__always)
  private func two(_ text: UnsafePointer<UInt8>, _ part: Part, _ absent: Int) -> Int? {
    let place = places[part.rawValue]
    guard place >= 0 else { return absent }
    return two(text + place)
  }

  @inline(__always)
  private func two(_ text: UnsafePointer<UInt8>) -> Int? {
    let (high, low) = (text[0] &- 0x30, text[1] &- 0x30)
    guard high < 10, low < 10 else { return nil }
    return Int(high) &* 10 &+ Int(low)
  }

  @inline(__always)
  private func year(_ text: UnsafePointer<UInt8>) -> Int? {
    let place = places[Part.year.rawValue]
    guard place >= 0 else { return 1970 }
    guard let high = two(text + place), let low = two(text + place + 2) else { return nil }
    return high &* 100 &+ low
  }
}
