/// The proleptic Gregorian calendar in integers: no zone, no locale, no leap seconds.
///
/// Years are shifted to start in March, so that the leap day is the last of its year; a 400-year era has 146,097 days.
package enum Gregorian {
  package struct Day: Equatable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package init(year: Int, month: Int, day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }
  }

  /// Days from 1970-01-01 to the given day.
  /// - Precondition: month 1...12, and a year whose days fit an `Int`.
  package static func days(to date: Day) -> Int {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = floorDivide(year, 400)
    let yearOfEra = year - era * 400
    let monthFromMarch = (date.month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + date.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The inverse of `days(to:)`; values beyond ± 10^12 days are held there.
  package static func day(_ days: Int) -> Day {
    let shifted = bounded(days) + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return Day(year: year, month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// Days that no sum with the days of a cycle overflows; recipes may hold any number.
  private static func bounded(_ days: Int) -> Int { min(max(days, -1_000_000_000_000), 1_000_000_000_000) }

  package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  package static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The weekday, 0 is Monday.
  package static func weekday(_ days: Int) -> Int { ((days % 7 + 3) % 7 + 7) % 7 }

  package static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The year, week (1...53) and weekday (1 is Monday) by which ISO 8601 names a day: week 1 holds the year's first Thursday.
  package static func week(_ days: Int) -> (year: Int, week: Int, weekday: Int) {
    let days = bounded(days)
    let weekday = weekday(days)
    let thursday = days - weekday + 3
    let year = day(thursday).year
    let firstDay = self.days(to: Day(year: year, month: 1, day: 1))
    return (year, (thursday - firstDay) / 7 + 1, weekday + 1)
  }

  /// The inverse of `week(_:)`; nil where the year has no such week.
  package static func days(toWeek week: Int, weekday: Int, year: Int) -> Int? {
    let fourth = days(to: Day(year: year, month: 1, day: 4))
    let result = fourth - self.weekday(fourth) + (week - 1) * 7 + weekday - 1
    let found = self.week(result)
    return found.year == year && found.week == week ? result : nil
  }
}
