/// A place on the screen, in cells from the upper left corner.
package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A number of columns and rows; never negative.
package struct Size: Hashable, Sendable {
  package var width: Int
  package var height: Int
  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A rectangle of cells.
package struct Rect: Hashable, Sendable {
  package var origin: Point
  package var size: Size
  package init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.init(origin: Point(x: x, y: y), size: Size(width: width, height: height))
  }

  package var left: Int { origin.x }
  package var top: Int { origin.y }
  /// The first column to the right of the rectangle.
  package var right: Int { origin.x + size.width }
  /// The first row below the rectangle.
  package var bottom: Int { origin.y + size.height }
  package var isEmpty: Bool { size.width == 0 || size.height == 0 }

  package func contains(_ point: Point) -> Bool {
    point.x >= left && point.x < right && point.y >= top && point.y < bottom
  }

  /// The rectangle without `margin` cells on every side.
  package func inset(by margin: Int = 1) -> Rect {
    Rect(x: left + margin, y: top + margin, width: size.width - 2 * margin, height: size.height - 2 * margin)
  }
}
