/// Draws the values of a quantile function for whole blocks of uniforms: cells rounded to the grid, atoms as they are.
package struct QuantileFunctionDrawing: Equatable, Sendable {
  /// A cell with all that drawing from it needs.
  private struct Cell {
    var start: Double
    var width: Double
    var lower: Double
    var upper: Double
    /// Numbers of the grid points that belong to the cell.
    var first: Double
    var last: Double
  }

  package let function: QuantileFunction
  package let grid: QuantileFunctionGrid?
  private let cells: [Cell]
  private let guide: SliceGuide
  /// How grid points are numbered in the fast loop; nil: the careful one is taken.
  private let points: QuantileFunctionGrid.Points?

  package init(function: QuantileFunction, grid: QuantileFunctionGrid?) {
    self.function = function
    self.grid = grid
    let starts = function.starts
    var cells = function.cells.enumerated().map { index, cell in
      let first = grid?.index(of: cell.lower) ?? 0
      let last = grid.map { max(first, (cell.upper / $0.step - 0.5).rounded(.up)) } ?? 0
      return Cell(
        start: starts[index], width: starts[index + 1] - starts[index], lower: cell.lower, upper: cell.upper,
        first: first, last: last)
    }
    // No number is at or above the start of this one, so that a search ends before it.
    cells.append(Cell(start: .nan, width: 1, lower: 0, upper: 0, first: 0, last: 0))
    self.cells = cells
    guide = SliceGuide(ends: starts.dropFirst())
    points = grid?.points(for: function.cells)
  }

  /// The values at `uniforms`, each in (0, 1).
  /// - Precondition: `target` has as many places.
  /// - Complexity: O(uniforms)
  package func fill(_ target: UnsafeMutableBufferPointer<Double>, at uniforms: UnsafeBufferPointer<Double>) {
    precondition(target.count == uniforms.count, "\(target.count) places for \(uniforms.count) uniforms")
    guard grid != nil else { return eachValue(at: uniforms) { row, _, value in target[row] = value } }
    guard let points else { return fillCarefully(target, at: uniforms) }
    eachValue(at: uniforms) { row, cell, value in target[row] = points.point(at: Self.index(of: value, cell, points)) }
  }

  /// The values as whole numbers; those beyond 64 bits are held at their ends.
  package func fill(_ target: UnsafeMutableBufferPointer<Int64>, at uniforms: UnsafeBufferPointer<Double>) {
    precondition(target.count == uniforms.count, "\(target.count) places for \(uniforms.count) uniforms")
    guard let points, points.areWhole else { return fillCarefully(target, at: uniforms) }
    eachValue(at: uniforms) { row, cell, value in
      target[row] = FastRounding.integer(points.point(at: Self.index(of: value, cell, points)))
    }
  }

  @inline(__always)
  private func eachValue(
    at uniforms: UnsafeBufferPointer<Double>, _ body: (Int, Cell, Double) -> Void
  ) {
    cells.withUnsafeBufferPointer { cells in
      guide.withPlaces { guide in
        for row in 0..<uniforms.count {
          let u = uniforms[row]
          var place = guide.start(for: u)
          // One step without a jump is nearly always enough.
          place &+= cells[place &+ 1].start <= u ? 1 : 0
          while cells[place &+ 1].start <= u { place &+= 1 }
          let cell = cells[place]
          let part = min(max((u - cell.start) / cell.width, 0), 1)
          body(row, cell, min(max(cell.lower * (1 - part) + cell.upper * part, cell.lower), cell.upper))
        }
      }
    }
  }

  /// A value on the upper edge itself belongs to the point below it.
  @inline(__always)
  private static func index(of value: Double, _ cell: Cell, _ points: QuantileFunctionGrid.Points) -> Double {
    min(max(points.index(of: value), cell.first), cell.last)
  }

  /// The other members follow from these.
  package static func == (left: QuantileFunctionDrawing, right: QuantileFunctionDrawing) -> Bool {
    left.function == right.function && left.grid == right.grid
  }

  // MARK: - The careful loop

  private func fillCarefully(
    _ target: UnsafeMutableBufferPointer<Double>, at uniforms: UnsafeBufferPointer<Double>
  ) {
    for row in 0..<uniforms.count { target[row] = value(at: uniforms[row]) }
  }

  private func fillCarefully(
    _ target: UnsafeMutableBufferPointer<Int64>, at uniforms: UnsafeBufferPointer<Double>
  ) {
    for row in 0..<uniforms.count {
      let value = value(at: uniforms[row]).rounded()
      target[row] = Int64(exactly: value) ?? (value < 0 ? .min : .max)
    }
  }

  /// The value at one uniform, for any grid and any cells.
  /// - Complexity: O(1) on average
  package func value(at uniform: Double) -> Double {
    let index = function.index(at: uniform)
    let value = function.value(inCell: index, at: uniform)
    guard let grid, !function.cells[index].isAtom else { return value }
    return grid.point(at: min(max(grid.index(of: value), cells[index].first), cells[index].last))
  }
}

extension QuantileFunctionGrid {
  /// Grid points as multiples of a whole number over a power of ten, for values that are small enough to be exact.
  struct Points: Sendable {
    let step: Double
    /// The step in units of the last decimal.
    let units: Double
    let scale: Double
    /// All grid points are whole numbers.
    var areWhole: Bool { scale == 1 }

    /// As `QuantileFunctionGrid.index(of:)`.
    @inline(__always)
    func index(of value: Double) -> Double { FastRounding.floor(value / step + 0.5) }

    /// As `QuantileFunctionGrid.point(at:)`.
    @inline(__always)
    func point(at index: Double) -> Double { index * units / scale }
  }

  /// nil where some cell or the step needs more care: numbers of many digits, atoms beside the grid, a step such as 1/3.
  func points(for cells: [QuantileFunction.Cell]) -> Points? {
    let scale = Self.powerOfTen(decimals)
    let units = (step * scale).rounded()
    guard units >= 1, units / scale == step else { return nil }
    let points = Points(step: step, units: units, scale: scale)
    let areSimple = cells.allSatisfy { cell in
      let largest = max(cell.lower.magnitude, cell.upper.magnitude)
      guard largest * scale + units < FastRounding.largest else { return false }
      return !cell.isAtom || points.point(at: points.index(of: cell.lower)).bitPattern == cell.lower.bitPattern
    }
    return areSimple ? points : nil
  }
}
