import Statistics
import Tables

#if canImport(Glibc)
  import Glibc
#endif

/// A function of expressions: one line in `ValueFunction.all`.
package struct ValueFunction: Equatable, Sendable {
  enum Body: Sendable {
    /// Of one number.
    case number(@Sendable (Double) -> Double)
    /// Of a number and another one, which may be left out where it has a usual value.
    case numbers(usual: Double?, @Sendable (Double, Double) -> Double)
    /// A whole number of a day, counted from 1970-01-01.
    case dayPart(@Sendable (Int) -> Int)
    /// A whole number of a time of day in microseconds.
    case timePart(@Sendable (Int64) -> Int64)
    /// Any other, row by row: the types of the arguments, of which the last repeats, and of the result.
    case scalars([ValueType], ValueType, @Sendable ([Scalar]) -> Scalar?)
    /// Known to the binder and the evaluation by name.
    case special(Special)
  }

  enum Special: Sendable { case least, greatest, coalesce, condition, date, time, mean, deviation, quantile }

  package let signature: String
  package let summary: String
  let arity: ClosedRange<Int>
  let body: Body

  init(_ signature: String, _ arity: ClosedRange<Int>, _ summary: String, _ body: Body) {
    (self.signature, self.arity, self.summary, self.body) = (signature, arity, summary, body)
  }

  package var name: String { String(signature.prefix { $0 != "(" }) }

  package static func == (left: ValueFunction, right: ValueFunction) -> Bool { left.signature == right.signature }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  static let names = all.map(\.name)

  static func named(_ name: String) -> ValueFunction? { byName[name] }

  var arityWords: String {
    if arity.upperBound == .max { return "at least \(arity.lowerBound) arguments" }
    let count =
      arity.lowerBound == arity.upperBound ? "\(arity.lowerBound)" : "\(arity.lowerBound) to \(arity.upperBound)"
    return "\(count) argument\(arity.upperBound == 1 ? "" : "s")"
  }

  /// All functions; what is computed of a missing value is missing, but for `coalesce` and `if`.
  package static let all: [ValueFunction] =
    numbers + times + texts + [
      ValueFunction("min(a, b, ...)", 1...Int.max, "the least, of numbers, texts or dates", .special(.least)),
      ValueFunction("max(a, b, ...)", 1...Int.max, "the greatest", .special(.greatest)),
      ValueFunction("coalesce(a, b, ...)", 1...Int.max, "the first that is not missing", .special(.coalesce)),
      ValueFunction(
        "if(condition, a, b)", 2...3, "a where the condition is true, else b or missing", .special(.condition)),
      ValueFunction("mean(column)", 1...1, "of the fitted column", .special(.mean)),
      ValueFunction("sd(column)", 1...1, "standard deviation of the fitted column", .special(.deviation)),
      ValueFunction(
        "quantile(column, p)", 2...2, "below which a share p of the fitted column lies", .special(.quantile)),
    ]

  private static let numbers: [ValueFunction] = [
    ValueFunction("abs(x)", 1...1, "without its sign", .number { $0.magnitude }),
    ValueFunction("sign(x)", 1...1, "-1, 0 or 1", .number { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
    ValueFunction("sqrt(x)", 1...1, "square root", .number { $0.squareRoot() }),
    ValueFunction("exp(x)", 1...1, "e to the power of x", .number { Glibc.exp($0) }),
    ValueFunction("log(x)", 1...1, "natural logarithm", .number { Glibc.log($0) }),
    ValueFunction("log10(x)", 1...1, "logarithm to base 10", .number { Glibc.log10($0) }),
    ValueFunction(
      "single(x, digits)", 1...2, "the nearest number of single precision, in so many digits",
      .numbers(usual: 17, single)),
    ValueFunction("floor(x)", 1...1, "the whole number below", .number { $0.rounded(.down) }),
    ValueFunction("ceiling(x)", 1...1, "the whole number above", .number { $0.rounded(.up) }),
    ValueFunction("round(x, digits)", 1...2, "to so many digits, halves away from 0", .numbers(usual: 0, round)),
    ValueFunction("power(x, y)", 2...2, "x to the power of y", .numbers(usual: nil, power)),
    ValueFunction("hours(x)", 1...1, "so many hours in days, to add to a time", .number { $0 / 24 }),
    ValueFunction("minutes(x)", 1...1, "so many minutes in days", .number { $0 / 1440 }),
    ValueFunction("seconds(x)", 1...1, "so many seconds in days", .number { $0 / 86_400 }),
    ValueFunction("in_hours(days)", 1...1, "a difference of times in hours", .number { $0 * 24 }),
    ValueFunction("in_minutes(days)", 1...1, "a difference of times in minutes", .number { $0 * 1440 }),
    ValueFunction("in_seconds(days)", 1...1, "a difference of times in seconds", .number { $0 * 86_400 }),
  ]

  private static let times: [ValueFunction] = [
    ValueFunction("year(date)", 1...1, "of a date", .dayPart { Gregorian.day($0).year }),
    ValueFunction("quarter(date)", 1...1, "1 to 4", .dayPart { (Gregorian.day($0).month + 2) / 3 }),
    ValueFunction("month(date)", 1...1, "1 to 12", .dayPart { Gregorian.day($0).month }),
    ValueFunction("day(date)", 1...1, "of the month", .dayPart { Gregorian.day($0).day }),
    ValueFunction("weekday(date)", 1...1, "1 is Monday, 7 Sunday", .dayPart { Gregorian.weekday($0) + 1 }),
    ValueFunction("week(date)", 1...1, "of ISO 8601", .dayPart { Gregorian.week($0).week }),
    ValueFunction("yearday(date)", 1...1, "1 to 366", .dayPart(yearDay)),
    ValueFunction("hour(time)", 1...1, "0 to 23", .timePart { $0 / 3_600_000_000 }),
    ValueFunction("minute(time)", 1...1, "0 to 59", .timePart { $0 / 60_000_000 % 60 }),
    ValueFunction("second(time)", 1...1, "0 to 59", .timePart { $0 / 1_000_000 % 60 }),
    ValueFunction(
      "clock_minutes(clock)", 1...1, "minutes since midnight of a clock time such as 1745", .number(clockMinutes)),
    ValueFunction(
      "clock_number(minutes, midnight)", 1...2,
      "the clock time, such as 1745, so many minutes after midnight, which is 0 or 2400",
      .numbers(usual: 0, clockNumber)),
    ValueFunction("date(moment)", 1...1, "the day of a date and time", .special(.date)),
    ValueFunction("time(moment)", 1...1, "the time of day of a date and time", .special(.time)),
    ValueFunction(
      "make_date(year, month, day)", 3...3, "missing where there is no such day",
      .scalars([.number], .instant(.date), makeDate)),
    ValueFunction(
      "add_months(date, n)", 2...2, "the same day n months later, or the last of that month",
      .scalars([.instant(.date), .number], .instant(.date), addMonths)),
    ValueFunction(
      "months_between(from, to)", 2...2, "whole months", .scalars([.instant(.date)], .number) { monthsBetween($0, 1) }),
    ValueFunction(
      "years_between(from, to)", 2...2, "whole years, such as an age",
      .scalars([.instant(.date)], .number) { monthsBetween($0, 12) }),
  ]

  // MARK: - Numbers

  /// Small whole exponents by multiplication, so that they are the same on every machine.
  @Sendable static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 2 { return base * base }
    if exponent == 3 { return base * base * base }
    return pow(base, exponent)
  }

  /// As programs store and write it that keep four bytes for a number; 17 digits tell all of it.
  @Sendable static func single(_ value: Double, _ digits: Double) -> Double {
    let stored = Double(Float(value))
    return digits < 17 ? QuantileFunctionFit.significant(stored, digits: Int(max(1, digits.rounded()))) : stored
  }

  /// Halves away from 0; 15 digits at most.
  @Sendable static func round(_ value: Double, _ digits: Double) -> Double {
    let digits = max(-15, min(15, digits.rounded()))
    let scale = scales[Int(digits.magnitude)]
    if digits < 0 { return (value / scale).rounded() * scale }
    let scaled = (value * scale).rounded()
    return scaled.magnitude < 0x1p53 ? scaled / scale : value
  }

  private static let scales: [Double] = [
    1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  // MARK: - Clock times

  /// Not a number where 60 minutes or more stand behind the hours, or a part of one.
  @Sendable static func clockMinutes(_ clock: Double) -> Double {
    guard 0...2_400 ~= clock, clock.truncatingRemainder(dividingBy: 1) == 0 else { return .nan }
    let minutes = ClockNumbers.minutes(Int64(clock))
    return clock.truncatingRemainder(dividingBy: 100) < 60 ? Double(minutes) : .nan
  }

  /// Around the clock: minutes behind the end of a day are those of the next.
  @Sendable static func clockNumber(_ minutes: Double, _ midnight: Double) -> Double {
    guard minutes.magnitude < 0x1p53 else { return .nan }
    let rest = Int64(minutes.rounded()) % 1_440
    return rest == 0 ? midnight : Double(ClockNumbers.number(rest < 0 ? rest + 1_440 : rest))
  }

  // MARK: - Dates

  @Sendable private static func yearDay(_ days: Int) -> Int {
    days - Gregorian.days(to: Gregorian.Day(year: Gregorian.day(days).year, month: 1, day: 1)) + 1
  }

  private static let years = -1_000_000.0...1_000_000

  @Sendable private static func makeDate(_ values: [Scalar]) -> Scalar? {
    guard case .number(let year) = values[0], case .number(let month) = values[1], case .number(let day) = values[2],
      years.contains(year), 1...12 ~= month, 1...31 ~= day
    else { return nil }
    let own = Gregorian.Day(year: Int(year), month: Int(month), day: Int(day))
    guard own.day <= Gregorian.daysIn(month: own.month, year: own.year) else { return nil }
    return .instant(Int64(Gregorian.days(to: own)))
  }

  @Sendable private static func addMonths(_ values: [Scalar]) -> Scalar? {
    guard case .instant(let days) = values[0], case .number(let count) = values[1], count.magnitude <= 12_000_000 else {
      return nil
    }
    let date = Gregorian.day(Int(days))
    let months = date.year * 12 + date.month - 1 + Int(count)
    let year = Gregorian.floorDivide(months, 12)
    let month = months - year * 12 + 1
    let day = min(date.day, Gregorian.daysIn(month: month, year: year))
    return .instant(Int64(Gregorian.days(to: Gregorian.Day(year: year, month: month, day: day))))
  }

  /// Whole spans from the first day to the second, negative where that is earlier.
  @Sendable private static func monthsBetween(_ values: [Scalar], _ span: Int) -> Scalar? {
    guard case .instant(let first) = values[0], case .instant(let second) = values[1] else { return nil }
    let isForward = first <= second
    let (a, b) = (Gregorian.day(Int(min(first, second))), Gregorian.day(Int(max(first, second))))
    let months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0)
    return .number(Double(isForward ? months / span : -(months / span)))
  }
}
