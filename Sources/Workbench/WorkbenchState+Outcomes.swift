import Evaluation
import Screen
import Synthesis
import Tables

/// What becomes of results.
extension WorkbenchState {
  /// A result whose ticket is not the job's own is stale and dropped.
  mutating func receive(_ outcome: Outcome, for ticket: Ticket, isLast: Bool) -> [Effect] {
    guard jobs[ticket.slot]?.ticket == ticket else { return [] }
    if isLast { jobs[ticket.slot] = nil }
    switch outcome {
    case .progress(let done, let total): return progress(done, total, in: ticket.slot)
    case .watching(let watch): return keep(watch, in: \.coming)
    case .fileChecked(let change): return take(change)
    case .firstRows(let rows): return take(firstRows: rows)
    case .tableRead(let table, let whole): return take(table, whole)
    case .recipeRead(let recipe): return take(opened: recipe)
    case .sessionRead(let session): return take(session)
    case .profiled(let profile): return take(profile)
    case .fitted(let recipe, let found, let seconds):
      return take(fitted: recipe, found, seconds: seconds, slot: ticket.slot)
    case .columnFitted(let column, let label): return take(column, label: label)
    case .columnConverted(let recipe, let column, let label): return take(recipe, converting: column, label: label)
    case .drawn(let rows): return take(drawn: rows)
    case .compared(let column, let comparison): return take(comparison, of: column)
    case .drawingEnded(let rows, let seconds): return endDrawing(rows: rows, seconds: seconds)
    case .rareFound(let candidates): return keep(candidates, in: \.rare.candidates) + releaseKeys()
    case .strataCompared(let strata): return keep(strata, in: \.rare.strata)
    case .trial(let step): return take(step, isLast: isLast)
    case .pairsScored(let scores): return take(scores)
    case .pairCompared(let comparisons): return keep(comparisons, in: \.models.comparisons)
    case .counted(let text, let result): return take(count: result, of: text)
    case .ruleCounted(let text, let result): return take(ruleCount: result, of: text)
    case .rulesFound(let rules): return keep(rules, in: \.foundRules)
    case .ruleLearned(let rule, let count): return take(rule: rule, count)
    case .measured(let bytes): return changeSaveLayer { $0.bytes = bytes }
    case .saved(let path, let bytes, let recipe): return take(saved: recipe, to: path, bytes: bytes)
    case .nameTaken(let path): return nameTaken(path)
    case .columnPrepared(let basis): return take(basis)
    case .familyFitted(let family, let column): return take(family, of: column)
    case .columnPreviewed(let detail, let column): return take(detail, of: column)
    case .scored(let scored): return take(scored)
    case .reportPairCompared(let pair, let order):
      return order == report.pairOrder ? keep(pair, in: \.report.pair) : []
    case .recipeWritten(let pages): return take(pages)
    case .recipesListed(let files): return keep(files, in: \.recipeView.files)
    case .otherRecipeRead(let recipe, let path): return showDifference(from: recipe.value, named: path)
    case .themeLoaded(let theme): return take(theme)
    case .openable(let path): return leave(for: path)
    case .exported(let noun, let path, let bytes):
      return say(.success, "wrote the \(noun) to \(path) (\(Numbers.bytes(bytes)))")
    case .startListed(let lists): return take(lists)
    case .folderListed(let listing): return take(listing)
    // An opened session is that session.
    case .sessionFound(let kept): return kept.path == sessionPath ? [] : keep(kept, in: \.recovery)
    case .sessionHeld(let process): return take(holder: process)
    case .sessionKept: return keep(nil, in: \.recovery)
    case .sessionSaved(let path): return say(.success, "saved the session \(path)")
    case .failed(let reason): return fail(reason, slot: ticket.slot)
    case .cannotOpen(let reason, let status): return end(with: reason, status: status)
    case .recipeEdited(let recipe): return take(edited: recipe)
    case .recipeMistyped(let path, let problem): return take(draft: path, problem: problem)
    case .waited where ticket.slot == .quiet: return takeQuiet()
    case .waited: return ticket.slot == .nextKeys ? keep(!pendingKeys.isEmpty, in: \.showsNextKeys) : []
    case .nothing, .cancelled: return []
    }
  }

  /// A result that is only looked at.
  private mutating func keep<Value>(_ value: Value, in place: WritableKeyPath<Self, Value>) -> [Effect] {
    self[keyPath: place] = value
    return []
  }

  private mutating func progress(_ done: Int, _ total: Int, in slot: Slot) -> [Effect] {
    jobs[slot]?.done = done
    jobs[slot]?.total = total
    return []
  }

  private mutating func take(_ profile: Reference<Profile>) -> [Effect] {
    self.profile = profile
    foundRules = nil
    showFirstChart()
    guard let real else { return [] }
    comparedBins = Layout(self).chartBins
    if isReloading { return fitReloaded(real) }
    let compare = compareAgain(Array(0..<columnCount))
    // A session may bring its recipe along: nothing is fitted then.
    if recipe != nil {
      if hasOtherData { _ = open(.otherData) }
      hasOtherData = false
      return compare + draw()
    }
    let order = FitOrder(real: real, options: .ofNewTable, base: nil)
    return compare + start(.fit(order), in: .load, title: "fitting")
  }

  /// Selects the first column that has a chart, unless the user or a session chose one, so that no key is needed to see one.
  private mutating func showFirstChart() {
    guard selection == 0, recipe == nil else { return }
    let chartable = (0..<columnCount).first { index in
      guard let profile = columnProfile(index) else { return false }
      return profile.kind != .identifier && profile.kind != .text && !profile.isConstant
    }
    _ = chartable.map { select($0) }
  }

  private mutating func take(fitted recipe: Recipe, _ found: [FoundRule]?, seconds: Double, slot: Slot) -> [Effect] {
    if let found { foundRules = found }
    if isReloading { return take(reloaded: recipe) }
    if slot == .model, self.recipe != nil {
      if let key = pendingFit { keep(recipe, seconds: seconds, for: key) }
      pendingFit = nil
      return takeModel(of: recipe)
    }
    history.start(from: recipe)
    settledRecipe = recipe
    if let key = fitKey(FitOptions(of: recipe)) { keep(recipe, seconds: seconds, for: key) }
    let rules = recipe.rules.count
    let found = rules == 0 ? "" : " · \(rules) \(rules == 1 ? "rule" : "rules") found and kept"
    let columns = "fitted \(recipe.columns.count) columns" + Numbers.inSeconds(seconds) + found
    return say(.success, columns + readingRemark) + draw()
  }

  /// Columns changed while the model was fitted keep their change.
  mutating func takeModel(of recipe: Recipe) -> [Effect] {
    guard var next = self.recipe else { return [] }
    let label =
      Self.label(from: next, to: recipe)
      ?? (next.model.name == recipe.model.name
        ? "detail \(Self.detail(of: next.model)) → \(Self.detail(of: recipe.model))"
        : "model \(next.model.name) → \(recipe.model.name)")
    next.model = recipe.model
    next.rare = recipe.rare
    next.parity = recipe.parity
    return change(to: next, label: label)
  }

  private static func detail(of model: ModelRecipe) -> String { model.detail.map { "\($0)" } ?? "auto" }

  mutating func take(opened recipe: Recipe) -> [Effect] {
    file.form = .recipe
    recipePath = file.path
    history.start(from: recipe)
    settledRecipe = recipe
    comparisons = Array(repeating: nil, count: recipe.columns.count)
    applyPendingView()
    return draw()
  }

  private mutating func take(_ column: ColumnRecipe, label: String) -> [Effect] {
    guard var next = recipe, let index = next.columns.firstIndex(where: { $0.name == column.name }) else { return [] }
    var fitted = column
    fitted.isDropped = next.columns[index].isDropped
    next.columns[index] = fitted
    return change(to: next, label: label)
  }

  private mutating func take(_ converted: Recipe, converting name: String, label: String) -> [Effect] {
    guard var next = recipe, let index = next.columns.firstIndex(where: { $0.name == name }),
      var column = converted.column(named: name)
    else { return [] }
    column.isDropped = next.columns[index].isDropped
    next.columns[index] = column
    next.model = converted.model
    next.rare = converted.rare
    next.parity = converted.parity
    // What rules learned of the column, and what was found, was of its other kind.
    next.rules = converted.rules
    foundRules = nil
    return change(to: next, label: label)
  }

  private mutating func take(drawn rows: Reference<Table>) -> [Effect] {
    synthetic = rows
    (rowsAreStale, drawProblem) = (false, nil)
    firstRows = nil
    rowTop = min(rowTop, max(0, rows.value.rowCount - 1))
    return []
  }

  private mutating func take(_ comparison: ColumnComparison, of column: Int) -> [Effect] {
    // A formula may have added columns.
    while comparisons.count < columnCount { comparisons.append(nil) }
    if comparisons.indices.contains(column) { comparisons[column] = comparison }
    if isWorstFirst { showSelection() }
    return []
  }

  private mutating func endDrawing(rows: Int, seconds: Double) -> [Effect] {
    let drew = "drew \(Numbers.grouped(rows)) rows" + Numbers.inSeconds(seconds)
    if status.severity == .none || status.text.hasPrefix("drew ") || status.text.hasPrefix("fitted ") {
      let before = status.text.hasPrefix("fitted ") && !status.text.contains(", drew ") ? status.text + ", " : ""
      status = StatusMessage(.success, before + drew)
    }
    return []
  }

  private mutating func take(saved recipe: Recipe, to path: String, bytes: Int) -> [Effect] {
    if case .save? = layers.last { layers.removeLast() }
    recipePath = path
    settledRecipe = recipe
    // The kept session is of what is saved now.
    if leavesAfterSaving { return leave(status: 0) + autosave() }
    if let drawProblem, recipe == self.recipe {
      return say(.problem, "saved \(path), but it cannot be drawn: \(drawProblem)") + autosave()
    }
    return say(.success, "saved \(path) (\(Numbers.bytes(bytes)), no real row in it)") + autosave()
  }

  private mutating func nameTaken(_ path: String) -> [Effect] {
    if case .save? = layers.last { return changeSaveLayer { $0.takenPath = path } }
    return say(.problem, "\(path) exists; S names another file or replaces it")
  }

  private mutating func take(_ theme: Theme) -> [Effect] {
    self.theme = theme
    return say(.note, "theme \(theme.name)") + start(.repaint, in: .terminal, title: "")
  }

  private mutating func fail(_ reason: String, slot: Slot) -> [Effect] {
    if slot == .load { (script, waitingCommands) = ([], []) }
    if slot == .load, recipe == nil { fitProblem = reason }
    if slot == .draw { return failToDraw(reason) }
    if slot == .load || slot == .model { (isReloading, pendingFit) = (false, nil) }
    if slot == .save { leavesAfterSaving = false }
    if slot == .rareCandidates { (heldKeys, rare.candidates) = ([], []) }
    return say(.problem, reason)
  }

  /// The rows of the recipe before stay, marked as such, and what was done is said all the same.
  private mutating func failToDraw(_ reason: String) -> [Effect] {
    drawProblem = reason
    let undoable = "   (u undoes)"
    guard status.severity == .success, status.text.hasSuffix(undoable) else { return say(.problem, reason) }
    return say(.problem, "\(status.text.dropLast(undoable.count)), not drawn: \(reason)")
  }

  /// Nothing is open, so there is nothing to stay for: the reason is said after the terminal is given back.
  private mutating func end(with reason: String, status: Int32) -> [Effect] {
    _ = fail(reason, slot: .load)
    guard table == nil, recipe == nil else { return [] }
    if canGoBack {
      (file, tutorial) = (OpenFile(path: ""), nil)
      let effects = showStart()
      return effects + say(.problem, reason)
    }
    lastWords = reason
    return leave(status: status)
  }

  private mutating func changeSaveLayer(_ change: (inout SaveLayer) -> Void) -> [Effect] {
    guard case .save(var save)? = layers.last else { return [] }
    change(&save)
    layers[layers.count - 1] = .save(save)
    return []
  }

  /// What the reader had to mend, never silently.
  private var readingRemark: String {
    guard let remarks = table?.value.report.remarks, let first = remarks.first else { return "" }
    let more = remarks.count > 1 ? " and \(remarks.count - 1) more remarks" : ""
    return "; \(first.sentence)\(more)"
  }
}
