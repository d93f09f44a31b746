import Screen
import Synthesis
import Tables

extension SessionFile {
  /// The work as it stands, to be kept; nil while there is no recipe.
  init?(_ state: WorkbenchState) {
    guard let recipe = state.recipe else { return nil }
    self.init()
    if state.file.form == .table, state.file.path != "-" {
      data = SessionData(path: state.file.path, reading: state.file.options)
    }
    self.recipe = .value(recipe)
    steps = state.history
    savedTo = state.recipePath
    isUnsaved = state.hasUnsavedRecipe
    unsavedChanges = isUnsaved ? state.unsavedChanges : nil
    rows = state.wantedRows
    commands = state.commandLog
    var view = SessionView()
    view.view = state.view
    view.column = state.selectedName
    view.filter = state.filter
    self.view = view
  }
}

extension WorkbenchState {
  /// Opens what a session names: its recipe at once, its data next.
  mutating func take(_ opened: OpenedSession) -> [Effect] {
    pendingView = opened.session.view
    sessionPath = file.path
    wantedRows = opened.session.rows
    if opened.session.isUnsaved {
      // Of those that can be taken back the history knows how many there are.
      let changes = opened.session.unsavedChanges ?? opened.session.changes
      broughtChanges = max(0, changes - opened.history.undoSteps.count)
    }
    if let recipe = opened.recipe {
      history = opened.history
      settledRecipe = settled(opened, recipe)
      recipePath = opened.session.savedTo
      commandLog = opened.session.commands
      if case .path(let path)? = opened.session.recipe { recipePath = path }
    } else {
      script = opened.session.commands
    }
    guard let path = opened.dataPath else {
      // A session that names nothing begins where the program does without a file.
      if opened.session.recipe == nil {
        file.path = ""
        return begin()
      }
      guard let recipe = opened.recipe else { return say(.problem, "\(file.name) names neither data nor a recipe") }
      let effects = take(opened: recipe)
      // The session is not the file of the recipe, and what was not saved then is not saved now.
      recipePath = opened.session.savedTo
      (history, settledRecipe) = (opened.history, settled(opened, recipe))
      return effects
    }
    file.path = path
    // What stands on the command line goes before what the session remembers.
    if file.options == ReadOptions(), let reading = opened.session.data?.reading { file.options = reading }
    hasOtherData = opened.hasDataChanged && opened.recipe != nil
    if opened.hasDataChanged { _ = say(.note, "\(file.name) has changed since the session was kept") }
    return start(.open(path: path, options: file.options), in: .load, title: "reading")
  }

  /// The recipe that was saved last, where the history still has it; what was not saved then is not saved now.
  private func settled(_ opened: OpenedSession, _ recipe: Recipe) -> Recipe? {
    guard opened.session.isUnsaved else { return recipe }
    let steps = opened.history.undoSteps
    guard let changes = opened.session.unsavedChanges, changes > 0, changes <= steps.count else { return nil }
    return steps[steps.count - changes].recipe
  }

  mutating func applyPendingView() {
    guard let wanted = pendingView else { return }
    pendingView = nil
    view = Views.named(wanted.view).name
    filter = wanted.filter
    focus = Views.named(view).panes.first ?? focus
    if let index = (0..<columnCount).first(where: { columnName($0) == wanted.column }) { selection = index }
    showSelection()
  }
}
