import Screen
import Synthesis

extension WorkbenchState {
  /// Makes `next` the recipe: one undo step, rows drawn again, the session saved soon.
  /// - Parameter merging: changes of one thing that follow each other, such as those of a held key, are one step: what is changed.
  mutating func change(to next: Recipe, label: String, merging: String? = nil) -> [Effect] {
    guard next != recipe else { return [] }
    // Another program would write over what is done here, or this one over what is done there.
    if let holderWords { return say(.problem, holderWords) }
    let change = history.change(to: next, label: label, merging: merging)
    // The command that is about to be logged takes the place of the one it goes on with.
    if change == .merged, !commandLog.isEmpty { commandLog.removeLast() }
    status = StatusMessage(.success, "\(label)   (u undoes)")
    return draw() + autosave()
  }

  mutating func setSeed(_ seed: UInt64) -> [Effect] {
    guard var next = recipe else { return [] }
    let old = next.seed
    next.seed = seed
    return change(to: next, label: "seed \(old) → \(seed)")
  }

  mutating func chooseModel(_ name: String) throws(CommandError) -> [Effect] {
    guard let recipe, real != nil else { throw CommandError("nothing is fitted yet") }
    guard JointModels.named(name) != nil else {
      throw CommandError(
        "no joint model is called \(name); there are \(JointModels.all.map { $0.name }.joined(separator: ", "))")
    }
    guard name != recipe.model.name else { return say(.note, "the joint model is \(name) already") }
    var options = FitOptions(of: recipe)
    options.model = name
    return fit(options, title: "fitting \(name)")
  }

  /// - Parameter detail: `auto`, or the rows of a leaf.
  mutating func chooseDetail(_ detail: String) throws(CommandError) -> [Effect] {
    guard let recipe, real != nil else { throw CommandError("nothing is fitted yet") }
    var options = FitOptions(of: recipe)
    options.detail = Int(detail)
    guard detail == "auto" || (options.detail ?? 0) >= recipe.privacy.k else {
      throw CommandError("\(detail) is no detail; expected auto, or the rows of a leaf from k = \(recipe.privacy.k)")
    }
    guard recipe.model.name == TreeCascadeModel.name else {
      throw CommandError("\(recipe.model.name) has no leaves; choose the model \(TreeCascadeModel.name) first")
    }
    guard options.detail != recipe.model.detail else { return say(.note, "the detail is \(detail) already") }
    return fit(options, title: "fitting leaves of \(detail)")
  }

  mutating func stepBack(_ count: Int = 1) -> [Effect] {
    var label: String?
    for _ in 0..<min(count, history.undoSteps.count) { label = history.undo() }
    guard let label else { return say(.note, "nothing to undo") }
    cancelFits()
    return say(.success, "undone: \(label)") + draw() + autosave()
  }

  mutating func stepForward(_ count: Int = 1) -> [Effect] {
    var label: String?
    for _ in 0..<min(count, history.redoSteps.count) { label = history.redo() }
    guard let label else { return say(.note, "nothing to redo") }
    cancelFits()
    return say(.success, "redone: \(label)") + draw() + autosave()
  }

  /// A fit that was asked for before a step back must not arrive after it.
  private mutating func cancelFits() {
    (waitingCommands, pendingFit) = ([], nil)
    jobs = jobs.filter { slot, _ in
      switch slot {
      case .model, .column: false
      default: true
      }
    }
  }

  mutating func save() -> [Effect] {
    guard let recipePath else { return askForName() }
    return save(to: recipePath, replacesExisting: true)
  }

  mutating func save(to path: String, replacesExisting: Bool) -> [Effect] {
    guard let recipe, !path.isEmpty else { return say(.problem, "a recipe needs a path to be saved to") }
    return start(
      .save(Reference(recipe), path: path, replacesExisting: replacesExisting), in: .save, title: "saving")
  }

  var suggestedRecipePath: String { recipePath ?? "\(file.stem).yaml" }

  mutating func askForName() -> [Effect] {
    guard let recipe else { return [] }
    let effects = open(.save(SaveLayer(suggesting: takeDraft("save") ?? suggestedRecipePath)))
    return effects + start(.measure(Reference(recipe)), in: .measure, title: "measuring")
  }
}
