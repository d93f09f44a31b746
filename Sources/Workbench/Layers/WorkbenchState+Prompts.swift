import Screen
import Synthesis
import Tables

/// What all prompts have in common: Esc leaves, and what was typed and not taken is there again the next time; Tab completes the
/// word at the cursor.
extension WorkbenchState {
  /// Leaves the prompt on top.
  /// - Parameters:
  ///   - name: under which the text is kept.
  ///   - offered: what stood there without being typed.
  ///   - key: what opens the prompt again.
  mutating func leavePrompt(_ name: String, _ text: String, offered: String = "", key: String) -> [Effect] {
    layers.removeLast()
    guard text != offered, text.contains(where: { $0 != " " }) else { return [] }
    drafts[name] = text
    return say(.note, "not taken; \(key) brings \(text) back")
  }

  /// What was typed before and left, once.
  mutating func takeDraft(_ name: String) -> String? { drafts.removeValue(forKey: name) }

  /// What may be typed into a field of the editor; empty where that is a number.
  func valueChoices(_ field: EditorField) -> [String] {
    guard let column = recipeColumn(selection) else { return [] }
    switch field {
    case .tail: return ["auto", "none", "bounded(", "x1.5", "x2", "x3"]
    case .parameter("provider"):
      return FakeProviders.all.filter { $0.holds(column.kind) }.map(\.name)
    case .parameter("locale"): return column.fakeProvider?.locales.map(\.name) ?? []
    case .parameter(let name):
      if case .flag? = column.parameters[name] { return ["true", "false"] }
      return column.isOpenBound(name) ? ["none"] : []
    case .generator, .level, .missing: return []
    }
  }
}

/// Keys of what is only read: a few lines, scrolled.
enum ReadingKeys {
  /// - Returns: the first line to show; nil where the key closes it.
  static func top(after key: Key, from top: Int, page: Int, count: Int) -> Int? {
    let last = max(0, count - page)
    let next: Int
    switch key {
    case .escape, .enter, .character("q"): return nil
    case .up, .character("k"): next = top - 1
    case .down, .character("j"): next = top + 1
    case .pageUp, .control("u"): next = top - page
    case .pageDown, .control("d"), .character(" "): next = top + page
    case .home, .character("g"): next = 0
    case .end, .character("G"): next = last
    default: next = top
    }
    return min(max(0, next), last)
  }
}
