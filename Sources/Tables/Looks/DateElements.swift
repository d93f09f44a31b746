/// One piece of a date pattern.
enum DateElement: Equatable, Sendable {
  case year4, year2
  /// Two digits, or one or two without a leading zero.
  case month2, month1, monthShort, monthLong
  case day2, day1
  case hour2, hour1, hour12Two, hour12One
  case minute, second
  /// This many digits after the second, 1...9; those below a microsecond are zeros.
  case fraction(Int)
  case halfDay
  /// The year, week and weekday (1...7) of ISO 8601.
  case weekYear, week, weekday
  /// `+02:00` or `+0200`; `Z` is read as well. Values are kept in UTC.
  case zone(hasColon: Bool)
  case literal([UInt8])
}

/// The spelled parts of dates, in English, by bytes.
enum DateWords {
  static let monthsLong: [[UInt8]] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ].map { Array($0.utf8) }
  static let monthsShort: [[UInt8]] = monthsLong.map { Array($0.prefix(3)) }
}

extension DatePattern {
  /// The pieces of the pattern; nil where it holds letters that are not understood.
  var elements: [DateElement]? {
    let bytes = Array(text.utf8)
    var elements: [DateElement] = []
    var index = 0
    while index < bytes.count {
      guard let (element, length) = Self.element(of: bytes[index...]) else { return nil }
      if case .literal(let more) = element, case .literal(let before)? = elements.last {
        elements[elements.count - 1] = .literal(before + more)
      } else {
        elements.append(element)
      }
      index += length
    }
    return elements
  }

  private static let letters: [(String, DateElement)] = [
    ("yyyy", .year4), ("yy", .year2), ("MMMM", .monthLong), ("MMM", .monthShort), ("MM", .month2), ("M", .month1),
    ("dd", .day2), ("d", .day1), ("HH", .hour2), ("H", .hour1), ("hh", .hour12Two), ("h", .hour12One), ("mm", .minute),
    ("ss", .second), ("a", .halfDay), ("YYYY", .weekYear), ("ww", .week), ("e", .weekday),
    ("XXX", .zone(hasColon: true)), ("XX", .zone(hasColon: false)),
  ]

  private static func element(of rest: ArraySlice<UInt8>) -> (DateElement, length: Int)? {
    guard let first = rest.first else { return nil }
    if first == UInt8(ascii: "'") { return quotedLiteral(rest) }
    guard first.isLetter else { return (.literal([first]), 1) }
    let run = rest.prefix { $0 == first }.count
    if first == UInt8(ascii: "S") { return run <= 9 ? (.fraction(run), run) : nil }
    let match = letters.first { $0.0.utf8.count == run && $0.0.utf8.first == first }
    return match.map { ($0.1, run) }
  }

  private static func quotedLiteral(_ rest: ArraySlice<UInt8>) -> (DateElement, length: Int)? {
    let body = rest.dropFirst().prefix { $0 != UInt8(ascii: "'") }
    guard body.endIndex < rest.endIndex else { return nil }
    return (.literal(body.isEmpty ? [UInt8(ascii: "'")] : Array(body)), body.count + 2)
  }
}

extension UInt8 {
  @inline(__always) package var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isBlank: Bool { self == 0x20 || self == 0x09 }
}
