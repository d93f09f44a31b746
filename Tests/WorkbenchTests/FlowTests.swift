import Files
import Screen
import Testing

@testable import Workbench

/// What people do, by keys: each flow is a session in `Tests/Flows`, with at most so many keys.
@Suite struct FlowTests {
  private static let folder =
    PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath))) + "/Tests/Flows"

  private func replayed(_ name: String) throws -> (keys: [Int], state: WorkbenchState) {
    let path = "\(Self.folder)/\(name)"
    let session = try SessionFile.parse(WholeFile.read(path), file: path)
    let result = SessionReplay.run(session, at: path)
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
