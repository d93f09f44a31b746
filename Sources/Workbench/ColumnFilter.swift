import Tables

/// What the list is limited to: words that must all match. `!word` must not, `kind:decimal` asks for a kind. A word in lower
/// case matches any case, one with a capital only itself.
struct ColumnFilter {
  private let words: [Substring]
  init(_ text: String) { words = text.split(separator: " ") }

  func accepts(name: String, kind: ColumnKind) -> Bool {
    words.allSatisfy { word in
      if word.first == "!", word.count > 1 { return !Self.matches(word.dropFirst(), name: name, kind: kind) }
      return Self.matches(word, name: name, kind: kind)
    }
  }

  private static func matches(_ word: Substring, name: String, kind: ColumnKind) -> Bool {
    // `type:` is what the same was called once.
    if word.hasPrefix("kind:") || word.hasPrefix("type:") {
      let wanted = word.dropFirst(5).lowercased()
      return kind.rawValue.hasPrefix(wanted) || kind.shortName.hasPrefix(wanted)
    }
    let hasCapital = word.contains { $0.isUppercase }
    return hasCapital ? name.contains(word) : name.lowercased().contains(word)
  }
}

extension ColumnKind {
  /// At most five letters, for the list.
  var shortName: String {
    switch self {
    case .integer: "int"
    case .decimal: "float"
    case .boolean: "bool"
    case .categorical: "cat"
    case .date: "date"
    case .time: "time"
    case .datetime: "stamp"
    case .text: "text"
    case .identifier: "id"
    }
  }
}
