import Statistics
import Tables
import Testing

@testable import Synthesis

/// Columns that are parts of dates and times, and whole numbers that are clock times.
@Suite struct MomentTests {
  private static let rows = 4_000
  private static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// Instants of two years, hardly any twice, some missing, with their month, hour and weekday.
  private static let stamped: Table = {
    let missing = SampleTables.uniforms(rows, "missing moment").map { $0 < 0.04 }
    let instants = SampleTables.uniforms(rows, "moment").enumerated().map { row, u in
      missing[row] ? 0 : Int64(1_500_000_000 + 63_000_000 * u * (0.5 + u / 2)) * 1_000_000
    }
    func part(_ part: MomentPart) -> [Int] { instants.map { part.value(of: $0, .datetime) } }
    func numbers(_ name: String, _ part: [Int]) -> Column {
      let values = part.indices.map { missing[$0] ? 0 : Int64(part[$0]) }
      return SampleTables.column(name, .integer, .integers(values), missing: missing)
    }
    let weekdays = part(.weekday).enumerated().map { missing[$0] ? -1 : Int32($1) }
    return Table(
      name: "stamped.csv",
      columns: [
        numbers("hour", part(.hour)),
        SampleTables.column("at", .datetime, .instants(instants), missing: missing),
        numbers("month", part(.month)),
        SampleTables.column(
          "wday", .categorical, .levels(codes: weekdays, levels: names.map { ByteText($0) }), missing: missing),
      ], rowCount: rows)
  }()

  /// Departures planned and real as HHMM, with the planned hour.
  private static let flights: Table = {
    let (first, second) = (SampleTables.uniforms(rows, "planned"), SampleTables.uniforms(rows, "late"))
    let planned = first.map { 300 + Int64($0 * 180) * 5 }
    let late = second.map { Int64(-8 - 30 * Normal.quantile(0.5 + 0.49 * $0) * ($0 - 1)) }
    func column(_ name: String, _ values: [Int64]) -> Column {
      SampleTables.column(name, .integer, .integers(values))
    }
    let real = zip(planned, late).map { ClockNumbers.number($0 + $1) }
    return Table(
      name: "flights.csv",
      columns: [
        column("planned", planned.map(ClockNumbers.number)), column("hour", planned.map { $0 / 60 }),
        column("real", real),
      ], rowCount: rows)
  }()

  private func integers(_ name: String, _ table: Table) throws -> [Int64] {
    let column = try #require(table.column(named: name))
    switch column.storage {
    case .integers(let values), .instants(let values): return values
    default: throw SynthesisError(.unknownColumn(name: name, nearest: nil))
    }
  }

  private static let recipe = Result { try SampleTables.fit(stamped) }

  private func check(_ table: Table) throws {
    let at = try #require(table.column(named: "at"))
    let (instants, hours) = (try integers("at", table), try integers("hour", table))
    let months = try integers("month", table)
    let weekdays = try #require(table.column(named: "wday"))
    for row in 0..<table.rowCount {
      let columns = ["hour", "month", "wday"].compactMap { table.column(named: $0) }
      #expect(columns.allSatisfy { $0.isMissing(row) == at.isMissing(row) })
      guard !at.isMissing(row) else { continue }
      #expect(Int(hours[row]) == MomentPart.hour.value(of: instants[row], .datetime))
      #expect(Int(months[row]) == MomentPart.month.value(of: instants[row], .datetime))
      #expect(weekdays.text(ofRow: row) == Self.names[MomentPart.weekday.value(of: instants[row], .datetime)])
    }
  }

  @Test func partsFollowTheInstantExactly() throws {
    let recipe = try Self.recipe.get()
    try check(Synthesizer(recipe).rows(0..<3_000))
    let read = try RecipeFile.parse(RecipeFile.text(of: recipe), file: "r.yaml", restores: true)
    #expect(read == recipe)
    try check(Synthesizer(read).rows(5_000..<5_500))
  }

  @Test func partsFollowUnderConditions() throws {
    for condition in ["hour = 3", "wday in (Sat, Sun) and hour >= 20", "at is missing"] {
      let table = try Synthesizer(Self.recipe.get()).conditioned(on: condition).0.rows(0..<200)
      #expect(table.rowCount == 200)
      try check(table)
    }
  }

  @Test func clockTimesStayClockTimes() throws {
    let recipe = try SampleTables.fit(Self.flights)
    #expect(recipe.columns.map(\.generator) == ["clock_number", "empirical", "clock_number"])
    let table = try Synthesizer(recipe).rows(0..<3_000)
    let (planned, real) = (try integers("planned", table), try integers("real", table))
    #expect((planned + real).allSatisfy { 0...2_359 ~= $0 && $0 % 100 < 60 })
    #expect(zip(planned, try integers("hour", table)).allSatisfy { $0 / 100 == $1 })
  }

  @Test func otherNumbersAreNoClockTimes() {
    func areClockTimes(_ values: [Int64]) -> Bool {
      ClockNumbers.areIn(SampleTables.column("x", .integer, .integers(values)))
    }
    let uniforms = SampleTables.uniforms(2_000, "numbers")
    #expect(!areClockTimes(uniforms.map { Int64($0 * 90) }))
    #expect(!areClockTimes(uniforms.map { Int64($0 * 2_400) }))
    #expect(!areClockTimes(uniforms.map { Int64($0 * 24) * 100 }))
    #expect(!areClockTimes(uniforms.map { Int64($0 * 59) }))
    #expect(areClockTimes(uniforms.map { ClockNumbers.number(Int64($0 * 1_440)) }))
  }

  /// Every part against the day counted up by hand.
  @Test func partsCountDays() {
    var (year, month, day, ofYear) = (1_968, 1, 1, 1)
    var days = Int64(Gregorian.days(to: Gregorian.Day(year: 1_968, month: 1, day: 1)))
    for _ in 0..<3_000 {
      let wanted: [(MomentPart, Int)] = [
        (.year, year), (.quarter, (month + 2) / 3), (.month, month), (.day, day), (.dayOfYear, ofYear),
      ]
      for (part, value) in wanted { #expect(part.value(of: days, .date) == value) }
      #expect(MomentPart.hour.value(of: days * 86_400_000_000 + 3_600_000_000 * 23, .datetime) == 23)
      (day, ofYear, days) = (day + 1, ofYear + 1, days + 1)
      if day > Gregorian.daysIn(month: month, year: year) { (day, month) = (1, month + 1) }
      if month > 12 { (month, year, ofYear) = (1, year + 1, 1) }
    }
  }
}
