import Statistics
import Tables
import Testing

@testable import Synthesis

/// Rare events from the fit to the rows: exact, reproducible, honest.
@Suite struct RareEventTests {
  /// 3,000 rows: a fraud of 2 % that goes with high amounts and one country, an amount with gaps, a text.
  static let table: Table = {
    let stream = RandomStream(seed: 5)
    let rows = 3000
    func uniforms(_ name: String) -> [Double] { stream.stream(named: name).uniforms(rows: 0..<UInt64(rows)) }
    let fraud = uniforms("fraud").map { $0 < 0.02 }
    let noise = uniforms("amount")
    let amounts = zip(fraud, noise).map { isFraud, u in ((isFraud ? 400 : 50) * (0.2 + u * u * 4) * 100).rounded() / 100
    }
    let gaps = uniforms("gap").map { $0 < 0.05 }
    let countries = zip(fraud, uniforms("country")).map { Int32($1 < ($0 ? 0.6 : 0.03) ? 0 : $1 < 0.6 ? 1 : 2) }
    var money = Look()
    money.decimals = .fixed(2)
    return Table(
      name: "payments",
      columns: [
        Column(name: "fraud", kind: .integer, storage: .integers(fraud.map { $0 ? 1 : 0 })),
        Column(
          name: "amount", kind: .decimal, storage: .decimals(zip(amounts, gaps).map { $1 ? 0 : $0 }), missing: gaps,
          look: money),
        Column(name: "country", kind: .categorical, storage: .levels(codes: countries, levels: ["NG", "US", "FR"])),
        Column(name: "hour", kind: .integer, storage: .integers(uniforms("hour").map { Int64($0 * 24) })),
        Column(
          name: "note", kind: .text, storage: .text(PackedText((0..<rows).map { ByteText("n\($0)") })),
          missing: uniforms("note").map { $0 < 0.1 }),
      ])
  }()

  static func recipe(_ events: [String], model: String = "gaussian_copula") throws -> Recipe {
    let parsed = try events.map { try RareEvent(parsing: $0) }
    return try SampleTables.fit(table) {
      $0.rare = parsed
      $0.model = model
    }
  }

  static let models = JointModels.all.map { $0.name }

  static let events: [[String]] = [
    ["fraud = 1 : 20%"], ["amount > q(0.99) : 5%"], ["fraud = 1 and country in (NG, US) : x10"],
    ["amount is missing : 500 rows"],
    ["fraud = 1 : 20%", "country = NG : 10%", "hour between 3 and 4 : 30%"], ["note is missing : 40%"],
    ["country = NG : 30%", "country = US : 30%", "country = FR : 40%"], ["fraud = 1 or amount > q(0.99) : 15%"],
    ["not (country = US or fraud = 1) and amount is not missing : 50%"],
  ]

  @Test(arguments: models, events.indices) func countsAreExactInAnyRange(_ model: String, _ index: Int) throws {
    let recipe = try Self.recipe(Self.events[index], model: model)
    let synthesizer = try Synthesizer(recipe, total: 1500, additions: .event)
    let whole = try synthesizer.rows(0..<1500)
    let rules = try StratumRules(recipe.rare, columns: whole.columns)
    let codes = rules.codes(over: whole.columns, rowCount: whole.rowCount)
    let plan = try #require(try RarePlan(recipe, total: 1500))
    #expect(codes == plan.sequence.codes(of: 0..<1500))
    for (event, target) in plan.targetShares.dropFirst().enumerated() {
      let count = codes.filter { $0 == Int32(event + 1) }.count
      #expect((Double(count) - target * 1500).magnitude <= (event == 0 ? 0.5 : 1) + 1e-6)
      #expect(whole.columns.last?.text(ofRow: codes.firstIndex(of: Int32(event + 1)) ?? 0) == recipe.rare[event].when)
    }
    for range: Range<UInt64> in [0..<1, 700..<733, 1499..<1500, 9..<9] {
      let part = try synthesizer.rows(range)
      for (column, other) in zip(part.columns, whole.columns) {
        let texts = (0..<part.rowCount).map { column.text(ofRow: $0) }
        #expect(texts == range.map { other.text(ofRow: Int($0)) }, "\(column.name) of \(range)")
      }
    }
  }

  @Test(arguments: models) func whatIsWrittenSatisfiesTheEvents(_ model: String) throws {
    let recipe = try Self.recipe(["amount > q(0.95) : 25%"], model: model)
    let drawn = try Synthesizer(recipe).rows(0..<800)
    var bytes: [UInt8] = []
    CSVFormat().appendHeader(of: drawn.columns, to: &bytes)
    CSVFormat().appendRows(of: drawn, to: &bytes)
    let threshold = recipe.rare[0].thresholds[0]
    let cells = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[1])
    }
    #expect(cells.filter { ($0 ?? 0) > threshold }.count == 200)
  }

  /// Weighted means of the boosted table estimate those of the plain one: both draws are large, so the difference of their
  /// means has nearly the standard error of the two samples; five columns are within three of it with probability .987.
  @Test(arguments: models) func weightedMeansEstimateThePlainOnes(_ model: String) throws {
    let recipe = try Self.recipe(["fraud = 1 : 30%"], model: model)
    let rows = 6000
    let boosted = try Synthesizer(recipe, additions: .weight).rows(0..<UInt64(rows))
    guard case .decimals(let weights)? = boosted.column(named: "_weight")?.storage else {
      Issue.record("no weights")
      return
    }
    #expect((weights.reduce(0, +) / Double(rows) - 1).magnitude < 0.001)
    for name in ["fraud", "amount", "hour"] {
      let real = try #require(Self.table.column(named: name)?.presentNumbers)
      let column = try #require(boosted.column(named: name))
      let values = Self.numbers(column)
      var (sum, total, squares) = (0.0, 0.0, 0.0)
      for row in 0..<rows where !column.isMissing(row) {
        (sum, total) = (sum + weights[row] * values[row], total + weights[row])
      }
      let mean = sum / total
      for row in 0..<rows where !column.isMissing(row) {
        squares += (weights[row] * (values[row] - mean)) * (weights[row] * (values[row] - mean))
      }
      let realMean = real.reduce(0, +) / Double(real.count)
      let realVariance = real.reduce(0) { $0 + ($1 - realMean) * ($1 - realMean) } / Double(real.count)
      let error = (squares / (total * total) + realVariance / Double(real.count)).squareRoot()
      #expect((mean - realMean).magnitude < 3 * error, "\(name): \(mean), real \(realMean), error \(error)")
    }
  }

  private static func numbers(_ column: Column) -> [Double] {
    switch column.storage {
    case .integers(let values), .instants(let values): values.map(Double.init)
    case .decimals(let values): values
    default: []
    }
  }

  /// The other columns follow the event: the correlation of fraud and amount carries over to the boosted rows.
  @Test func otherColumnsFollowTheEventInTheCopula() throws {
    let drawn = try Synthesizer(try Self.recipe(["fraud = 1 : 50%"])).rows(0..<4000)
    let amount = try #require(drawn.column(named: "amount"))
    guard case .integers(let fraud)? = drawn.column(named: "fraud")?.storage,
      case .decimals(let values) = amount.storage
    else { return }
    func mean(_ flag: Int64) -> Double {
      let chosen = values.indices.filter { fraud[$0] == flag && !amount.isMissing($0) }.map { values[$0] }
      return chosen.reduce(0, +) / Double(chosen.count)
    }
    #expect(mean(1) > 1.3 * mean(0), "\(mean(1)), \(mean(0))")
  }

  @Test func theRecipeKeepsWhatWasFittedAndReadsBack() throws {
    let recipe = try Self.recipe(["amount > q(0.95) : 5%", "fraud=1:x3"])
    let numbers = try #require(Self.table.column(named: "amount")?.presentNumbers)
    let event = recipe.rare[0]
    #expect(event.when == "amount > q(0.95)" && event.target == .share(trillionths: 50_000_000_000))
    #expect(event.support == numbers.filter { $0 > event.thresholds[0] }.count)
    #expect((event.share - Double(event.support) / 3000).magnitude < 1e-5)
    let read = try RecipeFile.parse(RecipeFile.text(of: recipe), file: "r.yaml")
    #expect(read == recipe)
    #expect(RecipeCheck.mismatches(of: recipe, against: Self.table).isEmpty)
  }

  @Test func aRecipeWithEventsDiffersInWords() throws {
    let plain = try SampleTables.fit(Self.table)
    let boosted = try Self.recipe(["fraud = 1 : 20%"], model: plain.model.name)
    let changes = RecipeDifference.describe(plain, boosted)
    #expect(changes.first { $0.setting == "rare.fraud = 1" }?.new == "20%")
    var retargeted = boosted
    retargeted.rare[0].target = .factor(tenThousandths: 20_000)
    #expect(
      RecipeDifference.describe(boosted, retargeted) == [
        .init(setting: "rare.fraud = 1", old: "20%", new: "x2")
      ])
  }

  static let impossible: [(events: [String], words: String)] = [
    (["fraud = 2 : 5%"], "no support"), (["fraud = 1 : 0%"], "above 0"), (["fraud = 1 : 101%"], "at most 100%"),
    (["fraud = 1 : x1000"], "expected at most x"), (["fraud = 1 : 60%", "country = NG : 50%"], "110%"),
    (["fraud = 1 : 5%", "fraud=1 : 6%"], "given twice"), (["fraud >= 0 : 50%"], "add up to 100%"),
    (["fraud = 1 : 5%", "fraud = 1 and hour > 3 : 5%"], "earlier event"), (["amount > q(0.9999) : 5%"], "k = 11"),
    (["fruad = 1 : 5%"], "did you mean 'fraud'"), (["hour < 23.5 and hour > -1 and country = XX : 5%"], "NG, US, FR"),
    (["fraud = 1 : 0 rows"], "expected 1 to"), (["fraud = 1 : x0"], "a factor above 0"),
  ]

  @Test(arguments: impossible.indices) func impossibleEventsAreRefusedWithTheReason(_ index: Int) {
    let (events, words) = Self.impossible[index]
    #expect { try Self.recipe(events) } throws: { ($0 as? SynthesisError)?.description.contains(words) == true }
  }

  @Test func rowsBeyondTheDrawAreRefusedWhenItIsKnown() throws {
    let recipe = try Self.recipe(["fraud = 1 : 500 rows"])
    #expect(throws: SynthesisError.self) { try Synthesizer(recipe, total: 400) }
    let drawn = try Synthesizer(recipe, total: 700).rows(0..<700)
    guard case .integers(let fraud)? = drawn.column(named: "fraud")?.storage else { return }
    #expect(fraud.reduce(0, +) == 500)
  }

  @Test func anEventThatTheRecipeCannotDrawIsRefusedNotMiscounted() throws {
    var recipe = try Self.recipe(["country = NG : 20%"])
    let place = try #require(recipe.columns.firstIndex { $0.name == "country" })
    recipe.columns[place].parameters["levels"] = .texts(["XX", "US", "FR"])
    #expect { try Synthesizer(recipe) } throws: {
      ($0 as? SynthesisError)?.description.contains("has no such value") == true
    }
    // Two columns compared: no limits are known, so only drawing shows it.
    var compared = try Self.recipe(["hour > amount : 20%"], model: "independent")
    let hour = try #require(compared.columns.firstIndex { $0.name == "hour" })
    compared.columns[hour].generator = "constant"
    compared.columns[hour].parameters = Parameters([("value", .integer(-5))])
    let synthesizer = try Synthesizer(compared)
    #expect(throws: SynthesisError.self) { try synthesizer.checkedRareEvents(in: 0..<100) }
    #expect(throws: SynthesisError.self) { try synthesizer.rows(0..<100) }
    #expect(throws: SynthesisError.self) { try synthesizer.blocks(of: 0..<100, size: 10, jobs: 2) { _ in true } }
  }

  @Test func targetsOfARecipeChangeWithoutAFitAndNewEventsDoNot() throws {
    let recipe = try Self.recipe(["fraud = 1 : 20%"])
    let changed = try recipe.retargeted([RareEvent(parsing: "fraud=1 : 50%")])
    #expect(changed.rare[0].target == .share(trillionths: 500_000_000_000))
    #expect { try recipe.retargeted([RareEvent(parsing: "country = NG : 50%")]) } throws: {
      ($0 as? SynthesisError)?.description.contains("needs a fit") == true
    }
  }

  @Test func addedColumnsNeedTheirNames() throws {
    var table = Self.table
    table.columns[3].name = "_weight"
    let recipe = try SampleTables.fit(table)
    #expect(throws: SynthesisError.self) { try Synthesizer(recipe, additions: .weight) }
    #expect(try Synthesizer(recipe, additions: .event).rows(0..<3).column(named: "_event")?.missingCount == 3)
    let plain = try Synthesizer(SampleTables.fit(Self.table), additions: .weight).rows(0..<3)
    #expect(plain.column(named: "_weight")?.storage == .decimals([1, 1, 1]))
  }

  @Test func droppedColumnsStillDecide() throws {
    var recipe = try Self.recipe(["fraud = 1 : 20%"])
    let whole = try Synthesizer(recipe).rows(0..<100)
    recipe = try RecipeFitter.drop(column: "fraud", in: recipe)
    let rest = try Synthesizer(recipe).rows(0..<100)
    #expect(rest.columns == Array(whole.columns.dropFirst()))
  }
}

/// Which uniforms give a value that a condition allows.
@Suite struct UniformLimitTests {
  static let conditions = [
    "fraud = 1", "amount > 120", "amount between 30 and 31.5", "amount in (12.5, 40, 60.25)", "amount is missing",
    "amount is missing or amount < 20", "country in (NG, FR)", "country != US", "hour != 12", "hour >= 23",
    "note is missing",
  ]

  @Test(arguments: conditions) func squeezedUniformsSatisfyTheConditionAndNoOthersDo(_ text: String) throws {
    let recipe = try SampleTables.fit(RareEventTests.table)
    let predicate = try Predicate(Expression(parsing: text), text: text, real: RareEventTests.table, k: 11)
    let name = predicate.columns[0]
    let column = try #require(recipe.column(named: name))
    let generator = try Synthesizer.restore(column)
    let condition = try #require(predicate.allowed(name))
    let set = try #require(UniformLimitSearch(column: column, generator: generator).limits(of: condition))
    let uniforms = RandomStream(seed: 8).uniforms(rows: 0..<4000)
    func satisfied(_ uniforms: [Double]) -> [Bool] {
      let (stretched, missing) = MissingAtom.split(uniforms[...], share: column.missingShare)
      let request = DrawRequest(rows: 0..<4000, uniforms: stretched, stream: RandomStream(seed: 1))
      return condition.mask(over: MissingAtom.column(column, generator.values(for: request), missing: missing))
    }
    if set.isEmpty {
      #expect(!satisfied(uniforms).contains(true), "\(text) can be drawn")
    } else {
      #expect(!satisfied(uniforms.map(set.squeezed)).contains(false), "\(text)")
    }
    // The share of plain draws that satisfy it is the measure, within four standard errors.
    let share = Double(satisfied(uniforms).filter { $0 }.count) / 4000
    #expect(
      (share - set.measure).magnitude <= 4 * (set.measure * (1 - set.measure) / 4000).squareRoot() + 1e-9, "\(text)")
  }

  @Test func squeezingKeepsOrderAndSpreadsEvenly() {
    let set = UniformSet([(0.1, 0.2), (0.5, 0.8)])
    #expect((set.measure - 0.4).magnitude < 1e-15)
    let moved = (1..<1000).map { set.squeezed(Double($0) / 1000) }
    #expect(moved == moved.sorted())
    #expect(moved.allSatisfy { $0 > 0.1 && $0 < 0.2 || $0 > 0.5 && $0 < 0.8 })
    #expect(moved.filter { $0 < 0.2 }.count == 249 || moved.filter { $0 < 0.2 }.count == 250)
  }
}
