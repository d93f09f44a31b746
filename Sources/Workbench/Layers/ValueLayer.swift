import Screen

/// A value of the column editor being typed, in its own line of the pane. What cannot be taken stays, with a sentence under it.
struct ValueLayer: Equatable, Sendable {
  let field: EditorField
  var text: TextField
  var problem: String?

  /// The first choice that begins with what was typed, else holds it; after a whole one the next.
  mutating func complete(among choices: [String]) {
    let typed = text.text.lowercased()
    let next =
      choices.firstIndex(of: text.text).map { choices[($0 + 1) % choices.count] }
      ?? choices.first { $0.lowercased().hasPrefix(typed) } ?? choices.first { $0.lowercased().contains(typed) }
    guard let next else { return }
    (text, problem) = (TextField(next), nil)
  }
}

extension WorkbenchState {
  /// Opens the field for typing; what was typed there before and not taken is there again.
  mutating func typeValue() -> [Effect] {
    if case .generator(let name) = editor.field {
      guard name != recipeColumn(selection)?.generator else {
        return open(.list(ListLayer(.generators).placed(in: self)))
      }
      return run("generator \(name)")
    }
    let value = texts(of: editor.field).value
    return open(.value(ValueLayer(field: editor.field, text: TextField(editor.drafts[editor.field] ?? value))))
  }

  mutating func handle(_ key: Key, _ layer: ValueLayer) -> [Effect] {
    var next = layer
    switch key {
    case .escape:
      if layer.text.text != texts(of: layer.field).value { editor.drafts[layer.field] = layer.text.text }
      layers.removeLast()
      return editor.drafts[layer.field] == nil ? [] : say(.note, "not taken; Enter brings \(layer.text.text) back")
    case .enter: return takeTyped(layer)
    case .tab: next.complete(among: valueChoices(layer.field))
    case .up, .down, .backTab: return []
    default:
      guard next.text.handle(key) else { return [] }
      next.problem = nil
    }
    layers[layers.count - 1] = .value(next)
    return []
  }

  private mutating func takeTyped(_ layer: ValueLayer) -> [Effect] {
    let typed = layer.text.text
    let line: String
    switch layer.field {
    case .generator: return []
    case .parameter(let name): line = "set-parameter \(name) \(typed)"
    case .missing: line = "set-parameter missing \(typed)"
    case .level(let level): line = "set-share \(typed.filter { $0 != " " }) \(level.string)"
    case .tail(let side): line = "set-tail \(side) \(typed)"
    }
    do throws(CommandError) {
      if typed != texts(of: layer.field).value {
        let effects = try performOrThrow(Commands.parse(line))
        history.endMerging()
        editor.drafts[layer.field] = nil
        layers.removeLast()
        return effects
      }
      layers.removeLast()
      return []
    } catch {
      var next = layer
      next.problem = error.description
      layers[layers.count - 1] = .value(next)
      return []
    }
  }
}
