extension Key {
  /// Keys with names, and their spelling in tables, sessions and replays.
  private static let named: [(key: Key, spelling: String, label: String)] = [
    (.enter, "<ret>", "Enter"), (.escape, "<esc>", "Esc"), (.tab, "<tab>", "Tab"), (.backTab, "<backtab>", "⇧Tab"),
    (.up, "<up>", "↑"), (.down, "<down>", "↓"), (.left, "<left>", "←"), (.right, "<right>", "→"),
    (.home, "<home>", "Home"), (.end, "<end>", "End"), (.pageUp, "<pgup>", "PgUp"), (.pageDown, "<pgdn>", "PgDn"),
    (.backspace, "<bs>", "Backspace"), (.delete, "<del>", "Del"), (.character(" "), "<space>", "Space"),
    (.character("<"), "<lt>", "<"), (.character("^"), "<caret>", "^"),
  ]

  /// How the key is written in scripts: `j`, `^r`, `<ret>`, `<lt>`, `<f1>`. `Key(spelling)` reads it back.
  package var spelling: String {
    if let known = Self.named.first(where: { $0.key == self }) { return known.spelling }
    switch self {
    case .character(let character): return String(character)
    case .control(let letter): return "^\(letter)"
    case .function(let number): return "<f\(number)>"
    default: preconditionFailure("a key without a spelling: \(self)")
    }
  }

  /// How the key is shown to people: `j`, `^r`, `Enter`, `<`, `F1`.
  package var label: String {
    if let known = Self.named.first(where: { $0.key == self }) { return known.label }
    if case .function(let number) = self { return "F\(number)" }
    return spelling
  }

  /// The one key spelled by `text`; nil when it spells none or several.
  package init?(_ text: String) {
    guard let keys = Key.parse(text), keys.count == 1 else { return nil }
    self = keys[0]
  }

  /// The keys of a script such as `4<ret>15<ret>^s`; nil when a `<name>` is unknown or `^` stands before no letter.
  /// Line breaks between keys mean nothing.
  package static func parse(_ script: String) -> [Key]? {
    var keys: [Key] = []
    var rest = script[...]
    while let character = rest.popFirst() {
      if character.isNewline { continue }
      switch character {
      case "<":
        guard let key = takeNamed(&rest) else { return nil }
        keys.append(key)
      case "^":
        guard let letter = rest.popFirst(), let key = controlKey(letter) else { return nil }
        keys.append(key)
      default: keys.append(.character(character))
      }
    }
    return keys
  }

  /// Control with a letter or one of `[\]_@`; the letters of Enter, Tab and Escape are those keys.
  private static func controlKey(_ letter: Character) -> Key? {
    guard let lower = letter.lowercased().first, lower.isASCII, lower.isLetter || "[\\]_@".contains(lower) else {
      return nil
    }
    return .control(lower)
  }

  private static func takeNamed(_ rest: inout Substring) -> Key? {
    guard let end = rest.firstIndex(of: ">") else { return nil }
    let name = rest[..<end].lowercased()
    rest = rest[rest.index(after: end)...]
    if let known = named.first(where: { $0.spelling == "<\(name)>" }) { return known.key }
    if name == "gt" { return .character(">") }
    guard name.first == "f", let number = Int(name.dropFirst()), (1...12).contains(number) else { return nil }
    return .function(number)
  }
}
