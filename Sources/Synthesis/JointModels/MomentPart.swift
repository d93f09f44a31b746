import Tables

/// What the numbers of a column of dates or times count.
enum MomentKind: Int, Sendable {
  /// Days since 1970.
  case date = 1
  /// Microseconds since 1970.
  case datetime
  /// Microseconds since midnight.
  case time
  /// Minutes since midnight, of whole numbers that are clock times (2359).
  case clock

  private static let microsecondsPerMinute = 60_000_000
  private static let minutesPerDay = 1_440

  /// - Returns: days since 1970, and minutes since midnight.
  @inline(__always)
  fileprivate func split(_ moment: Int64) -> (day: Int, minute: Int) {
    let moment = Int(moment)
    switch self {
    case .date: return (moment, 0)
    case .clock: return (0, moment)
    case .datetime, .time:
      let minutes = Gregorian.floorDivide(moment, Self.microsecondsPerMinute)
      let day = Gregorian.floorDivide(minutes, Self.minutesPerDay)
      return (day, minutes - day * Self.minutesPerDay)
    }
  }
}

/// A part of a date or time that another column may follow. The raw values stand in recipes.
enum MomentPart: Int, CaseIterable, Sendable {
  case year = 1
  case quarter, month, day, weekday, week, dayOfYear, hour, minute

  static func parts(of kind: MomentKind) -> [MomentPart] {
    let ofDay: [MomentPart] = [.year, .quarter, .month, .day, .weekday, .week, .dayOfYear]
    switch kind {
    case .date: return ofDay
    case .datetime: return ofDay + [.hour, .minute]
    case .time, .clock: return [.hour, .minute]
    }
  }

  /// nil: years have no range of their own.
  var range: ClosedRange<Int>? {
    switch self {
    case .year: nil
    case .quarter: 1...4
    case .month: 1...12
    case .day: 1...31
    case .weekday: 0...6
    case .week: 1...53
    case .dayOfYear: 1...366
    case .hour: 0...24
    case .minute: 0...59
    }
  }

  @inline(__always)
  func value(of moment: Int64, _ kind: MomentKind) -> Int {
    let (day, minute) = kind.split(moment)
    switch self {
    case .hour: return minute / 60
    case .minute: return minute % 60
    case .weekday: return Gregorian.weekday(day)
    case .week: return Gregorian.week(day).week
    case .year: return Gregorian.day(day).year
    case .month: return Gregorian.day(day).month
    case .quarter: return (Gregorian.day(day).month + 2) / 3
    case .day: return Gregorian.day(day).day
    case .dayOfYear: return day - Gregorian.days(to: Gregorian.Day(year: Gregorian.day(day).year, month: 1, day: 1)) + 1
    }
  }
}

/// The cells of one part: 0 where the moment is missing, then one for each value.
struct MomentCells: Sendable, Equatable {
  let part: MomentPart
  /// The values that have a cell of their own; those outside lie in the nearest.
  let values: ClosedRange<Int>

  static let mostValues = 10_000

  var count: Int { values.count + 1 }

  @inline(__always)
  func cell(of moment: Int64, _ kind: MomentKind) -> Int32 {
    Int32(min(max(part.value(of: moment, kind), values.lowerBound), values.upperBound) - values.lowerBound + 1)
  }
}
