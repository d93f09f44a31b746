import Files
import Screen
import TestSupport
import Testing

@testable import Workbench

/// Laws over the command table.
@Suite struct CommandTests {
  @Test func namesAreUniqueAndKebabCase() {
    #expect(Set(Commands.all.map(\.name)).count == Commands.all.count)
    for command in Commands.all {
      #expect(command.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") }, "\(command.name)")
    }
  }

  @Test(arguments: Views.every.map(\.name)) func noTwoCommandsShareKeysInAView(_ view: String) {
    let chords = Commands.all.filter { $0.works(in: view) }.flatMap { command in
      command.keys.map { ($0, command.name) }
    }
    for (index, chord) in chords.enumerated() {
      for other in chords.dropFirst(index + 1) {
        #expect(chord.0 != other.0, "\(chord.1) and \(other.1) share \(chord.0.label)")
        let isBeginning = other.0.keys.starts(with: chord.0.keys) || chord.0.keys.starts(with: other.0.keys)
        #expect(!isBeginning, "\(chord.1) hides \(other.1)")
      }
    }
  }

  @Test func keysAreThoseOfTheView() {
    for view in Views.every {
      for command in Commands.all {
        for chord in command.keys where command.works(in: view.name) {
          #expect(Commands.forKeys(chord.keys, in: view.name)?.name == command.name)
        }
      }
    }
  }

  @Test func viewsAndHintsNameWhatThereIs() {
    #expect(Set(Views.all.map(\.name)).count == Views.all.count && Set(Views.all.map(\.digit)).count == Views.all.count)
    for view in Views.every {
      for name in view.hints {
        let command = Commands.named(name)
        #expect(command?.works(in: view.name) == true && command?.keys.isEmpty == false, "\(view.name): \(name)")
      }
    }
    for command in Commands.all {
      #expect(command.views.allSatisfy { name in Views.every.contains { $0.name == name } }, "\(command.name)")
      if let opposite = command.opposite { #expect(Commands.named(opposite) != nil, "\(command.name)") }
    }
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20)]) func whatMayFollowIsShownAfterAWhile(_ size: (Int, Int)) {
    var state = Sample.fitted(size.0, size.1)
    let effects = state.press("g")
    #expect(effects.count == 1 && effects[0].delay == 0.3 && !state.showsNextKeys)
    _ = state.update(.done(effects[0].ticket, .waited))
    #expect(state.screen.contains("e     go-to-last"))
    state.press("e")
    #expect(!state.showsNextKeys && state.selection == 5)
    // Who types on at once never sees it.
    let late = state.press("g")
    state.press("g")
    _ = state.update(.done(late[0].ticket, .waited))
    #expect(!state.showsNextKeys && state.selection == 0)
  }

  /// What is logged for sessions must be possible wherever a session is run.
  @Test func undoableCommandsWorkInEveryView() {
    var state = Sample.fitted()
    for command in Commands.all where command.isUndoable {
      let here = command.isAvailable(state)
      for view in Views.all {
        state.view = view.name
        #expect(command.isAvailable(state) == here, "\(command.name) in \(view.name)")
      }
      state.view = "columns"
    }
  }

  @Test func everyCommandIsExplained() {
    for command in Commands.all {
      #expect(!command.title.isEmpty && command.help.hasSuffix("."), "\(command.name)")
      #expect(command.title.split(separator: " ").count <= 3, "\(command.name)")
    }
  }

  @Test func helpAndKeyTableHoldEveryCommand() {
    let help = Sample.fitted().helpLines
    for command in Commands.all {
      #expect(help.contains { $0.title == command.usage }, "\(command.name)")
      #expect(KeyTable.markdown.contains("`\(command.usage)`"), "\(command.name)")
    }
    for sign in Legend.signs { #expect(help.contains { $0.key == sign.sign }) }
  }

  /// `RECORD_SNAPSHOTS=1` writes the table to Snapshots/keys.txt; README.md holds a copy of it.
  @Test func theReadmeHasTheKeyTable() throws {
    expectSnapshot(KeyTable.markdown, named: "keys")
    let root = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
    let readme = String(decoding: try WholeFile.read(root + "/README.md"), as: UTF8.self)
    #expect(readme.contains(KeyTable.markdown), "copy Snapshots/keys.txt into README.md")
  }

  @Test func linesAreParsed() throws {
    let (command, arguments) = try Commands.parse("go-to-column  customer name")
    #expect(command.name == "go-to-column")
    #expect(arguments == ["customer name"])
    #expect(throws: CommandError.self) { try Commands.parse("go-to-colum x") }
    #expect(throws: CommandError.self) { try Commands.parse("seed") }
    #expect(throws: CommandError.self) { try Commands.parse("zoom twice") }
    #expect(throws: CommandError.self) { try Commands.parse("") }
  }

  @Test func mistypedNamesGetTheNearest() {
    var state = Sample.fitted()
    _ = state.update(.command("generatr gamma"))
    #expect(state.status.text == "no command is called generatr; did you mean generator?")
  }

  /// What only speaks of something is not what was asked for.
  @Test func enterRunsWhatHasTheName() {
    var state = Sample.fitted()
    state.press(":mask<ret>")
    #expect(state.layers.count == 1 && !state.isRecording)
    #expect(state.screen.contains("mask: personal data is masked already"), "\(state.screen)")
    state.press("<esc>:asciinema<ret>")
    #expect(state.layers.count == 1 && state.screen.contains("no command is called asciinema"))
    state.press("<down><ret>")
    #expect(state.layers.isEmpty && state.isRecording)
  }

  @Test(arguments: [("exit", "quit"), ("wq", "quit"), ("write", "save"), ("delete", "drop-column"), ("q!", "quit")])
  func namesFromElsewhereAreKnown(_ typed: String, _ command: String) {
    var state = Sample.fitted()
    state.press(":\(typed)")
    guard case .list(let list)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(list.lines(in: state).first?.command == command)
    for name in Commands.aliases.values { #expect(Commands.named(name) != nil, "\(name)") }
    for name in Commands.aliases.keys { #expect(Commands.named(name) == nil, "\(name)") }
  }

  @Test func whatIsNotPossibleSaysWhy() {
    var state = Sample.fitted()
    for (keys, words) in [
      ("u", "nothing to undo"), ("^r", "nothing to redo"), ("U", "nothing was changed yet"),
      ("gr", "no unsaved session of this file was kept"), ("2n", "nothing is looked for"),
    ] {
      state.press(keys)
      #expect(state.status.text.hasPrefix(words), "\(keys): \(state.status.text)")
    }
  }

  @Test func helpIsPagedAsItSays() {
    var state = Sample.fitted()
    state.press("?^d")
    guard case .list(let list)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(list.selection > 10)
    state.press("^u")
    guard case .list(let back)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(back.selection < list.selection)
  }

  @Test func aNameOfARecipeIsAskedForUntilItIsOne() {
    var state = Sample.fitted()
    state.press("S^u<ret>")
    #expect(state.screen.contains("the recipe needs a name"))
    state.press("a/b<ret>")
    #expect(state.layers.count == 1 && state.screen.contains("'a/b' is no name of a file"))
  }

  @Test func rowsAreShownFromTheColumnThatIsLookedFor() {
    var state = Sample.fitted()
    state.press("2/amo<ret>")
    #expect(state.rowLeft == 4)
    state.press("/^uzzz<ret>")
    #expect(state.status.text == "no column's name holds zzz")
  }

  @Test func typedLettersFindTheCommand() {
    var state = Sample.fitted()
    state.press(":rdr")
    guard case .list(let list)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(list.lines(in: state).first?.command == "redraw")
    state.press("<ret>")
    #expect(state.recipe?.seed == 43)
    #expect(state.layers.isEmpty)
  }

  @Test func thePaletteCompletesArguments() {
    var state = Sample.fitted()
    state.press(":go-to-column amo<ret>")
    #expect(state.selectedName == "amount")
    state.press(":seed<ret>")
    guard case .list(let list)? = state.layers.last else { return #expect(Bool(false)) }
    #expect(list.field.text == "seed ")
    state.press("77<ret>")
    #expect(state.recipe?.seed == 77)
  }

  @Test func filtersAreSmartAboutCase() {
    let filter = { (text: String, name: String) in ColumnFilter(text).accepts(name: name, kind: .decimal) }
    #expect(filter("am", "Amount"))
    #expect(!filter("AM", "Amount"))
    #expect(filter("type:dec", "x") && filter("type:float am", "amount"))
    #expect(!filter("!am", "amount") && filter("!x", "amount"))
    #expect(filter("", "amount"))
  }
}

/// Folders and registries say the same.
@Suite struct RegistryTests {
  private func files(in folder: String, ending: String) throws -> [String] {
    let root = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
    return try Folder.names(in: "\(root)/Sources/Workbench/\(folder)").filter { $0.hasSuffix(ending) }
  }

  @Test func everyPaneFileIsRegistered() throws {
    let found = try files(in: "Panes", ending: "Pane.swift").filter { $0 != "Pane.swift" }
    #expect(Set(found) == Set(Panes.all.map { "\($0).swift" }))
    for view in Views.every { #expect(view.panes.allSatisfy { Panes.named($0) != nil }, "\(view.name)") }
  }

  @Test func everyTopicHasAFileOfCommands() throws {
    let found = try files(in: "Commands", ending: ".swift").filter { $0.hasPrefix("Commands+") }
    #expect(found.count == Set(Commands.all.map(\.topic)).count)
  }
}
