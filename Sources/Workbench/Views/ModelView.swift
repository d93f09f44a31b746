import Screen
import Synthesis

extension View {
  static let model = View(
    name: "model", digit: "3", title: "Model", shortTitle: "Mod",
    help: "Joint models side by side: how columns move together, what that costs and what it gives away.",
    panes: ["models", "pairs", "pair-a", "pair-b"],
    wide: wideModel, compact: compactModel, listLines: { $0.modelNames.count },
    rule: { state in
      let (a, b) = state.chartedModels
      let pair = state.shownPair.map { "\($0.first) × \($0.second)" } ?? ""
      return (["A \(a)", b.map { "B \($0)" }].compactMap { $0 }.joined(separator: " · "), pair)
    },
    hints: [
      "move-down", "compare-models", "take-model", "mark-model", "next-pair", "next-pair-chart", "finer-detail",
      "next-pane", "undo", "save", "quit",
    ],
    missingWork: { $0.missingModelWork() })

  @Sendable private static func wideModel(_ body: Rect, _ count: Int) -> [Layout.Place] {
    let (models, lower) = body.splitRows(min(count + 7, body.size.height / 2))
    let (pairs, charts) = lower.splitColumns(max(34, body.size.width * 28 / 100))
    let (first, second) = charts.splitColumns(charts.size.width / 2)
    return [
      Layout.Place(pane: "models", area: models, frame: .box), Layout.Place(pane: "pairs", area: pairs, frame: .box),
      Layout.Place(pane: "pair-a", area: first, frame: .box), Layout.Place(pane: "pair-b", area: second, frame: .box),
    ]
  }

  @Sendable private static func compactModel(_ body: Rect, _ count: Int) -> (places: [Layout.Place], rule: Rect?) {
    let (models, rest) = body.splitRows(count + 4)
    let (rule, lower) = rest.splitRows(1)
    let (first, second) = lower.splitColumns(body.size.width / 2)
    let places = [
      Layout.Place(pane: "models", area: models, frame: .none), Layout.Place(pane: "pair-a", area: first, frame: .none),
      Layout.Place(pane: "pair-b", area: second, frame: .none),
    ]
    return (places, rule)
  }
}
