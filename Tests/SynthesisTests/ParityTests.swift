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
    // What decided before decides still: whoever is moved looks like those that are there. The gap of the real rows has a
    // standard error of 5 %, and trees of 20 rows a leaf blur what they tell apart: a quarter, where moving blindly loses half.
    for index in 0..<2 { #expect(0.75...1.35 ~= drawn[index].gap / real[index].gap, "\(drawn) \(real)") }
    let facts = try #require(recipe.parity.first)
    let sexes = try #require(table.column(named: "sex")?.codes)
    let rows = [0, 1].map { code in sexes.filter { $0 == code }.count }
    #expect(facts.groups == ["f", "m"] && facts.measure == .share)
    // Three significant digits of some 1,600 and 2,400 rows.
    #expect(zip(facts.rows, rows).allSatisfy { $0 % 10 == 0 && abs($0 - $1) <= 5 })
    // Whole rows of 1,600 are off by 0.0003 at most in each group, four digits by 0.00005.
    #expect(abs(facts.after[0] - facts.after[2]) < 0.001 && abs(facts.before[0] - facts.before[2]) > 0.15)
    // The fewest rows: as many as the groups' shares are off.
    let off: [Double] = (0..<2).map { group in
      let change = facts.before[2 * group + 1] - facts.after[2 * group + 1]
      return abs(change) * Double(rows[group])
    }
    // Half a row in each group, and two shares of four digits of 4,000 rows.
    #expect(abs(Double(facts.changed) - off[0] - off[1]) < 1.5)
  }

  @Test func numbersKeepTheirRanksInTheGroup() throws {
    let repair = try ParityRepair(ParityRequest(target: "income", group: "sex"), Self.table, k: 11, seed: 1).repaired()
    let before = try #require(Self.table.column(named: "income")?.integers)
    let after = try #require(repair.table.column(named: "income")?.integers)
    let sex = try #require(Self.table.column(named: "sex")?.codes)
    for code in 0..<2 as Range<Int32> {
      let rows = sex.indices.filter { sex[$0] == code }.sorted { (before[$0], after[$0]) < (before[$1], after[$1]) }
      #expect(zip(rows, rows.dropFirst()).allSatisfy { after[$0] <= after[$1] })
    }
    #expect(repair.facts.measure == .quartile)
    // Means of the 11 values around a quartile, which lie some 3 apart in either group.
    #expect((0..<3).allSatisfy { abs(repair.facts.after[$0] - repair.facts.after[3 + $0]) < 25 })
    #expect(Set(after).isSubset(of: Set(before)))
  }

  @Test func aRecipeKeepsIt() throws {
    let recipe = try Self.recipe(["granted~sex", "income~sex"])
    let bytes = RecipeFile.text(of: recipe)
    let again = try RecipeFile.parse(bytes, file: "loans.yaml")
    #expect(again.parity == recipe.parity && again.parity.count == 2)
  }

  /// 2,000 rows: a colour of 3 rows and a grade of 4, both of one district, and a district with few of a common colour.
  private static let rare: Table = {
    let rows = 2_000
    let colours = SampleTables.uniforms(rows, "colour").enumerated().map { row, u in
      row < 3 ? Int32(3) : row < 200 ? (row < 10 ? 0 : row % 3 == 0 ? 2 : 1) : Int32(u * 3)
    }
    let grades = SampleTables.uniforms(rows, "grade").enumerated().map { row, u in
      row < 4 ? Int64(987_654) : 40 + Int64(u * 3)
    }
    return Table(
      name: "rare",
      columns: [
        SampleTables.column(
          "district", .categorical,
          .levels(codes: (0..<rows).map { $0 < 200 ? 0 : $0 < 900 ? 1 : 2 }, levels: ["n", "s", "w"])),
        SampleTables.column(
          "colour", .categorical, .levels(codes: colours, levels: ["red", "green", "blue", "Zzyqx"])),
        SampleTables.column("grade", .integer, .integers(grades)),
      ])
  }()

  @Test func noRareLevelAndNoSmallCountIsInTheRecipe() throws {
    let recipe = try Self.recipe(["colour~district", "grade~district"], of: Self.rare)
    let text = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self)
    #expect(!text.contains("Zzyqx") && !text.contains("987654"))
    let (colours, grades) = (recipe.parity[0], recipe.parity[1])
    #expect(colours.labels == ["red", "green", "blue"] && grades.labels == ["40", "41", "42"])
    // 7 of 200 rows of the first district are red: the smaller of its other colours is hidden with them, and in each of these
    // colours one more district.
    let shown = (0..<3).map { group in (0..<3).map { colours.before[3 * group + $0] > 0 } }
    #expect(!shown[0][0] && shown[0].filter { $0 }.count == 1)
    #expect((0..<3).allSatisfy { label in (0..<3).filter { !shown[$0][label] }.count != 1 })
  }

  @Test func whatIsHiddenCannotBeWorkedOut() {
    let stream = RandomStream(seed: 3)
    for trial in 0..<200 as Range<UInt64> {
      let counts = (0..<4 as Range<UInt64>).map { group in
        (0..<5 as Range<UInt64>).map { Int(stream.bits(at: trial * 20 + group * 5 + $0) % 60) }
      }
      let isHidden = ParityLabels.hidden(counts, k: 11)
      let byLabel = (0..<5).map { label in (0..<4).map { (counts[$0][label], isHidden[$0][label]) } }
      for line in zip(counts, isHidden).map({ Array(zip($0, $1)) }) + byLabel {
        #expect(line.allSatisfy { $1 || $0 == 0 || $0 >= 11 })
        let secret = line.filter { $1 }.map { $0.0 }
        let others = line.filter { !$1 && $0 > 0 }
        #expect(secret.isEmpty || others.isEmpty || secret.count > 1 && secret.reduce(0, +) >= 11, "\(counts)")
      }
    }
  }

  @Test func fewChangesAreNotCounted() throws {
    let half = (0..<400).map { Int32($0 / 200) }
    let target = (0..<400).map { Int32(($0 + ($0 < 3 ? 1 : 0)) % 2) }
    let table = Table(
      name: "even",
      columns: [("group", half), ("target", target)].map { name, codes in
        SampleTables.column(name, .categorical, .levels(codes: codes, levels: ["a", "b"]))
      })
    let facts = try ParityRepair(ParityRequest(target: "target", group: "group"), table, k: 11, seed: 1).repaired()
      .facts
    #expect(facts.changed == 0)
  }

  @Test func tooManyLevelsForTheTableAreRefused() throws {
    let rows = 10_000
    let levels = (0..<rows).map { ByteText("level \($0)") }
    let table = Table(
      name: "wide",
      columns: [
        SampleTables.column(
          "group", .categorical, .levels(codes: (0..<rows).map { Int32($0 % 2) }, levels: ["a", "b"])),
        SampleTables.column("target", .categorical, .levels(codes: (0..<rows).map { Int32($0) }, levels: levels)),
      ])
    #expect {
      try ParityRepair(ParityRequest(target: "target", group: "group"), table, k: 11, seed: 1)
    } throws: { "\($0)".contains("10000 levels in 10000 rows; expected at most 5000") }
  }

  @Test func whatCannotBeIsSaid() throws {
    for wrong in ["granted", "~sex", "granted~", "granted~granted", "granted~income"] {
      #expect(throws: SynthesisError.self, "\(wrong)") { try Self.recipe([wrong]) }
    }
    #expect(throws: SynthesisError(.unknownColumn(name: "sxe", nearest: "sex"))) { try Self.recipe(["granted~sxe"]) }
    #expect(throws: SynthesisError.self) { try Self.recipe(["granted~sex"], k: 1_700) }
  }
}

extension Column {
  fileprivate var integers: [Int64]? {
    if case .integers(let values) = storage { values } else { nil }
  }

  fileprivate var codes: [Int32]? {
    if case .levels(let codes, _) = storage { codes } else { nil }
  }
}
