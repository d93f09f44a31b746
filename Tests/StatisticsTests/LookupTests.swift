import Testing

@testable import Statistics

/// Look-ups by guides against searches from the start.
@Suite struct LookupTests {
  /// Cells of very different widths and shares, with atoms and gaps; every third function lies on a grid.
  private func cells(_ stream: RandomStream, count: Int, step: Double?) -> [QuantileFunction.Cell] {
    var edge = step.map { -100 * $0 } ?? -1000
    return (0..<count).map { index in
      let at = UInt64(index * 4)
      let wide = stream.uniform(at: at) < 0.1 ? 1e4 : 1.0
      let isAtom = stream.uniform(at: at + 1) < 0.3
      func moved(_ by: Double) -> Double {
        guard let step else { return edge + by }
        return ((edge / step).rounded() + (by * 10).rounded(.up)) * step
      }
      let lower = moved(stream.uniform(at: at + 2) * wide)
      edge = lower
      if !isAtom { edge = moved(stream.uniform(at: at + 3) * wide) }
      let share = stream.uniform(at: at + 1) < 0.05 ? 1e-14 : stream.uniform(at: at + 2) + 1e-3
      return QuantileFunction.Cell(lower: lower, upper: edge, share: share)
    }
  }

  private func uniforms(_ function: QuantileFunction, _ stream: RandomStream) -> [Double] {
    let random = (0..<500).map { stream.uniform(at: UInt64($0)) }
    let edges = function.starts.flatMap { [$0.nextDown, $0, $0.nextUp] }
    return (random + edges).filter { $0 > 0 && $0 < 1 }
  }

  private func index(_ function: QuantileFunction, at u: Double) -> Int {
    (0..<function.cells.count).first { function.starts[$0 + 1] > u } ?? function.cells.count - 1
  }

  @Test(arguments: 0..<200) func cellsAreThoseOfASearch(seed: Int) {
    let stream = RandomStream(seed: UInt64(seed))
    let function = QuantileFunction(cells: cells(stream, count: 1 + seed * 3, step: nil))
    for u in uniforms(function, stream) { #expect(function.index(at: u) == index(function, at: u)) }
  }

  @Test(arguments: 0..<200) func inverseIsThatOfASearch(seed: Int) {
    let stream = RandomStream(seed: UInt64(seed))
    let function = QuantileFunction(cells: cells(stream, count: 1 + seed * 2, step: nil))
    let edges = function.cells.flatMap { [$0.lower.nextDown, $0.lower, $0.upper, $0.upper.nextUp] }
    let random = (0..<300).map { function.value(at: stream.uniform(at: UInt64($0))) }
    for value in edges + random + [-1e300, 1e300, -.infinity, .infinity, -7e18, 1e17] {
      let place = function.cells.firstIndex { $0.upper >= value } ?? function.cells.count - 1
      let cell = function.cells[place]
      let (start, end) = (function.starts[place], function.starts[place + 1])
      let part = min(max((value - cell.lower) / (cell.upper - cell.lower), 0), 1)
      let atom = value < cell.lower ? start : (value > cell.upper ? end : (start + end) / 2)
      #expect(function.uniform(of: value) == (cell.isAtom ? atom : start + part * (end - start)), "\(value)")
    }
  }

  /// Bit for bit the rounding that is spelled out cell by cell.
  @Test(arguments: 0..<240) func drawnBlocksAreThoseOfSingleDraws(seed: Int) {
    let stream = RandomStream(seed: UInt64(seed))
    let grids: [(step: Double, decimals: Int)?] = [
      nil, (1, 0), (0.01, 2), (25, 0), (0.005, 3), (0.1, 3), (1e6, 0), (86_400e6, 0),
    ]
    let grid = grids[seed % grids.count].map { QuantileFunctionGrid(step: $0.step, decimals: $0.decimals) }
    // Now and then cells beside the grid, or a grid that needs more care.
    let step = seed % 5 == 4 ? nil : grid?.step
    let function = QuantileFunction(cells: cells(stream, count: 1 + seed, step: step))
    let drawing = QuantileFunctionDrawing(function: function, grid: grid)
    let uniforms = uniforms(function, stream)
    var (numbers, integers) = (
      [Double](repeating: 0, count: uniforms.count), [Int64](repeating: 0, count: uniforms.count)
    )
    uniforms.withUnsafeBufferPointer { uniforms in
      numbers.withUnsafeMutableBufferPointer { drawing.fill($0, at: uniforms) }
      integers.withUnsafeMutableBufferPointer { drawing.fill($0, at: uniforms) }
    }
    for (row, u) in uniforms.enumerated() {
      let expected = value(function, grid, at: u)
      #expect(numbers[row].bitPattern == expected.bitPattern, "\(u): \(numbers[row]) for \(expected)")
      #expect(integers[row] == Int64(expected.rounded()))
    }
  }

  /// Where two grid points meet a line may give the other one: there the exact way has to be taken.
  @Test(arguments: 0..<20) func drawnBlocksAreRightWhereGridPointsMeet(seed: Int) {
    let stream = RandomStream(seed: UInt64(seed))
    let grids: [(step: Double, decimals: Int)] = [(1, 0), (0.01, 2), (25, 0), (0.1, 3), (1e6, 0)]
    let grid = QuantileFunctionGrid(step: grids[seed % 5].step, decimals: grids[seed % 5].decimals)
    let shift = [0, 1e3, -1e9, 1e12][seed % 4] * grid.step
    let function = QuantileFunction(
      cells: (0..<20).map { index in
        let points = Double(1 + index * index)
        let lower = Double(index * 400) - 0.5
        return QuantileFunction.Cell(
          lower: shift + lower * grid.step, upper: shift + (lower + points) * grid.step,
          share: stream.uniform(at: UInt64(index)) + 0.01)
      })
    let drawing = QuantileFunctionDrawing(function: function, grid: grid)
    var uniforms: [Double] = []
    for (index, cell) in function.cells.enumerated() {
      let (start, end) = (function.starts[index], function.starts[index + 1])
      let points = ((cell.upper - cell.lower) / grid.step).rounded()
      for point in 0...Int(points) {
        let u = start + (end - start) * Double(point) / points
        uniforms += [u.nextDown.nextDown, u.nextDown, u, u.nextUp, u.nextUp.nextUp, u + 1e-12, u - 1e-12]
      }
    }
    uniforms = uniforms.filter { $0 > 0 && $0 < 1 }
    var (numbers, integers) = (
      [Double](repeating: 0, count: uniforms.count), [Int64](repeating: 0, count: uniforms.count)
    )
    uniforms.withUnsafeBufferPointer { uniforms in
      numbers.withUnsafeMutableBufferPointer { drawing.fill($0, at: uniforms) }
      integers.withUnsafeMutableBufferPointer { drawing.fill($0, at: uniforms) }
    }
    let wrong = uniforms.indices.filter { row in
      let expected = value(function, grid, at: uniforms[row])
      return numbers[row].bitPattern != expected.bitPattern || integers[row] != Int64(expected.rounded())
    }
    #expect(wrong.isEmpty, "\(wrong.map { (uniforms[$0], numbers[$0], integers[$0]) })")
  }

  @Test(arguments: [0, 1, 511, 512, 513, 2000]) func numbersOutsideOfARangeAreFound(count: Int) {
    let numbers = RandomStream(seed: 5).uniforms(rows: 0..<UInt64(count)) + [0.25, 0.75, .nan]
    var found: [Int] = []
    numbers.withUnsafeBufferPointer { OutsideRows.each(of: $0, below: 0.25, above: 0.75) { found.append($0) } }
    #expect(found == numbers.indices.filter { numbers[$0] < 0.25 || numbers[$0] > 0.75 })
  }

  private func value(_ function: QuantileFunction, _ grid: QuantileFunctionGrid?, at u: Double) -> Double {
    let cell = function.cells[index(function, at: u)]
    let value = function.value(inCell: index(function, at: u), at: u)
    guard let grid, !cell.isAtom else { return value }
    let first = (cell.lower / grid.step + 0.5).rounded(.down)
    let last = max(first, (cell.upper / grid.step - 0.5).rounded(.up))
    let index = min(max((value / grid.step + 0.5).rounded(.down), first), last)
    let scale = (0..<grid.decimals).reduce(1.0) { power, _ in power * 10 }
    return grid.decimals == 0 ? index * grid.step : (index * grid.step * scale).rounded() / scale
  }

  /// Ends that are multiples of 1 / N lie on the guide's own slices, or a rounding beside them: there a guide that begins a place
  /// too far goes unnoticed elsewhere.
  @Test(arguments: 1...400) func equalSharesAreThoseOfASearch(count: Int) {
    let shares = [Double](repeating: 1, count: count)
    let ends = (1...count).map { Double($0) / Double(count) }
    let function = QuantileFunction(
      cells: shares.indices.map { QuantileFunction.Cell(lower: Double($0), upper: Double($0 + 1), share: 1) })
    let starts = function.starts.dropFirst()
    let uniforms = (ends + starts).flatMap { [$0.nextDown, $0, $0.nextUp] }.filter { $0 > 0 && $0 < 1 }
    let lookup = EdgeLookup(upperEdges: ends)
    var (intervals, levels) = (
      [Int32](repeating: -1, count: uniforms.count), [Int32](repeating: -1, count: uniforms.count)
    )
    uniforms.withUnsafeBufferPointer { uniforms in
      intervals.withUnsafeMutableBufferPointer { if let first = $0.baseAddress { lookup.fill(first, at: uniforms) } }
      levels.withUnsafeMutableBufferPointer { ShareIntervals(shares: shares).fill($0, at: uniforms) }
    }
    for (row, u) in uniforms.enumerated() {
      let place = ends.firstIndex { $0 > u } ?? count - 1
      #expect(Int(intervals[row]) == place && lookup.index(of: u) == place && Int(levels[row]) == place, "\(u)")
      #expect(function.index(at: u) == index(function, at: u), "\(u)")
    }
  }

  @Test(arguments: 0..<200) func levelsAreThoseOfASearch(seed: Int) {
    let stream = RandomStream(seed: UInt64(seed))
    var shares = (0..<(1 + seed * 2)).map { index in
      let u = stream.uniform(at: UInt64(index))
      return u < 0.2 ? 0 : u < 0.3 ? 1e-12 : u
    }
    shares[seed % shares.count] = 1
    let total = shares.reduce(0, +)
    var (sum, ends) = (0.0, [Double]())
    for share in shares {
      sum += share
      ends.append(sum / total)
    }
    let inner = ends.flatMap { [$0.nextDown, $0, $0.nextUp] }.filter { $0 > 0 && $0 < 1 }
    let uniforms = inner + (0..<500).map { stream.uniform(at: UInt64($0)) }
    var levels = [Int32](repeating: -1, count: uniforms.count)
    let intervals = ShareIntervals(shares: shares)
    uniforms.withUnsafeBufferPointer { uniforms in
      levels.withUnsafeMutableBufferPointer { intervals.fill($0, at: uniforms) }
    }
    for (u, level) in zip(uniforms, levels) {
      let last = shares.lastIndex { $0 > 0 }
      #expect(Int(level) == ends.firstIndex { $0 > u } ?? last)
      #expect(shares[Int(level)] > 0)
    }
  }
}
