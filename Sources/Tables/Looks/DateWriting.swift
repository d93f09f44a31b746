extension DateFormatter {
  /// Appends an instant given in storage units of `kind`. Any value is written; those outside the years 1...9999 are held at
  /// their ends, so that a far tail cannot break the pattern.
  package func append(_ value: Int64, to bytes: inout [UInt8]) {
    let stencil = DateStencil(self)
    Digits.append(atMost: stencil.widest, to: &bytes) { stencil.write(value, at: $0) }
  }
}

/// A date pattern as steps that hold no references, for writing many instants.
struct DateStencil {
  /// One piece of the pattern and up to eight literal bytes behind it.
  private struct Step {
    var piece: Piece
    /// Digits of a fraction.
    var count = 0
    var literal: UInt64 = 0
    var literalCount = 0
  }

  private enum Piece: UInt8 {
    case nothing, year4, year2, month2, month1, monthShort, monthLong, day2, day1, hour2, hour1, hour12Two, hour12One
    case minute, second, fraction, halfDay, weekYear, week, weekday, zone, zoneWithColon
  }

  private let steps: [Step]
  private let isDate: Bool
  private let hasWeeks: Bool
  private let firstDay = Gregorian.days(to: Gregorian.Day(year: 1, month: 1, day: 1))
  private let lastDay = Gregorian.days(to: Gregorian.Day(year: 9999, month: 12, day: 31))
  /// The most bytes that an instant takes.
  let widest: Int

  init(_ formatter: DateFormatter) {
    var steps: [Step] = []
    for element in formatter.elements {
      if case .literal(let bytes) = element { Self.add(bytes, to: &steps) } else { steps.append(Self.step(element)) }
    }
    self.steps = steps
    isDate = formatter.kind == .date
    hasWeeks = formatter.elements.contains(.weekYear)
    // The longest piece of a fixed width is the name September.
    widest = steps.reduce(0) { $0 + max(9, $1.count) + $1.literalCount }
  }

  private static func add(_ literal: [UInt8], to steps: inout [Step]) {
    for byte in literal {
      if steps.isEmpty || steps[steps.count - 1].literalCount == 8 { steps.append(Step(piece: .nothing)) }
      let last = steps.count - 1
      steps[last].literal |= UInt64(byte) << UInt64(8 * steps[last].literalCount)
      steps[last].literalCount += 1
    }
  }

  private static func step(_ element: DateElement) -> Step {
    switch element {
    case .year4: Step(piece: .year4)
    case .year2: Step(piece: .year2)
    case .month2: Step(piece: .month2)
    case .month1: Step(piece: .month1)
    case .monthShort: Step(piece: .monthShort)
    case .monthLong: Step(piece: .monthLong)
    case .day2: Step(piece: .day2)
    case .day1: Step(piece: .day1)
    case .hour2: Step(piece: .hour2)
    case .hour1: Step(piece: .hour1)
    case .hour12Two: Step(piece: .hour12Two)
    case .hour12One: Step(piece: .hour12One)
    case .minute: Step(piece: .minute)
    case .second: Step(piece: .second)
    case .fraction(let count): Step(piece: .fraction, count: count)
    case .halfDay: Step(piece: .halfDay)
    case .weekYear: Step(piece: .weekYear)
    case .week: Step(piece: .week)
    case .weekday: Step(piece: .weekday)
    case .zone(let hasColon): Step(piece: hasColon ? .zoneWithColon : .zone)
    case .literal: Step(piece: .nothing)
    }
  }

  // MARK: - Writing

  @inline(__always)
  func write(_ value: Int64, at place: Digits.Place) -> Digits.Place {
    let parts = parts(of: value)
    var place = place
    steps.withUnsafeBufferPointer { steps in
      for step in steps {
        place = Self.write(step, parts, at: place)
        Digits.store(step.literal, at: place)
        place += step.literalCount
      }
    }
    return place
  }

  @inline(__always)
  private func parts(of value: Int64) -> DateFormatter.Parts {
    var (days, time) = (Int(value), 0)
    if !isDate {
      let perDay = Int(DateFormatter.microsecondsPerDay)
      days = Gregorian.floorDivide(Int(value), perDay)
      time = Int(value) &- days &* perDay
    }
    var parts = DateFormatter.Parts()
    let day = min(max(days, firstDay), lastDay)
    if hasWeeks {
      let date = Gregorian.week(min(day, lastDay - 7))
      (parts.year, parts.week, parts.weekday) = (date.year, date.week, date.weekday)
    } else {
      let date = Gregorian.day(day)
      (parts.year, parts.month, parts.day) = (date.year, date.month, date.day)
    }
    let seconds = time / 1_000_000
    parts.microsecond = time &- seconds &* 1_000_000
    let minutes = seconds / 60
    parts.second = seconds &- minutes &* 60
    parts.hour = minutes / 60
    parts.minute = minutes &- parts.hour &* 60
    return parts
  }

  @inline(__always)
  private static func write(_ step: Step, _ parts: DateFormatter.Parts, at place: Digits.Place) -> Digits.Place {
    switch step.piece {
    case .nothing: place
    case .year4: Digits.writePair(parts.year % 100, at: Digits.writePair(parts.year / 100, at: place))
    case .year2: Digits.writePair(parts.year % 100, at: place)
    case .month2: Digits.writePair(parts.month, at: place)
    case .month1: Digits.write(UInt64(parts.month), at: place)
    case .monthShort: copy(DateWords.monthsShort[parts.month - 1], to: place)
    case .monthLong: copy(DateWords.monthsLong[parts.month - 1], to: place)
    case .day2: Digits.writePair(parts.day, at: place)
    case .day1: Digits.write(UInt64(parts.day), at: place)
    case .hour2: Digits.writePair(parts.hour, at: place)
    case .hour1: Digits.write(UInt64(parts.hour), at: place)
    case .hour12Two: Digits.writePair((parts.hour + 11) % 12 + 1, at: place)
    case .hour12One: Digits.write(UInt64((parts.hour + 11) % 12 + 1), at: place)
    case .minute: Digits.writePair(parts.minute, at: place)
    case .second: Digits.writePair(parts.second, at: place)
    case .fraction: fraction(parts.microsecond, count: step.count, at: place)
    case .halfDay: halfDay(parts.hour, at: place)
    case .weekYear: Digits.writePair(parts.year % 100, at: Digits.writePair(parts.year / 100, at: place))
    case .week: Digits.writePair(parts.week, at: place)
    case .weekday: Digits.write(UInt64(parts.weekday), at: place)
    case .zone: copy(Self.utc, to: place)
    case .zoneWithColon: copy(Self.utcWithColon, to: place)
    }
  }

  private static let utc = Array("+0000".utf8)
  private static let utcWithColon = Array("+00:00".utf8)

  private static func halfDay(_ hour: Int, at place: Digits.Place) -> Digits.Place {
    place[0] = hour < 12 ? UInt8(ascii: "A") : UInt8(ascii: "P")
    place[1] = UInt8(ascii: "M")
    return place + 2
  }

  private static func copy(_ bytes: [UInt8], to place: Digits.Place) -> Digits.Place {
    place.update(from: bytes, count: bytes.count)
    return place + bytes.count
  }

  private static func fraction(_ microsecond: Int, count: Int, at place: Digits.Place) -> Digits.Place {
    let kept = min(count, 6)
    var place = Digits.write(UInt64(microsecond / Digits.power(6 - kept)), width: kept, at: place)
    for _ in kept..<max(count, kept) {
      place.pointee = 0x30
      place += 1
    }
    return place
  }
}
