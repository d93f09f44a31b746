import Statistics
import Tables
import Testing

@testable import Synthesis

/// Given values stay, others follow from them.
@Suite struct CompletionTests {
  private static func given(_ names: [String], rows: Int = 400) -> Table {
    let table = RareEventTests.table
    let columns = table.columns.filter { names.contains($0.name) }.map { $0.taking(Array(0..<rows)) }
    return Table(name: "given", columns: columns, rowCount: rows)
  }

  @Test(arguments: ConditionTests.models) func givenValuesAreKept(_ model: String) throws {
    let given = Self.given(["country", "amount", "note"])
    let (synthesizer, _) = try ConditionTests.synthesizer(model).completing(given, fillsMissing: false)
    let table = try synthesizer.rows(0..<400)
    for column in given.columns { #expect(table.column(named: column.name) == column) }
    #expect(table.columns.count == 5 && table.column(named: "fraud")?.missingCount == 0)
    let parts = try [0..<150, 150..<400].map { try synthesizer.rows($0) }
    #expect(parts[0].columns.map(\.storage) == table.columns.map { $0.taking(Array(0..<150)).storage })
    #expect(parts[1].columns.map(\.storage) == table.columns.map { $0.taking(Array(150..<400)).storage })
  }

  /// In the table a fraud has eight times the amount; completed amounts must know it as well as the model's own rows do.
  @Test(arguments: ["gaussian_copula", "tree_cascade"]) func othersFollow(_ model: String) throws {
    let rows = 4_000
    let fraud = Column(name: "fraud", kind: .integer, storage: .integers((0..<rows).map { Int64($0 % 2) }))
    let given = Table(name: "given", columns: [fraud], rowCount: rows)
    let plain = try ConditionTests.synthesizer(model)
    let (synthesizer, _) = try plain.completing(given, fillsMissing: false)
    let own = try Self.ratio(plain.rows(0..<100_000))
    let completed = try Self.ratio(synthesizer.rows(0..<UInt64(rows)))
    // Some 2,000 frauds in the model's own rows and 2,000 in the others, of amounts that vary as much as their mean.
    #expect(own > 1.3 && abs(completed / own - 1) < 0.2, "\(completed) \(own)")
  }

  /// The mean amount of frauds over that of the others.
  private static func ratio(_ table: Table) -> Double {
    guard case .decimals(let values)? = table.column(named: "amount")?.storage,
      let amount = table.column(named: "amount"),
      case .integers(let fraud)? = table.column(named: "fraud")?.storage
    else { return 0 }
    func mean(_ code: Int64) -> Double {
      let own = values.indices.filter { fraud[$0] == code && !amount.isMissing($0) }.map { values[$0] }
      return own.reduce(0, +) / Double(max(1, own.count))
    }
    return mean(1) / mean(0)
  }

  @Test func missingCellsAreFilledAndNoOthers() throws {
    let given = Self.given(RareEventTests.table.columns.map(\.name))
    let (synthesizer, _) = try ConditionTests.synthesizer("tree_cascade").completing(given, fillsMissing: true)
    let table = try synthesizer.rows(0..<400)
    let (before, after) = (try #require(given.column(named: "amount")), try #require(table.column(named: "amount")))
    #expect(before.missingCount > 0 && after.missingCount == 0)
    let (old, new) = (try #require(before.presentDecimals), try #require(after.presentDecimals))
    #expect((0..<400).allSatisfy { before.isMissing($0) || old[$0] == new[$0] })
    // A column of its own stream draws missing values, too, but not for cells that are to be filled.
    let (notes, filled) = (try #require(given.column(named: "note")), try #require(table.column(named: "note")))
    #expect(notes.missingCount > 0 && filled.missingCount == 0)
    #expect((0..<400).allSatisfy { notes.isMissing($0) || notes.text(ofRow: $0) == filled.text(ofRow: $0) })
  }

  /// Boxes of kind a have no size, and the model knows it; two columns follow from one, and some are given in few rows.
  private static let boxes: Table = {
    let rows = 3_000
    let kinds = (0..<rows).map { Int32($0 % 10) }
    let sizes = SampleTables.uniforms(rows, "size").map { ($0 * 1_000).rounded() / 10 }
    let gaps = kinds.map { $0 == 0 }
    let others = ["one", "two", "three"].map { name in
      SampleTables.column(name, .integer, .integers(SampleTables.uniforms(rows, name).map { Int64($0 * 50) }))
    }
    return Table(
      name: "boxes",
      columns: [
        SampleTables.column("code", .integer, .integers(kinds.map { Int64($0) * 7 })),
        SampleTables.column(
          "kind", .categorical, .levels(codes: kinds, levels: "abcdefghij".map { ByteText("\($0)") })),
        SampleTables.column(
          "size", .decimal, .decimals(zip(sizes, gaps).map { $1 ? 0 : $0 }), missing: gaps, decimals: 1),
        SampleTables.column(
          "label", .identifier, .text(PackedText((0..<rows).map { ByteText("B-\(100_000 + $0)") })),
          missing: (0..<rows).map { $0 % 20 == 0 }),
      ] + others)
  }()

  private static func boxSynthesizer() throws -> Synthesizer {
    try Synthesizer(SampleTables.fit(boxes) { $0.model = "tree_cascade" })
  }

  /// Rows of more patterns than have a cascade of their own: by row the columns that are given.
  private static let patterns: [[String]] = [
    ["code", "one"], ["code", "two"], ["code", "three"], ["code", "one", "two"], ["code", "two", "three"],
    ["code", "one", "three"],
  ]

  private static func patterned(lastly last: [String], rows: Int) -> Table {
    let common = patterns.flatMap { Array(repeating: $0, count: rows + 1) }
    let given = common + Array(repeating: last, count: rows)
    var columns = boxes.columns.filter { $0.name != "label" }.map { $0.taking(Array(0..<given.count)) }
    for index in columns.indices {
      let name = columns[index].name
      let missing = given.indices.map { !given[$0].contains(name) || columns[index].isMissing($0) }
      columns[index] = MissingAtom.column(columns[index], missing: missing)
    }
    return Table(name: "given", columns: columns, rowCount: given.count)
  }

  @Test func cellsThatTheModelKnowsAsMissingAreFilled() throws {
    let synthesizer = try Self.boxSynthesizer()
    let rows = (0..<200).map { $0 * 10 }
    let given = Table(
      name: "given", columns: ["kind", "size", "label"].compactMap { Self.boxes.column(named: $0)?.taking(rows) },
      rowCount: 200)
    #expect(given.column(named: "size")?.missingCount == 200)
    let table = try synthesizer.completing(given, fillsMissing: true).0.rows(0..<200)
    #expect(table.columns.allSatisfy { $0.missingCount == 0 })
  }

  @Test func cellsAreFilledWhereGivenColumnsComeLate() throws {
    let given = Self.patterned(lastly: ["kind", "one", "two", "three"], rows: 60)
    let table = try Self.boxSynthesizer().completing(given, fillsMissing: true).0.rows(0..<UInt64(given.rowCount))
    let filled = table.columns.filter { given.column(named: $0.name) != nil }
    #expect(filled.filter { $0.missingCount > 0 }.map(\.name) == [] && filled.count == 6)
  }

  /// A kind is known, its code is not, and the code comes first: 16 particles hold the right one of 10 codes in
  /// 1 - 0.9^16 = 81 % of the rows, with a standard error of 3 % in 200 rows.
  @Test func whatIsGivenWeighsWhatItFollowsFrom() throws {
    let given = Self.patterned(lastly: ["kind"], rows: 200)
    let table = try Self.boxSynthesizer().completing(given, fillsMissing: true).0.rows(0..<UInt64(given.rowCount))
    let codes = try #require(table.column(named: "code"))
    let known = try #require(Self.boxes.column(named: "code"))
    let right = (given.rowCount - 200..<given.rowCount).filter { codes.text(ofRow: $0) == known.text(ofRow: $0) }
    #expect(right.count > 140, "\(right.count) of 200")
  }

  @Test func givenNumbersStayWhereTheRecipeDrawsTexts() throws {
    let labels = Column(
      name: "label", kind: .identifier, storage: .integers([12, 0, 34]), missing: [false, true, false])
    let given = Table(name: "given", columns: [labels], rowCount: 3)
    let table = try Self.boxSynthesizer().completing(given, fillsMissing: true).0.rows(0..<3)
    let column = try #require(table.column(named: "label"))
    #expect(column.text(ofRow: 0) == "12" && column.text(ofRow: 2) == "34")
    #expect(column.text(ofRow: 1)?.hasPrefix("B-") == true)
  }

  @Test func noPlaceOfAValueIsAmongMissingOnes() {
    for (place, missing) in [(0.25, 0.25), (0.25, 0), (1, 0.25), (0, 0), (1, 0)] {
      let around = GivenColumn.around(place, above: missing)
      #expect(around.lower >= missing && around.upper > around.lower && around.upper <= 1, "\(place) \(missing)")
    }
    let axis = RankAxis([0.1, 0.2, 0.4, 0.6], missingShare: 0.3)
    let set = axis.ranks(UniformSet([(0.3, 0.35)]))
    #expect(set.intervals.allSatisfy { axis.uniform(atRank: $0.lower.nextUp) >= 0.3 } && !set.isEmpty)
  }

  @Test func whatTheRecipeCannotDrawIsSaid() throws {
    let synthesizer = try ConditionTests.synthesizer("tree_cascade")
    func table(_ name: String, _ kind: ColumnKind, _ storage: ColumnStorage, missing: [Bool] = []) -> Table {
      Table(
        name: "given", columns: [Column(name: name, kind: kind, storage: storage, missing: missing)],
        rowCount: storage.count)
    }
    let unknown = table("country", .categorical, .levels(codes: [0], levels: ["USA"]))
    #expect {
      try synthesizer.completing(unknown, fillsMissing: false)
    } throws: { ($0 as? SynthesisError)?.description.contains("did you mean 'US'") == true }
    let wrongName = table("contry", .categorical, .levels(codes: [0], levels: ["US"]))
    #expect(throws: SynthesisError(.unknownColumn(name: "contry", nearest: "country"))) {
      try synthesizer.completing(wrongName, fillsMissing: false)
    }
    let gap = table("hour", .integer, .integers([0, 5]), missing: [true, false])
    #expect(throws: SynthesisError.self) { try synthesizer.completing(gap, fillsMissing: false) }
    let far = table("amount", .decimal, .decimals([1e12]))
    #expect(try !synthesizer.completing(far, fillsMissing: false).remarks.isEmpty)
  }
}

extension Column {
  fileprivate var presentDecimals: [Double]? {
    if case .decimals(let values) = storage { values } else { nil }
  }
}

extension MissingAtom {
  /// The same column with some rows missing.
  fileprivate static func column(_ column: Column, missing: [Bool]) -> Column {
    let recipe = ColumnRecipe(
      name: column.name, kind: column.kind, look: column.look, missingShare: 0, generator: "", parameters: Parameters())
    return self.column(recipe, column.storage, missing: missing.contains(true) ? missing : [])
  }
}
