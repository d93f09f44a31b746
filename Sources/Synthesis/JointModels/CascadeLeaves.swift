import Statistics

/// The leaves of one tree: for each a distribution over the target's uniforms.
///
/// A leaf is a sorted run of *knots*. A knot is either an atom of the column (a value that many rows share), drawn inside the
/// middle half of its interval so that it always maps back to the same value, or a point on the uniform axis that stands for a
/// few rows and is smoothed towards its neighbours. Each leaf stands for at least k rows.
struct CascadeLeaves: Sendable, Equatable {
  /// Steps of the uniform axis: 2 to the power of 24.
  static let resolution = 16_777_216.0
  static let atomFlag: Int64 = 1 << 32

  /// Middle and width of every atom that some leaf uses.
  var atomCenters: [Double] = []
  var atomWidths: [Double] = []
  /// Leaf l owns the knots `starts[l] ..< starts[l + 1]`.
  var starts: [Int32] = [0]
  /// Where the knot lies: the number of an atom with the flag set, or a position in units of 1 / `resolution`.
  var knots: [Int64] = []
  /// Rows of the leaf up to and including the knot.
  var cumulative: [Int32] = []

  var leafCount: Int { starts.count - 1 }

  /// Whether drawing can never leave the lists.
  var isSound: Bool {
    guard starts.first == 0, starts.count >= 2, knots.count == cumulative.count, Int(starts[leafCount]) == knots.count
    else {
      return false
    }
    for leaf in 0..<leafCount {
      let run = Int(starts[leaf])..<max(Int(starts[leaf]), Int(starts[leaf + 1]))
      guard !run.isEmpty, run.upperBound <= knots.count, cumulative[run.lowerBound] > 0 else { return false }
      for knot in run.dropFirst() where cumulative[knot] <= cumulative[knot - 1] { return false }
    }
    return knots.allSatisfy { knot in
      knot & Self.atomFlag != 0
        ? (0..<Int64(atomCenters.count)).contains(knot & ~Self.atomFlag) : (0..<Int64(Self.resolution)).contains(knot)
    }
  }

  /// Gives a view of the lists for a drawing loop. The lists must be sound.
  func withDrawing(_ body: (CascadeDrawing) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      knots.withUnsafeBufferPointer { knots in
        cumulative.withUnsafeBufferPointer { cumulative in
          atomCenters.withUnsafeBufferPointer { centers in
            atomWidths.withUnsafeBufferPointer { widths in
              body(
                CascadeDrawing(starts: starts, knots: knots, cumulative: cumulative, centers: centers, widths: widths))
            }
          }
        }
      }
    }
  }
}

/// The lists of `CascadeLeaves` while rows are drawn.
struct CascadeDrawing {
  let starts: UnsafeBufferPointer<Int32>
  let knots: UnsafeBufferPointer<Int64>
  let cumulative: UnsafeBufferPointer<Int32>
  let centers: UnsafeBufferPointer<Double>
  let widths: UnsafeBufferPointer<Double>

  /// - Parameter uniform: in (0, 1).
  @inline(__always)
  func draw(leaf: Int, uniform: Double) -> Double {
    let first = Int(starts[leaf])
    let end = Int(starts[leaf &+ 1])
    let position = uniform * Double(cumulative[end &- 1])
    let whole = Int32(position)
    var low = first
    var high = end &- 1
    while low < high {
      let middle = (low &+ high) >> 1
      if cumulative[middle] > whole { high = middle } else { low = middle &+ 1 }
    }
    let below = low == first ? 0 : Double(cumulative[low &- 1])
    let fraction = (position - below) / (Double(cumulative[low]) - below)
    return value(knot: low, fraction: fraction, first: first, end: end)
  }

  @inline(__always)
  private func value(knot: Int, fraction: Double, first: Int, end: Int) -> Double {
    let bits = knots[knot]
    if bits & CascadeLeaves.atomFlag != 0 {
      let atom = Int(bits & ~CascadeLeaves.atomFlag)
      return centers[atom] + (fraction - 0.5) * 0.5 * widths[atom]
    }
    let own = Double(bits) / CascadeLeaves.resolution
    let neighbor = fraction < 0.5 ? knot &- 1 : knot &+ 1
    guard neighbor >= first, neighbor < end, knots[neighbor] & CascadeLeaves.atomFlag == 0 else { return own }
    // Half way to the neighbour at the knot's own end, so that the leaf's distribution has no gaps between close rows.
    let other = Double(knots[neighbor]) / CascadeLeaves.resolution
    return own + (other - own) * abs(fraction - 0.5)
  }
}

extension CascadeLeaves {
  /// - Parameters:
  ///   - rows, leaves: what the grower returned.
  ///   - atomRows: rows from which a group counts as an atom; at least k.
  ///   - knotLimit: knots a leaf of an ordered column has at most.
  init(column: CascadeColumn, rows: [Int32], leaves: [Range<Int>], atomRows: Int, knotLimit: Int) {
    var atomOfGroup = [Int64](repeating: -1, count: column.counts.count)
    let total = Double(max(1, rows.count))
    for (group, count) in column.counts.enumerated() where count >= atomRows {
      atomOfGroup[group] = Int64(atomCenters.count)
      atomCenters.append(column.centers[group])
      atomWidths.append(Double(count) / total)
    }
    for leaf in leaves {
      var groups = rows[leaf].map { column.groups[Int($0)] }
      groups.sort()
      if !column.binned.isUnordered { groups = Self.thinned(groups, to: max(knotLimit, min(4_096, groups.count / 8))) }
      append(groups, of: column, atomOfGroup)
    }
  }

  private mutating func append(_ groups: [Int32], of column: CascadeColumn, _ atomOfGroup: [Int64]) {
    var last: Int32 = -1
    for (position, group) in groups.enumerated() {
      if group != last {
        let atom = atomOfGroup[Int(group)]
        let place = Int64(column.centers[Int(group)] * Self.resolution)
        knots.append(atom >= 0 ? atom | Self.atomFlag : place)
        cumulative.append(0)
        last = group
      }
      cumulative[cumulative.count - 1] = Int32(position + 1)
    }
    starts.append(Int32(knots.count))
  }

  /// Evenly spaced members of a sorted list.
  private static func thinned(_ groups: [Int32], to limit: Int) -> [Int32] {
    guard groups.count > limit else { return groups }
    return (0..<limit).map { groups[(2 * $0 + 1) * groups.count / (2 * limit)] }
  }
}
