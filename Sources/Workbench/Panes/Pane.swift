import Screen

/// A part of the screen that shows one side of the state. One type per file, one line in `Panes.all`.
protocol Pane: Sendable {
  static var name: String { get }
  static func title(_ state: WorkbenchState) -> String
  /// What stands at the right of the title.
  static func trailing(_ state: WorkbenchState) -> String
  /// Which part of its list is seen, `1 to 8 of 13`; empty where all of it is.
  static func position(_ state: WorkbenchState) -> String
  /// What is said of the list where the pane has no title: by default its position.
  static func standing(_ state: WorkbenchState) -> String
  /// Whether its first line holds the heads of columns also where it has no title.
  static var hasHead: Bool { get }
  /// The lines that it can use, without its title; nil: any number.
  static func wantedLines(_ state: WorkbenchState) -> Int?
  /// - Parameter isFramed: false in the compact form, where panes share lines.
  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface)

  /// Moves what is selected while the pane has the keys; by default the column.
  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect]
  /// Steps of a page.
  static func pageStep(_ state: WorkbenchState) -> Int
  /// The wheel over the pane; by default nothing.
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect]
  /// A click at a place counted from the pane's own corner; the pane has the keys already. By default nothing.
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect]
  /// Dragging from one place to another, both inside the pane. By default nothing.
  static func drag(_ state: inout WorkbenchState, from start: Point, to end: Point, in place: Layout.Place) -> [Effect]
  /// A second press at the same place soon after the first. By default nothing.
  static func doubleClick(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect]
}

extension Pane {
  static func position(_ state: WorkbenchState) -> String { "" }
  static func standing(_ state: WorkbenchState) -> String { position(state) }
  static var hasHead: Bool { false }
  static func wantedLines(_ state: WorkbenchState) -> Int? { nil }
  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { state.moveSelection(by: steps) }
  static func pageStep(_ state: WorkbenchState) -> Int { max(1, Layout(state).listLines - 1) }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { [] }
  static func click(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] { [] }
  static func drag(_ state: inout WorkbenchState, from start: Point, to end: Point, in place: Layout.Place) -> [Effect]
  {
    []
  }
  static func doubleClick(_ state: inout WorkbenchState, at point: Point, in place: Layout.Place) -> [Effect] { [] }
}

enum Panes {
  static let all: [any Pane.Type] = [
    StartPane.self,
    ColumnsPane.self, ChartPane.self, RowsPane.self, StatisticsPane.self,
    ModelsPane.self, PairsPane.self, FirstPairPane.self, SecondPairPane.self,
    EventsPane.self, TargetPane.self, SideEffectsPane.self, StratumPane.self,
    EditorPane.self, EditorChartPane.self,
    RecipePane.self, LedgerPane.self, ScoresPane.self, PrivacyPane.self, WorstPane.self, MatrixPane.self, PairPane.self,
  ]
  static func named(_ name: String) -> (any Pane.Type)? { all.first { $0.name == name } }
}
