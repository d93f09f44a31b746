import Evaluation
import Files
import Screen
import Synthesis
import Tables

/// Does the work of effects: the only place with side effects. Synchronous, so that tests and replays call it directly.
package struct Performer: Sendable {
  /// Takes results on the way.
  package typealias Report = (Outcome) -> Void
  /// Asked in long loops; true stops the work.
  package typealias Check = () -> Bool

  /// Seconds by a clock that never jumps; constant in tests and replays, whose results must not depend on time.
  var clock: @Sendable () -> Double
  /// Finds a theme by name.
  var loadTheme: @Sendable (String) -> Theme?
  /// The theme of this name where its file was saved since this was last asked; nil: it was not.
  var changedTheme: @Sendable (String) -> Theme?

  /// Where sessions are kept, and from where relative paths count.
  var places: Places
  /// Locks of sessions; nil: none are taken, as in replays.
  var locks: SessionLocks?
  /// Seconds since 1970; 0 in tests and replays.
  var now: @Sendable () -> Int

  package init(
    clock: @escaping @Sendable () -> Double = { 0 }, loadTheme: @escaping @Sendable (String) -> Theme? = { _ in nil },
    changedTheme: @escaping @Sendable (String) -> Theme? = { _ in nil },
    places: Places = Places(), locks: SessionLocks? = nil, now: @escaping @Sendable () -> Int = { 0 }
  ) {
    self.clock = clock
    self.loadTheme = loadTheme
    self.changedTheme = changedTheme
    self.places = places
    self.locks = locks
    self.now = now
  }

  /// - Returns: the last result.
  package func perform(_ work: Work, report: Report = { _ in }, isCancelled: Check = { false }) -> Outcome {
    switch work {
    case .open(let path, let options): open(path, options, report, isCancelled)
    case .probe(let path): probe(path)
    case .profile(let table): profile(table, report, isCancelled)
    case .fit(let order): fit(order, report, isCancelled)
    case .choose(let generator, let column, let recipe, let real):
      choose(generator, column, recipe.value, real, isCancelled)
    case .convert(let column, let kind, let recipe, let real): convert(column, kind, recipe.value, real, isCancelled)
    case .draw(let order): draw(order, report, isCancelled)
    case .compare(let order): compare(order, report, isCancelled)
    case .findRare(let recipe, let real): findRare(recipe.value, real, isCancelled)
    case .compareStrata(let order): compareStrata(order, isCancelled)
    case .tryModel(let order): tryModel(order, report, isCancelled)
    case .scorePairs(let order): scorePairs(order, isCancelled)
    case .comparePair(let order): comparePair(order, isCancelled)
    case .count(let condition, let recipe, let real): count(condition, recipe.value, real)
    case .countRule(let text, let recipe, let real): count(rule: text, recipe.value, real)
    case .findRules(let recipe, let real): findRules(recipe.value, real)
    case .addRule(let text, let recipe, let real): add(rule: text, recipe.value, real)
    case .measure(let recipe): .measured(bytes: RecipeFile.text(of: recipe.value).count)
    case .save(let recipe, let path, let replacesExisting): save(recipe.value, path, replacesExisting)
    case .autosave(let session, let keepsEarlier): autosave(session.value, keepsEarlier: keepsEarlier)
    case .saveSession(let session, let name): saveSession(session.value, name)
    case .listStart(let demos): listStart(demos)
    case .listFolder(let folder): listFolder(folder)
    case .loadTheme(let name): loadTheme(name).map(Outcome.themeLoaded) ?? .failed("no theme is called \(name)")
    case .prepareColumn(let order): prepare(order.value, report, isCancelled)
    case .previewColumn(let basis, let column): preview(basis.value, column.value)
    case .refit(let column, let parameter, let recipe, let real):
      refit(column, parameter: parameter, recipe.value, real)
    case .score(let order): score(order, report, isCancelled)
    case .compareReportPair(let order): compareReportPair(order, isCancelled)
    case .writeRecipe(let recipe): .recipeWritten(Reference(RecipePages(recipe.value)))
    case .listRecipes(let folder): recipes(in: folder)
    case .readRecipe(let path): readRecipe(path)
    case .watch(let watch, let theme): look(at: watch, theme: theme, report)
    case .wait: .waited
    case .export(let order): export(order)
    case .suspend, .repaint, .copy, .editRecipe, .writeRecording: .nothing
    }
  }

  private func look(at watch: FileWatch, theme: String, _ report: Report) -> Outcome {
    if let changed = changedTheme(theme) { report(.themeLoaded(changed)) }
    if let locks { report(.sessionHeld(by: locks.retry())) }
    return .fileChecked(watch.change)
  }

  private func profile(_ table: Reference<ReadTable>, _ report: Report, _ isCancelled: Check) -> Outcome {
    let total = table.value.table.columns.count
    let profile = Profiler.profile(table.value.table) { done in
      report(.progress(done: done, total: total))
      return !isCancelled()
    }
    return profile.map { .profiled(Reference($0)) } ?? .cancelled
  }

  private func save(_ recipe: Recipe, _ path: String, _ replacesExisting: Bool) -> Outcome {
    let place = places.resolved(path)
    if !replacesExisting, Folder.contains(place) { return .nameTaken(path: path) }
    do {
      try RecipeFile.save(recipe, to: place)
      return .saved(path: path, bytes: RecipeFile.text(of: recipe).count, recipe: recipe)
    } catch { return .failed(error.description) }
  }
}
