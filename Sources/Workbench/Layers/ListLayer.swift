import Screen
import StrictYAML

/// A list to search and choose from: palette, help, generators, kinds, rare events, history. Each line is a command to run.
struct ListLayer: Equatable, Sendable {
  enum Content: Equatable, Sendable, CaseIterable {
    case palette, help, generators, kinds, rareEvents, history, dialect, themes, versions, exports, jobs, messages

    /// Its lines are read; none can be chosen.
    var isToRead: Bool { self == .dialect || self == .messages }
  }

  /// One line of the list.
  struct Line: Equatable, Sendable {
    var title: String
    var detail = ""
    /// Stands before the detail, and is not searched: numbers that are still coming.
    var facts = ""
    var key = ""
    /// What Enter runs; nil: a heading or an explanation.
    var command: String?
    /// The command still needs an argument: Enter writes its name into the field.
    var needsArgument = false
    var isMarked = false
    var isHeading = false
    /// What its key, or the sign that stands there, means.
    var keyRole = Role.key
    /// Only what it says of itself holds what was typed, not its name.
    var isAbout = false
  }

  var content: Content
  var field = TextField()
  var selection = 0
  var top = 0
  /// The user went to the selected line, rather than typing.
  private var isChosen = false

  /// Lines that were made when the list was opened, as they take a look at all rows; nil: made for every frame.
  private let fixedLines: [Line]?
  /// Instead of the heading of its content.
  let title: String?
  /// Generators as the editor had ranked them when the list was opened: fits that come later move no line.
  private(set) var ranking: [String] = []

  init(_ content: Content, lines: [Line]? = nil, title: String? = nil) {
    (self.content, fixedLines, self.title) = (content, lines, title)
  }

  /// On the line that is in use, or on the first that can be chosen.
  func placed(in state: WorkbenchState) -> ListLayer {
    var placed = self
    if content == .generators { placed.ranking = state.rankedGenerators }
    let lines = lines(in: state)
    placed.selection = lines.firstIndex(where: \.isMarked) ?? lines.firstIndex { !$0.isHeading } ?? 0
    placed.scroll(page: state.layerLines(placed))
    return placed
  }

  var heading: String {
    switch content {
    case .palette: "Commands"
    case .help: "Help"
    case .generators: "Generator"
    case .kinds: "Kind"
    case .rareEvents: "Rare events"
    case .history: "History"
    case .dialect: "Dialect"
    case .themes: "Theme"
    case .versions: "Compare with"
    case .exports: "Export"
    case .jobs: "Going on"
    case .messages: "Messages"
    }
  }

  /// The theme that the selected line stands for, if it is a list of themes.
  func shownTheme(in state: WorkbenchState) -> String? {
    guard content == .themes else { return nil }
    let lines = lines(in: state)
    return lines.indices.contains(selection) ? lines[selection].title : nil
  }

  /// The size of its box: long lists are tall, whatever was typed; short ones leave the chart behind them free.
  func size(in body: Rect) -> Size {
    switch content {
    case .palette, .help:
      Size(
        width: min(max(104, body.size.width * 3 / 4), body.size.width - 2),
        height: min(max(30, body.size.height * 3 / 4), body.size.height))
    case .generators, .kinds, .rareEvents, .history, .dialect, .themes, .versions, .exports, .jobs, .messages:
      Size(width: min(80, body.size.width - 2), height: min(16, body.size.height))
    }
  }

  /// Lines below the list that say all of the selected one: more where the box is too narrow for its details.
  func helpLines(in body: Rect) -> Int {
    let size = size(in: body)
    return size.height < 12 ? 1 : size.width < 72 ? 3 : size.width < 100 ? 2 : 1
  }

  /// Lines of the list that are seen at once: the box without its frame, the field and the lines below.
  func page(in body: Rect) -> Int { max(1, size(in: body).height - 3 - helpLines(in: body)) }

  /// The lines that match what was typed, best first.
  func lines(in state: WorkbenchState) -> [Line] {
    let query = field.text
    if content == .palette, let lines = argumentLines(query, in: state) { return lines }
    let all = allLines(in: state)
    guard query.contains(where: { $0 != " " }) else { return all }
    let match = FuzzyMatch(query)
    let scored = all.enumerated().compactMap { index, line -> (Int, Int, Line)? in
      guard !line.isHeading else { return nil }
      guard content == .palette else {
        return match.score(in: line.title, key: line.key, detail: line.detail).map { ($0, index, line) }
      }
      if let name = line.command, Commands.aliases[query] == name { return (600, index, line) }
      if let score = match.score(in: line.title, key: line.key) { return (score, index, line) }
      var about = line
      about.isAbout = true
      // After every name, however loosely that matches.
      return match.score(in: "", detail: line.detail).map { ($0 - 1_000, index, about) }
    }
    return scored.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 > $1.0 }.map(\.2)
  }

  private func allLines(in state: WorkbenchState) -> [Line] {
    switch content {
    case .palette: state.paletteLines
    case .help: state.helpLines
    case .generators: state.generatorLines(ranked: ranking)
    case .kinds: state.kindLines
    case .rareEvents: fixedLines ?? []
    case .history: state.historyLines
    case .dialect: state.dialectLines
    case .themes: state.themeLines
    case .versions: state.versionLines
    case .exports: state.exportLines
    case .jobs: state.jobLines
    case .messages: state.messageLines
    }
  }

  /// After a whole command name and a blank: what may follow.
  private func argumentLines(_ query: String, in state: WorkbenchState) -> [Line]? {
    guard let blank = query.firstIndex(of: " "), let command = Commands.named(String(query[..<blank])),
      !command.arguments.isEmpty
    else { return nil }
    let rest = query[query.index(after: blank)...].drop { $0 == " " }
    // What is typed belongs to the argument it stands at; the last one takes the rest of the line.
    let parts = rest.split(
      separator: " ", maxSplits: command.arguments.count - 1, omittingEmptySubsequences: false)
    let argument = command.arguments[max(0, parts.count - 1)]
    let typed = String(parts.last ?? "")
    let before = ([command.name] + parts.dropLast().map(String.init)).joined(separator: " ")
    let isLast = command.arguments.dropFirst(max(1, parts.count)).allSatisfy(\.isOptional)
    let match = FuzzyMatch(typed)
    let choices = argument.choices(state).compactMap { choice -> (Int, Line)? in
      guard let score = match.score(in: choice.text, detail: choice.summary) else { return nil }
      return (
        score,
        Line(
          title: choice.text, detail: choice.summary, command: "\(before) \(choice.text)", needsArgument: !isLast)
      )
    }
    let sorted = choices.enumerated().sorted {
      $0.element.0 == $1.element.0 ? $0.offset < $1.offset : $0.element.0 > $1.element.0
    }.map(\.element.1)
    if !sorted.isEmpty { return sorted }
    return [Line(title: command.usage, detail: command.help, command: rest.isEmpty ? nil : query)]
  }

  /// The command that was typed whole and cannot be run now: nothing that only looks like it is run in its place.
  private func impossible(in state: WorkbenchState) -> Command? {
    guard content == .palette, !isChosen,
      let command = Commands.named(field.text) ?? Commands.aliases[field.text].flatMap(Commands.named)
    else { return nil }
    return command.isAvailable(state) || command.isPossibleElsewhere(state) ? nil : command
  }

  /// What is said instead of what the selected line does: nothing has the name that was typed, or it cannot be run now.
  func objection(_ lines: [Line], in state: WorkbenchState) -> (text: String, isWarning: Bool)? {
    let line = lines.indices.contains(selection) ? lines[selection] : nil
    if let known = impossible(in: state) { return ("\(field.text): \(state.refusal(of: known))", true) }
    guard line == nil || line?.isAbout == true && !isChosen else { return nil }
    let word = String(field.text.prefix { $0 != " " })
    guard content == .palette else { return ("nothing matches", false) }
    if line != nil { return ("no command is called \(word); ↑ ↓ choose one of those that speak of it", true) }
    let nearest = NearestName.of(word, among: Commands.all.map(\.name)).map { "; did you mean \($0)?" }
    return ("nothing matches" + (nearest ?? ""), nearest != nil)
  }

  mutating func handle(_ key: Key, in state: WorkbenchState, page: Int) -> LayerAnswer {
    switch key {
    case .escape: return .close
    case .enter: return choose(in: state)
    case .up, .control("p"), .backTab: selection -= 1
    case .down, .control("n"): selection += 1
    case .tab: complete(in: state)
    case .pageUp: selection -= page
    case .pageDown: selection += page
    // In an empty field there is nothing to delete.
    case .control("u") where field.text.isEmpty: selection -= page
    case .control("d") where field.text.isEmpty: selection += page
    default:
      // What matches is looked for when it is shown: many keys at once cost little.
      if field.handle(key) { (selection, top, isChosen) = (0, 0, false) }
      return .stay
    }
    isChosen = true
    selection = max(0, min(selection, lines(in: state).count - 1))
    scroll(page: page)
    return .stay
  }

  mutating func scroll(page: Int) {
    top = max(0, min(top, selection))
    top = max(top, selection - max(1, page) + 1)
  }

  private mutating func choose(in state: WorkbenchState) -> LayerAnswer {
    let lines = lines(in: state)
    guard lines.indices.contains(selection), let command = lines[selection].command else { return .stay }
    guard !lines[selection].isAbout || isChosen, impossible(in: state) == nil else { return .stay }
    guard lines[selection].needsArgument else { return .run(command) }
    self = ListLayer(.palette)
    field = TextField(command + " ")
    return .stay
  }

  private mutating func complete(in state: WorkbenchState) {
    let lines = lines(in: state)
    guard content == .palette, lines.indices.contains(selection), let command = lines[selection].command else { return }
    field = TextField(command + (lines[selection].needsArgument ? " " : ""))
    selection = 0
  }
}
