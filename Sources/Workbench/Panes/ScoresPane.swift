import Evaluation
import Screen

/// How close the rows are: every metric beside what a fresh real sample gets and what shuffled columns get.
enum ScoresPane: Pane {
  static let name = "scores"

  static func title(_ state: WorkbenchState) -> String { "Fidelity" }

  static func trailing(_ state: WorkbenchState) -> String { state.scoreStanding.short }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    let lines = state.scoredLines
    guard !lines.isEmpty else {
      let words = state.scoreStanding.long
      for (row, line) in WrappedText.lines(words, width: area.size.width - 2, indent: 0).enumerated() {
        surface.write(line, in: area, line: row + 1, indent: 1, role: .dim)
      }
      return
    }
    let grid = Grid(width: area.size.width)
    surface.write("synth", endingAt: area.left + grid.synthetic, y: area.top, role: .synthetic)
    surface.write("fresh", endingAt: area.left + grid.fresh, y: area.top, role: .real)
    if let shuffled = grid.shuffled {
      surface.write("shuffled", endingAt: area.left + shuffled, y: area.top, role: .header)
    }
    let height = state.scoreLines
    drawVerdict(lines, in: area.line(min(area.size.height - 1, 1 + min(height, lines.count))), on: &surface)
    for (row, index) in state.report.metrics.visible(count: lines.count, height: height).enumerated() {
      let isSelected = index == state.report.metrics.selection
      draw(lines[index], grid, isSelected: isSelected, state, in: area.line(row + 1), on: &surface)
    }
  }

  private struct Grid {
    let gauge: Int
    let gaugeWidth: Int
    let synthetic: Int
    let fresh: Int
    /// nil: the gauge has its room.
    let shuffled: Int?
    let sign: Int

    init(width: Int) {
      let title = 2 + MetricWords.titleWidth + 1
      let hasShuffled = width - title >= 30
      sign = width - 2
      shuffled = hasShuffled ? width - 3 : nil
      fresh = hasShuffled ? width - 12 : width - 3
      synthetic = fresh - 6
      let room = synthetic - 6 - title
      gaugeWidth = room >= 4 ? min(room, 16) : 0
      gauge = synthetic - 6 - gaugeWidth
    }
  }

  /// `overall ✓ 11 of 13 close to fresh real rows`
  private static func drawVerdict(_ lines: [ScoreReport.Entry], in area: Rect, on surface: inout Surface) {
    let tally = MetricWords.Tally(lines)
    guard tally.all > 0 else { return }
    let (sign, role) = MetricWords.sign(tally.verdict)
    let used = surface.write("overall ", in: area, line: 0, indent: 2, role: .header)
    surface.write(sign, in: area, line: 0, indent: 2 + used, role: role)
    let room = area.size.width - used - 5
    let words = tally.words.first { $0.columns <= room } ?? tally.words.last ?? ""
    surface.write(words, in: area, line: 0, indent: 4 + used)
  }

  private static func draw(
    _ entry: ScoreReport.Entry, _ grid: Grid, isSelected: Bool, _ state: WorkbenchState, in area: Rect,
    on surface: inout Surface
  ) {
    if isSelected {
      surface.tint(area, background: .selection)
      surface.write("▸", in: area, line: 0, role: .cursor)
      if state.focus == name { surface.cursor = area.origin }
    }
    let (sign, role) = MetricWords.sign(MetricWords.verdict(entry))
    surface.write(
      MetricWords.title(entry.metric), at: Point(x: area.left + 2, y: area.top), role: isSelected ? .title : .text,
      maxWidth: MetricWords.titleWidth, clipping: .ellipsis)
    func put(_ result: MetricResult, _ end: Int, _ role: Role) {
      surface.write(
        MetricWords.number(result, entry.metric), endingAt: area.left + end, y: area.top, role: role)
    }
    put(entry.synthetic, grid.synthetic, .text)
    put(entry.noiseFloor, grid.fresh, .dim)
    if let shuffled = grid.shuffled { put(entry.shuffled, shuffled, .dim) }
    surface.write(sign, at: Point(x: area.left + grid.sign, y: area.top), role: role)
    guard grid.gaugeWidth > 0, let best = entry.metric.best, let value = entry.synthetic.value else { return }
    let loss = abs(value - best) * (best == 0.5 ? 2 : 1)
    Gauge(score: 100 * (1 - min(1, loss))).draw(
      at: Point(x: area.left + grid.gauge, y: area.top), width: grid.gaugeWidth, role: .agree, on: &surface)
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    state.report.metrics.move(by: steps, count: state.scoredLines.count, height: state.scoreLines)
    return []
  }
  static func pageStep(_ state: WorkbenchState) -> Int { state.scoreLines }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { move(&state, by: steps) }
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] {
    guard point.y > 0 else { return [] }
    return move(&state, by: state.report.metrics.top + point.y - 1 - state.report.metrics.selection)
  }
}

extension WorkbenchState {
  /// Metrics of fidelity that have an answer.
  var scoredLines: [ScoreReport.Entry] {
    (shownScore?.report.entries ?? []).filter { $0.metric.facet == .fidelity && $0.synthetic.value != nil }
  }

  /// Besides the head and the verdict.
  var scoreLines: Int { max(1, (Layout(self).place(of: ScoresPane.name)?.inside.size.height ?? 10) - 2) }

  /// Whether the scores are of what is shown now.
  var scoreStanding: (short: String, long: String) {
    if let job = jobs[.score] {
      let share = job.total > 0 ? "\(100 * min(job.done, job.total) / job.total)%" : "…"
      return ("scoring \(share) · ^c stops", "scoring the drawn rows: \(share)")
    }
    guard let score = shownScore else {
      if recipe == nil || synthetic == nil { return ("", "nothing is drawn yet") }
      return ("r scores", real == nil ? "without the real table nothing can be scored" : "r scores the drawn rows")
    }
    if isScoreCurrent { return (score.isComplete ? "current ✓" : "! stopped · r scores", "") }
    return ("! stale · r rescores", "")
  }
}
