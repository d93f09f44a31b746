import Evaluation
import Screen
import Synthesis

/// The joint models with what each costs and gives.
enum ModelsPane: Pane {
  static let name = "models"

  static func title(_ state: WorkbenchState) -> String { "Joint models" }

  static func trailing(_ state: WorkbenchState) -> String { "c compare all · Enter use · Space mark for A/B" }

  /// Where each column ends, the first begins at the left; a width of 0 leaves it out.
  private struct Grid {
    var name = 4
    var nameWidth: Int
    var ends: [(title: String, end: Int)] = []
    var note: Int

    /// - Parameter hasTimes: a clock runs; in replays none does.
    init(names: [String], width: Int, hasTimes: Bool) {
      nameWidth = max(5, names.map(\.columns).max() ?? 5)
      var x = name + nameWidth
      // What is in use must be read everywhere; times and sizes go first.
      var columns: [(String, Int)] =
        width >= 76
        ? [("columns", 9), ("pairs", 8), ("detect", 8), ("copying", 13)]
        : [("cols", 6), ("pairs", 6), ("detect", 7), ("copying", 12)]
      if width >= 76, hasTimes { columns.append(("fit time", 10)) }
      if width >= 90 { columns.append(("recipe", 9)) }
      for (title, size) in columns where x + size < width {
        x += size
        ends.append((title, x))
      }
      note = x + 2
    }
  }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let names = state.modelNames
    let hasTimes = state.models.entries.values.contains { ($0.fit?.seconds ?? 0) > 0 }
    let grid = Grid(names: names, width: area.size.width, hasTimes: hasTimes)
    surface.write("model", in: area, line: 0, indent: grid.name, role: .header)
    for (title, end) in grid.ends { surface.write(title, endingAt: area.left + end, y: area.top, role: .header) }
    for (row, name) in names.enumerated() { draw(name, state, grid, in: area.line(row + 1), on: &surface) }
    let notes = area.splitRows(names.count + 1).bottom
    drawDetail(state, in: notes.line(isFramed ? 1 : 0), on: &surface)
    let words = isFramed ? notes.line(2) : notes.line(1)
    let told = self.words(state)
    surface.write(told, in: words, line: 0, indent: grid.name, role: .of(told, else: .dim))
    drawLegend(in: notes.splitRows(isFramed ? 3 : 2).bottom, indent: grid.name, on: &surface)
  }

  /// What the columns mean: the longest form that fits.
  private static func drawLegend(in area: Rect, indent: Int, on surface: inout Surface) {
    let width = area.size.width - indent - 1
    let forms = [
      "columns, pairs: agreement in %   detect: 0.50 cannot be told from real rows   copying: rows like single real rows",
      "agreement in %   detect: 0.50 is like real   copying: of single real rows",
    ]
    if let line = forms.first(where: { $0.columns <= width }) {
      surface.write(line, in: area, line: 0, indent: indent, role: .dim)
      return
    }
    for (row, line) in WrappedText.lines(forms[0], width: width, indent: 0).enumerated() {
      surface.write(line, in: area, line: row, indent: indent, role: .dim)
    }
  }

  /// What the selected model is.
  private static func words(_ state: WorkbenchState) -> String {
    let name = state.selectedModel
    if let problem = state.models.entries[name]?.problem, !problem.isEmpty { return "! \(problem)" }
    return JointModels.named(name).map { "\(name): \($0.summary)" } ?? ""
  }

  private static func draw(
    _ name: String, _ state: WorkbenchState, _ grid: Grid, in area: Rect, on surface: inout Surface
  ) {
    let isSelected = name == state.selectedModel
    if isSelected {
      surface.tint(area, background: .selection)
      surface.write("▸", in: area, line: 0, indent: 1, role: .cursor)
      surface.cursor = Point(x: area.left + grid.name, y: area.top)
    }
    let (a, b) = state.chartedModels
    let sign = name == a ? "A" : name == b ? "B" : ""
    surface.write(sign, in: area, line: 0, indent: 2, role: state.models.marks.contains(name) ? .key : .dim)
    surface.write(name, in: area, line: 0, indent: grid.name, role: isSelected ? .title : .text)
    if let job = state.jobs[.trial], job.title == "trying \(name)" {
      return drawJob(job, grid, in: area, on: &surface)
    }
    guard let entry = state.models.entries[name] else {
      let words =
        state.models.queue.contains(name) ? "waits" : name == state.recipe?.model.name ? "in use" : "not tried"
      surface.write(words, in: area, line: 0, indent: grid.ends.first?.end ?? 20, role: .dim)
      return
    }
    draw(entry, state, name, grid, in: area, on: &surface)
  }

  private static func drawJob(_ job: Job, _ grid: Grid, in area: Rect, on surface: inout Surface) {
    let start = area.left + grid.name + grid.nameWidth + 2
    let width = min(30, max(0, area.right - start - 20))
    let part = job.total > 0 ? Double(job.done) / Double(job.total) : 0
    Gauge(score: 100 * part, lowest: 0).draw(
      at: Point(x: start, y: area.top), width: width, role: .progress, on: &surface)
    surface.write(
      part < 0.4 ? "fitting   ^c stops" : "scoring   ^c stops", at: Point(x: start + width + 2, y: area.top),
      role: .progress, maxWidth: area.right - start - width - 2)
  }

  private static func draw(
    _ entry: ModelEntry, _ state: WorkbenchState, _ name: String, _ grid: Grid, in area: Rect,
    on surface: inout Surface
  ) {
    let trial = entry.trial
    func percent(_ share: Double?) -> String { share.map { Numbers.fixed(100 * $0, decimals: 1) } ?? "–" }
    let seconds = entry.fit.map { $0.seconds > 0 ? "\(Numbers.fixed($0.seconds, decimals: 2)) s" : "–" } ?? "–"
    let alarm = trial?.copiesRows == true
    let texts: [String: (String, Role)] = [
      "columns": (percent(trial?.columns), .text), "cols": (percent(trial?.columns), .text),
      "pairs": (percent(trial?.pairs), role(trial)),
      "detect": (trial?.detection.map { Numbers.fixed($0, decimals: 2) } ?? "–", .text),
      "copying": (trial.map { (alarm ? "! " : "✓ ") + $0.copyingWords } ?? "–", alarm ? .bad : .good),
      "fit time": (seconds, .text),
      "recipe": (entry.bytes.map(Numbers.bytes) ?? "–", .text),
    ]
    for (title, end) in grid.ends {
      guard let (text, role) = texts[title] else { continue }
      surface.write(text, endingAt: area.left + end, y: area.top, role: text == "–" ? .dim : role)
    }
    let note = note(entry, state, name)
    surface.write(
      note, at: Point(x: area.left + grid.note, y: area.top), role: .of(note, else: .dim),
      maxWidth: area.size.width - grid.note, clipping: .ellipsis)
  }

  /// Good where a fresh real sample would hardly agree better.
  private static func role(_ trial: ModelTrial?) -> Role {
    guard let pairs = trial?.pairs, let possible = trial?.pairsPossible else { return .text }
    return possible - pairs < 0.02 ? .good : possible - pairs < 0.06 ? .text : .warn
  }

  private static func note(_ entry: ModelEntry, _ state: WorkbenchState, _ name: String) -> String {
    let parts = [
      name == state.recipe?.model.name ? "in use" : "",
      state.isCurrent(entry, name) ? "" : "of an earlier recipe: c tries again",
      entry.problem.isEmpty ? "" : "! not scored",
      entry.trial == nil && entry.problem.isEmpty ? "stopped: c goes on" : entry.trial?.remark ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// `detail  finer  auto  11 ‹20› 50  100  300  coarser`
  private static func drawDetail(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    guard area.size.width > 0, let recipe = state.recipe else { return }
    var x = 4 + surface.write("detail", in: area, line: 0, indent: 4, role: .dim) + 2
    guard recipe.model.name == TreeCascadeModel.name else {
      surface.write("only \(TreeCascadeModel.name) has leaves", in: area, line: 0, indent: x, role: .dim)
      return
    }
    let now = recipe.model.detail.map(String.init) ?? "auto"
    var marks = WorkbenchState.details
    if !marks.contains(now) { marks.append(now) }
    x += surface.write("h finer ", in: area, line: 0, indent: x, role: .dim)
    for mark in marks {
      let isNow = mark == now
      x += surface.write(isNow ? " ‹\(mark)›" : "  \(mark) ", in: area, line: 0, indent: x, role: isNow ? .key : .dim)
    }
    surface.write("  coarser l   rows of a leaf", in: area, line: 0, indent: x, role: .dim)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.selectModel(by: steps) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.selectModel(by: steps.signum()) }

  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    let names = state.modelNames
    guard names.indices.contains(point.y - 1) else { return [] }
    state.models.selected = names[point.y - 1]
    return []
  }
}
