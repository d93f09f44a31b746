import Screen
import Synthesis
import Tables

/// A piece of work that can be reopened: the data file by path and digest, the recipe, the commands that led to it, the view.
/// It holds no row of the data.
///
/// Without a recipe the table is fitted and the commands are run; with one, the commands only tell how it came about.
package struct SessionFile: Equatable, Sendable {
  package static let version = 1

  package var title = ""
  package var data: SessionData?
  package var recipe: SessionRecipe?
  /// As typed in the palette: `go-to-column amount`, `generator gamma`, `press jj`.
  package var commands: [String] = []
  package var view: SessionView?
  package var screens: [ExpectedScreen] = []
  /// The file that the recipe was opened from or last saved to.
  package var savedTo: String?
  /// The recipe has changes that no file has.
  package var isUnsaved = false
  /// How many these are; nil in sessions that do not say so.
  package var unsavedChanges: Int?
  /// What can be taken back and done again.
  package var history = SessionHistory()
  /// The same, to be written: finding what differs takes longer than a key may.
  package var steps: History?
  /// The rows that the preview draws, where the user said how many.
  package var rows: Int?
  package init() {}

  /// A session with a recipe inside and many screens is still small.
  package static let limit = 8 << 20

  /// The commands that changed something.
  var changes: Int { commands.count { !$0.hasPrefix("go-to-column ") } }

  /// The last of them, with the column it was done to: `drop-column sex`; empty where nothing was changed.
  var lastChange: String {
    guard let place = commands.lastIndex(where: { !$0.hasPrefix("go-to-column ") }) else { return "" }
    let command = Commands.named(String(commands[place].prefix { $0 != " " }))
    guard command?.topic == .column || command?.topic == .editor else { return commands[place] }
    let column = commands[..<place].last { $0.hasPrefix("go-to-column ") }?.dropFirst("go-to-column ".count)
    return column.map { "\($0): \(commands[place])" } ?? commands[place]
  }
}

/// The data file of a session.
package struct SessionData: Equatable, Sendable {
  /// Absolute, or relative to the folder of the session file.
  package var path: String
  package var size: Int?
  /// Of the first and the last 64 KiB, so that a changed file is noticed.
  package var digest: UInt64?
  /// How the file is read, where the user said so.
  package var reading = ReadOptions()
  package init(path: String, size: Int? = nil, digest: UInt64? = nil, reading: ReadOptions = ReadOptions()) {
    self.path = path
    self.size = size
    self.digest = digest
    self.reading = reading
  }
}

package enum SessionRecipe: Equatable, Sendable {
  case path(String)
  /// To be written; reading gives `.text`.
  case value(Recipe)
  /// The recipe as it stands in a recipe file.
  case text([UInt8])
}

package struct SessionView: Equatable, Sendable {
  package var view = "columns"
  package var column: String?
  package var filter = ""
  package init() {}
}

/// What the screen shows after so many commands.
package struct ExpectedScreen: Equatable, Sendable {
  package var after: Int
  package var size: Size
  package var text: String
  package init(after: Int, size: Size, text: String) {
    self.after = after
    self.size = size
    self.text = text
  }
}
