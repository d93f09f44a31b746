import Screen
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// Formulas and rules in the workbench: written, checked as they are typed, undone.
@Suite(.serialized) struct RuleLayerTests {
  private static let table: String = {
    var text = "start,end,quantity,price,net\n"
    var state: UInt64 = 5
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for row in 0..<600 {
      let (quantity, cents) = (1 + below(9), 100 + below(900))
      let first = 10 + below(10)
      let last = row % 100 == 7 ? first - 3 : first + below(9)
      text +=
        "2024-03-\(first),2024-03-\(last < 10 ? "0" : "")\(last),\(quantity),\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
      let net = quantity * cents + (row % 90 == 1 ? 10 : 0)
      text += ",\(net / 100).\(net % 100 < 10 ? "0" : "")\(net % 100)\n"
    }
    return text
  }()

  private func keepsProduct(_ state: WorkbenchState, _ name: String) -> Bool {
    guard let table = state.synthetic?.value, let own = table.column(named: name) else { return false }
    return (0..<table.rowCount).allSatisfy { row in
      func number(_ name: String) -> Double { table.column(named: name)?.text(ofRow: row).flatMap(Double.init) ?? 0 }
      let value = own.text(ofRow: row).flatMap(Double.init) ?? 0
      return (value - number("quantity") * number("price")).magnitude < 0.001
    }
  }

  @Test func aFormulaIsTypedOnAColumnAndUndone() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("go-to-column net"))
    let before = driver.state.recipe
    driver.press("=")
    #expect(driver.state.screen.contains("net = "))
    driver.press("quantity * prise")
    #expect(
      driver.state.screen.contains("did you mean 'price'?") && driver.state.screen.contains("^"),
      "\(driver.state.screen)")
    driver.press("<ret>")
    #expect(driver.state.recipe == before)
    driver.press("<bs><bs>ce<ret>")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(driver.state.recipe?.column(named: "net")?.generator == "formula")
    #expect(keepsProduct(driver.state, "net"))
    driver.press("=")
    #expect(driver.state.screen.contains("net = quantity * price"))
    driver.press("<esc>u")
    #expect(driver.state.recipe == before && !keepsProduct(driver.state, "net"))
  }

  /// Behind the offered name of a column the name of a new one can be written.
  @Test func aWholeFormulaIsUnderstood() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("go-to-column net"))
    driver.press("=gross = quantity * pri")
    #expect(driver.state.screen.contains("no column is called 'pri'"), "\(driver.state.screen)")
    driver.press("ce<ret>")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(driver.state.recipe?.column(named: "net")?.generator != "formula")
    #expect(driver.state.recipe?.column(named: "gross")?.generator == "formula")
    driver.send(.command("go-to-column net"))
    driver.press("=quantity * price")
    #expect(driver.state.screen.contains("takes the place of what was fitted to net"), "\(driver.state.screen)")
    driver.press("<ret>")
    #expect(driver.state.status.text.contains("in place of what was fitted"))
  }

  @Test func aRuleSaysHowManyRowsBreakItAndIsRemovedByAKey() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("rule start <= end"))
    #expect(driver.state.status.text.contains("6 of 600 real rows break it"), "\(driver.state.status.text)")
    driver.press("n<down>")
    #expect(driver.state.screen.contains("such as") && driver.state.screen.contains("3 rules of the recipe"))
    guard case .rule(let layer)? = driver.state.layers.last else { return #expect(Bool(false)) }
    // The newest first.
    #expect(layer.field.text == "start <= end")
    driver.press("^x")
    #expect(driver.state.recipe?.rules.map(\.text) == ["quantity <= net", "price <= net"])
    #expect(driver.state.layers.count == 1 && driver.problems.isEmpty, "\(driver.problems)")
  }

  @Test func aNewColumnIsComputed() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("formula gross = quantity*price"))
    driver.send(.command("formula days = end - start"))
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(driver.state.recipe?.columns.map(\.name) == ["start", "end", "quantity", "price", "net", "gross", "days"])
    #expect(driver.state.selectedName == "days" && keepsProduct(driver.state, "gross"))
    #expect(driver.state.screen.contains("formula"))
    for key in ["2", "3", "4", "5", "6", "1"] { driver.press(key) }
    driver.send(.command("model gaussian_copula"))
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(driver.state.recipe?.column(named: "gross")?.generator == "formula" && keepsProduct(driver.state, "gross"))
    driver.send(.command("formula gross = days + 1"))
    driver.send(.command("formula days = gross + 1"))
    #expect(driver.problems.count == 1 && driver.problems[0].contains("needs"), "\(driver.problems)")
  }

  @Test func aRuleIsCountedWhileItIsTyped() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.send(.command("go-to-column end"))
    driver.press("n")
    #expect(driver.state.screen.contains("New rule"))
    driver.press("end >= start")
    #expect(driver.state.screen.contains("! 6 of 600 real rows break it: 8, 108, 208"), "\(driver.state.screen)")
    expectSnapshot(driver.state.screen, named: "rule-120x40")
    let model = driver.state.recipe?.model
    func keeps(_ rule: String) -> Bool { driver.state.recipe?.rules.contains { $0.text == rule } == true }
    // What holds in every row was found and kept by the first fit.
    #expect(keeps("quantity <= net") && !keeps("start <= end"))
    driver.press("<ret>")
    #expect(driver.problems.isEmpty, "\(driver.problems)")
    #expect(keeps("start <= end") && driver.state.recipe?.model == model)
    let drawn = try #require(driver.state.synthetic?.value)
    #expect(
      (0..<drawn.rowCount).allSatisfy {
        (drawn.columns[0].text(ofRow: $0) ?? "") <= (drawn.columns[1].text(ofRow: $0) ?? "")
      })
    driver.press("<ret>")
    #expect(driver.state.screen.contains("rule start <= end"))
    driver.press("<esc>")
    driver.send(.command("rule end < start"))
    #expect(driver.problems.last?.contains("circle") == true, "\(driver.problems)")
    driver.send(.command("remove-rule start <= end"))
    #expect(!keeps("start <= end") && keeps("quantity <= net"))
    driver.press("uu")
    #expect(!keeps("start <= end") && keeps("quantity <= net"))
  }

  @Test func rulesThatTheTableShowsAreOffered() throws {
    let file = try TemporaryTable(Self.table)
    var driver = file.opened()
    driver.press("n")
    #expect(driver.state.screen.contains("start <= end") && driver.state.screen.contains("broken by 6 rows"))
    driver.press("<down>")
    #expect(driver.state.screen.contains("! 6 of 600 real rows break it"), "\(driver.state.screen)")
    expectSnapshot(driver.state.screen, named: "rules-offered-120x40")
    driver.press("<ret>")
    #expect(driver.state.recipe?.rules.map(\.text) == ["quantity <= net", "price <= net", "start <= end"])
    // A recipe that came with a session: the table is looked through when the list is asked for.
    var other = driver.state
    other.foundRules = nil
    _ = other.writeRule()
    #expect(other.jobs[.rules] != nil && driver.state.jobs[.rules] == nil)
  }
}
