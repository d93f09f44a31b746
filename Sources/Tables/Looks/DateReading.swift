/// Reads and writes instants by one compiled pattern, byte by byte.
///
/// - Invariant: what `append` writes, `value(of:)` reads as the same instant, for years 1...9999 (yy: 1970...2069).
package struct DateFormatter: Sendable {
  package let pattern: DatePattern
  let elements: [DateElement]
  /// `.date`, `.time` or `.datetime`, by the pieces of the pattern.
  package let kind: ColumnKind

  package static let microsecondsPerDay: Int64 = 86_400_000_000

  /// nil where the pattern has letters that are not understood, or neither a whole date nor a time.
  package init?(_ pattern: DatePattern) {
    guard let elements = pattern.elements else { return nil }
    let hasDate = elements.contains { $0 == .year4 || $0 == .year2 || $0 == .weekYear }
    let hasTime = elements.contains { [.hour1, .hour2, .hour12One, .hour12Two].contains($0) }
    guard hasDate || hasTime else { return nil }
    self.pattern = pattern
    self.elements = elements
    kind = hasDate ? (hasTime ? .datetime : .date) : .time
  }

  /// The instant in storage units of `kind` (days or microseconds); nil where the text does not follow the pattern or names
  /// no day (30 February, 24:00, second 60).
  func value(of text: UnsafeBufferPointer<UInt8>) -> Int64? {
    var parts = Parts()
    var scanner = Scanner(text: text)
    for element in elements where !scanner.read(element, into: &parts) { return nil }
    guard scanner.position == text.count else { return nil }
    return parts.value(as: kind)
  }

  /// Whether values name their own offset from UTC.
  var hasZone: Bool { elements.contains { if case .zone = $0 { true } else { false } } }

  package func value(of text: [UInt8]) -> Int64? { text.withUnsafeBufferPointer { value(of: $0) } }

  /// The numbers that a text spells.
  struct Parts {
    var year = 1970
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var microsecond = 0
    /// nil: no half day written; otherwise whether it is the afternoon.
    var isAfternoon: Bool?
    /// ISO 8601; 0 where none is written.
    var week = 0
    var weekday = 1
    /// Minutes east of UTC.
    var offset = 0

    func value(as kind: ColumnKind) -> Int64? {
      guard month >= 1, month <= 12, day >= 1, day <= 28 || day <= Gregorian.daysIn(month: month, year: year), year >= 1
      else { return nil }
      var hour = hour
      if let isAfternoon {
        guard hour >= 1, hour <= 12 else { return nil }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
      }
      guard hour < 24, minute < 60, second < 60 else { return nil }
      let time = Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond)
      if kind == .time {
        let perDay = DateFormatter.microsecondsPerDay
        return (time - Int64(offset) * 60_000_000 + perDay) % perDay
      }
      let days =
        week > 0
        ? Gregorian.days(toWeek: week, weekday: weekday, year: year)
        : Gregorian.days(
          to: Gregorian.Day(year: year, month: month, day: day))
      guard let days = days.map(Int64.init) else { return nil }
      if kind == .date { return days }
      return days * DateFormatter.microsecondsPerDay + time - Int64(offset) * 60_000_000
    }
  }

  private struct Scanner {
    let text: UnsafeBufferPointer<UInt8>
    var position = 0

    mutating func read(_ element: DateElement, into parts: inout Parts) -> Bool {
      switch element {
      case .year4: return digits(4, into: &parts.year)
      case .year2:
        guard digits(2, into: &parts.year) else { return false }
        parts.year += parts.year < 70 ? 2000 : 1900
        return true
      case .month2: return digits(2, into: &parts.month)
      case .month1: return oneOrTwoDigits(into: &parts.month)
      case .monthShort: return word(of: DateWords.monthsShort, into: &parts.month)
      case .monthLong: return word(of: DateWords.monthsLong, into: &parts.month)
      case .day2: return digits(2, into: &parts.day)
      case .day1: return oneOrTwoDigits(into: &parts.day)
      case .hour2, .hour12Two: return digits(2, into: &parts.hour)
      case .hour1, .hour12One: return oneOrTwoDigits(into: &parts.hour)
      case .minute: return digits(2, into: &parts.minute)
      case .second: return digits(2, into: &parts.second)
      case .fraction(let count): return fraction(count, into: &parts.microsecond)
      case .halfDay: return halfDay(into: &parts.isAfternoon)
      case .weekYear: return digits(4, into: &parts.year)
      case .week: return digits(2, into: &parts.week) && parts.week >= 1
      case .weekday: return digits(1, into: &parts.weekday) && (1...7).contains(parts.weekday)
      case .zone(let hasColon): return zone(hasColon, into: &parts.offset)
      case .literal(let bytes): return literal(bytes)
      }
    }

    private mutating func zone(_ hasColon: Bool, into offset: inout Int) -> Bool {
      if literal([UInt8(ascii: "Z")]) { return true }
      let isWest = literal([UInt8(ascii: "-")])
      guard isWest || literal([UInt8(ascii: "+")]) else { return false }
      var (hours, minutes) = (0, 0)
      guard digits(2, into: &hours), !hasColon || literal([UInt8(ascii: ":")]), digits(2, into: &minutes), hours <= 14,
        minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (isWest ? -1 : 1)
      return true
    }

    @inline(__always)
    private mutating func digits(_ count: Int, into value: inout Int) -> Bool {
      guard position + count <= text.count else { return false }
      var result = 0
      for offset in 0..<count {
        let digit = text[position + offset] &- 0x30
        guard digit < 10 else { return false }
        result = result * 10 + Int(digit)
      }
      position += count
      value = result
      return true
    }

    private mutating func oneOrTwoDigits(into value: inout Int) -> Bool {
      guard position < text.count, text[position].isDigit else { return false }
      // A leading zero would be lost on writing; such a column follows the two-digit pattern.
      let isTwo = position + 1 < text.count && text[position + 1].isDigit
      guard !isTwo || text[position] != 0x30 else { return false }
      return digits(isTwo ? 2 : 1, into: &value)
    }

    private mutating func fraction(_ count: Int, into microsecond: inout Int) -> Bool {
      guard digits(min(count, 6), into: &microsecond) else { return false }
      for _ in min(count, 6)..<6 { microsecond *= 10 }
      // Digits below a microsecond must be zeros, or they would be lost.
      var rest = 0
      return count <= 6 || (digits(count - 6, into: &rest) && rest == 0)
    }

    private mutating func word(of words: [[UInt8]], into value: inout Int) -> Bool {
      for (index, word) in words.enumerated() where literal(word) {
        value = index + 1
        return true
      }
      return false
    }

    private mutating func halfDay(into isAfternoon: inout Bool?) -> Bool {
      if literal([0x41, 0x4D]) { isAfternoon = false } else if literal([0x50, 0x4D]) { isAfternoon = true }
      return isAfternoon != nil
    }

    @inline(__always)
    private mutating func literal(_ bytes: [UInt8]) -> Bool {
      guard position + bytes.count <= text.count else { return false }
      for offset in 0..<bytes.count where text[position + offset] != bytes[offset] { return false }
      position += bytes.count
      return true
    }
  }
}
