import Curses
import Files
import Glibc
import Screen
import StrictYAML
import Workbench

/// The loop of the workbench: event, update, effects, draw. It runs on the main thread, which alone owns the terminal.
struct WorkbenchLoop {
  struct End {
    var status: Int32
    /// Said after the terminal is given back.
    var words: String?
  }

  private var state: WorkbenchState
  private var terminal: CursesTerminal
  private let inbox: Inbox
  private let runner: EffectRunner
  private let performer: Performer
  /// Every frame, while the screen is recorded.
  private var recording: CastRecording?

  static func run(_ file: OpenFile, screen: ScreenFlags, isTutorial: Bool = false) throws(CommandFailure) -> End {
    do {
      let terminal = try CursesTerminal(readsKeysFromTTY: file.path == "-", color: screen.color)
      defer { terminal.stop() }
      var loop = WorkbenchLoop(file, terminal: terminal, screen: screen)
      return loop.run(isTutorial: isTutorial)
    } catch { throw CommandFailure(.usage, error.description) }
  }

  private init(_ file: OpenFile, terminal: CursesTerminal, screen: ScreenFlags) {
    let look = Look(terminal: terminal, flags: screen)
    self.terminal = terminal
    performer = Performer(
      clock: Self.seconds, loadTheme: { look.theme(named: $0) },
      changedTheme: { look.files.haveChanged ? look.theme(named: $0) : nil }, places: .own, locks: SessionLocks(),
      now: { Int(time(nil)) })
    inbox = Inbox(wake: CursesTerminal.wake)
    runner = EffectRunner(performer: performer, inbox: inbox, prepareThread: TerminalGuard.protectCurrentThread)
    state = WorkbenchState(file: file, size: terminal.size, theme: look.first)
    state.themeNames = Themes.names(in: look.folders)
    state.glyphs = screen.glyphs
    state.blanksAfter = screen.blankAfter > 0 ? 60 * min(screen.blankAfter, 24 * 60) : nil
    state.demos = ShippedFiles.names(of: .sessions).compactMap { name in
      ShippedFiles.path(of: name, in: .sessions).map { Demo(name: name, path: $0) }
    }
    state.tutorialPath = ShippedFiles.tutorialTable
  }

  private mutating func run(isTutorial: Bool) -> End {
    start(state.begin())
    if isTutorial { start(state.update(.command("tutorial"))) }
    while state.exitStatus == nil {
      // Keys that wait would overtake the frame.
      if !terminal.hasWaitingEvents { present() }
      let event = terminal.nextEvent()
      start(state.update(.event(event)))
      for message in inbox.takeAll() where state.exitStatus == nil { start(state.update(message)) }
    }
    // Whatever ends the program, the work is kept first.
    for effect in state.farewell() { _ = performer.perform(work(of: effect)) }
    return End(status: state.exitStatus ?? 0, words: state.lastWords)
  }

  private mutating func start(_ effects: [Effect]) {
    for effect in effects {
      switch effect.work {
      case .suspend: terminal.suspend()
      case .repaint: terminal.repaint()
      case .copy(let text): terminal.copy(base64: Base64.encode(Array(text.utf8)))
      case .editRecipe(let recipe, let draft):
        let editing = RecipeEditing(recipe.value, draft: draft)
        inbox.put(.done(effect.ticket, editing.outcome { terminal.lend(to: $0) }))
      default:
        var effect = effect
        effect.work = work(of: effect)
        runner.start(effect)
      }
    }
    runner.keep(only: state.activeTickets)
  }

  /// What is to be done in the background: of the work that the loop has a part in, the rest.
  private mutating func work(of effect: Effect) -> Work {
    guard case .writeRecording(let path) = effect.work else { return effect.work }
    defer { recording = nil }
    return recording.map { state.writing(recording: $0.text, to: path) } ?? effect.work
  }

  private mutating func record() {
    var recording = recording ?? CastRecording(size: state.size, title: state.windowTitle)
    var surface = Surface(size: state.size)
    state.recorded.draw(on: &surface)
    recording.add(surface, theme: state.shownTheme, at: Self.seconds())
    self.recording = recording
    if recording.isFull { start(state.update(.command("record-screen"))) }
  }

  private mutating func present() {
    // A held key costs one frame, not one each.
    guard !terminal.hasWaitingEvents else { return }
    var surface = Surface(size: state.size)
    state.draw(on: &surface)
    terminal.setTitle(state.windowTitle)
    terminal.present(surface, theme: state.shownTheme)
    if state.isRecording { record() }
  }

  @Sendable private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The colours and characters that this terminal can show.
  private struct Look: Sendable {
    let depth: ColorDepth
    let glyphs: GlyphSet
    let folders: [String]
    let first: Theme
    let files: ThemeFiles

    init(terminal: CursesTerminal, flags: ScreenFlags) {
      let environment = Self.environment
      folders = ShippedFiles.folders(of: .themes)
      files = ThemeFiles(in: folders)
      depth = ThemeChoice.depth(environment: environment, colors: terminal.colors, wish: flags.color)
      glyphs = ThemeChoice.glyphs(environment: environment, isUTF8: terminal.isUTF8, wish: flags.glyphs)
      let name = ThemeChoice.name(environment: environment, depth: depth, wish: flags.theme)
      first = Themes.load(named: name, from: folders, depth: depth, glyphs: glyphs).theme
    }

    func theme(named name: String) -> Theme? {
      guard Themes.names(in: folders).contains(name) else { return nil }
      return Themes.load(named: name, from: folders, depth: depth, glyphs: glyphs).theme
    }

    private static var environment: [String: String] {
      var values: [String: String] = [:]
      for name in ["TERM", "NO_COLOR", "ROWSMITH_THEME", "LC_ALL", "LC_CTYPE", "LANG", "COLORTERM"] {
        if let value = getenv(name) { values[name] = String(cString: value) }
      }
      return values
    }
  }
}
