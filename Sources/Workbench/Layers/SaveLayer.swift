import Screen

/// Asks for the name and the folder of a recipe.
struct SaveLayer: Equatable, Sendable {
  var name: TextField
  var folder: TextField
  var isFolderFocused = false
  /// The size of the file to be, once it is known.
  var bytes: Int?
  /// The path that turned out to be taken: `^r` replaces it, Enter takes the next free name.
  var takenPath: String?

  init(suggesting path: String) {
    let slash = path.lastIndex(of: "/")
    name = TextField(String(slash.map { path[path.index(after: $0)...] } ?? path[...]))
    folder = TextField(String(slash.map { path[..<$0] } ?? "."))
  }

  var path: String { path(of: name.text) }

  private func path(of name: String) -> String {
    let place = folder.text.isEmpty ? "." : folder.text
    let file = name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? name : name + ".yaml"
    return place == "." ? file : place + (place.hasSuffix("/") ? "" : "/") + file
  }

  /// The name that Enter saves under: where the one in the field is taken, the next number behind it.
  var offeredName: String {
    guard takenPath != nil else { return name.text }
    let ending = [".yaml", ".yml"].first { name.text.hasSuffix($0) } ?? ""
    let stem = name.text.dropLast(ending.count)
    guard let dash = stem.lastIndex(of: "-"), let number = Int(stem[stem.index(after: dash)...]), number > 0,
      number < 1_000_000
    else { return "\(stem)-2\(ending)" }
    return "\(stem[..<dash])-\(number + 1)\(ending)"
  }

  /// What draws rows from the saved file later.
  var command: String {
    let path = path(of: offeredName)
    let file =
      path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/~".contains($0)) }
      ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    return "rowsmith generate \(file) -n 1M -o rows.csv"
  }

  var isComplete: Bool { !name.text.isEmpty && !name.text.contains("/") }

  mutating func handle(_ key: Key) {
    switch key {
    case .tab, .backTab, .up, .down: isFolderFocused.toggle()
    default:
      if isFolderFocused { _ = folder.handle(key) } else { _ = name.handle(key) }
      takenPath = nil
    }
  }

  mutating func paste(_ text: String) {
    if isFolderFocused { folder.insert(text) } else { name.insert(text) }
    takenPath = nil
  }
}
