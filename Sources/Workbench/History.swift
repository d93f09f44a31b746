import Synthesis

/// The recipe and the ones before and after it. Recipes are values that share storage, so many cost little, and going back
/// never fits anything again.
package struct History: Equatable, Sendable {
  package struct Step: Equatable, Sendable {
    /// What the step did: `amount: generator empirical → gamma`.
    var label: String
    /// The recipe on the other side of the step.
    var recipe: Recipe
  }

  /// What became of a change.
  enum Change { case added, merged, none }

  private(set) var recipe: Recipe?
  private(set) var undoSteps: [Step] = []
  private(set) var redoSteps: [Step] = []
  static let mostSteps = 500
  /// What the last step changed, while more changes of it belong to that step.
  private var merging: String?

  /// Starts anew from a fitted or opened recipe.
  mutating func start(from recipe: Recipe) { self = History(recipe: recipe) }

  init(recipe: Recipe? = nil, undo: [Step] = [], redo: [Step] = []) {
    (self.recipe, undoSteps, redoSteps) = (recipe, undo, redo)
  }

  /// The recipe before the step that a change of `thing` would belong to; nil where it would be a step of its own.
  func base(merging thing: String) -> Recipe? { thing == merging ? undoSteps.last?.recipe : nil }

  /// The next change is a step of its own.
  mutating func endMerging() { merging = nil }

  /// Makes `next` the recipe, one step that can be undone.
  /// - Parameter thing: what is changed, where changes of it that follow each other are one step.
  @discardableResult
  mutating func change(to next: Recipe, label: String, merging thing: String? = nil) -> Change {
    guard let current = recipe else {
      start(from: next)
      return .none
    }
    guard next != current else { return .none }
    if let thing, thing == merging, let last = undoSteps.indices.last {
      undoSteps[last].label = label
      if undoSteps[last].recipe == next { undoSteps.removeLast() }
      recipe = next
      return .merged
    }
    merging = thing
    undoSteps.append(Step(label: label, recipe: current))
    if undoSteps.count > Self.mostSteps { undoSteps.removeFirst() }
    redoSteps = []
    recipe = next
    return .added
  }

  /// - Returns: the label of the step that was undone; nil when there was none.
  mutating func undo() -> String? {
    merging = nil
    guard let current = recipe, let step = undoSteps.popLast() else { return nil }
    redoSteps.append(Step(label: step.label, recipe: current))
    recipe = step.recipe
    return step.label
  }

  mutating func redo() -> String? {
    merging = nil
    guard let current = recipe, let step = redoSteps.popLast() else { return nil }
    undoSteps.append(Step(label: step.label, recipe: current))
    recipe = step.recipe
    return step.label
  }
}
