import Statistics
import Tables
import Testing

@testable import Synthesis

/// What the tree cascade keeps and a correlation matrix cannot.
@Suite struct TreeCascadeTests {
  private static let rows = 3_000

  /// A valley (no correlation), a product, two levels of which one decides the other, and gaps that hang together.
  private static let table: Table = {
    let x = SampleTables.uniforms(rows, "x").map { $0 * 10 }
    let noise = SampleTables.uniforms(rows, "noise")
    let width = SampleTables.uniforms(rows, "width").map { 1 + $0 * 4 }
    let city = SampleTables.uniforms(rows, "city").map { Int32($0 * 6) }
    let gap = SampleTables.uniforms(rows, "gap").map { $0 < 0.2 }
    let valley = zip(x, noise).map { ($0 - 5) * ($0 - 5) + $1 }
    let area = zip(x, width).map { ($0 + 1) * $1 }
    func decimal(_ name: String, _ values: [Double], missing: [Bool] = []) -> Column {
      let rounded = zip(values, missing.isEmpty ? values.map { _ in false } : missing)
        .map { $1 ? 0 : ($0 * 1000).rounded() / 1000 }
      return SampleTables.column(name, .decimal, .decimals(rounded), missing: missing, decimals: 3)
    }
    return Table(
      name: "valley.csv",
      columns: [
        decimal("x", x), decimal("valley", valley), decimal("width", width), decimal("area", area),
        decimal("first", noise, missing: gap), decimal("second", width, missing: gap),
        SampleTables.column(
          "city", .categorical, .levels(codes: city, levels: ["Aix", "Bonn", "Cork", "Delft", "Espoo", "Faro"])),
        SampleTables.column(
          "country", .categorical, .levels(codes: city.map { $0 / 2 }, levels: ["south", "north", "west"])),
      ])
  }()

  /// Fitted and drawn once for all tests.
  private static let synthetic: Table? = try? {
    var options = FitOptions()
    options.model = "tree_cascade"
    guard let profile = Profiler.profile(table),
      let recipe = try RecipeFitter.fit(table, profile: profile, options: options)
    else { return nil }
    return try Synthesizer(recipe).rows(0..<UInt64(rows))
  }()

  private func numbers(_ name: String, _ table: Table) throws -> [Double] {
    guard case .decimals(let values)? = table.column(named: name)?.storage else { throw TestFailure(name) }
    return values
  }

  private func codes(_ name: String, _ table: Table) throws -> [ByteText] {
    guard case .levels(let codes, let levels)? = table.column(named: name)?.storage else { throw TestFailure(name) }
    return codes.map { levels[Int($0)] }
  }

  private struct TestFailure: Error {
    let column: String
    init(_ column: String) { self.column = column }
  }

  @Test func aValleyKeepsItsShape() throws {
    let table = try #require(Self.synthetic)
    let (x, y) = (try numbers("x", table), try numbers("valley", table))
    let errors = zip(x, y).map { abs($1 - (($0 - 5) * ($0 - 5) + 0.5)) }.sorted()
    // The noise alone has a median error of 0.25; leaves of 20 rows are about 1/50 of x wide, at a slope of at most 10.
    #expect(errors[errors.count / 2] < 0.6)
    #expect(errors[errors.count * 95 / 100] < 2)
  }

  @Test func aProductIsKeptAsAFormula() throws {
    let table = try #require(Self.synthetic)
    let (x, width, area) = (try numbers("x", table), try numbers("width", table), try numbers("area", table))
    let errors = zip(zip(x, width), area).map { abs($1 / (($0.0 + 1) * $0.1) - 1) }.sorted()
    #expect(errors[errors.count / 2] < 0.01)
    #expect(errors[errors.count * 95 / 100] < 0.05)
  }

  @Test func aLevelThatDecidesAnotherStillDoes() throws {
    let table = try #require(Self.synthetic)
    let countryOf: [ByteText: ByteText] = [
      "Aix": "south", "Bonn": "south", "Cork": "north", "Delft": "north", "Espoo": "west", "Faro": "west",
    ]
    for (city, country) in zip(try codes("city", table), try codes("country", table)) {
      #expect(countryOf[city] == country)
    }
  }

  @Test func gapsThatHangTogetherStillDo() throws {
    let table = try #require(Self.synthetic)
    let first = try #require(table.column(named: "first"))
    let second = try #require(table.column(named: "second"))
    let apart = (0..<Self.rows).count { first.isMissing($0) != second.isMissing($0) }
    #expect(apart == 0)
    // 20 % of 3,000 rows within four standard deviations, on both sides.
    #expect(abs(first.missingCount - 600) < 125)
  }

  @Test func noLeafStandsForFewerThanKRows() throws {
    let input = ModelInput(
      columns: Self.table.columns,
      levelOrders: Self.table.columns.map { $0.kind == .categorical ? [0, 1, 2, 3, 4, 5] : nil },
      privacy: PrivacySettings(k: 30), seed: 1)
    let fitted = try #require(try TreeCascadeModel.fit(input) as? FittedTreeCascade)
    for stage in fitted.stages {
      for leaf in 0..<stage.leaves.leafCount {
        #expect(stage.leaves.cumulative[Int(stage.leaves.starts[leaf + 1]) - 1] >= 30)
      }
      // Every place a knot can have is shared by 30 rows of the column: blocks by their width, atoms by theirs.
      #expect(stage.leaves.blockWidth * Double(Self.rows) >= 30)
      #expect(stage.leaves.atomWidths.allSatisfy { $0 * Double(Self.rows) > 29.5 })
      let places = Set(stage.leaves.knots.filter { $0 & CascadeLeaves.atomFlag == 0 })
      #expect(places.count <= Self.rows / 30)
      let edges = [0] + stage.bins.upperEdges
      #expect(zip(edges, edges.dropFirst()).allSatisfy { ($1 - $0) * Double(Self.rows) > 29.5 })
    }
  }

  @Test(arguments: ["integers", "numbers", "order"])
  func damagedParametersAreRefused(name: String) throws {
    let input = ModelInput(
      columns: Array(Self.table.columns.prefix(4)), levelOrders: [nil, nil, nil, nil], privacy: PrivacySettings(),
      seed: 1)
    let names = input.columns.map(\.name)
    let sound = try TreeCascadeModel.fit(input).parameters
    _ = try TreeCascadeModel.restore(sound, columns: names)
    var shortened = sound
    switch sound[name] {
    case .integers(let list)?: shortened[name] = .integers(Array(list.dropLast()))
    case .numbers(let list)?: shortened[name] = .numbers(Array(list.dropLast()))
    case .texts(let list)?: shortened[name] = .texts(Array(list.dropLast()))
    default: Issue.record("\(name) is not a list")
    }
    #expect(throws: SynthesisError.self) { try TreeCascadeModel.restore(shortened, columns: names) }
    var absent = sound
    absent[name] = nil
    #expect(throws: SynthesisError.self) { try TreeCascadeModel.restore(absent, columns: names) }
  }

  @Test func noDamagedIntegerReachesTheDrawingLoops() throws {
    let input = ModelInput(
      columns: Array(Self.table.columns.prefix(3)), levelOrders: [nil, nil, nil], privacy: PrivacySettings(), seed: 1)
    let names = input.columns.map(\.name)
    let sound = try TreeCascadeModel.fit(input).parameters
    guard case .integers(let list)? = sound["integers"] else { throw TestFailure("integers") }
    let stream = RandomStream(seed: 5)
    for trial in 0..<UInt64(100) {
      var damaged = list
      let place = Int(stream.bits(at: 2 * trial) % UInt64(list.count))
      damaged[place] = [-2, -1, 0, 255, 1 << 31, 1 << 40, .max, .min][Int(stream.bits(at: 2 * trial + 1) % 8)]
      var parameters = sound
      parameters["integers"] = .integers(damaged)
      guard let restored = try? TreeCascadeModel.restore(parameters, columns: names) else { continue }
      var block = UniformBlock(columns: names, rowCount: 50)
      restored.fill(&block, for: BlockRequest(rows: 0..<50, stream: RandomStream(seed: trial)))
      #expect(block.values.allSatisfy { $0 > 0 && $0 < 1 })
    }
  }
}
