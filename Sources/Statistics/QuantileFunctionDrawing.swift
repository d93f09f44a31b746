import CDrawKernels

/// Draws the values of a quantile function for whole blocks of uniforms: cells rounded to the grid, atoms as they are.
package struct QuantileFunctionDrawing: Equatable, Sendable {
  package let function: QuantileFunction
  package let grid: QuantileFunctionGrid?
  private let cells: [rs_cell]
  /// The start of each cell, and one that no number is at or above, so that a search ends before it.
  private let starts: [Double]
  private let guide: SliceGuide
  /// How grid points are numbered in the fast loop; nil: the careful one is taken.
  private let points: rs_grid?
  /// The way to the numbers of grid points that is nearly always enough; nil: no row can go it.
  private let lines: QuantileFunctionLines?

  package init(function: QuantileFunction, grid: QuantileFunctionGrid?) {
    self.function = function
    self.grid = grid
    let starts = function.starts
    cells = function.cells.enumerated().map { index, cell in
      let first = grid?.index(of: cell.lower) ?? 0
      let last = grid.map { max(first, (cell.upper / $0.step - 0.5).rounded(.up)) } ?? 0
      return rs_cell(
        start: starts[index], width: starts[index + 1] - starts[index], lower: cell.lower, upper: cell.upper,
        first: first, last: last)
    }
    self.starts = starts.dropLast() + [.nan]
    guide = SliceGuide(ends: starts.dropFirst())
    points = grid?.points(for: function.cells)
    lines = points.flatMap { QuantileFunctionLines(function, step: $0.step) }
  }

  /// The values at `uniforms`, each in (0, 1).
  /// - Precondition: `target` has as many places.
  /// - Complexity: O(uniforms) on average
  package func fill(_ target: UnsafeMutableBufferPointer<Double>, at uniforms: UnsafeBufferPointer<Double>) {
    precondition(target.count == uniforms.count, "\(target.count) places for \(uniforms.count) uniforms")
    if grid == nil { return eachRun(of: uniforms, target) { rs_fill_values($0, $1, $2, $3, $4) } }
    guard let points else { return fillCarefully(target, at: uniforms) }
    guard let lines, uniforms.count <= Int(Int32.max) else {
      return eachRun(of: uniforms, target) { rs_fill_points($0, $1, $2, points, $3, $4) }
    }
    lines.fill(target, at: uniforms, points, rs_draw_points) { rest, uniforms in
      eachRun(of: uniforms, rest) { rs_fill_points($0, $1, $2, points, $3, $4) }
    }
  }

  /// The values as whole numbers; those beyond 64 bits are held at their ends.
  package func fill(_ target: UnsafeMutableBufferPointer<Int64>, at uniforms: UnsafeBufferPointer<Double>) {
    precondition(target.count == uniforms.count, "\(target.count) places for \(uniforms.count) uniforms")
    guard let points, points.scale == 1 else { return fillCarefully(target, at: uniforms) }
    guard let lines, uniforms.count <= Int(Int32.max) else {
      return eachRun(of: uniforms, target) { rs_fill_integers($0, $1, $2, points, $3, $4) }
    }
    lines.fill(target, at: uniforms, points, rs_draw_integers) { rest, uniforms in
      eachRun(of: uniforms, rest) { rs_fill_integers($0, $1, $2, points, $3, $4) }
    }
  }

  private typealias Kernel<Value> = (
    _ uniforms: UnsafePointer<Double>, _ places: UnsafePointer<Int32>, _ cells: UnsafePointer<rs_cell>,
    _ target: UnsafeMutablePointer<Value>, _ count: Int
  ) -> Void

  /// Finds the cells of some hundred uniforms, then their values: two short loops keep the processor busier than a long one.
  @inline(__always)
  private func eachRun<Value>(
    of uniforms: UnsafeBufferPointer<Double>, _ target: UnsafeMutableBufferPointer<Value>, _ kernel: Kernel<Value>
  ) {
    guard let first = uniforms.baseAddress, let target = target.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.run) { places in
      cells.withUnsafeBufferPointer { cells in
        guard let places = places.baseAddress, let cells = cells.baseAddress else { return }
        var start = 0
        while start < uniforms.count {
          let count = min(Self.run, uniforms.count - start)
          find(UnsafeBufferPointer(start: first + start, count: count), places)
          kernel(first + start, places, cells, target + start, count)
          start += count
        }
      }
    }
  }

  private static let run = 256

  /// The cell that each of `uniforms` lies in.
  @inline(__always)
  private func find(_ uniforms: UnsafeBufferPointer<Double>, _ places: UnsafeMutablePointer<Int32>) {
    starts.withUnsafeBufferPointer { starts in
      guide.withPlaces { guide in
        for row in 0..<uniforms.count {
          var place = guide.start(for: uniforms[row])
          // Two steps without a jump are nearly always enough.
          place &+= starts[place &+ 1] <= uniforms[row] ? 1 : 0
          place &+= starts[place &+ 1] <= uniforms[row] ? 1 : 0
          while starts[place &+ 1] <= uniforms[row] { place &+= 1 }
          places[row] = Int32(truncatingIfNeeded: place)
        }
      }
    }
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
  /// Grid points as multiples of a whole number over a power of ten, for values that are small enough to be exact;
  /// nil where some cell or the step needs more care: numbers of many digits, atoms beside the grid, a step such as 1/3.
  fileprivate func points(for cells: [QuantileFunction.Cell]) -> rs_grid? {
    let scale = Self.powerOfTen(decimals)
    let units = (step * scale).rounded()
    guard units >= 1, units / scale == step else { return nil }
    let areSimple = cells.allSatisfy { cell in
      let largest = max(cell.lower.magnitude, cell.upper.magnitude)
      guard largest * scale + units < FastRounding.largest else { return false }
      let point = (cell.lower / step + 0.5).rounded(.down) * units / scale
      return !cell.isAtom || point.bitPattern == cell.lower.bitPattern
    }
    return areSimple ? rs_grid(step: step, units: units, scale: scale) : nil
  }
}
