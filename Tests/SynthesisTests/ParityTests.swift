import Statistics
import Tables
import Testing

@testable import Synthesis

/// The law of a target made equal across groups.
@Suite struct ParityTests {
  /// 4,000 rows: men are granted 70 %, women 50 %, and income decides most.
  static let table: Table = {
    let stream = RandomStream(seed: 9)
    func uniforms(_ name: String) -> [Double] { stream.stream(named: name).uniforms(rows: 0..<4_000) }
    let isWoman = uniforms("sex").map { $0 < 0.4 }
    let income = zip(isWoman, uniforms("income")).map { Int64(1_000 + 4_000 * $1 + ($0 ? 0 : 800)) }
    let granted = zip(zip(isWoman, income), uniforms("granted")).map { pair, u in
      u < Double(pair.1) / 6_000 + (pair.0 ? -0.05 : 0.1)
    }
    return Table(
      name: "loans",
      columns: [
        Column(
          name: "sex", kind: .categorical, storage: .levels(codes: isWoman.map { $0 ? 0 : 1 }, levels: ["f", "m"])),
        Column(name: "income", kind: .integer, storage: .integers(income)),
        Column(
          name: "granted", kind: .categorical,
          storage: .levels(codes: granted.map { $0 ? 1 : 0 }, levels: ["no", "yes"])),
        Column(name: "points", kind: .integer, storage: .integers(granted.map { $0 ? 1 : 0 })),
      ])
  }()

  static func recipe(_ parities: [String], of table: Table = table, k: Int = 11) throws -> Recipe {
    let requests = try parities.map { try ParityRequest(parsing: $0) }
    return try SampleTables.fit(table) {
      $0.parity = requests
      $0.model = "tree_cascade"
      $0.k = k
    }
  }

  /// By sex the share of rows with the code or number 1, and how much more income they have than the others.
  private static func shares(_ table: Table, _ name: String) -> [(share: Double, gap: Double)] {
    guard case .levels(let sex, let levels)? = table.column(named: "sex")?.storage,
      case .integers(let income)? = table.column(named: "income")?.storage, let target = table.column(named: name)
    else { return [] }
    let isOne: [Bool] =
      switch target.storage {
      case .levels(let codes, let levels): codes.map { levels[Int($0)] == "yes" }
      case .integers(let values): values.map { $0 == 1 }
      default: []
      }
    return ["f", "m"].map { name in
      let rows = sex.indices.filter { levels[Int(sex[$0])] == ByteText(name) }
      let (ones, others) = (rows.filter { isOne[$0] }, rows.filter { !isOne[$0] })
      func mean(_ rows: [Int]) -> Double { rows.reduce(0) { $0 + Double(income[$1]) } / Double(max(1, rows.count)) }
      return (Double(ones.count) / Double(rows.count), mean(ones) - mean(others))
    }
  }

  @Test(arguments: ["granted", "points"]) func sharesAreEqualAndOthersKeepTheirShape(_ target: String) throws {
    // Without its twin, which would know the target whatever income says.
    var table = Self.table
    table.columns.removeAll { $0.name == (target == "granted" ? "points" : "granted") }
    let real = Self.shares(table, target)
    #expect(abs(real[0].share - real[1].share) > 0.15)
    let recipe = try Self.recipe(["\(target)~sex"], of: table)
    let drawn = Self.shares(try Synthesizer(recipe).rows(0..<20_000), target)
    // 20,000 rows: four standard errors of a difference of shares.
    #expect(abs(drawn[0].share - drawn[1].share) < 0.028)
    // What decided before decides still: whoever is moved looks like those that are there.
    for index in 0..<2 { #expect(0.75...1.35 ~= drawn[index].gap / real[index].gap, "\(drawn) \(real)") }
    let facts = try #require(recipe.parity.first)
    #expect(facts.groups == ["f", "m"] && facts.measure == .share && facts.rows.reduce(0, +) == 4_000)
    #expect(abs(facts.after[0] - facts.after[2]) < 0.002 && abs(facts.before[0] - facts.before[2]) > 0.15)
    // The fewest rows: as many as the groups' shares are off.
    let off: [Double] = (0..<2).map { group in
      let change = facts.before[2 * group + 1] - facts.after[2 * group + 1]
      return abs(change) * Double(facts.rows[group])
    }
    #expect(abs(Double(facts.changed) - off[0] - off[1]) < 4)
  }

  @Test func numbersKeepTheirRanksInTheGroup() throws {
    let repair = try ParityRepair(ParityRequest(target: "income", group: "sex"), Self.table, k: 11, seed: 1).repaired()
    guard case .integers(let before)? = Self.table.column(named: "income")?.storage,
      case .integers(let after)? = repair.table.column(named: "income")?.storage,
      case .levels(let sex, _)? = Self.table.column(named: "sex")?.storage
    else { return }
    for code in 0..<2 as Range<Int32> {
      let rows = sex.indices.filter { sex[$0] == code }.sorted { (before[$0], after[$0]) < (before[$1], after[$1]) }
      #expect(zip(rows, rows.dropFirst()).allSatisfy { after[$0] <= after[$1] })
    }
    #expect(repair.facts.measure == .quartile)
    #expect((0..<3).allSatisfy { abs(repair.facts.after[$0] - repair.facts.after[3 + $0]) < 25 })
    #expect(Set(after).isSubset(of: Set(before)))
  }

  @Test func aRecipeKeepsIt() throws {
    let recipe = try Self.recipe(["granted~sex", "income~sex"])
    let bytes = RecipeFile.text(of: recipe)
    let again = try RecipeFile.parse(bytes, file: "loans.yaml")
    #expect(again.parity == recipe.parity && again.parity.count == 2)
  }

  @Test func whatCannotBeIsSaid() throws {
    for wrong in ["granted", "~sex", "granted~", "granted~granted", "granted~income"] {
      #expect(throws: SynthesisError.self, "\(wrong)") { try Self.recipe([wrong]) }
    }
    #expect(throws: SynthesisError(.unknownColumn(name: "sxe", nearest: "sex"))) { try Self.recipe(["granted~sxe"]) }
    #expect(throws: SynthesisError.self) { try Self.recipe(["granted~sex"], k: 1_700) }
  }
}
