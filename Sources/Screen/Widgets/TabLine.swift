/// The names of the views with the current one marked: ` ▌1 Columns   2 Rows   3 Model`.
package struct TabLine: Equatable, Sendable {
  package var titles: [String]
  package var selected: Int
  /// Blanks between two titles, the mark's column included.
  package var spacing: Int

  package init(titles: [String], selected: Int, spacing: Int = 3) {
    self.titles = titles
    self.selected = selected
    self.spacing = spacing
  }

  /// Draws from `point`.
  /// - Returns: the columns used.
  @discardableResult
  package func draw(at point: Point, maxWidth: Int = .max, on surface: inout Surface) -> Int {
    var end = 0
    for (index, range) in ranges.enumerated() where range.upperBound <= maxWidth {
      let isSelected = index == selected
      if isSelected { surface.write("▌", at: Point(x: point.x + range.lowerBound, y: point.y), role: .borderFocus) }
      surface.write(
        titles[index], at: Point(x: point.x + range.lowerBound + 1, y: point.y), role: isSelected ? .title : .dim)
      end = range.upperBound
    }
    return end
  }

  /// The title at a column counted from where the line was drawn; nil between titles.
  package func index(at column: Int) -> Int? {
    ranges.firstIndex { $0.contains(column) }
  }

  /// The columns of each title, its mark included.
  private var ranges: [Range<Int>] {
    var x = 0
    return titles.map { title in
      let range = x..<x + 1 + title.columns
      x = range.upperBound + spacing - 1
      return range
    }
  }
}
