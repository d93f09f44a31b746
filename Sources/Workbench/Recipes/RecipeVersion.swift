import Files
import Synthesis

/// Another version of the recipe to compare with.
enum RecipeVersion: Equatable, Sendable {
  /// As fitted, opened, or last saved.
  case settled
  /// Before the last so many changes.
  case before(steps: Int)
  case file(String)

  /// How a command names it: `saved`, `before 3`, or a path.
  init(_ text: String) {
    let words = text.split(separator: " ")
    if text == "saved" {
      self = .settled
    } else if words.first == "before", words.count <= 2, let steps = words.count == 2 ? Int(words[1]) : 1, steps > 0 {
      self = .before(steps: steps)
    } else {
      self = .file(text)
    }
  }

  /// The folder of a path, `.` where it names none.
  static func folder(of path: String) -> String { path.contains("/") ? PathParts.folder(of: path) : "." }
}

extension WorkbenchState {
  /// What the recipe can be compared with, the previous version first.
  var versionChoices: [Choice] {
    var choices: [Choice] = []
    if let settledRecipe, settledRecipe != recipe { choices.append(Choice("saved", settledWords)) }
    choices += history.undoSteps.reversed().prefix(20).enumerated().map { index, step in
      Choice("before \(index + 1)", step.label)
    }
    let own = recipePath.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let files = (recipeView.files ?? []).filter { name in own == nil || name != own || settledRecipe != recipe }
    let folder = recipeFolder == "." ? "" : recipeFolder + "/"
    return choices + files.map { Choice(folder + $0, "recipe file") }
  }

  private var settledWords: String {
    if let recipePath { return "as it stands in \(recipePath)" }
    return table == nil ? "as it was opened" : "as it was fitted"
  }

  /// - Throws: that there is no such version.
  mutating func compareRecipe(with text: String) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    switch RecipeVersion(text) {
    case .settled:
      guard let settledRecipe else { throw CommandError("there is no earlier version yet") }
      return showDifference(from: settledRecipe, named: recipePath ?? (table == nil ? "as opened" : "as fitted"))
    case .before(let steps):
      let undo = history.undoSteps
      guard steps <= undo.count else { throw CommandError("there are \(undo.count) changes to go back, not \(steps)") }
      return showDifference(
        from: undo[undo.count - steps].recipe,
        named: "before \(steps == 1 ? "the last change" : "the last \(steps) changes")")
    case .file(let path):
      guard !path.isEmpty, recipe.columns.count > 0 else { throw CommandError("expected the path of a recipe") }
      return start(.readRecipe(path: path), in: .otherRecipe, title: "reading \(path)")
    }
  }

  mutating func showDifference(from other: Recipe, named name: String) -> [Effect] {
    guard let recipe else { return [] }
    let layer = DifferenceLayer(from: other, named: name, to: recipe)
    layers.removeAll { if case .difference = $0 { true } else { false } }
    return open(.difference(layer))
  }
}

extension Performer {
  /// The recipes of a folder by their first key, sorted; none where it cannot be read.
  func recipes(in folder: String) -> Outcome {
    let names = ((try? Folder.names(in: folder)) ?? []).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    let found = names.sorted().prefix(Self.mostFiles).filter { name in
      guard let bytes = try? WholeFile.read("\(folder)/\(name)", limit: RecipeFile.limit) else { return false }
      return RecipeFile.isRecipe(bytes)
    }
    return .recipesListed(Array(found))
  }

  /// A folder of more recipes is not one to choose from by eye.
  private static let mostFiles = 200

  func readRecipe(_ path: String) -> Outcome {
    do {
      let bytes = try WholeFile.read(path, limit: RecipeFile.limit)
      return .otherRecipeRead(Reference(try RecipeFile.parse(bytes, file: path)), path: path)
    } catch let error as FileError {
      return .failed(error.description)
    } catch let problems as RecipeProblems {
      return .failed(problems.description.split(separator: "\n").first.map(String.init) ?? "\(path) is no recipe")
    } catch { return .failed("\(path): \(error)") }
  }
}
