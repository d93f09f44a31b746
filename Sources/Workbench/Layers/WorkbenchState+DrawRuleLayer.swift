import Screen
import Synthesis

extension WorkbenchState {
  private static let formulaHelp = "+ - * /  if(c, a, b)  round(x, 2)  year(d)  upper(t)  mean(x)"

  func draw(_ layer: RuleLayer, in body: Rect, on surface: inout Surface) {
    let size = Size(width: min(84, body.size.width - 2), height: min(16, body.size.height))
    let title = layer.purpose == .rule ? "New rule" : "Formula"
    let inside = Dialog.draw(title: title, size: size, in: body, on: &surface)
    layer.field.draw(in: inside.line(0), on: &surface)
    let rest = inside.splitRows(1).bottom
    drawState(of: layer, in: rest, on: &surface)
    let list = inside.splitRows(5).bottom
    if let choice = completion(of: layer)?.choices.first {
      surface.write("Tab takes \(choice.text)", endingAt: inside.right, y: list.top - 1, role: .dim, maxWidth: 40)
    }
    switch layer.purpose {
    case .formula:
      surface.write("computed from the columns of the row", in: list, line: 0, role: .dim)
      let lines = WrappedText.lines(Self.formulaHelp, width: list.size.width, indent: 0)
      for (row, line) in lines.enumerated() {
        surface.write(line, in: list, line: list.size.height - lines.count + row, role: .dim)
      }
    case .rule: drawRules(layer, in: list, on: &surface)
    }
  }

  private func drawState(of layer: RuleLayer, in area: Rect, on surface: inout Surface) {
    guard layer.problem.isEmpty else {
      let role: Role = layer.isRefused ? .bad : .dim
      var line = 0
      if let caret = layer.excerpt.last, layer.excerpt.count > 1, caret.count <= area.size.width {
        surface.write(caret, in: area, line: 0, role: .key)
        line = 1
      }
      for text in WrappedText.lines(layer.problem, width: area.size.width, indent: 0).prefix(3) {
        surface.write(text, in: area, line: line, role: role)
        line += 1
      }
      return
    }
    guard layer.purpose == .rule else {
      let words = replacedColumn(by: layer.field.text).map {
        "takes the place of what was fitted to \($0); another name makes a new column"
      }
      surface.write(words ?? "", in: area, line: 0, role: .warn)
      return
    }
    guard let found = layer.found else {
      surface.write(jobs[.count] == nil ? "" : "counting…", in: area, line: 0, role: .dim)
      return
    }
    let rows = Numbers.grouped(found.checked)
    guard found.violations > 0 else {
      surface.write("✓ all \(rows) real rows keep it", in: area, line: 0, role: .good)
      return
    }
    surface.write(
      "! \(Numbers.grouped(found.violations)) of \(rows) real rows break it\(places(of: found))", in: area, line: 0,
      role: .warn)
    surface.write("every synthetic row will keep it", in: area, line: 1, role: .dim)
  }

  /// `: 8, 108, 208, …`: the first rows that break a rule.
  private func places(of found: RuleCount) -> String {
    // Of a sample the numbers of rows say nothing.
    guard real?.whole == nil, !found.rows.isEmpty else { return "" }
    let first = found.rows.prefix(6).map { Numbers.grouped($0 + 1) }
    return ": " + (first + (found.violations > first.count ? ["…"] : [])).joined(separator: ", ")
  }

  private func drawRules(_ layer: RuleLayer, in area: Rect, on surface: inout Surface) {
    let offered = offeredRules
    let kept = layer.choice.flatMap { $0 >= offered.count ? $0 - offered.count : nil }
    guard !offered.isEmpty else { return drawKept(kept, in: area, on: &surface) }
    let height = min(offered.count + 1, max(3, area.size.height / 2))
    let (top, bottom) = area.splitRows(height)
    draw(offered, layer.choice.map { min($0, offered.count - 1) }, isChosen: kept == nil, in: top, on: &surface)
    drawKept(kept, in: bottom, on: &surface)
  }

  /// The rules that the table shows and the recipe does not keep, with the rows that break them.
  private func draw(
    _ offered: [FoundRule], _ choice: Int?, isChosen hasChoice: Bool, in area: Rect, on surface: inout Surface
  ) {
    surface.write("found in the table, not yet a rule", in: area, line: 0, role: .header)
    let height = max(1, area.size.height - 1)
    let start = min(max(0, (choice ?? 0) - height + 1), max(0, offered.count - height))
    let position = ListWords.position(top: start, height: height, count: offered.count)
    surface.write(
      ListWords.joined(position, "↓ next"), endingAt: area.right, y: area.top, role: .dim, maxWidth: 24)
    for (line, own) in offered[start...].prefix(height).enumerated() {
      let isChosen = hasChoice && start + line == choice
      let exceptions = own.isExact ? "in every row" : "broken by \(Numbers.grouped(own.exceptions)) rows"
      let y = area.top + line + 1
      surface.write(isChosen ? "▸" : "", in: area, line: line + 1, role: .cursor)
      surface.write(
        own.text, at: Point(x: area.left + 2, y: y), role: isChosen ? .text : .dim,
        maxWidth: max(0, area.size.width - exceptions.count - 4), clipping: .ellipsis)
      surface.write(exceptions, endingAt: area.left + area.size.width, y: y, role: own.isExact ? .good : .warn)
    }
  }

  /// The rules of the recipe, the newest first, or spellings to go by where it has none.
  private func drawKept(_ choice: Int?, in area: Rect, on surface: inout Surface) {
    let rules = keptRules
    guard !rules.isEmpty else {
      surface.write("such as", in: area, line: 0, role: .header)
      for (line, text) in Rule.spellings.prefix(max(0, area.size.height - 1)).enumerated() {
        surface.write(text, in: area, line: line + 1, indent: 2, role: .dim)
      }
      return
    }
    let height = max(1, area.size.height - 2)
    let start = min(max(0, (choice ?? 0) - height + 1), max(0, rules.count - height))
    let count = "\(rules.count) \(rules.count == 1 ? "rule" : "rules") of the recipe"
    surface.write(count, in: area, line: 0, role: .header)
    let position = ListWords.position(top: start, height: height, count: rules.count)
    surface.write(
      ListWords.joined(position, "↓ next   ^x removes"), endingAt: area.right, y: area.top, role: .dim, maxWidth: 44)
    for (line, text) in rules.dropFirst(start).prefix(height).enumerated() {
      let isChosen = start + line == choice
      surface.write(isChosen ? "▸" : "", in: area, line: line + 1, role: .cursor)
      surface.write(text, in: area, line: line + 1, indent: 2, role: isChosen ? .title : .text)
    }
    guard area.size.height > 2 else { return }
    surface.write(
      "such as  \(Rule.spellings.prefix(3).joined(separator: "   "))", in: area, line: area.size.height - 1, role: .dim)
  }
}
