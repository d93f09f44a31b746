import Statistics
import Tables

/// Dates with a trend and seasons: how many rows a day has is a product of the part of the range it lies in, its month and its
/// weekday; within a day the hours have shares. A weekday of share 0 has no rows, so business days are five ones and two zeros.
package struct CalendarGenerator: Generator {
  package static let name = "calendar"
  package static let summary = "dates and times with trend, months, weekdays and hours; business days"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .date,
    parameters: Parameters([
      ("first_day", .integer(19_723)), ("last_day", .integer(20_088)), ("trend", .numbers([1, 1.2, 1.5])),
      ("months", .numbers([1, 1, 1, 1, 1, 1.2, 1.4, 1.4, 1, 1, 1.2, 1.8])),
      ("weekdays", .numbers([1, 1, 1, 1, 1, 0, 0])),
    ]))

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    (column.kind == .date || column.kind == .datetime) && profile.count > profile.missing
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    guard column.kind == .date || column.kind == .datetime, let instants = column.presentIntegers else {
      throw SynthesisError(.cannotFit(generator: name, reason: "it needs dates"), column: column.name)
    }
    guard let season = SeasonFit(instants, isDatetime: column.kind == .datetime, k: k).fit() else {
      let reason = "\(instants.count) values; a recipe needs at least \(SeasonFit.leastRows(k: k))"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedCalendar(season: season, isDatetime: column.kind == .datetime)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    guard column.kind == .date || column.kind == .datetime else {
      throw SynthesisError(.cannotFit(generator: name, reason: "it needs dates"), column: column.name)
    }
    let days: ClosedRange<Int64> = -10_000_000...10_000_000
    let first = try reader.integer("first_day", expected: "days since 1970-01-01", in: days)
    let last = try reader.integer(
      "last_day", expected: "a day from \(first) on, at most \(Season.mostDays) days later",
      in: first...(first + Season.mostDays))
    var season = Season(first: Int(first), last: Int(last))
    if parameters["trend"] != nil {
      season.trend = try reader.shares("trend", count: try reader.numbers("trend").count)
    }
    if parameters["months"] != nil { season.months = try reader.shares("months", count: 12) }
    if parameters["weekdays"] != nil { season.weekdays = try reader.shares("weekdays", count: 7) }
    if column.kind == .datetime {
      if parameters["hours"] != nil { season.hours = try reader.shares("hours", count: 24) }
      season.step = try reader.optionalInteger("step", expected: "microseconds, 1 to an hour", in: 1...Season.hour) ?? 1
      guard Season.hour % season.step == 0 else { throw reader.bad("step", "a part of an hour, in microseconds") }
    }
    guard season.hasDays else { throw reader.bad("weekdays", "shares that leave a day between the first and the last") }
    return FittedCalendar(season: season, isDatetime: column.kind == .datetime)
  }
}

private struct FittedCalendar: FittedGenerator {
  private let season: Season
  private let isDatetime: Bool
  private let days: CumulativeShares
  private let hours: CumulativeShares

  init(season: Season, isDatetime: Bool) {
    self.season = season
    self.isDatetime = isDatetime
    days = CumulativeShares(season.weights)
    hours = CumulativeShares(season.hours)
  }

  var isMarginal: Bool { true }

  var parameters: Parameters {
    var parameters = Parameters([
      ("first_day", .integer(Int64(season.first))), ("last_day", .integer(Int64(season.last))),
      ("trend", .numbers(season.trend)), ("months", .numbers(season.months)), ("weekdays", .numbers(season.weekdays)),
    ])
    if isDatetime {
      parameters["hours"] = .numbers(season.hours)
      parameters["step"] = .integer(season.step)
    }
    return parameters
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    .instants(
      request.uniforms.map { u in
        let (day, rest) = days.place(of: u)
        guard isDatetime else { return Int64(season.first + day) }
        let (hour, part) = hours.place(of: rest)
        let steps = Season.hour / season.step
        let step = min(steps - 1, Int64(part * Double(steps)))
        return Int64(season.first + day) * Season.hour * 24 + Int64(hour) * Season.hour + step * season.step
      })
  }
}
