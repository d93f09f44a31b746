import Statistics
import Tables
import Testing

@testable import Synthesis

/// Seasons of dates, and times with random gaps.
@Suite struct DateGeneratorTests {
  private func recipe(_ generator: String, _ kind: ColumnKind, _ parameters: Parameters) -> ColumnRecipe {
    ColumnRecipe(
      name: "when", kind: kind, look: Look(), missingShare: 0, generator: generator, parameters: parameters)
  }

  private func instants(_ fitted: any FittedGenerator, _ rows: Range<UInt64>, seed: UInt64 = 1) -> [Int64] {
    let stream = RandomStream(seed: seed)
    guard
      case .instants(let values) = fitted.values(
        for: DrawRequest(rows: rows, uniforms: stream.uniforms(rows: rows), stream: stream))
    else { return [] }
    return values
  }

  private func column(_ values: [Int64], _ kind: ColumnKind) -> Column {
    Column(name: "when", kind: kind, storage: .instants(values), missing: [], look: Look())
  }

  private func refitted(_ type: any Generator.Type, _ column: Column) throws -> any FittedGenerator {
    try type.fit(column, in: FitContext(profile: Profiler.profile(column), privacy: PrivacySettings()))
  }

  private static let season: Parameters = Parameters([
    ("first_day", .integer(18_993)), ("last_day", .integer(20_088)), ("trend", .numbers([1, 2, 3])),
    ("months", .numbers([1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 3])), ("weekdays", .numbers([2, 1, 1, 1, 1, 0, 0])),
    ("hours", .numbers((0..<24).map { $0 >= 8 && $0 < 18 ? ($0 == 12 ? 3 : 1) : 0 })), ("step", .integer(60_000_000)),
  ])

  /// With 20,000 rows the share of a month has a relative standard error below 3 %, that of an hour below 2.5 %.
  @Test(arguments: [ColumnKind.date, .datetime]) func seasonsAreLearned(_ kind: ColumnKind) throws {
    let real = try CalendarGenerator.restore(Self.season, column: recipe("calendar", kind, Self.season))
    let fitted = try refitted(CalendarGenerator.self, column(instants(real, 0..<20_000), kind))
    func list(_ name: String) -> [Double] {
      if case .numbers(let list)? = fitted.parameters[name] { list } else { [] }
    }
    let (weekdays, months) = (list("weekdays"), list("months"))
    #expect(weekdays[5] == 0 && weekdays[6] == 0 && abs(weekdays[0] / weekdays[1] - 2) < 0.2)
    #expect(abs(months[11] / months[0] - 3) < 0.5 && abs(months[6] / months[4] - 2) < 0.3)
    #expect(try #require(list("trend").last) > 2 * list("trend")[0])
    guard kind == .datetime else { return }
    let hours = list("hours")
    #expect(hours[7] == 0 && hours[18] == 0 && abs(hours[12] / hours[9] - 3) < 0.4)
    #expect(fitted.parameters["step"] == .integer(60_000_000))
    for instant in instants(fitted, 0..<2_000) {
      let day = Gregorian.floorDivide(Int(instant), 86_400_000_000)
      #expect(Gregorian.weekday(day) < 5 && instant % 60_000_000 == 0)
    }
  }

  @Test func aRangeOfDaysIsKept() throws {
    let parameters = Parameters([("first_day", .integer(100)), ("last_day", .integer(109))])
    let fitted = try CalendarGenerator.restore(parameters, column: recipe("calendar", .date, parameters))
    #expect(Set(instants(fitted, 0..<500)) == Set(100...109))
  }

  /// The mean of 20,000 gaps has a relative standard error of 0.7 %, their shape one of 1 %.
  @Test(arguments: [1.0, 4]) func gapsAreOfTheirLaw(_ shape: Double) throws {
    let parameters = Parameters([("start", .integer(0)), ("mean_gap", .number(90)), ("shape", .number(shape))])
    let fitted = try ArrivalsGenerator.restore(parameters, column: recipe("arrivals", .datetime, parameters))
    let values = instants(fitted, 0..<20_000)
    let gaps = zip(values, values.dropFirst()).map { Double($1 - $0) / 1e6 }
    #expect(gaps.allSatisfy { $0 >= 0 })
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    #expect(abs(mean / 90 - 1) < 0.025 && abs(mean * mean / variance / shape - 1) < 0.06)
    // Neighbouring gaps have nothing to do with each other: standard error 0.007.
    let products = zip(gaps, gaps.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    #expect(abs(products / Double(gaps.count) / variance) < 0.03)
    // Any part of the rows, also over the end of a block.
    let part = instants(fitted, 65_000..<66_000)
    #expect(part == instants(fitted, 64_000..<67_000)[1_000..<2_000].map { $0 })
    let again = try refitted(ArrivalsGenerator.self, column(values, .datetime))
    guard case .number(let found)? = again.parameters["shape"] else { return #expect(Bool(false)) }
    #expect(abs(found / shape - 1) < 0.06)
  }
}
