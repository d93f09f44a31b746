extension DateFormatter {
  /// Appends an instant given in storage units of `kind`. Any value is written; those outside the years 1...9999 are held at
  /// their ends, so that a far tail cannot break the pattern.
  package func append(_ value: Int64, to bytes: inout [UInt8]) {
    let parts = Self.parts(of: value, kind: kind)
    for element in elements { append(element, of: parts, to: &bytes) }
  }

  private static let firstDay = Gregorian.days(to: Gregorian.Day(year: 1, month: 1, day: 1))
  private static let lastDay = Gregorian.days(to: Gregorian.Day(year: 9999, month: 12, day: 31))

  private static func parts(of value: Int64, kind: ColumnKind) -> Parts {
    var (days, time) = (Int(value), 0)
    if kind != .date {
      let perDay = Int(microsecondsPerDay)
      days = Gregorian.floorDivide(Int(value), perDay)
      time = Int(value) &- days &* perDay
    }
    var parts = Parts()
    let date = Gregorian.day(min(max(days, firstDay), lastDay))
    (parts.year, parts.month, parts.day) = (date.year, date.month, date.day)
    parts.microsecond = time % 1_000_000
    let seconds = time / 1_000_000
    (parts.hour, parts.minute, parts.second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    return parts
  }

  private func append(_ element: DateElement, of parts: Parts, to bytes: inout [UInt8]) {
    switch element {
    case .year4: Digits.append(UInt64(parts.year), width: 4, to: &bytes)
    case .year2: Digits.append(UInt64(parts.year % 100), width: 2, to: &bytes)
    case .month2: Digits.append(UInt64(parts.month), width: 2, to: &bytes)
    case .month1: Digits.append(UInt64(parts.month), width: 1, to: &bytes)
    case .monthShort: bytes += DateWords.monthsShort[parts.month - 1]
    case .monthLong: bytes += DateWords.monthsLong[parts.month - 1]
    case .day2: Digits.append(UInt64(parts.day), width: 2, to: &bytes)
    case .day1: Digits.append(UInt64(parts.day), width: 1, to: &bytes)
    case .hour2: Digits.append(UInt64(parts.hour), width: 2, to: &bytes)
    case .hour1: Digits.append(UInt64(parts.hour), width: 1, to: &bytes)
    case .hour12Two: Digits.append(UInt64((parts.hour + 11) % 12 + 1), width: 2, to: &bytes)
    case .hour12One: Digits.append(UInt64((parts.hour + 11) % 12 + 1), width: 1, to: &bytes)
    case .minute: Digits.append(UInt64(parts.minute), width: 2, to: &bytes)
    case .second: Digits.append(UInt64(parts.second), width: 2, to: &bytes)
    case .fraction(let count):
      Digits.append(UInt64(parts.microsecond / Digits.power(6 - min(count, 6))), width: min(count, 6), to: &bytes)
      for _ in 6..<max(count, 6) { bytes.append(0x30) }
    case .halfDay: bytes += parts.hour < 12 ? [0x41, 0x4D] : [0x50, 0x4D]
    case .literal(let literal): bytes += literal
    }
  }
}
