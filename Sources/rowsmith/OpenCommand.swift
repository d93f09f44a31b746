import ArgumentParser
import Curses
import Files
import Glibc
import Screen
import Workbench

/// Opens the workbench on a table, a recipe or a session.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the workbench (the default).",
    discussion: "Without a file it shows what can be opened: sessions, tables of this folder, demos, the tutorial.")

  @Argument(help: ArgumentHelp("A table, a recipe, a session, or - for standard input.", valueName: "file"))
  var file: String?

  @Flag(name: [.customShort("c"), .customLong("continue")], help: "Open the session that was kept last.")
  var continuesLast = false

  @OptionGroup(title: "Reading") var reading: ReadingFlags
  @OptionGroup(title: "Screen") var screen: ScreenFlags

  func run() throws {
    let file = try namedFile()
    if !file.isEmpty, file != "-", !Folder.contains(file) {
      throw CommandFailure(FileError(.open, path: file, code: ENOENT))
    }
    var opened = OpenFile(path: file)
    opened.options = reading.options
    try Self.run(opened, screen: screen)
  }

  /// The file, the last session, or none: the start screen then.
  private func namedFile() throws(CommandFailure) -> String {
    if continuesLast {
      guard file == nil else { throw CommandFailure(.usage, "-c opens the last session and takes no file") }
      guard let last = Performer(places: .own).latestSession else {
        throw CommandFailure(.input, "no session was kept yet")
      }
      return last
    }
    if let file { return file }
    guard StandardInput.isTerminal, StandardOutput.isTerminal else {
      throw CommandFailure(.usage, "name a table, a recipe or a session; rowsmith demo opens an example")
    }
    return ""
  }

  /// Opens the workbench and says what is to be said after its end.
  static func run(_ file: OpenFile, screen: ScreenFlags, isTutorial: Bool = false) throws {
    let end = try WorkbenchLoop.run(file, screen: screen, isTutorial: isTutorial)
    if let words = end.words {
      StandardError.write("rowsmith: " + String(decoding: TerminalText.safe(Array(words.utf8)), as: UTF8.self) + "\n")
    }
    // All is written, and work that nobody waits for may still go on: what the libraries take down at an orderly end it would miss.
    // A signal's status is none of the statuses that commands end with.
    fflush(nil)
    _exit(end.status)
  }
}

/// How the screen is drawn.
struct ScreenFlags: ParsableArguments {
  @Option(help: "The theme (see rowsmith list themes).") var theme: String?
  @Option(help: "Characters to draw with: unicode, blocks or ascii.") var glyphs: GlyphSet?
  @Option(help: "Minutes without a key after which the screen is blanked; 0: never.") var blankAfter: Double = 5
  @Option(help: "Colours: auto, always, never or truecolor.") var color: ColorWish = .automatic
}

extension GlyphSet: ExpressibleByArgument {}
extension ColorWish: ExpressibleByArgument {}
