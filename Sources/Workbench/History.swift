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

  private(set) var recipe: Recipe?
  private(set) var undoSteps: [Step] = []
  private(set) var redoSteps: [Step] = []
  static let mostSteps = 500

  /// Starts anew from a fitted or opened recipe.
  mutating func start(from recipe: Recipe) { self = History(recipe: recipe) }

  init(recipe: Recipe? = nil) { self.recipe = recipe }

  /// Makes `next` the recipe, one step that can be undone.
  mutating func change(to next: Recipe, label: String) {
    guard let current = recipe else { return start(from: next) }
    guard next != current else { return }
    undoSteps.append(Step(label: label, recipe: current))
    if undoSteps.count > Self.mostSteps { undoSteps.removeFirst() }
    redoSteps = []
    recipe = next
  }

  /// - Returns: the label of the step that was undone; nil when there was none.
  mutating func undo() -> String? {
    guard let current = recipe, let step = undoSteps.popLast() else { return nil }
    redoSteps.append(Step(label: step.label, recipe: current))
    recipe = step.recipe
    return step.label
  }

  mutating func redo() -> String? {
    guard let current = recipe, let step = redoSteps.popLast() else { return nil }
    undoSteps.append(Step(label: step.label, recipe: current))
    recipe = step.recipe
    return step.label
  }
}
