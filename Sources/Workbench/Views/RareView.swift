import Screen
import Synthesis

extension View {
  static let rare = View(
    name: "rare", digit: "4", title: "Rare", shortTitle: "Rare",
    help: "Rare events: what share each is to have, and what else that changes.",
    panes: ["events", "target", "side-effects", "stratum"],
    wide: wideRare, compact: compactRare, listLines: { $0.rareLines.count }, rule: rareRule,
    hints: [
      "lower-target", "lower-target-far", "set-target", "new-event", "clear-event", "undo", "next-effect",
      "balance-event", "weight-column", "save", "next-pane", "move-down", "quit",
    ],
    missingWork: { $0.missingRareWork() })

  @Sendable private static func wideRare(_ body: Rect, _ count: Int) -> [Layout.Place] {
    let (upper, lower) = body.splitRows(min(max(14, count + 6), body.size.height * 45 / 100))
    let (events, target) = upper.splitColumns(body.size.width * 52 / 100)
    let (effects, stratum) = lower.splitColumns(body.size.width * 52 / 100)
    return [
      Layout.Place(pane: "events", area: events, frame: .box), Layout.Place(pane: "target", area: target, frame: .box),
      Layout.Place(pane: "side-effects", area: effects, frame: .box),
      Layout.Place(pane: "stratum", area: stratum, frame: .box),
    ]
  }

  @Sendable private static func compactRare(_ body: Rect, _ count: Int) -> (places: [Layout.Place], rule: Rect?) {
    let most = ((body.size.height + 3) * 40 + 50) / 100
    let (list, rest) = body.splitRows(min(max(4, count + 1), most))
    let (rule, lower) = rest.splitRows(1)
    let (effects, stratum) = lower.splitColumns(body.size.width / 2)
    let places = [
      Layout.Place(pane: "events", area: list, frame: .none),
      Layout.Place(pane: "side-effects", area: effects, frame: .none),
      Layout.Place(pane: "stratum", area: stratum, frame: .none),
    ]
    return (places, rule)
  }

  /// `is_fraud = 1   1.2% → 20%   4,000 of 20,000 rows`
  @Sendable private static func rareRule(_ state: WorkbenchState) -> (title: String, trailing: String) {
    guard let line = state.selectedRareLine else { return ("", "") }
    guard let event = line.event else { return (line.when, "\(Numbers.share(line.share)), no target") }
    return (
      "\(line.when)   \(Numbers.share(line.share)) → \(event.target)",
      "\(state.rowsAsked(for: event)) of \(Numbers.grouped(state.previewRows)) rows"
    )
  }
}

extension WorkbenchState {
  /// The rows of an event among those of the preview, grouped.
  func rowsAsked(for event: RareEventRecipe) -> String {
    let share = event.targetShare(ofTotal: max(UInt64(previewRows), recipe?.totalForItsEvents ?? 0))
    return Numbers.grouped(Int((share * Double(previewRows)).rounded()))
  }
}
