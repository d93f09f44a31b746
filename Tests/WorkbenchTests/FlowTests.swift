import Files
import Glibc
import Screen
import Synthesis
import TestSupport
import Testing

@testable import Workbench

/// What people do, by keys: each flow is a session in `Tests/Flows`, with at most so many keys.
@Suite struct FlowTests {
  private static let folder =
    PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath))) + "/Tests/Flows"

  private func replayed(_ name: String, _ performer: Performer = Performer()) throws
    -> (keys: [Int], state: WorkbenchState)
  {
    let path = "\(Self.folder)/\(name)"
    var session = try SessionFile.parse(WholeFile.read(path), file: path)
    var result = SessionReplay.run(session, at: path, performer: performer)
    if getenv("RECORD_SNAPSHOTS") != nil {
      for difference in result.differences {
        for index in session.screens.indices where session.screens[index] == difference.screen {
          session.screens[index].text = difference.found + "\n"
        }
      }
      try DurableFile.write(session.text, to: path, mode: 0o644)
      result.differences = []
    }
    #expect(result.problems.isEmpty)
    #expect(!session.screens.isEmpty)
    for difference in result.differences {
      Issue.record("\(name) after \(difference.after):\n\(difference.expected)\n---\n\(difference.found)")
    }
    let keys = session.commands.map { command in
      command.hasPrefix("press ") ? Key.parse(String(command.dropFirst("press ".count)))?.count ?? .max : .max
    }
    return (keys, result.state)
  }

  /// No key from a table to a plausible preview of it.
  @Test func aPreviewAtOnce() throws {
    let (keys, state) = try replayed("a-open.yaml")
    #expect(keys.isEmpty)
    #expect(state.synthetic?.value.rowCount == 20_000)
    #expect(state.comparisons.compactMap { $0?.agreement }.allSatisfy { $0 > 0.9 })
  }

  /// No key from names and addresses to made-up ones; one to look at them, one more to look at the masked real ones.
  @Test func fakesAtOnce() throws {
    let (keys, state) = try replayed("c-fakes.yaml")
    #expect(keys == [1, 1])
    #expect(state.recipe?.columns.filter { $0.personalData != nil }.map(\.name) == ["name", "email"])
    let real = state.realTable
    for name in ["name", "email"] {
      let column = try #require(real?.column(named: name))
      let values = Set((0..<column.count).compactMap { column.text(ofRow: $0) })
      let drawn = try #require(state.synthetic?.value.column(named: name))
      #expect((0..<drawn.count).allSatisfy { !values.contains(drawn.text(ofRow: $0) ?? "") })
      // What is on the screen is masked.
      #expect(values.allSatisfy { !state.screen.contains($0) })
    }
  }

  /// Saved and left in three keys; the next day everything is there after one.
  @Test func savedAndOpenedAgain() throws {
    let folder = TemporaryFolder()
    let performer = Performer(places: Places(working: folder.path, state: folder["state"]))
    let (keys, saved) = try replayed("f-save.yaml", performer)
    #expect(keys == [2, 1])
    #expect(saved.exitStatus == 0)
    let recipe = try RecipeFile.parse(WholeFile.read(folder["people.yaml"]), file: "people.yaml")
    #expect(recipe == saved.recipe)
    #expect(try Synthesizer(recipe).rows(9_999_990..<10_000_000).rowCount == 10)
    let (again, state) = try replayed("g-again.yaml", performer)
    #expect(again == [1])
    #expect(state.recipe == saved.recipe && !state.hasUnsavedRecipe)
    #expect(state.recipePath == folder["people.yaml"])
  }

  /// A fifth in three keys; another share in five.
  @Test func aRareShare() throws {
    let (keys, state) = try replayed("b-rare-share.yaml")
    #expect(keys == [3, 1, 5])
    #expect(state.recipe?.rareEvents.map { "\($0.when) : \($0.target)" } == ["is_fraud = 1 : 15%"])
    #expect(state.commandLog == ["rare is_fraud = 1 : 20%", "undo", "rare is_fraud = 1 : 15%"])
  }

  /// A twentieth in seven keys.
  @Test func aFatTail() throws {
    let (keys, state) = try replayed("d-fat-tail.yaml")
    #expect(keys == [7, 1, 4])
    #expect(state.recipe?.rareEvents.map { "\($0.when) : \($0.target)" } == ["amount > q(0.99) : 3%"])
    #expect(state.history.undoSteps.count == 1)
  }

  /// Two keys to see them, two more for another.
  @Test func anotherModel() throws {
    let (keys, state) = try replayed("e-two-models.yaml")
    #expect(keys == [2, 2])
    #expect(state.recipe?.model.name == "gaussian_copula")
    #expect(state.commandLog == ["model gaussian_copula"])
    #expect(state.models.entries.values.allSatisfy { $0.trial?.pairs != nil })
  }

  /// What differs from the version before, in three keys.
  @Test func aDifference() throws {
    let (keys, state) = try replayed("h-two-recipes.yaml")
    #expect(keys == [.max, .max, 3])
    guard case .difference(let layer)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(layer.changes.map(\.setting) == ["body_mass_g.generator"])
  }

  /// A parameter a step higher in two keys: one opens the editor, one shifts it.
  @Test func aParameter() throws {
    let (keys, state) = try replayed("editor-mean.yaml")
    #expect(keys == [.max, .max, 1, 1])
    #expect(state.recipeColumn(state.selection)?.pinned == ["mean"])
    #expect(state.commandLog.last?.hasPrefix("set-parameter mean ") == true)
  }
}
