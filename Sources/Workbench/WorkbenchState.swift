import Evaluation
import Files
import Screen
import Synthesis
import Tables

/// The whole program as a value: what it knows. Changed only by `update(_:)`, shown only by `draw(on:)`.
///
/// Every fact is kept once; what follows from others is computed. Tables and profiles are references compared by identity.
package struct WorkbenchState: Equatable, Sendable {
  // What is open
  var file: OpenFile
  var table: Reference<ReadTable>?
  /// Of the rows that are held.
  var profile: Reference<Profile>?
  /// What is known of all rows where only some are held, or of those that were read before the user stopped it.
  var whole: Reference<ProfiledTable>?
  /// The first rows of a table that takes a while to read.
  var firstRows: Reference<ReadTable>?
  /// The design, with every earlier one that `undo` can bring back.
  var history = History()
  /// The recipe that can be had again: as fitted, as opened, or as last saved.
  var settledRecipe: Recipe?
  var recipePath: String?
  /// The session file that was opened.
  var sessionPath: String?
  /// Changes without a recipe file that the opened session brought along.
  var broughtChanges = 0
  /// Undoable commands in the order in which they were given, for the session.
  var commandLog: [String] = []
  /// Commands of an opened session that still wait for their turn.
  var script: [String] = []
  /// Commands given while a fit that they build on was under way.
  var waitingCommands: [WaitingCommand] = []
  /// The file of the table as it was when it was read.
  var watch: FileWatch?
  /// The same of a file that is being read: what is shown is not of it yet.
  var coming: FileWatch?
  /// What has become of it since.
  var fileChange: FileChange?
  /// The table is being read once more, for the recipe that is there.
  var isReloading = false
  /// The view of an opened session, until its columns are known.
  var pendingView: SessionView?
  /// A session of this file that was kept earlier, with changes that no recipe file has.
  var recovery: KeptSession?
  /// The process number of another program that has this session open: nothing can be changed here then.
  var otherProgram: Int32?
  /// The data file is not the one that the opened session's recipe was fitted to.
  var hasOtherData = false
  /// Personal data of real rows is shown as it is. Never saved.
  var isRevealed = false
  /// All real rows are masked, not only personal data.
  var masksRealRows = false
  /// Columns of the first rows that look like personal data, before they were profiled.
  var suspects: Set<String> = []
  /// Which rows view 2 shows.
  var rowsSide = RowsSide.synthetic
  /// Bins selected with the mouse.
  var range: ChartRange?
  /// Where a press began that may become a drag.
  var press: PressedPane?
  /// The last press, for a second one soon after it.
  var lastPress: PressedPane?
  /// The session has changed since it was kept.
  var isToBeKept = false
  /// What can be opened instead.
  var start = StartDesk()
  /// The shipped sessions.
  package var demos: [Demo] = []
  /// The table of the tutorial; nil where it is not installed.
  package var tutorialPath: String?
  var tutorial: Tutorial?
  /// Opened from within the program: what cannot be opened leads back to the start screen.
  var canGoBack = false

  // What was drawn
  var synthetic: Reference<Table>?
  /// `synthetic` is of an earlier recipe, or of another number of rows, until those of this one are drawn.
  var rowsAreStale = false
  /// Why the recipe as it stands cannot be drawn; nil where it can, or where nobody has tried.
  var drawProblem: String?
  /// Why nothing could be fitted to the open table.
  var fitProblem: String?
  /// One per column, nil where nothing is compared yet.
  var comparisons: [ColumnComparison?] = []
  /// The room for bins that the comparisons were made, or asked, for.
  var comparedBins = 0
  /// Rows the user wants in the preview; nil: as many as the source has, at most `mostRows`.
  var wantedRows: Int?

  // How it is shown
  package internal(set) var size: Size
  var theme: Theme
  /// The themes that can be loaded.
  package var themeNames: [String] = []
  /// The theme to go back to from the list of themes; nil: no such list is open.
  var themeBefore: String?
  /// Set by the user; wins over what the theme and the terminal say.
  package var glyphs: GlyphSet?
  var view = "columns"
  var focus = "columns"
  var isZoomed = false
  var selection = 0
  var listTop = 0
  var rowTop = 0
  /// The first column shown by the table of rows.
  var rowLeft = 0
  var filter = ""
  /// What is looked for in the lines of a view that has no filter.
  var search = ""
  var isWorstFirst = false
  var charts: [String: ChartSettings] = [:]
  var layers: [Layer] = []
  /// Texts that were left with Esc, by what they were typed for.
  var drafts: [String: String] = [:]
  /// The rare-event designer.
  var rare = RareDesk()
  /// The comparison of joint models.
  var models = ModelDesk()
  /// Fits by what decides them, so that none is made twice; the oldest first.
  var fits: [FitKey: CachedFit] = [:]
  var fitOrder: [FitKey] = []
  /// What the fit under way was asked for.
  var pendingFit: FitKey?
  var recipeView = RecipeViewState()
  /// Rules that the real table shows, exact ones first; nil: not looked for.
  var foundRules: [FoundRule]?
  var report = ReportState()
  var editor = EditorState()
  var status = StatusMessage() {
    didSet { keep(message: status, after: oldValue) }
  }
  /// What the status line has said, the last at the end.
  private(set) var messages: [StatusMessage] = []

  /// Whether nobody is there to look.
  var blanking = Blanking()

  // What goes on
  var jobs: [Slot: Job] = [:]
  var lastRevision = 0
  /// Every frame is being kept.
  package internal(set) var isRecording = false
  var recordingPath: String?
  /// Where a text lies that was edited and is no recipe.
  var recipeDraft: String?
  /// The recipe whose text is being written.
  var writingRecipe: Recipe?
  /// Keys of an unfinished chord such as the first `g` of `gg`.
  var pendingKeys: [Key] = []
  /// What may follow `pendingKeys` is shown.
  var showsNextKeys = false
  /// Keys pressed ahead of what they are meant for.
  var heldKeys: [Key] = []
  var lastKey: Key?
  var wasInterrupted = false
  /// Saving was asked on the way out: leave when the file is written.
  var leavesAfterSaving = false
  /// Set when the program is to end, with its exit status.
  package internal(set) var exitStatus: Int32?
  /// What is said on standard error after the terminal is given back.
  package internal(set) var lastWords: String?

  private static let mostMessages = 200

  private mutating func keep(message: StatusMessage, after before: StatusMessage) {
    guard message.severity != .none, message != before, message != messages.last else { return }
    // One that goes on with the one before takes its place: fitted …, then fitted …, drew ….
    if before.severity == message.severity, message.text.hasPrefix(before.text), messages.last == before {
      messages.removeLast()
    }
    messages.append(message)
    if messages.count > Self.mostMessages { messages.removeFirst() }
  }

  /// The most rows that the preview draws.
  static let mostRows = 200_000

  package init(file: OpenFile, size: Size, theme: Theme) {
    self.file = file
    self.size = size
    self.theme = theme
  }
}

/// The file the user named.
package struct OpenFile: Equatable, Sendable {
  package enum Form: Equatable, Sendable { case unknown, table, recipe }

  /// The file with the data or the recipe, as the user named it.
  package var path: String
  package var form: Form = .unknown
  package var options: ReadOptions

  package init(path: String, options: ReadOptions = ReadOptions()) {
    self.path = path
    self.options = options
  }

  /// The name without its folder.
  package var name: String {
    path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The name without its ending, in lower case and with dashes, to name a recipe by.
  package var stem: String {
    let base = path == "-" ? "stdin" : name
    let cut = base.lastIndex(of: ".").map { base[..<$0] } ?? base[...]
    let kept = (cut.isEmpty ? base[...] : cut).map { $0.isLetter || $0.isNumber ? $0 : "-" }
    return String(kept).lowercased()
  }
}

/// How the chart of one column is shown.
package struct ChartSettings: Equatable, Sendable {
  package var chart = 0
  /// From `<` and `>`.
  package var refinement = 0
  package var isLogarithmicX: Bool?
  package var isLogarithmicY = false
  package init() {}
}

/// The line of the screen that says what happened.
package struct StatusMessage: Equatable, Sendable {
  package enum Severity: Equatable, Sendable { case none, success, note, problem }
  package var severity: Severity = .none
  package var text = ""
  package init(_ severity: Severity = .none, _ text: String = "") {
    self.severity = severity
    self.text = text
  }
}

/// A command that waits for a fit, with the column it was meant for.
struct WaitingCommand: Equatable, Sendable {
  var command: String
  var arguments: [String]
  var column: String
}

/// Background work that is under way.
package struct Job: Equatable, Sendable {
  var ticket: Ticket
  /// `reading`, `fitting`: what the status line says.
  var title: String
  var done = 0
  var total = 0
  /// The user wants no more of it, only what has been done so far.
  var isStopping = false
}
