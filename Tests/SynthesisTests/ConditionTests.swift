import Statistics
import Tables
import Testing

@testable import Synthesis

/// Rows under conditions: exact, reproducible, from the model's conditional law.
@Suite struct ConditionTests {
  static let models = JointModels.all.map { $0.name }
  static let conditions = [
    "fraud = 1", "amount > q(0.99)", "country = NG and amount > 100", "amount is missing",
    "fraud = 1 or hour between 3 and 4",
    "not (country = US) and hour >= 12", "note is missing", "amount > hour and country in (NG, FR)",
  ]

  static func synthesizer(_ model: String) throws -> Synthesizer {
    try Synthesizer(RareEventTests.recipe([], model: model))
  }

  static func mask(_ condition: String, over table: Table, _ synthesizer: Synthesizer) throws -> [Bool] {
    let columns = synthesizer.parts.map { Synthesizer.emptyColumn($0.recipe, $0.generator) }
    let predicate = try Predicate(Expression(parsing: condition), text: condition, drawn: columns) { name, figure in
      let part = synthesizer.parts.first { $0.recipe.name == name }
      guard case .quantile(let share) = figure,
        case .decimals(let values)? = part.map({ UniformSearch(generator: $0.generator).storage(at: [share]) })
      else {
        return nil
      }
      return values[0]
    }
    return predicate.mask(over: table)
  }

  /// 20,000 rows of each model.
  private static let plain = Result {
    try Dictionary(uniqueKeysWithValues: models.map { ($0, try synthesizer($0).rows(0..<20_000)) })
  }

  @Test(arguments: models, conditions) func everyRowSatisfiesTheCondition(_ model: String, _ condition: String) throws {
    let synthesizer = try Self.synthesizer(model)
    let (conditioned, outlook) = try synthesizer.conditioned(on: condition)
    let table = try conditioned.rows(0..<1_000)
    #expect(table.rowCount == 1_000)
    #expect(try Self.mask(condition, over: table, synthesizer).allSatisfy { $0 })
    let plain = try #require(try Self.plain.get()[model])
    let matches = try Self.mask(condition, over: plain, synthesizer)
    let share = Double(matches.reduce(0) { $1 ? $0 + 1 : $0 }) / 20_000
    // Five standard errors of both estimates; what one row in 20,000 satisfies has that of one row.
    let bound = 5 * outlook.error + 5 * (max(share, 1 / 20_000) / 20_000).squareRoot()
    #expect(abs(outlook.probability - share) < bound, "\(outlook) \(share)")
  }

  /// Fraud goes with high amounts, so both together are far more frequent than the product of their shares.
  @Test func alternativesAreAsFrequentAsInTheModel() throws {
    let (synthesizer, condition) = (try Self.synthesizer("gaussian_copula"), "fraud = 1 and amount > 200 or hour = 3")
    let drawn = try synthesizer.rows(0..<100_000)
    let matches = try Self.mask(condition, over: drawn, synthesizer)
    let table = try synthesizer.conditioned(on: condition).0.rows(0..<10_000)
    func share(_ rows: [Bool], _ table: Table) throws -> Double {
      let frauds = try Self.mask("fraud = 1", over: table, synthesizer)
      return Double(zip(frauds, rows).filter { $0 && $1 }.count) / Double(rows.filter { $0 }.count)
    }
    let (own, all) = (try share([Bool](repeating: true, count: 10_000), table), try share(matches, drawn))
    // Some 4,000 rows match, and the branches are weighed by 16,384 rows, of which some 700 do: five standard errors.
    #expect(abs(own - all) < 5 * (all * (1 - all) * (1 / 700.0 + 1 / 4_000.0)).squareRoot(), "\(own) \(all)")
  }

  /// The fit looks at rows of a rare event as often as at others; what is drawn must not.
  @Test func rareEventsOfTheFitKeepTheirShareUnderAConditionThatIsNoneOfTheirs() throws {
    var recipe = try RareEventTests.recipe(["fraud = 1 : 30%"], model: "tree_cascade")
    recipe.rare = []
    let synthesizer = try Synthesizer(recipe)
    let table = try synthesizer.conditioned(on: "hour >= 12").0.rows(0..<20_000)
    let plain = try synthesizer.rows(0..<100_000)
    func share(_ condition: String) throws -> Double {
      let rows = try Self.mask(condition, over: plain, synthesizer).filter { $0 }.count
      return Double(rows) / Double(plain.rowCount)
    }
    let expected = try share("fraud = 1 and hour >= 12") / share("hour >= 12")
    let drawn = Double(try Self.mask("fraud = 1", over: table, synthesizer).filter { $0 }.count) / 20_000
    // Five standard errors of 20,000 rows and of 50,000 others.
    #expect(abs(drawn - expected) < 5 * (expected * (1 / 20_000.0 + 1 / 50_000.0)).squareRoot(), "\(drawn) \(expected)")
  }

  @Test(arguments: models) func anyRangeGivesTheSameRows(_ model: String) throws {
    let (synthesizer, _) = try Self.synthesizer(model).conditioned(on: "fraud = 1 and hour < 6")
    let whole = try synthesizer.rows(0..<700)
    for range in [0..<1, 1..<333, 333..<334, 334..<700] as [Range<UInt64>] {
      let part = try synthesizer.rows(range)
      let places = Int(range.lowerBound)..<Int(range.upperBound)
      for (own, all) in zip(part.columns, whole.columns) {
        #expect(own == all.taking(Array(places)), "\(all.name) \(range)")
      }
    }
    let (again, _) = try Self.synthesizer(model).conditioned(on: "fraud = 1 and hour < 6")
    #expect(try again.rows(0..<700) == whole)
  }

  /// Against rows of the same model that satisfy the condition by chance: two samples of one law.
  @Test(arguments: ["fraud = 1", "amount > 300", "country = NG and hour < 12", "fraud = 1 or country = NG"])
  func rowsFollowTheConditionalLawOfTheCascade(_ condition: String) throws {
    let synthesizer = try Self.synthesizer("tree_cascade")
    let drawn = try synthesizer.rows(0..<200_000)
    let matches = try Self.mask(condition, over: drawn, synthesizer)
    let (conditioned, outlook) = try synthesizer.conditioned(on: condition)
    let table = try conditioned.rows(0..<4_000)
    let rows = matches.indices.filter { matches[$0] }
    let share = Double(rows.count) / 200_000
    #expect(abs(outlook.probability - share) < 5 * outlook.error + 5 * (share / 200_000).squareRoot())
    for name in ["amount", "hour", "country", "fraud"] {
      let own = try #require(Self.numbers(table.column(named: name)))
      let all = try #require(Self.numbers(drawn.column(named: name)))
      let distance = Self.distance(own.sorted(), rows.map { all[$0] }.sorted())
      // 0.1 % critical value of Kolmogorov and Smirnov, and 0.02 for choosing among a few particles.
      let bound = 1.95 * (1 / 4_000.0 + 1 / Double(rows.count)).squareRoot() + 0.02
      #expect(distance < bound, "\(condition): \(name) \(distance) \(bound)")
    }
  }

  /// Levels as their codes, missing as the least number.
  private static func numbers(_ column: Column?) -> [Double]? {
    guard let column else { return nil }
    let values: [Double]
    switch column.storage {
    case .integers(let own), .instants(let own): values = own.map { Double($0) }
    case .decimals(let own): values = own
    case .levels(let codes, _): values = codes.map { Double($0) }
    case .text: return nil
    }
    return values.indices.map { column.isMissing($0) ? -1e300 : values[$0] }
  }

  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    var (left, right, largest) = (0, 0, 0.0)
    while left < a.count, right < b.count {
      let value = min(a[left], b[right])
      while left < a.count, a[left] <= value { left += 1 }
      while right < b.count, b[right] <= value { right += 1 }
      largest = max(largest, abs(Double(left) / Double(a.count) - Double(right) / Double(b.count)))
    }
    return largest
  }

  @Test(arguments: models) func whatCannotBeIsSaid(_ model: String) throws {
    let synthesizer = try Self.synthesizer(model)
    for impossible in ["fraud = 7", "amount > 1e9 and amount < 0", "fraud is missing"] {
      #expect(throws: SynthesisError.self, "\(impossible)") { try synthesizer.conditioned(on: impossible) }
    }
    for wrong in ["cuontry = NG", "country = ZZ", "hour >", ""] {
      #expect("\(wrong)") {
        try synthesizer.conditioned(on: wrong)
      } throws: { error in
        guard case .expression? = (error as? SynthesisError)?.kind else { return false }
        return true
      }
    }
  }

  @Test func alternativesAreTakenApart() throws {
    let columns = try Self.synthesizer("independent").parts.map { Synthesizer.emptyColumn($0.recipe, $0.generator) }
    func count(_ text: String) throws -> Int {
      try Predicate(Expression(parsing: text), text: text, drawn: columns) { _, _ in 1 }.branches.count
    }
    #expect(try count("fraud = 1 and hour > 3") == 1)
    #expect(try count("hour < 3 or hour > 20") == 1)
    #expect(try count("fraud = 1 or hour > 20") == 2)
    #expect(try count("(fraud = 1 or hour > 20) and (country = NG or amount > 5)") == 4)
    #expect(try count("hour < 3 and hour > 20") == 0)
  }
}

/// Shares of leaves below a place, against counting draws.
@Suite struct LeafLawTests {
  /// Atoms among other values; nothing but atoms.
  @Test(arguments: [([0.3, 0.9], [0.1, 0.05]), ([0.4, 0.9], [0.8, 0.2])])
  func theShareBelowInvertsTheDraw(_ centers: [Double], _ widths: [Double]) {
    var leaves = CascadeLeaves()
    leaves.blockWidth = 0.01
    leaves.setAtoms(centers: centers, widths: widths)
    let flag = CascadeLeaves.atomFlag
    func knot(_ place: Double) -> Int64 { Int64(place * CascadeLeaves.resolution) }
    let lists =
      widths == [0.8, 0.2]
      ? [[flag, flag, flag | 1], [flag | 1], [flag]]
      : [
        [knot(0.1), knot(0.1), knot(0.15), flag, flag, flag, knot(0.5), knot(0.52), knot(0.7), flag | 1], [flag | 1],
        [knot(0.4)],
      ]
    for list in lists { leaves.append(count: list.count) { list[$0] } }
    leaves.withDrawing { drawing in
      for leaf in 0..<3 {
        for step in 0..<1_000 {
          let uniform = (Double(step) + 0.5) / 1_000
          let place = drawing.draw(leaf: leaf, uniform: uniform)
          #expect(abs(drawing.share(below: place, leaf: leaf) - uniform) < 1e-6)
        }
        #expect(drawing.share(below: 0, leaf: leaf) == 0 && drawing.share(below: 1, leaf: leaf) == 1)
      }
    }
  }
}
