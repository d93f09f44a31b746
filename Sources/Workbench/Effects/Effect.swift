import Evaluation
import Files
import Synthesis
import Tables

/// What an effect works for. Starting a second effect in a slot cancels the first.
package enum Slot: Hashable, Sendable {
  /// Reading, profiling and the first fit.
  case load
  /// Fitting another joint model.
  case model
  /// Fitting another generator or kind for one column.
  case column(String)
  /// Drawing and comparing the rows of the preview.
  case draw
  /// Comparing again with other bins.
  case compare
  /// Looking for rare events; comparing the rows of one; counting those of a condition that is being written.
  case rareCandidates, strata, count
  /// Looking for rules in the real table.
  case rules
  /// Trying a joint model; comparing pairs of columns of drawn tables; one pair for its chart.
  case trial, pairs, pair
  /// Looking whether the open file is still what it was.
  case watch
  /// Waiting for the next key of a chord before what may follow is shown.
  case nextKeys
  /// Writing the recipe as it would be saved, finding others, reading one to compare with.
  case recipeText, recipeFiles, otherRecipe
  /// Preparing a column for the editor; drawing it with other parameters.
  case editor, preview
  /// Scoring the drawn rows; comparing the chosen pair of the report.
  case score, reportPair
  case measure, save, autosave, theme, terminal
  /// Looking whether another file can be opened.
  case probe
  /// Looking for what can be opened; for the names in a folder.
  case startLists, folder
  case export
  /// The recipe is in the user's editor.
  case editing
  /// Counting the time without a key.
  case quiet
  /// Waiting for the second press of a double click.
  case click
}

/// Names one start of an effect, so that answers of an earlier start are known and dropped.
package struct Ticket: Hashable, Sendable {
  package var slot: Slot
  package var revision: Int
}

/// Something the state asks for: data, never a closure.
package struct Effect: Hashable, Sendable {
  package var ticket: Ticket
  package var work: Work
  /// Seconds to wait first; a later effect in the slot takes the place of one that still waits.
  package var delay: Double = 0
}

/// The work of an effect, with everything it needs.
package enum Work: Hashable, Sendable {
  case open(path: String, options: ReadOptions)
  /// Whether this can be opened at all.
  case probe(String)
  case profile(Reference<ReadTable>)
  case fit(FitOrder)
  case choose(generator: String, column: String, recipe: Reference<Recipe>, real: RealSide)
  case convert(column: String, kind: ColumnKind, recipe: Reference<Recipe>, real: RealSide)
  case draw(DrawOrder)
  case compare(CompareOrder)
  case findRare(recipe: Reference<Recipe>, real: RealSide)
  case compareStrata(StrataOrder)
  case tryModel(TrialOrder)
  case scorePairs(PairScoresOrder)
  case comparePair(PairOrder)
  case count(condition: String, recipe: Reference<Recipe>, real: RealSide)
  /// How many real rows break a rule that is being written.
  case countRule(String, recipe: Reference<Recipe>, real: RealSide)
  /// Rules that hold in the real table, or nearly.
  case findRules(recipe: Reference<Recipe>, real: RealSide)
  case addRule(String, recipe: Reference<Recipe>, real: RealSide)
  case measure(Reference<Recipe>)
  case save(Reference<Recipe>, path: String, replacesExisting: Bool)
  /// - Parameter keepsEarlier: what is there is moved aside first.
  case autosave(Reference<SessionFile>, keepsEarlier: Bool)
  case saveSession(Reference<SessionFile>, name: String)
  case listStart([Demo])
  case listFolder(String)
  case export(ExportOrder)
  /// Sends a text to the clipboard of the terminal. Done by the loop.
  case copy(String)
  case prepareColumn(Reference<EditorOrder>)
  case previewColumn(Reference<EditorBasis>, Reference<ColumnRecipe>)
  /// - Parameter parameter: nil: all.
  case refit(column: String, parameter: String?, recipe: Reference<Recipe>, real: RealSide)
  case score(ScoreOrder)
  case compareReportPair(ReportPairOrder)
  case writeRecipe(Reference<Recipe>)
  case listRecipes(folder: String)
  case readRecipe(path: String)
  case loadTheme(name: String)
  /// Looks whether the open file, and the theme of this name, are what they were.
  case watch(FileWatch, theme: String)
  /// Nothing but the effect's delay.
  case wait
  /// Opens the recipe in the user's editor, or the text that was edited before and is no recipe. Done by the loop.
  case editRecipe(Reference<Recipe>, draft: String?)
  /// Writes the frames that were kept. Done by the loop, which has them.
  case writeRecording(path: String?)
  /// Gives the terminal back to the shell until the user returns. Done by the loop, which owns the terminal.
  case suspend
  /// Draws every cell again. Done by the loop.
  case repaint
}

/// The real table with its profile.
package struct RealSide: Hashable, Sendable {
  package var table: Reference<ReadTable>
  package var profile: Reference<Profile>
  /// What is known of all rows where `table` holds only some of them.
  package var whole: Reference<ProfiledTable>?
}

package struct FitOrder: Hashable, Sendable {
  package var real: RealSide
  package var options: FitOptions
  /// The recipe whose kinds and generators are kept; nil for the first fit.
  package var base: Reference<Recipe>?
}

/// Rows to draw for the preview, and how to compare them.
package struct DrawOrder: Hashable, Sendable {
  package var recipe: Reference<Recipe>
  /// nil where a recipe was opened without its table.
  package var real: RealSide?
  package var rows: Int
  /// One per column.
  package var wishes: [BinningWish]
  /// The column that is compared first: the one the user looks at.
  package var first: Int
}

package struct CompareOrder: Hashable, Sendable {
  package var recipe: Reference<Recipe>?
  package var real: RealSide
  package var synthetic: Reference<Table>?
  /// Column index and its bins, in the order in which they are wanted.
  package var wishes: [ColumnWish]
}

package struct ColumnWish: Hashable, Sendable {
  package var column: Int
  package var wish: BinningWish
}

/// The rows of a rare event and the others, each real with synthetic.
package struct StrataOrder: Hashable, Sendable {
  package var recipe: Reference<Recipe>
  package var real: RealSide
  var request: StrataRequest
}

/// A joint model to fit, draw from and score.
package struct TrialOrder: Hashable, Sendable {
  package var fit: FitOrder
  /// The fit, where it was made before, with the seconds it took.
  package var known: Reference<Recipe>?
  package var seconds: Double
  /// Rows to draw for charts.
  package var rows: Int
}

package struct PairScoresOrder: Hashable, Sendable {
  package var recipe: Reference<Recipe>
  package var real: RealSide
  var request: PairScoresRequest
}

package struct PairOrder: Hashable, Sendable {
  package var recipe: Reference<Recipe>
  package var real: RealSide
  var request: PairRequest
}
