import Evaluation
import Files
import Screen
import Synthesis
import Tables

/// Everything that can change the state.
package enum Message: Sendable {
  case event(Event)
  /// A command by name, as sessions and replays state it: `generator gamma`.
  case command(String)
  /// A result on the way; more will come for this ticket.
  case partial(Ticket, Outcome)
  /// The last result for this ticket.
  case done(Ticket, Outcome)
}

/// What came of an effect.
package enum Outcome: Sendable {
  case progress(done: Int, total: Int)
  /// The file whose table is being read, as it was before.
  case watching(FileWatch)
  /// nil: the open file is what it was.
  case fileChecked(FileChange?)
  /// The first rows of a table that takes a while to read.
  case firstRows(Reference<ReadTable>)
  /// With what is known of all rows where only some are held.
  case tableRead(Reference<ReadTable>, whole: Reference<ProfiledTable>?)
  case recipeRead(Recipe)
  case sessionRead(OpenedSession)
  case profiled(Reference<Profile>)
  /// - Parameter found: the rules that the table shows, where they were looked for.
  case fitted(Recipe, found: [FoundRule]? = nil, seconds: Double)
  case columnFitted(ColumnRecipe, label: String)
  /// A column read as another kind needs a joint model that knows the new kind as well.
  case columnConverted(Recipe, column: String, label: String)
  case drawn(Reference<Table>)
  case compared(column: Int, ColumnComparison)
  case drawingEnded(rows: Int, seconds: Double)
  case rareFound([RareCandidate])
  case strataCompared(Reference<StratumComparison>)
  case trial(TrialStep)
  case pairsScored([Reference<Table>: Reference<[PairScore]>])
  /// By the name of the model.
  case pairCompared([String: Reference<PairComparison>])
  /// The real rows of a condition, or what is wrong with it.
  case counted(String, Result<RareCandidate, CommandError>)
  /// The real rows that break a rule, or what is wrong with it.
  case ruleCounted(String, Result<RuleCount, CommandError>)
  case rulesFound([FoundRule])
  /// With the real rows that break it.
  case ruleLearned(RuleRecipe, RuleCount)
  case measured(bytes: Int)
  /// With the recipe as it was saved: it may have changed since.
  case saved(path: String, bytes: Int, recipe: Recipe)
  case nameTaken(path: String)
  case columnPrepared(Reference<EditorBasis>)
  case familyFitted(FamilyFit, column: String)
  case columnPreviewed(Reference<ColumnDetail>, of: ColumnRecipe)
  case scored(Reference<ScoredRecipe>)
  /// nil: one of the columns is not compared.
  case reportPairCompared(Reference<PairComparison>?, of: ReportPairOrder)
  case recipeWritten(Reference<RecipePages>)
  case recipesListed([String])
  case otherRecipeRead(Reference<Recipe>, path: String)
  case themeLoaded(Theme)
  case startListed(StartLists)
  case folderListed(FolderListing)
  /// A session of the opened table that was kept earlier and not saved.
  case sessionFound(KeptSession)
  /// The process number of another program that has the session open, 0 where it is not known; nil: none has.
  case sessionHeld(by: Int32?)
  case sessionKept
  case sessionSaved(path: String)
  /// What another file is can be opened.
  case openable(String)
  case exported(String, path: String, bytes: Int)
  case recipeEdited(Recipe)
  /// What was edited is no recipe; the text is kept at `path`.
  case recipeMistyped(path: String, problem: String)
  case waited
  case nothing
  case cancelled
  case failed(String)
  /// The file named at the start is not what it should be; nothing is left to work on.
  case cannotOpen(String, status: Int32)
}

/// What is known of a joint model on trial, by its name.
package enum TrialStep: Sendable {
  case fitted(String, CachedFit, bytes: Int)
  case drawn(String, Reference<Table>)
  case scored(String, ModelTrial)
  case refused(String, String)
}
