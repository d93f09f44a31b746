import StrictYAML
import Synthesis

/// The changes of a session that can be taken back or done again after it is opened anew, the nearest first. Of every recipe only what
/// makes it differ from the one after it is written.
package struct SessionHistory: Equatable, Sendable {
  package struct Step: Equatable, Sendable {
    var label: String
    /// From the recipe that is nearer to the present one.
    var patch: String
  }

  package var undo: [Step] = []
  package var redo: [Step] = []

  /// Steps that are kept of each direction: as many as are quickly read when the session is opened.
  static let mostSteps = 100
  /// Bytes of recipes that are written to find what differs.
  static let mostBytes = 4 << 20

  package init() {}

  init(_ history: History) {
    guard let recipe = history.recipe else { return }
    let text = RecipeFile.text(of: recipe)
    (undo, redo) = (Self.steps(history.undoSteps, from: text), Self.steps(history.redoSteps, from: text))
  }

  private static func steps(_ steps: [History.Step], from present: [UInt8]) -> [Step] {
    var (near, written) = (present, 0)
    var kept: [Step] = []
    for step in steps.reversed().prefix(mostSteps) {
      let text = RecipeFile.text(of: step.recipe)
      written += text.count
      guard written <= mostBytes else { break }
      kept.append(Step(label: step.label, patch: LinePatch.text(from: near, to: text)))
      near = text
    }
    return kept
  }

  /// The steps as a history of `recipe`. What does not follow from it, as where somebody wrote in the file, and all beyond it is left
  /// out.
  func history(of recipe: Recipe) -> History {
    let text = RecipeFile.text(of: recipe)
    return History(recipe: recipe, undo: Self.read(undo, from: text), redo: Self.read(redo, from: text))
  }

  private static func read(_ steps: [Step], from present: [UInt8]) -> [History.Step] {
    var near = present
    var found: [History.Step] = []
    for step in steps {
      guard let text = LinePatch.apply(step.patch, to: near),
        let recipe = try? RecipeFile.parse(text, file: "", restores: false)
      else { break }
      found.append(History.Step(label: step.label, recipe: recipe))
      near = text
    }
    return found.reversed()
  }
}

extension SessionHistory {
  var entries: [(key: String, value: YAMLContent)] {
    [("undo", undo), ("redo", redo)].filter { !$0.1.isEmpty }.map { key, steps in
      (
        key,
        .sequence(
          steps.map { .mapping([("step", .text($0.label)), ("patch", .block($0.patch))]) })
      )
    }
  }

  init(reading root: YAMLMapping) {
    (undo, redo) = (Self.steps(root, "undo"), Self.steps(root, "redo"))
  }

  private static func steps(_ root: YAMLMapping, _ key: String) -> [Step] {
    (root.optional(key)?.list() ?? []).compactMap { value in
      guard let mapping = value.mapping() else { return nil }
      let (label, patch) = (mapping.required("step")?.text(), mapping.required("patch")?.text())
      mapping.refuseUnknownKeys()
      guard let label, let patch else { return nil }
      return Step(label: label, patch: patch)
    }
  }
}
