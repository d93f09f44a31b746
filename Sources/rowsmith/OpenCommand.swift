import ArgumentParser
import Curses
import Files
import Glibc
import Screen
import Workbench

/// Opens the workbench on a table, a recipe or a session.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the workbench (the default).")

  @Argument(help: ArgumentHelp("A table, a recipe, a session, or - for standard input.", valueName: "file"))
  var file: String?

  @OptionGroup(title: "Reading") var reading: ReadingFlags
  @OptionGroup(title: "Screen") var screen: ScreenFlags

  func run() throws {
    guard let file else {
      throw CommandFailure(.usage, "name a table, a recipe or a session; rowsmith demo opens an example")
    }
    if file != "-", !Folder.contains(file) {
      throw CommandFailure(FileError(.open, path: file, code: ENOENT))
    }
    var opened = OpenFile(path: file)
    opened.options = reading.options
    let end = try WorkbenchLoop.run(opened, screen: screen)
    if let words = end.words {
      StandardError.write("rowsmith: " + String(decoding: TerminalText.safe(Array(words.utf8)), as: UTF8.self) + "\n")
    }
    // A signal's status is none of the statuses that commands end with.
    if end.status != 0 { Glibc.exit(end.status) }
  }
}

/// How the screen is drawn.
struct ScreenFlags: ParsableArguments {
  @Option(help: "The theme (see rowsmith list themes).") var theme: String?
  @Option(help: "Characters to draw with: unicode, blocks or ascii.") var glyphs: GlyphSet?
  @Option(help: "Colours: auto, always, never or truecolor.") var color: ColorWish = .automatic
}

extension GlyphSet: ExpressibleByArgument {}
extension ColorWish: ExpressibleByArgument {}
