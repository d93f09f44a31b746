import Statistics
import Tables
import Testing

@testable import Synthesis

/// Shares that are edited in a recipe are those of the rows, whatever the joint model; what it knows of the others stays.
@Suite struct EditedSharesTests {
  private static let table: Table = {
    let rows = 4_000
    let stream = RandomStream(seed: 3)
    func uniform(_ name: String, _ row: Int) -> Double { stream.stream(named: name).uniform(at: UInt64(row)) }
    let codes = (0..<rows).map { uniform("a", $0) < 0.55 ? Int32(0) : uniform("b", $0) < 0.7 ? 1 : 2 }
    let other = codes.enumerated().map { row, code in uniform("c", row) < 0.8 ? code : Int32(uniform("d", row) * 3) }
    let number = codes.enumerated().map { row, code in Double(code) * 10 + (uniform("e", row) * 800).rounded() / 100 }
    func level(_ name: String, _ codes: [Int32]) -> Column {
      SampleTables.column(name, .categorical, .levels(codes: codes, levels: ["x", "y", "z"]))
    }
    return Table(
      name: "t",
      columns: [
        level("a", codes), level("b", other), SampleTables.column("n", .decimal, .decimals(number), decimals: 2),
      ])
  }()

  @Test(arguments: JointModels.all.map { $0.name }) func editedSharesAreDrawn(_ model: String) throws {
    let profile = try #require(Profiler.profile(Self.table))
    var options = FitOptions()
    options.model = model
    let fitted = try #require(try RecipeFitter.fit(Self.table, profile: profile, options: options))
    let rows = 20_000
    for shares in [[0.62, 0.26, 0.12], [0.5, 0.35, 0.15], [0.57, 0.3, 0.13]] {
      for name in ["a", "b"] {
        var recipe = fitted
        let place = try #require(recipe.columns.firstIndex { $0.name == name })
        guard case .texts(let levels)? = recipe.columns[place].parameters["levels"] else { return #expect(Bool(false)) }
        let order = ["x", "y", "z"].map { level in levels.firstIndex { $0.string == level } ?? 0 }
        var own = [Double](repeating: 0, count: 3)
        for (share, level) in zip(shares, order) { own[level] = share }
        recipe.columns[place].parameters["shares"] = .numbers(own)
        let drawn = try #require(try Synthesizer(recipe).rows(0..<UInt64(rows)).column(named: name))
        for (level, share) in zip(["x", "y", "z"], shares) {
          let count = (0..<rows).filter { drawn.text(ofRow: $0) == level }.count
          // Four standard deviations of a draw and a little for shares that a fit rounds or shrinks.
          let bound = 4 * (share * (1 - share) / Double(rows)).squareRoot() + 0.008
          #expect((Double(count) / Double(rows) - share).magnitude < bound, "\(name) \(level) \(count) for \(share)")
        }
      }
    }
  }
}
