import Evaluation
import Screen
import Synthesis
import Tables

/// The generator of a column and its parameters.
enum EditorPane: Pane {
  static let name = "editor"

  static func title(_ state: WorkbenchState) -> String { state.selectedName }

  static func trailing(_ state: WorkbenchState) -> String { "Esc done" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard state.recipeColumn(state.selection) != nil else { return }
    var head = area
    if !isFramed {
      let (line, rest) = area.splitRows(1)
      surface.write("\(state.selectedName)  \(facts(state))", in: line, line: 0, role: .title)
      head = rest
    } else {
      let (line, rest) = area.splitRows(1)
      surface.write(facts(state), in: line, line: 0, indent: 1, role: .dim)
      head = rest
    }
    let blocks = notes(state, width: head.size.width - 2)
    let needed = blocks.reduce(0) { $0 + $1.lines.count }
    let room = head.size.height - rows(state, width: area.size.width).count
    let (list, foot) = head.splitLastRows(min(needed, max(1, min(room, head.size.height / 2))))
    drawRows(state, in: list, on: &surface)
    var line = 0
    for note in fitting(blocks, into: foot.size.height) {
      for text in note.lines {
        surface.write(text, in: foot, line: line, indent: 1, role: note.role)
        line += 1
      }
    }
  }

  /// Something said below the fields, in lines; where there is little room the most important ones are kept.
  private struct Note {
    var lines: [String]
    var role: Role
    var importance: Int
  }

  /// The notes in their order: whole ones as far as there is room, the next one cut with an ellipsis.
  private static func fitting(_ notes: [Note], into height: Int) -> [Note] {
    var left = height
    var kept: [Int: Note] = [:]
    for (place, note) in notes.enumerated().sorted(by: { $0.element.importance < $1.element.importance }) {
      guard left > 0 else { break }
      var shown = note
      if note.lines.count > left {
        shown.lines = Array(note.lines.prefix(left))
        shown.lines[left - 1] += " …"
      }
      kept[place] = shown
      left -= shown.lines.count
    }
    return kept.sorted { $0.key < $1.key }.map(\.value)
  }

  /// `float · 30,285 distinct · 0 missing · 7 of 10`
  private static func facts(_ state: WorkbenchState) -> String {
    var parts = state.recipeColumn(state.selection)?.isDropped == true ? ["− left out"] : []
    parts.append(state.columnKind(state.selection).shortName)
    if let profile = state.columnProfile(state.selection) {
      parts.append("\(Numbers.grouped(profile.distinct)) distinct")
      if profile.missing > 0 { parts.append("\(Numbers.grouped(profile.missing)) missing") }
    }
    return (parts + ["\(state.selection + 1) of \(state.columnCount)"]).joined(separator: " · ")
  }

  /// Lines of the list: headings and fields.
  private enum Row {
    /// Over the generators.
    case generators
    case heading(String, String, String)
    case field(EditorField)
    /// Under a field whose typed value was not taken.
    case problem(String)
  }

  private static func rows(_ state: WorkbenchState, width: Int) -> [Row] {
    var rows: [Row] = []
    var hasParameters = false
    for field in state.editorFields {
      if case .generator = field {
        if rows.isEmpty { rows.append(.generators) }
      } else if !hasParameters {
        hasParameters = true
        rows.append(.heading("parameter", "value", "fitted"))
      }
      rows.append(.field(field))
      if case .value(let layer)? = state.layers.last, layer.field == field, let problem = layer.problem {
        rows += WrappedText.lines("! " + problem, width: width - 4, indent: 2).map { .problem($0) }
      }
    }
    return rows
  }

  private static func drawRows(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    let rows = rows(state, width: area.size.width)
    let selected = rows.firstIndex { if case .field(state.editor.field) = $0 { true } else { false } } ?? 0
    // A problem stands under its field.
    let problem = rows.dropFirst(selected + 1).prefix { if case .problem = $0 { true } else { false } }.count
    let last = min(rows.count - 1, selected + max(problem, isTyping(state) ? 2 : 0))
    let top = max(0, min(rows.count - area.size.height, max(0, last - area.size.height + 1)))
    for (line, row) in rows.dropFirst(top).prefix(area.size.height).enumerated() {
      let place = area.line(line)
      switch row {
      case .generators: drawGeneratorsHeading(in: place, on: &surface)
      case .heading(let name, let first, let second): drawHeading(name, first, second, in: place, on: &surface)
      case .field(.generator(let name)): drawGenerator(name, state, in: place, on: &surface)
      case .field(let field): drawField(field, state, in: place, on: &surface)
      case .problem(let text): surface.write(text, in: place, line: 0, indent: 3, role: .bad)
      }
    }
    if top > 0 { surface.write("↑", endingAt: area.right, y: area.top, role: .dim) }
    if rows.count > top + area.size.height {
      surface.write("↓", endingAt: area.right, y: area.bottom - 1, role: .dim)
    }
  }

  private static func isTyping(_ state: WorkbenchState) -> Bool {
    if case .value? = state.layers.last { true } else { false }
  }

  private static func ends(_ area: Rect) -> (first: Int, second: Int) { (area.right - 10, area.right - 1) }

  /// Where fit, distance and Akaike's criterion end; the last only where there is room.
  private static func generatorEnds(_ area: Rect) -> (fit: Int, distance: Int, criterion: Int?) {
    area.size.width >= 38
      ? (area.right - 14, area.right - 8, area.right - 1) : (area.right - 10, area.right - 1, nil)
  }

  private static func drawGeneratorsHeading(in area: Rect, on surface: inout Surface) {
    let ends = generatorEnds(area)
    surface.write("generator", in: area, line: 0, indent: 1, role: .header)
    surface.write("fit", endingAt: ends.fit, y: area.top, role: .header)
    surface.write("KS", endingAt: ends.distance, y: area.top, role: .header)
    if let end = ends.criterion { surface.write("AIC/n", endingAt: end, y: area.top, role: .header) }
  }

  private static func drawHeading(
    _ name: String, _ first: String, _ second: String, in area: Rect, on surface: inout Surface
  ) {
    let ends = ends(area)
    surface.write(name, in: area, line: 0, indent: 1, role: .header)
    surface.write(first, endingAt: ends.first, y: area.top, role: .header)
    surface.write(second, endingAt: ends.second, y: area.top, role: .header)
  }

  private static func mark(_ isSelected: Bool, in area: Rect, on surface: inout Surface) {
    guard isSelected else { return }
    surface.tint(area, background: .selection)
    surface.write("▸", in: area, line: 0, indent: 0, role: .cursor)
    surface.cursor = area.origin
  }

  private static func drawGenerator(_ name: String, _ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    mark(state.editor.field == .generator(name), in: area, on: &surface)
    let isUsed = state.recipeColumn(state.selection)?.generator == name
    let ends = generatorEnds(area)
    if isUsed { surface.write("✓", in: area, line: 0, indent: 2, role: .good) }
    surface.write(
      name, at: Point(x: area.left + 4, y: area.top), role: isUsed ? .title : .text,
      maxWidth: ends.fit - area.left - 8, clipping: .ellipsis)
    guard let family = state.family(name) else {
      surface.write("…", endingAt: ends.fit, y: area.top, role: .progress)
      return
    }
    if family.failure != nil {
      surface.write("cannot fit", endingAt: area.right - 1, y: area.top, role: .dim)
      return
    }
    let fit = family.fit.map { Numbers.fixed($0, decimals: 0) } ?? "–"
    surface.write(fit, endingAt: ends.fit, y: area.top, role: ColumnsPane.role(ofFit: family.fit))
    let distance = family.distance.map { NumberText.fixed($0, decimals: 3) } ?? "–"
    // A gap that chance explains is no news.
    let isWithinNoise = family.criterion != nil && family.isWithinNoise
    surface.write(distance, endingAt: ends.distance, y: area.top, role: isWithinNoise ? .good : .dim)
    if let end = ends.criterion {
      let criterion = family.criterion.map { NumberText.fixed($0, decimals: 2) } ?? "–"
      surface.write(criterion, endingAt: end, y: area.top, role: .dim, maxWidth: 6, clipping: .ellipsis)
    }
  }

  private static func drawField(
    _ field: EditorField, _ state: WorkbenchState, in area: Rect, on surface: inout Surface
  ) {
    let isSelected = state.editor.field == field
    mark(isSelected, in: area, on: &surface)
    let ends = ends(area)
    let texts = state.texts(of: field)
    let shown = isSelected ? "‹\(texts.value)›" : texts.value
    let width = typed(field, state) == nil ? min(14, shown.columns) : 12
    surface.write(
      label(field), at: Point(x: area.left + 2, y: area.top), role: isSelected ? .title : .text,
      maxWidth: max(6, ends.first - area.left - 3 - width), clipping: .ellipsis)
    if case .tail = field, case nil = typed(field, state) {
      return drawTail(texts, isSelected: isSelected, label(field), in: area, on: &surface)
    }
    if let fitted = texts.fitted {
      surface.write(fitted, endingAt: ends.second, y: area.top, role: .dim, maxWidth: 8, clipping: .ellipsis)
    }
    if let text = typed(field, state) {
      text.draw(
        in: Rect(x: ends.first - width, y: area.top, width: width + 9, height: 1), on: &surface)
      return
    }
    if texts.isPinned { surface.write("!", at: Point(x: ends.first, y: area.top), role: .pinned) }
    surface.write(
      shown, endingAt: ends.first + (isSelected && !texts.isPinned ? 1 : 0), y: area.top,
      role: texts.isPinned ? .pinned : .text, maxWidth: 14, clipping: .ellipsis)
  }

  /// The text being typed into a field.
  private static func typed(_ field: EditorField, _ state: WorkbenchState) -> TextField? {
    if case .value(let layer)? = state.layers.last, layer.field == field { layer.text } else { nil }
  }

  /// The words for a tail are longer than numbers: what was fitted stands behind its value.
  private static func drawTail(
    _ texts: (value: String, fitted: String?, isPinned: Bool), isSelected: Bool, _ label: String, in area: Rect,
    on surface: inout Surface
  ) {
    let value = isSelected ? "‹\(texts.value)›" : texts.value
    let start = area.left + 2 + label.columns + 2
    let fitted = texts.fitted.map { $0 == texts.value ? "" : $0 } ?? ""
    let room = area.right - 1 - start
    let needed = value.columns + (fitted.isEmpty ? 0 : fitted.columns + 2) + (texts.isPinned ? 1 : 0)
    var x = area.right - 1 - min(needed, max(0, room))
    x += surface.write(
      value, at: Point(x: x, y: area.top), role: texts.isPinned ? .pinned : .text, maxWidth: area.right - 1 - x,
      clipping: .ellipsis)
    if texts.isPinned { x += surface.write("!", at: Point(x: x, y: area.top), role: .pinned) }
    surface.write(
      fitted, at: Point(x: x + 2, y: area.top), role: .dim, maxWidth: max(0, area.right - 3 - x), clipping: .ellipsis)
  }

  private static func label(_ field: EditorField) -> String {
    switch field {
    case .generator(let name): name
    case .parameter(let name): name
    case .level(let level): level.string
    case .missing: "missing"
    case .tail(let side): "\(side) tail"
    }
  }

  // MARK: - Notes

  private static let mostRules = 4

  private static func notes(_ state: WorkbenchState, width: Int) -> [Note] {
    guard let recipe = state.recipe, let column = state.recipeColumn(state.selection) else { return [] }
    func note(_ text: String, _ role: Role, _ importance: Int) -> Note {
      Note(lines: WrappedText.lines(text, width: width, indent: 2), role: role, importance: importance)
    }
    var notes = [
      Note(lines: WrappedText.lines(ofParts: steps(state), width: width), role: .dim, importance: 0)
    ]
    if column.isDropped {
      notes.insert(note("− left out of the output; - takes it in again", .warn, -1), at: 0)
    }
    if let comparison = state.editor.detail?.value.comparison, let warning = comparison.warning,
      !state.hides(column.name)
    {
      notes.append(note("! " + warning, .warn, 2))
    }
    notes += recipe.rules(about: column.name).prefix(mostRules).map { note("rule " + $0.text, .text, 4) }
    let privacy = privacy(column, recipe)
    notes.append(note(privacy.text, privacy.role, 3))
    if let made = FakeChoices.note(on: column) { notes.append(note(made, .dim, 5)) }
    notes.append(note(line(column), .text, 1))
    return notes
  }

  /// What `h l` and `Enter` do here.
  private static func steps(_ state: WorkbenchState) -> [String] {
    switch state.editor.field {
    case .generator: return ["Enter takes it", "f all that suit"]
    case .parameter(let name):
      let value = state.recipeColumn(state.selection)?.parameters[name]
      let step: Double
      switch value {
      case .number?: step = state.parameterStep(name)
      case .integer?: step = 1
      default: return ["Enter types it", "a auto"]
      }
      return ["h l ±\(EditorNumber.text(step))", "H L ±\(EditorNumber.text(10 * step))", "Enter types", "a auto"]
    case .level: return ["h l ±1%", "H L ±10%", "Enter types"]
    case .missing: return ["h l ±0.5%", "H L ±5%", "Enter types"]
    case .tail: return ["h l thinner, fatter", "Enter types"]
    }
  }

  private static func privacy(_ column: ColumnRecipe, _ recipe: Recipe) -> (text: String, role: Role) {
    var alone = recipe
    alone.columns = [column]
    (alone.rare, alone.parity) = ([], [])
    let entries = DisclosureLedger(alone).entries.filter { $0.subject == column.name }
    guard let least = entries.compactMap(\.support).min() else { return ("nothing learned: no real value kept", .good) }
    if !column.pinned.isEmpty { return ("pinned by you: \(column.pinned.joined(separator: ", "))", .pinned) }
    let isShort = least < recipe.privacy.k
    let rows = "\(Numbers.grouped(least)) real row\(least == 1 ? "" : "s")"
    return isShort
      ? ("! rests on \(rows), \(recipe.privacy.k) are needed", .warn) : ("rests on \(rows) or more", .dim)
  }

  /// `amount: normal(mean 3.72!, standard_deviation 1.06)`
  static func line(_ column: ColumnRecipe) -> String {
    var parts: [String] = []
    for entry in column.parameters.entries {
      let pin = column.pinned.contains(entry.name) ? "!" : ""
      if entry.value.isScalar {
        parts.append("\(entry.name) \(EditorNumber.text(entry.value))\(pin)")
      } else if entry.name == "shares" || entry.name == "share" {
        parts.append("\(entry.value.listCount ?? 1) shares\(pin)")
      }
    }
    if column.missingShare > 0 {
      let pin = column.pinned.contains(RecipeFitter.missingName) ? "!" : ""
      parts.append("missing \(EditorNumber.percent(column.missingShare))\(pin)")
    }
    return "\(column.name): \(column.generator)(\(parts.joined(separator: ", ")))"
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveField(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { 8 }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveField(by: steps.signum()) }
}
