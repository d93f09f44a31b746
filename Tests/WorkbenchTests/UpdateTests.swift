import Evaluation
import Screen
import Statistics
import Synthesis
import Tables
import Testing

@testable import Workbench

/// Keys and results in, state and effects out.
@Suite struct UpdateTests {
  @Test func movingStaysInside() {
    var state = Sample.fitted()
    state.press("k")
    #expect(state.selection == 0)
    state.press("G")
    #expect(state.selection == 5)
    state.press("jgg")
    #expect(state.selection == 0)
    state.press("jjgk")
    #expect(state.selection == 1, "an unfinished chord lets the next key through")
  }

  @Test func undoToTheBottomGivesTheFirstRecipe() {
    var state = Sample.fitted()
    let first = state.recipe
    state.press("-jRR-kjj-R")
    #expect(state.history.undoSteps.count == 6)
    let last = state.recipe
    for _ in 0..<9 { state.press("u") }
    #expect(state.recipe == first)
    #expect(!state.hasUnsavedRecipe)
    for _ in 0..<9 { state.press("^r") }
    #expect(state.recipe == last)
  }

  @Test func undoNeverFits() {
    var state = Sample.fitted()
    state.press("-")
    let effects = state.press("u")
    for effect in effects {
      switch effect.work {
      case .draw, .autosave: break
      default: Issue.record("undo asked for \(effect.work)")
      }
    }
    #expect(state.status.text == "undone: drop txn_id")
  }

  @Test func theHistoryGoesBackSeveralSteps() {
    var state = Sample.fitted()
    let first = state.recipe
    state.press("RRRU<down><down><ret>")
    #expect(state.recipe == first)
  }

  @Test func staleResultsAreDropped() {
    var state = Sample.fitted()
    let old = state.press("R")[0].ticket
    state.press("R")
    let rows = Reference(Table(name: "late", columns: []))
    _ = state.update(.done(old, .drawn(rows)))
    #expect(state.synthetic != rows)
    guard let new = state.jobs[.draw]?.ticket else { return #expect(Bool(false)) }
    _ = state.update(.partial(new, .drawn(rows)))
    #expect(state.synthetic == rows)
  }

  @Test func anEditWhileAModelIsFittedIsKept() {
    var state = Sample.fitted()
    let ticket = state.start(.measure(Reference(Sample.recipe)), in: .model, title: "fitting")[0].ticket
    state.press("-")
    var other = Sample.recipe
    other.model = ModelRecipe(name: "independent")
    _ = state.update(.done(ticket, .fitted(other, seconds: 0)))
    #expect(state.recipe?.model.name == "independent")
    #expect(state.recipe?.columns[0].isDropped == true)
  }

  @Test func aFitThatWasAskedBeforeUndoNeverArrives() {
    var state = Sample.fitted()
    state.press("R")
    let ticket = state.start(.measure(Reference(Sample.recipe)), in: .column("amount"), title: "fitting")[0].ticket
    state.press("u")
    var column = Sample.recipe.columns[4]
    column.generator = "normal"
    _ = state.update(.done(ticket, .columnFitted(column, label: "late")))
    #expect(state.recipe == Sample.recipe)
  }

  @Test func leavingAsksOnlyWhenWorkWouldBeLost() {
    var untouched = Sample.fitted()
    untouched.press("q")
    #expect(untouched.exitStatus == 0)
    var changed = Sample.fitted()
    changed.press("-q")
    #expect(changed.exitStatus == nil)
    changed.press("<esc>")
    #expect(changed.layers.isEmpty)
    changed.press("qq")
    #expect(changed.exitStatus == 0)
    #expect(changed.farewell().count == 1, "the session is kept")
  }

  @Test func interruptingTwiceLeavesWith130() {
    var state = Sample.fitted()
    state.press("R^c")
    #expect(state.jobs[.draw] == nil)
    #expect(state.exitStatus == nil)
    state.press("j^c")
    #expect(state.exitStatus == nil, "a key between makes it a first time again")
    state.press("^c")
    #expect(state.exitStatus == 130)
  }

  @Test func terminatingEndsWithItsStatus() {
    var state = Sample.fitted()
    _ = state.update(.event(.terminate(status: 129)))
    #expect(state.exitStatus == 129)
  }

  @Test func savingAsksOnceAndThenKnowsTheFile() throws {
    var state = Sample.fitted()
    state.press("-s")
    #expect(state.layers.count == 1)
    let save = state.press("<ret>").first { if case .save = $0.work { true } else { false } }
    let recipe = try #require(state.recipe)
    guard case .save(_, let path, let replaces)? = save?.work else { return #expect(Bool(false)) }
    #expect(path == "card-fraud.yaml")
    #expect(!replaces)
    if let ticket = save?.ticket { _ = state.update(.done(ticket, .saved(path: path, bytes: 14_000, recipe: recipe))) }
    #expect(state.layers.isEmpty && !state.hasUnsavedRecipe)
    #expect(state.status.text == "saved card-fraud.yaml (14 KB, no real row in it)")
    guard case .save(_, _, true)? = state.press("Rs").last?.work else { return #expect(Bool(false)) }
  }

  @Test func aTakenNameIsReplacedOnlyByControlR() {
    var state = Sample.fitted()
    let ticket = state.press("s<ret>").last?.ticket
    if let ticket { _ = state.update(.done(ticket, .nameTaken(path: "card_fraud.yaml"))) }
    #expect(state.screen.contains("card_fraud.yaml exists"))
    guard case .save(_, _, true)? = state.press("^r").last?.work else { return #expect(Bool(false)) }
  }

  @Test func filteringFollowsTheLetters() {
    var state = Sample.fitted()
    state.press("/am")
    #expect(state.visibleColumns == [2, 4])
    #expect(state.selection == 4, "amount begins with the letters, customer_name holds them")
    state.press("<ret>k")
    #expect(state.selection == 2)
    state.press("<esc>")
    #expect(state.visibleColumns.count == 6)
  }

  @Test func theWorstFitComesFirst() {
    var state = Sample.fitted()
    state.press("W")
    let fits = state.visibleColumns.compactMap { state.fit($0) }
    #expect(fits == fits.sorted())
  }

  @Test func clicksSelect() {
    var state = Sample.fitted()
    let press = { (x: Int, y: Int) in Message.event(.mouse(MouseEvent(action: .press, position: Point(x: x, y: y)))) }
    _ = state.update(press(10, 6))
    #expect(state.selection == 2)
    _ = state.update(press(100, 8))
    #expect(state.focus == "chart")
    _ = state.update(press(16, 1))
    #expect(state.view == "rows")
  }

  @Test func pastedTextIsNeverTakenForKeys() {
    var state = Sample.fitted()
    _ = state.update(.event(.paste("qqq")))
    #expect(state.exitStatus == nil)
    state.press("/")
    _ = state.update(.event(.paste("am\nount")))
    #expect(state.filter == "am ount")
  }

  @Test func onlyTheWantedCommandsAreLogged() {
    var state = Sample.fitted()
    state.press("jjjj-uz")
    #expect(state.commandLog == ["go-to-column amount", "drop-column", "undo"])
  }

  @Test func randomKeysNeverTrap() {
    let stream = RandomStream(seed: 11)
    let keys = Key.parse(
      "jkhlgG^d^u<tab><backtab>ftv-V<lt>>YXRu^rUsS/?:^p q4HL=+dDJK3cm<esc><ret>zW nNi12<bs><up><down><pgdn>^cab")
    guard let keys else { return #expect(Bool(false)) }
    var state = Sample.fitted()
    for counter in 0..<5000 as Range<UInt64> {
      let bits = stream.bits(at: counter)
      if bits % 50 == 0 {
        let size = Size(width: Int(bits >> 8) & 0xFF, height: Int(bits >> 16) & 0x3F)
        _ = state.update(.event(.resize(size)))
      } else if bits % 17 == 0 {
        let action: MouseEvent.Action = bits & 0x100 == 0 ? .press : .wheelDown
        let point = Point(x: Int(bits >> 20) & 0xFF, y: Int(bits >> 30) & 0x3F)
        _ = state.update(.event(.mouse(MouseEvent(action: action, position: point))))
      } else {
        _ = state.update(.event(.key(keys[Int(bits >> 40) % keys.count])))
      }
      if counter % 4 == 0 { _ = state.screen }
      state.exitStatus = nil
    }
    #expect(state.columnCount == 6)
  }
}
