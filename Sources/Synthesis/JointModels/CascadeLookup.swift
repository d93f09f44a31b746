import Statistics

/// A functional dependency: the cells of one to three earlier columns decide where the column lies.
struct CascadeLookup: Sendable, Equatable {
  /// Combinations of cells at most.
  static let limit = 262_144
  static let undecided: Int32 = -1

  /// Places of the determinants among the stages, and how many cells each has.
  var determinants: [Int]
  var cellCounts: [Int]
  /// For each combination of cells, the last determinant running fastest: an index of `uniforms`, or `undecided`.
  var table: [Int32]
  /// Middles of the atoms that the column may take.
  var uniforms: [Double]
  /// Share of the rows that keep what the tree gave.
  var exceptionShare = 0.0

  var decidesAll: Bool { exceptionShare == 0 && !table.contains(Self.undecided) }

  var isSound: Bool {
    let combinations = cellCounts.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    return !determinants.isEmpty && determinants.count == cellCounts.count
      && cellCounts.allSatisfy { $0 > 0 && $0 <= Self.limit }
      && combinations == table.count && table.count <= Self.limit
      && table.allSatisfy { $0 == Self.undecided || uniforms.indices.contains(Int($0)) }
      && uniforms.allSatisfy { $0 > 0 && $0 < 1 } && 0...1 ~= exceptionShare
  }
}

extension CascadeLookup {
  /// Writes the decided uniforms over those the tree gave.
  /// - Parameter stream: chooses the exceptions.
  func decide(_ rows: inout CascadeRows, stream: RandomStream) {
    let rowCount = rows.rowCount
    for row in 0..<rowCount {
      var key = 0
      for (place, count) in zip(determinants, cellCounts) {
        key = key &* count &+ Int(rows.cells[place &* rowCount &+ row])
      }
      let index = table[key]
      if index == Self.undecided { continue }
      if exceptionShare > 0, stream.uniform(at: rows.firstRow &+ UInt64(row)) < exceptionShare { continue }
      rows.uniforms[row] = uniforms[Int(index)]
    }
  }
}
