import Screen

/// A part of the screen that shows one side of the state. One type per file, one line in `Panes.all`.
protocol Pane: Sendable {
  static var name: String { get }
  static func title(_ state: WorkbenchState) -> String
  /// What stands at the right of the title.
  static func trailing(_ state: WorkbenchState) -> String
  /// - Parameter isFramed: false in the compact form, where panes share lines.
  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface)
}

enum Panes {
  static let all: [any Pane.Type] = [ColumnsPane.self, ChartPane.self, RowsPane.self, StatisticsPane.self]
  static func named(_ name: String) -> (any Pane.Type)? { all.first { $0.name == name } }
}

/// A set of panes under one digit.
struct View: Sendable {
  var name: String
  var title: String
  /// Three or four letters for narrow screens.
  var shortTitle: String
  var help: String
  var panes: [String]
}

enum Views {
  static let all: [View] = [
    View(
      name: "columns", title: "Columns", shortTitle: "Col", help: "All columns, with the chart of the selected one.",
      panes: ["columns", "chart", "rows", "statistics"]),
    View(name: "rows", title: "Rows", shortTitle: "Row", help: "The synthetic rows.", panes: ["rows"]),
  ]
  static func named(_ name: String) -> View { all.first { $0.name == name } ?? all[0] }
}
