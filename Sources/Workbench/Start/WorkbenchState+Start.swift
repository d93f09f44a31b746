import Screen

/// The start screen, and opening another file without leaving the program.
extension WorkbenchState {
  static let startView = "start"

  /// Something is open, or on its way.
  var isOpen: Bool { !file.path.isEmpty }

  var startHeight: Int { Layout(self).place(of: StartPane.name)?.inside.size.height ?? 10 }

  /// Shows what can be opened; what is open stays.
  mutating func showStart() -> [Effect] {
    start.hasTutorial = tutorialPath != nil || tutorial != nil
    let effects = show(Self.startView)
    return effects + start(.listStart(demos), in: .startLists, title: "looking around")
  }

  mutating func take(_ lists: StartLists) -> [Effect] {
    start.show(lists, height: startHeight)
    return []
  }

  mutating func moveStart(by steps: Int) -> [Effect] {
    start.move(by: steps, height: startHeight)
    return []
  }

  mutating func openSelected() -> [Effect] {
    switch start.selected {
    case .session(let session): open(file: session.path)
    case .file(let file): open(file: file.name)
    case .otherFile: askForPath()
    case .tutorial: run("tutorial")
    case .demo(let demo): open(file: demo.path)
    case .blank, .heading, .note, nil: []
    }
  }

  /// Opens another file, once it is known that there is something to open: until then what is open stays.
  mutating func open(file path: String) -> [Effect] {
    guard !path.isEmpty, path != "-" else { return say(.problem, "name a table, a recipe or a session") }
    guard shownTable != nil || recipe != nil else { return leave(for: path) }
    return start(.probe(path), in: .probe, title: "opening \(OpenFile(path: path).name)")
  }

  /// Leaves what is open, its session kept, and opens another file.
  mutating func leave(for path: String) -> [Effect] {
    let farewell = farewell()
    var next = WorkbenchState(file: OpenFile(path: path), size: size, theme: theme)
    (next.themeNames, next.glyphs, next.demos, next.tutorialPath) = (themeNames, glyphs, demos, tutorialPath)
    // Answers to what the old state asked for are stale, whatever its numbers.
    (next.lastRevision, next.start, next.canGoBack) = (lastRevision, start, true)
    self = next
    return farewell + begin()
  }

  mutating func openDemo(_ name: String) throws(CommandError) -> [Effect] {
    guard let demo = demos.first(where: { $0.name == name }) else {
      throw CommandError("no demo is called \(name); there are \(demos.map(\.name).joined(separator: ", "))")
    }
    return open(file: demo.path)
  }

  /// Opens the session that was kept of this file and not saved.
  mutating func recover() throws(CommandError) -> [Effect] {
    guard let recovery else { throw CommandError("no unsaved session of this file was kept") }
    // What was done since would take its place.
    guard !hasUnsavedRecipe else {
      throw CommandError("save or undo what you did since; the kept session is also listed under gs")
    }
    return open(file: recovery.path)
  }

  /// `gr takes up the session kept yesterday 17:42: 4 changes not saved`
  var recoveryWords: String? {
    recovery.map { "gr takes up the session kept \($0.when.isEmpty ? "earlier" : $0.when): \($0.unsavedWords)" }
  }

  mutating func saveSession(_ name: String) throws(CommandError) -> [Effect] {
    guard var session = SessionFile(self) else { throw CommandError("nothing is fitted yet") }
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
      throw CommandError("'\(name)' is no name for a session; expected one without slashes that begins with no dot")
    }
    session.title = name
    return start(.saveSession(Reference(session), name: name), in: .save, title: "saving the session")
  }
}
