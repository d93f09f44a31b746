import Screen

/// The start screen: what is shown, and what is selected.
struct StartDesk: Equatable, Sendable {
  var lists: StartLists?
  var position = ListPosition()
  /// The table of the tutorial is installed.
  var hasTutorial = false

  /// One line of the screen.
  enum Line: Equatable, Sendable {
    case blank
    case heading(String)
    case note(String)
    case session(KeptSession)
    case file(NearbyFile)
    case otherFile
    case tutorial
    case demo(Demo)

    /// What is opened; nil for headings and what has words of its own.
    var name: String? {
      switch self {
      case .session(let session): session.name
      case .file(let file): file.name
      case .demo(let demo): demo.name
      case .blank, .heading, .note, .otherFile, .tutorial: nil
      }
    }

    var canBeOpened: Bool {
      switch self {
      case .blank, .heading, .note: false
      case .session, .file, .otherFile, .tutorial, .demo: true
      }
    }
  }

  /// Tables of the folder that are listed; the others are found by their path.
  private static let mostFiles = 8

  var lines: [Line] {
    guard let lists else { return [.note("looking for sessions and tables…")] }
    var lines: [Line] = []
    if !lists.sessions.isEmpty { lines += [.heading("Open again")] + lists.sessions.map(Line.session) + [.blank] }
    lines += [.heading("Start new"), .otherFile] + lists.files.prefix(Self.mostFiles).map(Line.file)
    let more = lists.files.count - Self.mostFiles
    if more > 0 { lines.append(.note("\(more) more tables in this folder: o finds them")) }
    let learning: [Line] = (hasTutorial ? [.tutorial] : []) + lists.demos.map(Line.demo)
    if !learning.isEmpty { lines += [.blank, .heading("Learn")] + learning }
    return lines
  }

  var selected: Line? { lines.indices.contains(position.selection) ? lines[position.selection] : nil }

  /// To the next line that can be opened in the direction of `steps`.
  mutating func move(by steps: Int, height: Int) {
    let lines = lines
    let places = lines.indices.filter { lines[$0].canBeOpened }
    guard !places.isEmpty else { return }
    let passed = places.count { $0 < position.selection }
    let current = places.contains(position.selection) ? passed : passed - (steps > 0 ? 1 : 0)
    let (wanted, isHuge) = current.addingReportingOverflow(steps)
    let next = isHuge ? (steps > 0 ? places.count - 1 : 0) : min(max(0, wanted), places.count - 1)
    position.select(places[next], count: lines.count, height: height)
    // The heading of the first group is seen with it.
    if next == 0 { position.top = 0 }
  }

  /// New lists: the selection goes to the first line that can be opened.
  mutating func show(_ new: StartLists, height: Int) {
    let wasEmpty = lists == nil
    lists = new
    if wasEmpty || selected?.canBeOpened != true { position = ListPosition() }
    if selected?.canBeOpened != true { move(by: 1, height: height) }
    position.reveal(count: lines.count, height: height)
  }
}
