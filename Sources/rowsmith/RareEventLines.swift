import Evaluation
import Synthesis

/// What is said of rare events before rows are drawn.
enum RareEventLines {
  /// One line per event, and warnings with advice.
  static func lines(_ events: [DrawnRareEvent], rows: UInt64?) -> [String] {
    events.flatMap { [fact($0, rows: rows)] + warnings($0) }
  }

  private static func fact(_ drawn: DrawnRareEvent, rows: UInt64?) -> String {
    let event = drawn.event
    let support = "\(NumberText.grouped(event.support)) real rows, \(RareTarget.percent(event.share))"
    let share = RareTarget.percent(drawn.targetShare)
    let counted = rows.map {
      " (\(NumberText.grouped(Int(clamping: drawn.rows))) of \(NumberText.grouped(Int(clamping: $0))) rows)"
    }
    return "rare event \(event.when): \(support) -> \(share)" + (counted ?? "")
  }

  private static func warnings(_ drawn: DrawnRareEvent) -> [String] {
    var warnings: [String] = []
    if drawn.event.support < DrawnRareEvent.advisedSupport {
      warnings.append(
        "warning: only \(drawn.event.support) real rows support \(drawn.event.when) (at least \(DrawnRareEvent.advisedSupport) advised): "
          + "what is typical of them is borrowed from the whole table; a wider condition or more real rows would tell more"
      )
    }
    if let acceptance = drawn.acceptance, acceptance < DrawnRareEvent.advisedAcceptance {
      warnings.append(
        "warning: the joint model meets \(drawn.event.when) in \(RareTarget.percent(acceptance)) of its draws, so drawing is slow; "
          + "--model tree_cascade follows the event, or a simpler condition")
    }
    return warnings
  }
}
