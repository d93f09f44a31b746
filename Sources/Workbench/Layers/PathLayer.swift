import Screen

/// A path being typed, with the names that may stand there.
struct PathLayer: Equatable, Sendable {
  var field = TextField()
  var listing: FolderListing?
  var choice = 0
  var problem = ""
  /// Enter was pressed before the names were there.
  var isSubmitted = false

  private static let most = 8

  /// What stands before the last slash, with it.
  var folder: String { field.text.lastIndex(of: "/").map { String(field.text[...$0]) } ?? "" }
  /// The letters after it.
  var typed: String { String(field.text.dropFirst(folder.count)) }

  /// Folders, tables, recipes and sessions whose name holds what was typed; those that begin with it first.
  var choices: [FolderListing.Entry] { Array(matches.prefix(Self.most)) }

  /// All that match; the first of them are the choices.
  private var matches: [FolderListing.Entry] {
    guard let listing, listing.folder == folder else { return [] }
    let wanted = typed.lowercased()
    let found = listing.entries.filter { entry in
      guard !entry.name.hasPrefix(".") || typed.hasPrefix(".") else { return false }
      let isWanted = entry.isFolder || Performer.isTable(entry.name) || Self.isDocument(entry.name)
      return isWanted && (wanted.isEmpty || entry.name.lowercased().contains(wanted))
    }
    let sorted = found.enumerated().sorted { left, right in
      let (first, second) = (rank(left.element, wanted), rank(right.element, wanted))
      return first == second ? left.offset < right.offset : first < second
    }
    return sorted.map(\.element)
  }

  /// `the first 8 of 23`; empty where all are shown.
  var restWords: String { ListWords.first(Self.most, of: matches.count) }

  private func rank(_ entry: FolderListing.Entry, _ wanted: String) -> Int {
    let begins = entry.name.lowercased().hasPrefix(wanted)
    return (begins ? 0 : 2) + (entry.isFolder ? 1 : 0)
  }

  private static func isDocument(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  /// Takes a name in place of the letters that were typed.
  mutating func take(_ entry: FolderListing.Entry) {
    field = TextField(folder + entry.name + (entry.isFolder ? "/" : ""))
    (choice, problem) = (0, "")
  }
}

extension WorkbenchState {
  mutating func askForPath() -> [Effect] {
    var layer = PathLayer()
    layer.field = TextField(takeDraft("path") ?? "")
    return open(.path(layer)) + list(folder: layer.folder)
  }

  private mutating func list(folder: String) -> [Effect] {
    start(.listFolder(folder), in: .folder, title: "looking around")
  }

  mutating func take(_ listing: FolderListing) -> [Effect] {
    guard case .path(var layer)? = layers.last, layer.folder == listing.folder else { return [] }
    layer.listing = listing
    layers[layers.count - 1] = .path(layer)
    return layer.isSubmitted ? enter(layer) : []
  }

  mutating func handle(_ key: Key, _ layer: PathLayer) -> [Effect] {
    var next = layer
    next.isSubmitted = false
    switch key {
    case .escape:
      jobs[.folder] = nil
      return leavePrompt("path", layer.field.text, key: view == Self.startView ? "o" : "go")
    case .up, .backTab: next.choice = max(0, layer.choice - 1)
    case .down: next.choice = min(max(0, layer.choices.count - 1), layer.choice + 1)
    case .tab:
      guard layer.choices.indices.contains(layer.choice) else { return [] }
      next.take(layer.choices[layer.choice])
    case .enter: return enter(layer)
    default:
      guard next.field.handle(key) else { return [] }
      (next.choice, next.problem) = (0, "")
    }
    return change(next, from: layer)
  }

  mutating func change(_ next: PathLayer, from layer: PathLayer) -> [Effect] {
    layers[layers.count - 1] = .path(next)
    // Asked once for every folder.
    return next.folder == next.listing?.folder || next.folder == layer.folder && jobs[.folder] != nil
      ? [] : list(folder: next.folder)
  }

  /// Opens the file that is named whole, else what is chosen; goes into a folder.
  private mutating func enter(_ layer: PathLayer) -> [Effect] {
    var next = layer
    next.isSubmitted = layer.listing?.folder != layer.folder
    guard !next.isSubmitted else { return change(next, from: layer) }
    let exact = layer.listing?.entries.first { $0.name == layer.typed }
    let chosen = exact ?? (layer.choices.indices.contains(layer.choice) ? layer.choices[layer.choice] : nil)
    guard let chosen else {
      let place = layer.folder.isEmpty ? "this folder" : layer.folder
      let problem = layer.listing?.problem ?? ""
      next.problem = problem.isEmpty ? "\(place) holds no table, recipe or session of that name" : problem
      return change(next, from: layer)
    }
    if chosen.isFolder {
      next.take(chosen)
      return change(next, from: layer)
    }
    layers.removeLast()
    return open(file: layer.folder + chosen.name)
  }

  func draw(_ layer: PathLayer, in body: Rect, on surface: inout Surface) {
    let size = Size(width: min(76, body.size.width - 2), height: min(13, body.size.height))
    let inside = Dialog.draw(title: "Open a file", size: size, in: body, on: &surface)
    surface.write("path", in: inside, line: 0, role: .dim)
    layer.field.draw(
      in: Rect(x: inside.left + 6, y: inside.top, width: max(2, inside.size.width - 6), height: 1), on: &surface)
    let problem = layer.problem.isEmpty ? layer.listing?.problem ?? "" : layer.problem
    surface.write(problem, in: inside, line: 1, role: .bad)
    let list = inside.splitRows(2).bottom
    for (row, entry) in layer.choices.prefix(max(0, list.size.height - 1)).enumerated() {
      let line = list.line(row)
      let isChosen = row == layer.choice
      if isChosen { surface.tint(line, background: .selection) }
      surface.write(isChosen ? "▸" : " ", in: line, line: 0, role: .cursor)
      let used = surface.write(
        entry.name + (entry.isFolder ? "/" : ""), in: line, line: 0, indent: 2, role: isChosen ? .title : .text)
      guard !entry.isFolder, used + 14 < line.size.width else { continue }
      surface.write(Numbers.bytes(entry.bytes), endingAt: line.right - 1, y: line.top, role: .dim)
    }
    surface.write("Tab takes ▸   Enter opens it", in: list, line: list.size.height - 1, role: .dim)
    surface.write(layer.restWords, endingAt: list.right - 1, y: list.bottom - 1, role: .dim, maxWidth: 24)
  }
}
