import Screen

/// A set of panes under one digit. One file per view, one line in `Views.all`.
struct View: Sendable {
  var name: String
  /// Its tab and its key.
  var digit: Character
  var title: String
  /// Three or four letters for narrow screens.
  var shortTitle: String
  var help: String
  /// In the order of Tab; one at a time where the screen is small.
  var panes: [String]
  /// From 120x30 on.
  var wide: @Sendable (Rect, _ listLines: Int) -> [Layout.Place]
  /// From 80x24 on: panes without frames, with a line across between them.
  var compact: @Sendable (Rect, _ listLines: Int) -> (places: [Layout.Place], rule: Rect?)
  /// The lines that the list of the view would like to have.
  var listLines: @Sendable (WorkbenchState) -> Int = { _ in 0 }
  /// What the line across says.
  var rule: @Sendable (WorkbenchState) -> (title: String, trailing: String) = { _ in ("", "") }
  /// Commands that the footer shows, by importance.
  var hints: [String]
  /// What the view needs that is neither known nor asked for yet; looked at after every message while the view is shown.
  var missingWork: @Sendable (inout WorkbenchState) -> [Effect] = { _ in [] }
}

enum Views {
  /// In the order of the tabs.
  static let all: [View] = [.columns, .rows, .model, .rare, .report, .recipe]
  /// With those that have no tab of their own.
  static let every: [View] = all + [.editor, .start]
  /// The first view where no view is called so.
  static func named(_ name: String) -> View { every.first { $0.name == name } ?? all[0] }
}

extension WorkbenchState {
  /// Shows another view.
  mutating func show(_ name: String) -> [Effect] {
    if name != view { search = "" }
    view = name
    isZoomed = false
    focus = Layout(self).order.first ?? focus
    showSelection()
    return compareIfResized()
  }
}
