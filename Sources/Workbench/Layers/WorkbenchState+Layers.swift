import Screen

extension WorkbenchState {
  mutating func open(_ layer: Layer) -> [Effect] {
    layers.append(layer)
    return []
  }

  /// Gives a key to the layer on top.
  mutating func handleInLayer(_ key: Key) -> [Effect] {
    guard let layer = layers.last else { return [] }
    switch layer {
    case .list(var list):
      let before = list.shownTheme(in: self)
      let effects = answer(list.handle(key, in: self, page: layerLines(list)), keeping: { .list(list) })
      return effects + preview(list, before: before, isLeft: key == .escape)
    case .filter(let filter): return handle(key, filter)
    case .save(let save): return handle(key, save)
    case .text(let text): return handle(key, text)
    case .value(let value): return handle(key, value)
    case .path(let path): return handle(key, path)
    case .difference(let difference): return handle(key, difference)
    case .quitGuard: return handleInGuard(key)
    case .otherData: return handleOtherData(key)
    case .reveal: return handleReveal(key)
    case .target(let target): return handle(key, target)
    case .event(let event): return handle(key, event)
    case .rule(let rule): return handle(key, rule)
    case .words(let top): return handleInWords(key, top)
    }
  }

  func layerLines(_ list: ListLayer) -> Int { list.page(in: Layout(self).body) }

  mutating func paste(_ text: String) -> [Effect] {
    switch layers.last {
    case .list(var list):
      list.field.insert(text)
      list.selection = 0
      layers[layers.count - 1] = .list(list)
    case .filter(var filter):
      filter.field.insert(text)
      layers[layers.count - 1] = .filter(filter)
      return follow(filter.field.text)
    case .save(var save):
      save.paste(text)
      layers[layers.count - 1] = .save(save)
    case .target(var target):
      target.paste(text)
      layers[layers.count - 1] = .target(target)
    case .event(var event):
      event.field.insert(text)
      return changeEvent(event)
    case .path(var path):
      let before = path
      path.field.insert(text)
      return change(path, from: before)
    case .rule(var rule):
      rule.field.insert(text)
      return changeRule(rule)
    case .value(var value):
      value.text.insert(text)
      value.problem = nil
      layers[layers.count - 1] = .value(value)
    default: break
    }
    return []
  }

  private mutating func answer(_ answer: LayerAnswer, keeping layer: () -> Layer) -> [Effect] {
    switch answer {
    case .stay:
      layers[layers.count - 1] = layer()
      return []
    case .close:
      layers.removeLast()
      return []
    case .run(let line):
      layers.removeLast()
      return goWhereItWorks(line) + run(line)
    }
  }

  /// A command that was found by its words is run where it works.
  private mutating func goWhereItWorks(_ line: String) -> [Effect] {
    guard let command = Commands.named(String(line.prefix { $0 != " " })), command.isPossibleElsewhere(self),
      let home = command.home
    else { return [] }
    return home == Self.editorView ? openEditor() : show(home)
  }

  /// Shows the theme that was moved to; leaving the list without choosing brings back the one before.
  private mutating func preview(_ list: ListLayer, before: String?, isLeft: Bool) -> [Effect] {
    guard list.content == .themes else { return [] }
    guard case .list? = layers.last else {
      defer { themeBefore = nil }
      return isLeft ? show(theme: themeBefore ?? theme.name) : []
    }
    guard let name = list.shownTheme(in: self), name != before else { return [] }
    return show(theme: name)
  }

  mutating func openThemes() -> [Effect] {
    themeBefore = theme.name
    var list = ListLayer(.themes)
    list.selection = themeNames.firstIndex(of: theme.name) ?? 0
    return open(.list(list))
  }

  mutating func show(theme name: String) -> [Effect] { start(.loadTheme(name: name), in: .theme, title: "theme") }

  private mutating func handle(_ key: Key, _ filter: FilterLayer) -> [Effect] {
    switch key {
    case .enter:
      layers.removeLast()
      // Says so where nothing was found.
      return filter.hasMoved ? [] : follow(filter.field.text)
    case .escape:
      layers.removeLast()
      return follow(filter.before)
    case .up, .down:
      var next = filter
      next.hasMoved = true
      layers[layers.count - 1] = .filter(next)
      return move(by: key == .up ? -1 : 1)
    default:
      var next = filter
      next.hasMoved = false
      _ = next.field.handle(key)
      layers[layers.count - 1] = .filter(next)
      return follow(next.field.text)
    }
  }

  /// What is typed after `/` limits the list, or is searched for where there is text.
  private mutating func follow(_ words: String) -> [Effect] {
    switch view {
    case "recipe": searchRecipe(words)
    case "columns", "rows": setFilter(words)
    default: searchLines(words)
    }
  }

  private mutating func handle(_ key: Key, _ save: SaveLayer) -> [Effect] {
    switch key {
    case .escape:
      leavesAfterSaving = false
      return leavePrompt(
        "save", save.path, offered: SaveLayer(suggesting: suggestedRecipePath).path, key: recipePath == nil ? "s" : "S")
    case .enter:
      guard save.isComplete else {
        let name = save.name.text
        return say(
          .problem,
          name.isEmpty
            ? "the recipe needs a name" : "'\(name)' is no name of a file: it holds a slash; Tab goes to the folder")
      }
      var next = save
      next.name = TextField(save.offeredName)
      next.takenPath = nil
      layers[layers.count - 1] = .save(next)
      return self.save(to: next.path, replacesExisting: false)
    // No letter: it may be the next one of a name.
    case .control("r") where save.takenPath != nil:
      return self.save(to: save.path, replacesExisting: true)
    default:
      var next = save
      next.handle(key)
      layers[layers.count - 1] = .save(next)
      return []
    }
  }

  private mutating func handleInGuard(_ key: Key) -> [Effect] {
    switch key {
    case .character("s"):
      layers.removeLast()
      leavesAfterSaving = true
      return save()
    case .character("q"):
      layers.removeLast()
      return leave(status: 0)
    case .escape: layers.removeLast()
    default: break
    }
    return []
  }

  private mutating func handleInWords(_ key: Key, _ top: Int) -> [Effect] {
    let lines = chartWordLines.count
    let page = min(lines, Layout(self).body.size.height - 2)
    guard let next = ReadingKeys.top(after: key, from: top, page: page, count: lines) else {
      layers.removeLast()
      return []
    }
    layers[layers.count - 1] = .words(next)
    return []
  }
}
