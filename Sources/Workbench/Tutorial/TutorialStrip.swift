import Screen

/// What to do next, above the status line.
enum TutorialStrip {
  static func height(_ state: WorkbenchState) -> Int {
    state.shownTutorial.map { 1 + lines($0, width: state.size.width).count } ?? 0
  }

  private static func lines(_ tutorial: Tutorial, width: Int) -> [String] {
    // Small screens show one pane at a time.
    let isSmall = width < 80 && tutorial.step == TutorialStep.chartStep
    return WrappedText.lines(
      tutorial.text + (isSmall ? " (Tab goes to the chart)" : ""), width: max(20, width - 4), indent: 0)
  }

  static func draw(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    guard let tutorial = state.shownTutorial else { return }
    surface.rule(area.line(0), title: tutorial.title, trailing: "Esc leaves", role: .borderFocus)
    for (row, line) in lines(tutorial, width: area.size.width).enumerated() {
      surface.write(line, in: area, line: row + 1, indent: 2, role: .title)
    }
  }
}
