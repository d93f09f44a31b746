import Screen
import Synthesis

/// The recipe in the user's own editor, as the text that it would be saved as.
extension WorkbenchState {
  mutating func editRecipe() -> [Effect] {
    guard let recipe else { return [] }
    if let holderWords { return say(.problem, holderWords) }
    return start(.editRecipe(Reference(recipe), draft: recipeDraft), in: .editing, title: "editing")
  }

  /// What came of it: one step of undo.
  mutating func take(edited recipe: Recipe) -> [Effect] {
    recipeDraft = nil
    guard recipe != self.recipe else { return say(.note, "the recipe is as it was") }
    return change(to: recipe, label: "recipe edited as text")
  }

  /// A text that is no recipe is kept, so that nothing that was typed is lost.
  mutating func take(draft path: String, problem: String) -> [Effect] {
    recipeDraft = path
    return say(.problem, "\(problem); E opens your text again, the recipe is as it was")
  }
}
