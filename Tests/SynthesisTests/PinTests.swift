import Statistics
import Tables
import Testing

@testable import Synthesis

/// Parameters set by hand, and one column drawn again.
@Suite struct PinTests {
  private static func table() -> Table {
    let stream = RandomStream(seed: 8)
    let rows = (0..<UInt64(400)).map { $0 }
    let amounts = Normal.quantiles(of: stream.uniforms(rows: 0..<400)).map { (50 + 10 * $0).rounded() }
    let shops: [ByteText] = ["web", "desk", "phone"]
    return Table(
      name: "t.csv",
      columns: [
        Column(name: "amount", kind: .decimal, storage: .decimals(amounts), missing: rows.map { $0 % 20 == 3 }),
        Column(
          name: "shop", kind: .categorical,
          storage: .levels(codes: amounts.map { $0 > 50 ? 0 : $0 > 42 ? 1 : 2 }, levels: shops)),
        Column(name: "id", kind: .identifier, storage: .integers(rows.map { Int64($0) })),
      ])
  }

  private static func fitted(_ options: FitOptions = FitOptions()) throws -> Recipe {
    var options = options
    options.generators["amount"] = "normal"
    let profile = try #require(Profiler.profile(table()) { _ in true })
    return try #require(try RecipeFitter.fit(table(), profile: profile, options: options))
  }

  @Test func aPinIsKeptByANewFitAndByTheFile() throws {
    let recipe = try Self.fitted()
    var pinned = try RecipeFitter.setting("mean", to: .number(70), ofColumn: "amount", in: recipe)
    pinned = try RecipeFitter.setting("missing", to: .number(0.25), ofColumn: "amount", in: pinned)
    #expect(pinned.columns[0].pinned == ["mean", "missing"])
    let read = try RecipeFile.parse(RecipeFile.text(of: pinned), file: "r.yaml")
    #expect(read == pinned)
    let again = try Self.fitted(FitOptions(of: pinned))
    #expect(again.columns[0] == pinned.columns[0])
    #expect(RecipeDifference.describe(recipe, pinned).map(\.setting).contains("amount.pinned"))
    let free = try RecipeFitter.unpinning(nil, ofColumn: "amount", from: recipe.columns[0], in: pinned)
    #expect(free == recipe)
    let half = try RecipeFitter.unpinning("mean", ofColumn: "amount", from: recipe.columns[0], in: pinned)
    #expect(half.columns[0].pinned == ["missing"] && half.columns[0].missingShare == 0.25)
  }

  @Test func mistakesAreRefused() throws {
    let recipe = try Self.fitted()
    #expect(throws: SynthesisError.self) {
      try RecipeFitter.setting("standard_deviation", to: .number(-1), ofColumn: "amount", in: recipe)
    }
    #expect(throws: SynthesisError.self) {
      try RecipeFitter.setting("missing", to: .number(1.5), ofColumn: "amount", in: recipe)
    }
    do {
      _ = try RecipeFitter.setting("maen", to: .number(1), ofColumn: "amount", in: recipe)
      Issue.record("accepted")
    } catch { #expect(error.description.contains("did you mean mean?"), "\(error)") }
    do {
      _ = try RecipeFitter.setting("mean", to: .number(1), ofColumn: "amonut", in: recipe)
      Issue.record("accepted")
    } catch { #expect(error.description.contains("amount"), "\(error)") }
    let text = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self)
    let wrong = text.replacing(
      "    generator:\n      name: normal", with: "    pinned: [maen]\n    generator:\n      name: normal")
    do {
      _ = try RecipeFile.parse(Array(wrong.utf8), file: "r.yaml")
      Issue.record("accepted")
    } catch { #expect(error.description.contains("did you mean 'mean'"), "\(error.description)") }
  }

  /// A pin that the newly fitted parameters cannot have beside them is let go rather than the fit.
  @Test func pinsThatNoLongerFitAreLetGo() throws {
    var column = try Self.fitted().columns[0]
    column.generator = "uniform"
    column.parameters = Parameters([("minimum", .number(0)), ("maximum", .number(10))])
    let kept = RecipeFitter.keepingPins(of: ["minimum": .number(5), "gone": .number(1)], on: column)
    #expect(kept.pinned == ["minimum"] && kept.parameters["minimum"] == .number(5))
    let dropped = RecipeFitter.keepingPins(of: ["minimum": .number(50)], on: column)
    #expect(dropped == column)
  }

  @Test(arguments: [0, 0.2, 1]) func sharesOfTheOthersKeepTheirProportion(_ share: Double) throws {
    let recipe = try Self.fitted()
    let before = try #require(Self.shares(recipe))
    let next = try RecipeFitter.setting(share: share, ofLevel: "web", ofColumn: "shop", in: recipe)
    let after = try #require(Self.shares(next))
    #expect(abs(after.values.reduce(0, +) - 1) < 1e-9 && after["web"] == share)
    if share < 1, let desk = before["desk"], let phone = before["phone"] {
      #expect(abs(try #require(after["desk"]) * phone - (try #require(after["phone"])) * desk) < 1e-9)
    }
    #expect(throws: SynthesisError.self) {
      try RecipeFitter.setting(share: share, ofLevel: "none", ofColumn: "shop", in: recipe)
    }
  }

  private static func shares(_ recipe: Recipe) -> [ByteText: Double]? {
    guard case .texts(let levels)? = recipe.columns[1].parameters["levels"],
      case .numbers(let shares)? = recipe.columns[1].parameters["shares"]
    else { return nil }
    return Dictionary(zip(levels, shares)) { first, _ in first }
  }

  /// What the editor draws is what the table would have, whichever generator, with rare events too.
  @Test(arguments: [false, true]) func aColumnDrawnAloneIsThatOfTheTable(_ hasEvent: Bool) throws {
    var options = FitOptions()
    if hasEvent { options.rare = [try RareEvent(parsing: "shop = phone : 40%")] }
    let recipe = try Self.fitted(options)
    let whole = try Synthesizer(recipe, total: 300).rows(0..<300)
    for name in ["amount", "shop", "id"] {
      let redraw = try #require(try ColumnRedraw(name, of: recipe, rows: 300))
      let column = try #require(recipe.column(named: name))
      #expect(try redraw.column(column) == whole.column(named: name), "\(name)")
    }
    let redraw = try #require(try ColumnRedraw("amount", of: recipe, rows: 300))
    let changed = try RecipeFitter.setting("mean", to: .number(70), ofColumn: "amount", in: recipe)
    let expected = try Synthesizer(changed, total: 300).rows(0..<300).column(named: "amount")
    #expect(try redraw.column(changed.columns[0]) == expected)
    #expect(try ColumnRedraw("amount", of: recipe, rows: 300, isCancelled: { true }) == nil)
  }
}
