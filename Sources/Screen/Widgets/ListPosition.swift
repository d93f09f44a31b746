/// Which item of a list is selected and which is at the top of its window.
package struct ListPosition: Hashable, Sendable {
  package var selection: Int
  package var top: Int

  package init(selection: Int = 0, top: Int = 0) {
    self.selection = selection
    self.top = top
  }

  /// Selects `index`, or the nearest item there is, and scrolls as little as needed to show it.
  package mutating func select(_ index: Int, count: Int, height: Int) {
    selection = min(max(index, 0), max(0, count - 1))
    reveal(count: count, height: height)
  }

  /// Moves the selection by `offset` items.
  package mutating func move(by offset: Int, count: Int, height: Int) {
    select(selection &+ offset, count: count, height: height)
  }

  /// Scrolls the window by `offset` rows; the selection stays visible.
  package mutating func scroll(by offset: Int, count: Int, height: Int) {
    top = min(max(top &+ offset, 0), max(0, count - height))
    selection = min(max(selection, top), max(top, min(count, top + height) - 1))
  }

  /// Keeps selection and window inside a list that changed, or a window that did.
  package mutating func reveal(count: Int, height: Int) {
    selection = min(max(selection, 0), max(0, count - 1))
    guard height > 0 else { return }
    if selection < top { top = selection }
    if selection >= top + height { top = selection - height + 1 }
    top = min(max(top, 0), max(0, count - height))
  }

  /// The items shown in a window of `height` rows.
  package func visible(count: Int, height: Int) -> Range<Int> {
    let first = min(max(top, 0), max(0, count))
    return first..<min(count, first + max(0, height))
  }
}
