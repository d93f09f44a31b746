import Statistics
import Tables
import Testing

@testable import Synthesis

/// Rules that are planted in made-up tables are found, with their exceptions; what chance gives is not.
@Suite struct RuleFinderTests {
  /// 3,000 rows in which everything holds exactly.
  static func table(mistakes: Int = 0, seed: UInt64 = 1) -> Table {
    let rows = 3_000
    let stream = RandomStream(seed: seed)
    func uniform(_ name: String, _ row: Int) -> Double { stream.stream(named: name).uniform(at: UInt64(row)) }
    func all<Value>(_ body: (Int) -> Value) -> [Value] { (0..<rows).map(body) }
    func whole(_ name: String, _ values: [Int64]) -> Column { SampleTables.column(name, .integer, .integers(values)) }
    func money(_ name: String, _ cents: [Int64]) -> Column {
      var column = SampleTables.column(name, .decimal, .decimals(cents.map { Double($0) / 100 }))
      column.look.decimals = .fixed(2)
      return column
    }
    let quantity = all { 1 + Int64(uniform("quantity", $0) * 9) }
    let price = all { 99 + Int64(uniform("price", $0) * 5_000) }
    var net = all { quantity[$0] * price[$0] }
    for row in 0..<mistakes { net[row * 31] += 7 }
    let tax = all { Int64(uniform("tax", $0) * 900) }
    let shipping = all { Int64(uniform("shipping", $0) * 700) }
    let start = all { 19_000 + Int64(uniform("start", $0) * 700) }
    let end = all { start[$0] + Int64(uniform("gap", $0) * uniform("gap2", $0) * 40) }
    let city = all { Int32(uniform("city", $0) * 12) }
    let open = all { uniform("open", $0) < 0.3 }
    let noise = all { Int64(uniform("noise", $0) * 1_000) }
    let height = all { 150 + Int64(uniform("height", $0) * 50) }
    func level(_ name: String, _ codes: [Int32], _ prefix: String) -> Column {
      let levels = (0...(codes.max() ?? 0)).map { ByteText("\(prefix)\($0)") }
      return SampleTables.column(name, .categorical, .levels(codes: codes, levels: levels))
    }
    func day(_ name: String, _ days: [Int64], missing: [Bool] = []) -> Column {
      Column(
        name: name, kind: .date, storage: .instants(missing.isEmpty ? days : zip(days, missing).map { $1 ? 0 : $0 }),
        missing: missing)
    }
    return Table(
      name: "t",
      columns: [
        whole("quantity", quantity), money("price", price), money("net", net), money("tax", tax),
        money("shipping", shipping),
        money("total", all { net[$0] + tax[$0] + shipping[$0] }), day("start", start), day("end", end),
        whole("year", start.map { Int64(Gregorian.day(Int($0)).year) }),
        whole("weekday", start.map { Int64(Gregorian.weekday(Int($0))) }), level("city", city, "c"),
        level("country", city.map { $0 / 4 }, "k"), day("closed", end, missing: open),
        level("status", open.map { $0 ? 1 : 0 }, "s"), whole("noise", noise), whole("cm", height),
        SampleTables.column(
          "inch", .decimal, .decimals(height.map { (Double($0) / 2.54 * 10).rounded() / 10 }), decimals: 1),
      ])
  }

  static let planted = [
    "net = quantity * price", "total = net + tax + shipping", "start <= end", "year = year(start)",
    "weekday = weekday(start) - 1", "city -> country", "closed missing exactly when status = 's1'",
  ]

  @Test func plantedRulesAreFound() throws {
    let found = RuleFinder(Self.table(), k: 11).rules()
    let texts = found.filter(\.isExact).map(\.text)
    for rule in Self.planted { #expect(texts.contains(rule), "\(rule) among \(texts)") }
    #expect(texts.contains { $0.hasPrefix("inch = cm * ") || $0.hasPrefix("cm = inch * ") })
    #expect(!texts.contains { $0.contains("noise") })
    #expect(found.allSatisfy { $0.support >= 1_000 })
    let naive = Self.table()
    for own in found where own.isExact {
      let count = try RuleCheck.count(
        own.rule, RuleRecipe(text: own.text), over: naive, figures: { _, _ in nil })
      #expect(count.violations == 0, "\(own.text)")
    }
  }

  @Test func namesOfPartsAndPairsOfColumnsAreFound() throws {
    let rows = 4_000
    let stream = RandomStream(seed: 9)
    func codes(_ name: String, _ count: Int) -> [Int32] {
      (0..<rows).map { Int32(stream.stream(named: name).uniform(at: UInt64($0)) * Double(count)) }
    }
    let days = codes("days", 900).map { 19_000 + Int64($0) }
    let months = days.map { Gregorian.day(Int($0)).month }
    let (size, grade) = (codes("size", 6), codes("grade", 5))
    let price = zip(size, grade).map { min($0, $1) }
    func level(_ name: String, _ codes: [Int32], _ levels: [ByteText]) -> Column {
      SampleTables.column(name, .categorical, .levels(codes: codes, levels: levels))
    }
    func letters(_ count: Int) -> [ByteText] {
      (0..<count).map { ByteText("\(Character(Unicode.Scalar(65 + $0) ?? "?"))") }
    }
    let names: [ByteText] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "it's Sunday"]
    let seat = (0..<rows).map { Int64($0 % 80) }
    var table = Table(
      name: "t",
      columns: [
        Column(name: "day of sale", kind: .date, storage: .instants(days), missing: []),
        level("weekday", days.map { Int32(Gregorian.weekday(Int($0))) }, names),
        level("season", months.map { Int32($0 % 12 / 3) }, ["winter", "spring", "summer", "autumn"]),
        level("size", size, letters(6)), level("grade", grade, letters(5)), level("price", price, letters(6)),
        SampleTables.column("show", .integer, .integers((0..<rows).map { Int64($0 / 80) })),
        SampleTables.column("seat", .integer, .integers(seat)),
      ])
    let planted = [
      "weekday = case when weekday(`day of sale`) = 1 then 'Mon' when weekday(`day of sale`) = 2 then 'Tue' ",
      "season = case when month(`day of sale`) in (1, 2, 12) then 'winter' when month(`day of sale`) in (3, 4, 5) ",
      "size, grade -> price", "unique(show, seat)",
    ]
    let found = RuleFinder(table, k: 11).rules()
    for rule in planted {
      #expect(found.contains { $0.isExact && $0.text.hasPrefix(rule) }, "\(rule) among \(found.map(\.text))")
    }
    #expect(found.count == planted.count, "\(found.map(\.text))")
    let profile = try #require(Profiler.profile(table))
    let recipe = try #require(try RecipeFitter.fit(table, profile: profile, options: .ofNewTable))
    // A key of two columns is offered only: kept, it would make them independent of the rest.
    #expect(recipe.rules.map(\.text) == found.map(\.text).filter { !$0.hasPrefix("unique") })
    let drawn = try Synthesizer(recipe).rows(0..<20_000)
    for count in try RuleCheck.counts(recipe, over: drawn) { #expect(count.violations == 0, "\(count)") }
    #expect(try RecipeFile.parse(RecipeFile.text(of: recipe), file: "x") == recipe)
    // A single seat sold twice, and there is no such key.
    table.columns[7] = SampleTables.column("seat", .integer, .integers([1] + seat.dropFirst()))
    #expect(!RuleFinder(table, k: 11).rules().contains { $0.text.hasPrefix("unique") })
  }

  @Test func exceptionsAreCounted() throws {
    let found = RuleFinder(Self.table(mistakes: 14), k: 11).rules()
    let own = try #require(found.first { $0.text == "net = quantity * price" })
    #expect(own.exceptions == 14 && !own.isExact)
    #expect(own.rows == (0..<14).map { $0 * 31 })
    // The total was computed from what stands there.
    #expect(found.contains { $0.text == "total = net + tax + shipping" && $0.isExact })
  }

  @Test(arguments: 0..<8) func chanceIsNoRule(_ seed: UInt64) {
    let stream = RandomStream(seed: seed)
    let columns = (0..<12).map { index -> Column in
      let own = stream.stream(named: "\(index)")
      let values = (0..<800).map { row in Int64(own.uniform(at: UInt64(row)) * Double(3 + index * 40)) }
      return SampleTables.column("c\(index)", .integer, .integers(values))
    }
    let found = RuleFinder(Table(name: "t", columns: columns), k: 11).rules()
    #expect(found.isEmpty, "\(found.map(\.text))")
  }

  @Test func aFitAdoptsWhatHoldsInEveryRow() throws {
    let table = Self.table(mistakes: 14)
    let profile = try #require(Profiler.profile(table))
    var options = FitOptions()
    options.findsRules = true
    for model in [TreeCascadeModel.name, GaussianCopulaModel.name] {
      options.model = model
      let recipe = try #require(try RecipeFitter.fit(table, profile: profile, options: options))
      let texts = recipe.rules.map(\.text)
      for rule in Self.planted where !rule.hasPrefix("net =") {
        #expect(texts.contains(rule), "\(rule) among \(texts)")
      }
      #expect(!texts.contains("net = quantity * price"))
      let drawn = try Synthesizer(recipe).rows(0..<20_000)
      for count in try RuleCheck.counts(recipe, over: drawn) { #expect(count.violations == 0, "\(count)") }
      // Fitted again, the recipe keeps its rules.
      let again = try #require(
        try RecipeFitter.fit(table, profile: profile, options: FitOptions(of: recipe)))
      #expect(again == recipe)
      #expect(try RecipeFile.parse(RecipeFile.text(of: recipe), file: "x") == recipe)
    }
  }

  /// No rule tells a value that fewer than k rows have.
  @Test func rareValuesAreInNoRule() throws {
    var table = Self.table()
    guard case .levels(var codes, var levels) = table.columns[10].storage else { return }
    levels.append("ZZYQX")
    codes[5] = Int32(levels.count - 1)
    table.columns[10].storage = .levels(codes: codes, levels: levels)
    guard case .levels(var others, var names) = table.columns[11].storage else { return }
    names.append("KVORTEX")
    others[5] = Int32(names.count - 1)
    table.columns[11].storage = .levels(codes: others, levels: names)
    let profile = try #require(Profiler.profile(table))
    var options = FitOptions()
    options.findsRules = true
    let recipe = try #require(try RecipeFitter.fit(table, profile: profile, options: options))
    #expect(recipe.rules.contains { $0.text == "city -> country" })
    let parameters = recipe.rules.flatMap(\.parameters.entries).map { "\($0.value)" }.joined()
    #expect(!parameters.contains("ZZYQX") && !parameters.contains("KVORTEX"))
    let drawn = try Synthesizer(recipe).rows(0..<5_000)
    for count in try RuleCheck.counts(recipe, over: drawn) { #expect(count.violations == 0, "\(count)") }
  }

  /// Logarithms and roots that analysts add, sums stored in single precision, and what only looks like one.
  @Test func fallingLinesAreFound() {
    let parts = SampleTables.uniforms(1_000, "falling").map { Int64($0 * 100) }
    let table = Table(
      name: "halves",
      columns: [
        SampleTables.column("inside", .integer, .integers(parts)),
        SampleTables.column("outside", .integer, .integers(parts.map { 100 - $0 })),
      ])
    let found = RuleFinder(table, k: 11).rules().filter(\.isExact).map(\.text)
    #expect(found.contains("outside = - inside + 100") || found.contains("inside = - outside + 100"), "\(found)")
  }

  private func hourCounts(_ column: Column) -> [Int] {
    var counts = [Int](repeating: 0, count: 24)
    for value in column.presentIntegers ?? [] where counts.indices.contains(Int(value)) { counts[Int(value)] += 1 }
    return counts
  }

  /// Departures of a year: times in UTC beside local hours, months and days in a zone with summer time, due times put together of
  /// hours and minutes, and real times some minutes later, also beyond midnight.
  @Test func clockTimesAndLocalPartsAreFound() throws {
    let rows = 4_000
    let stream = RandomStream(seed: 5)
    func uniform(_ name: String, _ row: Int) -> Double { stream.stream(named: name).uniform(at: UInt64(row)) }
    func whole(_ name: String, _ values: [Int64], missing: [Bool] = []) -> Column {
      var column = SampleTables.column(name, .integer, .integers(values))
      column.missing = missing
      return column
    }
    let all = 0..<rows
    let hour: Int64 = 3_600_000_000
    // Days of 2013, hours of the day, in summer four hours behind UTC, else five.
    let days = all.map { 15_706 + Int64(uniform("day", $0) * 365) }
    let hours = all.map { 5 + Int64(uniform("hour", $0) * 19) }
    let minutes = all.map { Int64(uniform("minute", $0) * 60) }
    let moments = all.map { row in
      (days[row] * 24 + hours[row] + (15_774..<16_012 ~= days[row] ? 4 : 5)) * hour
    }
    let delays = all.map { Int64(uniform("delay", $0) * 90) - 10 }
    let isCancelled = all.map { uniform("cancelled", $0) < 0.03 }
    func clock(_ minutes: Int64) -> Int64 {
      let rest = (minutes + 1_440) % 1_440
      return rest == 0 ? 2_400 : rest / 60 * 100 + rest % 60
    }
    let table = Table(
      name: "t",
      columns: [
        Column(name: "at", kind: .datetime, storage: .instants(moments)),
        whole("month", days.map { Int64(Gregorian.day(Int($0)).month) }),
        whole("day", days.map { Int64(Gregorian.day(Int($0)).day) }), whole("hour", hours), whole("minute", minutes),
        whole("due", all.map { hours[$0] * 100 + minutes[$0] }),
        whole("delay", all.map { isCancelled[$0] ? 0 : delays[$0] }, missing: isCancelled),
        whole(
          "left", all.map { isCancelled[$0] ? 0 : clock(hours[$0] * 60 + minutes[$0] + delays[$0]) },
          missing: isCancelled),
      ], rowCount: rows)
    let found = RuleFinder(table, k: 11).rules().filter(\.isExact).map(\.text)
    let local =
      "(at - hours(case when at < '2013-03-10 13:00' then 5 when at < '2013-11-03 10:00' then 4 else 5 end))"
    #expect(found.contains("hour = hour\(local)"), "\(found)")
    #expect(found.contains("month = month\(local)") && found.contains("day = day\(local)"))
    #expect(found.contains("due = hour * 100 + minute"))
    #expect(found.contains("left = clock_number(clock_minutes(due) + delay, 2400)"))
    #expect(!found.contains { $0.contains("->") })
    // Its gaps follow from the rule, which stands in a recipe beside no other that says so.
    var options = FitOptions()
    options.findsRules = true
    let profile = try #require(Profiler.profile(table))
    let recipe = try #require(try RecipeFitter.fit(table, profile: profile, options: options))
    #expect(recipe.rules.map(\.text).contains { $0.hasPrefix("left = clock_number") })
    // No hour comes that never came, though the year has more hours than the model has cells; days stay spread over the year.
    let drawn = try Synthesizer(recipe).rows(0..<4_000)
    #expect(try RuleCheck.counts(recipe, over: drawn).allSatisfy { $0.violations == 0 })
    let counts = try hourCounts(#require(drawn.column(named: "hour"))), real = hourCounts(table.columns[3])
    #expect(counts[..<5].allSatisfy { $0 == 0 })
    // Half the sum of differences of two samples of 4,000 over 19 hours is .02 to .04.
    let apart = zip(counts, real).map { own, other in abs(own - other) }.reduce(0, +)
    #expect(apart < 2 * 240)
    let instants = try #require(drawn.column(named: "at")?.presentNumbers)
    #expect(Set(instants.map { Int64($0) / (24 * hour) }).count > 350)
  }

  @Test func curvesAndSumsOfSinglePrecisionAreFound() throws {
    let rows = 2_000
    let (u, v) = (SampleTables.uniforms(rows, "curve"), SampleTables.uniforms(rows, "curve 2"))
    func single(_ name: String, _ values: [Double], missing: [Bool] = []) -> Column {
      let stored = values.map { QuantileFunctionFit.significant(Double(Float($0)), digits: 15) }
      return SampleTables.column(name, .decimal, .decimals(stored), missing: missing, decimals: 15)
    }
    let outside = u.map { $0 < 0.3 ? 0 : $0 * 900 }
    let drugs = v.map { $0 * 70 }
    let total = zip(outside, drugs).map { Double(Float($0)) + Double(Float($1)) }
    let spent = outside.map { $0 > 0 }
    let table = Table(
      name: "costs",
      columns: [
        single("outside", outside), single("drugs", drugs), single("total", total),
        single(
          "log_outside", zip(outside, spent).map { $1 ? Double(Float($0)).logarithm : 0 }, missing: spent.map { !$0 }),
        single("root", drugs.map { Double(Float($0)).squareRoot() }),
        single("nearly", drugs.map { $0 * 1.0001 + v[Int($0)] }),
      ])
    let found = RuleFinder(table, k: 11).rules().filter(\.isExact).map(\.text)
    for rule in [
      "total = single(outside + drugs, 15)", "log_outside = single(log(outside), 15)", "root = single(sqrt(drugs), 15)",
    ] {
      #expect(found.contains(rule), "\(rule) in \(found)")
    }
    #expect(!found.contains { $0.hasPrefix("nearly =") })
    // What is found in the table holds in it when it is checked.
    var options = FitOptions()
    options.findsRules = true
    let profile = try #require(Profiler.profile(table))
    let recipe = try #require(try RecipeFitter.fit(table, profile: profile, options: options))
    #expect(recipe.rules.contains { $0.text == "total = single(outside + drugs, 15)" })
    #expect(try RuleCheck.counts(recipe, over: table).allSatisfy { $0.violations == 0 })
    let drawn = try Synthesizer(recipe).rows(0..<2_000)
    #expect(try RuleCheck.counts(recipe, over: drawn).allSatisfy { $0.violations == 0 && $0.checked > 0 })
  }
}

extension Double {
  fileprivate var logarithm: Double { RatioFormula.logarithm(self) }
}
