import Files
import Glibc
import Screen
import Statistics
import Synthesis
import TestSupport
import Testing

@testable import Workbench

/// Random keys, pastes, mouse events and resizes through the whole program without a terminal.
///
/// A few hundred events a seed in every run; with `MONKEY_EVENTS=100000` as many as that.
@Suite struct MonkeyTests {
  private static let checkedEvery = max(100, events / 100)
  private static let events = getenv("MONKEY_EVENTS").flatMap { Int(String(cString: $0)) } ?? 600

  @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func anythingMayBePressed(_ seed: UInt64) throws {
    var monkey = try Monkey(seed: seed)
    for index in 0..<Self.events {
      monkey.step(index)
      if index % Self.checkedEvery == Self.checkedEvery - 1 { try monkey.check() }
    }
    try monkey.check()
    // It got around: a run that does nothing would prove nothing.
    #expect(monkey.views.count >= 5 && monkey.layers >= 20 && monkey.mostSteps >= 3, "\(monkey.report)")
    if getenv("MONKEY_EVENTS") != nil { print(monkey.report) }
  }
}

/// One run of the program under random events.
private struct Monkey {
  private let folder = TemporaryFolder()
  private let stream: RandomStream
  private var place: UInt64 = 0
  private var driver: HeadlessDriver
  private let performer: Performer
  /// What it came by: views, events with a dialog open, the most changes that could be undone, starts.
  private(set) var views: Set<String> = []
  private(set) var layers = 0
  private(set) var mostSteps = 0
  private(set) var starts = 1

  var report: String {
    "views \(views.sorted().joined(separator: " ")), \(layers) events in dialogs, \(mostSteps) changes, \(starts) starts"
  }

  /// Every key that means something, some that mean nothing, and letters for the fields.
  private static let keys: [Key] =
    Commands.all.flatMap { $0.keys.flatMap(\.keys) }
    + [.enter, .enter, .enter, .escape, .escape, .tab, .backspace, .delete, .up, .down, .left, .right, .home, .end]
    + "abcdefgimnoprstu0123456789 %.=<>'\"`é漢".map(Key.character) + [.function(9), .control("x"), .control("@")]

  private static let pastes = [
    "amount > 5 and shop = web", "20", "x10", "500 rows", "\u{1B}[2J\u{7}q\n", "", "q(0.99)", "\u{202E}漢字 é\u{301}",
    String(repeating: "long ", count: 400), "-1", "1e400", "nan", "type:int !x",
  ]

  private static let sizes = [
    (120, 40), (80, 24), (60, 20), (50, 14), (49, 13), (1, 1), (0, 0), (200, 60), (79, 24), (120, 29), (300, 100),
  ]

  init(seed: UInt64) throws {
    stream = RandomStream(seed: seed)
    performer = Performer(
      places: Places(working: folder.path, state: folder["state"], sessions: folder["sessions"]))
    var text = "id,name,shop,amount,when,fraud\n"
    let values = RandomStream(seed: 99)
    for row in 0..<240 {
      let bits = values.bits(at: UInt64(row))
      let shop = ["web", "phone", "shop"][Int(bits % 3)]
      let amount = bits % 11 == 0 ? "" : "\(Double((bits >> 8) % 90_000) / 100)"
      text +=
        "\(row + 1),Ann Lee\(row) Doe,\(shop),\(amount),2024-0\(1 + bits % 9)-1\(bits % 10),\(bits % 12 == 0 ? 1 : 0)\n"
    }
    try DurableFile.write(Array(text.utf8), to: folder["shops.csv"])
    driver = Self.opened(performer)
  }

  private static func opened(_ performer: Performer) -> HeadlessDriver {
    let state = WorkbenchState(file: OpenFile(path: "shops.csv"), size: Size(width: 120, height: 40), theme: .plain)
    var driver = HeadlessDriver(state: state, performer: performer)
    driver.begin()
    return driver
  }

  private mutating func random(_ count: Int) -> Int {
    place += 1
    return count > 0 ? Int(stream.bits(at: place) % UInt64(count)) : 0
  }

  private mutating func point() -> Point {
    let size = driver.state.size
    return Point(x: random(size.width + 4) - 2, y: random(size.height + 4) - 2)
  }

  /// Dialogs are left or answered now and then, as they would take every key else.
  private mutating func key() -> Key {
    if !driver.state.layers.isEmpty {
      switch random(10) {
      case ..<2: return .escape
      case 2: return .enter
      default: break
      }
    }
    return Self.keys[random(Self.keys.count)]
  }

  /// A command by name, with arguments that are offered or typed.
  private mutating func line() -> String {
    let command = Commands.all[random(Commands.all.count)]
    let arguments = command.arguments.map { argument in
      let choices = argument.choices(driver.state).map(\.text)
      return choices.isEmpty ? Self.typed[random(Self.typed.count)] : choices[random(choices.count)]
    }
    return ([command.name] + arguments).joined(separator: " ")
  }

  private static let typed = [
    "5", "20%", "amount > 40 : 20%", "shop = web : 30%", "x2", "auto", "17", "jjk<ret><esc>", "plain", "web",
  ]

  mutating func step(_ index: Int) {
    switch random(100) {
    case ..<74: driver.send(.event(.key(key())))
    case ..<82: driver.send(.command(line()))
    case ..<86: driver.send(.event(.paste(Self.pastes[random(Self.pastes.count)])))
    case ..<89:
      let (width, height) = Self.sizes[random(Self.sizes.count)]
      driver.send(.event(.resize(Size(width: width, height: height))))
    case ..<98:
      let actions: [MouseEvent.Action] = [.press, .press, .drag, .drag, .release, .wheelUp, .wheelDown]
      driver.send(.event(.mouse(MouseEvent(action: actions[random(actions.count)], position: point()))))
    default: driver.send(.event([.resumed, .wake][random(2)]))
    }
    var surface = Surface(size: driver.state.size)
    driver.state.draw(on: &surface)
    views.insert(driver.state.view)
    layers += driver.state.layers.isEmpty ? 0 : 1
    mostSteps = max(mostSteps, driver.state.history.undoSteps.count)
    // It left, or lost its file: it is started again.
    if driver.state.exitStatus != nil || driver.state.recipe == nil {
      driver = Self.opened(performer)
      starts += 1
    }
  }

  /// Undo to the bottom is the first recipe, redo to the top the last one, and a saved session opens as it was.
  func check() throws {
    var state = driver.state
    let last = state.recipe
    let first = state.history.undoSteps.first?.recipe ?? last
    let steps = state.history.undoSteps.count
    state.layers = []
    for _ in 0..<steps { _ = state.update(.command("undo")) }
    #expect(state.recipe == first && state.history.undoSteps.isEmpty)
    let all = state.history.redoSteps.count
    for _ in 0..<all { _ = state.update(.command("redo")) }
    let top = driver.state.history.redoSteps.first?.recipe ?? last
    #expect(state.recipe == top && state.history.redoSteps.isEmpty)
    try checkSession(driver.state)
  }

  private func checkSession(_ state: WorkbenchState) throws {
    let session = try #require(SessionFile(state))
    let path = folder["check.yaml"]
    try DurableFile.write(session.text, to: path)
    var again = HeadlessDriver(
      state: WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain),
      performer: performer)
    again.begin()
    #expect(again.state.recipe == state.recipe)
    #expect(again.state.selectedName == state.selectedName)
    #expect(again.state.filter == state.filter)
    #expect(again.state.view == state.view)
    #expect(again.state.commandLog == state.commandLog)
    #expect(again.state.hasUnsavedRecipe == state.hasUnsavedRecipe)
  }

}

/// What random events found.
@Suite struct FoundByMonkeysTests {
  /// A generator that no joint model knows in the place of one that it does: the recipe can be drawn from and read back.
  @Test func theModelFollowsWhatItNoLongerKnows() throws {
    let rows = (0..<200).map { "\($0 % 7),\($0 * 37 % 11),\($0 % 3 == 0 ? "web" : "shop")" }
    let table = try TemporaryTable("a,b,shop\n" + rows.joined(separator: "\n") + "\n")
    var driver = table.opened()
    driver.send(.command("go-to-column b"))
    for generator in ["identifier", "empirical"] {
      driver.send(.command("generator \(generator)"))
      let recipe = try #require(driver.state.recipe)
      #expect(recipe.column(named: "b")?.generator == generator)
      #expect(try RecipeFile.parse(RecipeFile.text(of: recipe), file: "r.yaml") == recipe)
      #expect(driver.state.synthetic?.value.column(named: "b")?.count == 200)
    }
    #expect(driver.problems.isEmpty)
  }
}
