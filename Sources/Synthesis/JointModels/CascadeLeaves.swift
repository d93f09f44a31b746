import Statistics

/// The leaves of one tree: for each a distribution over the target's uniforms.
///
/// A leaf is a sorted run of *knots*. A knot is either an atom of the column (a value that many rows share), drawn inside
/// its interval (see `atomReaches`) so that it maps back to the same value, or a *block* of the uniform axis, smoothed
/// towards its neighbours. Atoms and blocks each hold at least k rows of the column, and each leaf stands for at least k rows, so
/// that no row's own rank is stored.
struct CascadeLeaves: Sendable, Equatable {
  /// Steps of the uniform axis: 2 to the power of 24.
  static let resolution = 16_777_216.0
  static let atomFlag: Int64 = 1 << 32

  /// Middle and width of every atom that some leaf uses.
  private(set) var atomCenters: [Double] = []
  private(set) var atomWidths: [Double] = []
  /// How much of its interval each atom is drawn in, around the middle.
  ///
  /// Where all values are atoms, and at the lower end of the axis where missing values lie, nearly all of it: a column whose
  /// shares were edited then follows them. The borders of other atoms are those of a fitted quantile function, which errs by a
  /// little at each of its cells: of those the middle half, so that a heap of values stays one.
  private(set) var atomReaches: [Double] = []
  /// Width of a block on the uniform axis.
  var blockWidth = 0.0
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

  /// - Parameter widths: as many as `centers`.
  mutating func setAtoms(centers: [Double], widths: [Double]) {
    (atomCenters, atomWidths) = (centers, widths)
    let isDiscrete = widths.reduce(0, +) > 0.999
    atomReaches = zip(centers, widths).map { center, width in
      let isLowest = (center - width / 2).magnitude < 1e-6
      return isDiscrete || isLowest ? max(0.5 * width, width - 0.002) : 0.5 * width
    }
  }

  /// Gives a view of the lists for a drawing loop. The lists must be sound.
  func withDrawing(_ body: (CascadeDrawing) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      knots.withUnsafeBufferPointer { knots in
        cumulative.withUnsafeBufferPointer { cumulative in
          atomCenters.withUnsafeBufferPointer { centers in
            atomReaches.withUnsafeBufferPointer { reaches in
              body(
                CascadeDrawing(
                  blockWidth: blockWidth, starts: starts, knots: knots, cumulative: cumulative, centers: centers,
                  reaches: reaches))
            }
          }
        }
      }
    }
  }
}

/// The lists of `CascadeLeaves` while rows are drawn.
struct CascadeDrawing {
  let blockWidth: Double
  let starts: UnsafeBufferPointer<Int32>
  let knots: UnsafeBufferPointer<Int64>
  let cumulative: UnsafeBufferPointer<Int32>
  let centers: UnsafeBufferPointer<Double>
  let reaches: UnsafeBufferPointer<Double>

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

  private static let run = 256

  /// As `draw(leaf:uniform:)` for many rows, whose uniforms are replaced by what is drawn.
  func draw(leaves: UnsafePointer<Int32>, _ uniforms: UnsafeMutableBufferPointer<Double>) {
    guard let first = uniforms.baseAddress, let starts = starts.baseAddress, let values = knots.baseAddress,
      let cumulative = cumulative.baseAddress
    else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.run) { knots in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.run) { fractions in
        guard let knots = knots.baseAddress, let fractions = fractions.baseAddress else { return }
        for start in stride(from: 0, to: uniforms.count, by: Self.run) {
          let count = min(Self.run, uniforms.count - start)
          LeafKnots.find(
            UnsafeBufferPointer(start: first + start, count: count), leaves: leaves + start, starts: starts,
            cumulative: cumulative, values: values, knots: knots, fractions: fractions)
          for row in 0..<count {
            let leaf = Int(leaves[start + row])
            first[start + row] = value(
              knot: Int(knots[row]), fraction: fractions[row], first: Int(starts[leaf]), end: Int(starts[leaf &+ 1]))
          }
        }
      }
    }
  }

  @inline(__always)
  func value(knot: Int, fraction: Double, first: Int, end: Int) -> Double {
    let bits = knots[knot]
    if bits & CascadeLeaves.atomFlag != 0 {
      let atom = Int(bits & ~CascadeLeaves.atomFlag)
      return centers[atom] + (fraction - 0.5) * reaches[atom]
    }
    let own = Double(bits) / CascadeLeaves.resolution
    let neighbor = fraction < 0.5 ? knot &- 1 : knot &+ 1
    guard neighbor >= first, neighbor < end, knots[neighbor] & CascadeLeaves.atomFlag == 0 else {
      return own + (fraction - 0.5) * blockWidth
    }
    // Half way to the neighbour at the knot's own end, so that the leaf's distribution has no gaps between close rows; but near
    // the ends of the axis no farther than the end is, else every tail would lose rows to the middle.
    let other = Double(knots[neighbor]) / CascadeLeaves.resolution
    let reach = min(own, 1 - own)
    return own + min(max(other - own, -reach), reach) * abs(fraction - 0.5)
  }
}

extension CascadeLeaves {
  /// Fewer equal values say nothing of an atom even where k is small.
  static let atomRows = 5

  /// Adds a leaf of these knots. Equal ones stand side by side.
  /// - Parameter rows: of the leaf up to and including a knot: one each, if nothing is said.
  mutating func append(count: Int, rows: (Int) -> Int32 = { Int32($0 + 1) }, knot: (Int) -> Int64) {
    var last: Int64?
    for position in 0..<count {
      let knot = knot(position)
      let below = rows(position)
      if knot == last {
        cumulative[cumulative.count - 1] = below
      } else {
        knots.append(knot)
        cumulative.append(below)
        last = knot
      }
    }
    starts.append(Int32(knots.count))
  }
}

/// Turns the rows of leaves into knots on the target's uniform axis.
struct CascadeLeafBuilder {
  private(set) var leaves = CascadeLeaves()
  private let column: CascadeColumn
  private let knotOfGroup: [Int64]
  private let knotLimit: Int
  /// Every value is an atom, and none may be lost.
  private let isDiscrete: Bool

  /// - Parameters:
  ///   - k: rows of the column that an atom or a block has at least.
  ///   - knotLimit: knots a leaf of an ordered column has at most.
  init(column: CascadeColumn, k: Int, knotLimit: Int) {
    self.column = column
    self.knotLimit = knotLimit
    let rowCount = column.groups.count
    let total = Double(max(1, rowCount))
    let blocks = Double(max(1, rowCount / max(1, k)))
    var leaves = CascadeLeaves()
    var (centers, widths): ([Double], [Double]) = ([], [])
    leaves.blockWidth = 1 / blocks
    knotOfGroup = column.counts.indices.map { group in
      guard column.counts[group] >= max(k, CascadeLeaves.atomRows) else {
        return Int64(((column.centers[group] * blocks).rounded(.down) + 0.5) / blocks * CascadeLeaves.resolution)
      }
      centers.append(column.centers[group])
      widths.append(Double(column.counts[group]) / total)
      return Int64(centers.count - 1) | CascadeLeaves.atomFlag
    }
    leaves.setAtoms(centers: centers, widths: widths)
    isDiscrete = knotOfGroup.allSatisfy { $0 & CascadeLeaves.atomFlag != 0 }
    self.leaves = leaves
  }

  /// - Parameters rows, leaves: what the grower returned.
  mutating func append(rows: [Int32], leaves ranges: [Range<Int>]) {
    var groups: [Int32] = []
    for leaf in ranges {
      groups.removeAll(keepingCapacity: true)
      for position in leaf { groups.append(column.groups[Int(rows[position])]) }
      RadixSort.sort(&groups, below: column.counts.count)
      let limit = max(knotLimit, min(4_096, groups.count / 8))
      guard groups.count > limit, !column.binned.isUnordered, !isDiscrete else {
        leaves.append(count: groups.count) { knotOfGroup[Int(groups[$0])] }
        continue
      }
      let thinning = LeafThinning(groups.count, to: limit)
      func knot(_ place: Int) -> Int64 { knotOfGroup[Int(groups[place])] }
      leaves.append(count: limit, rows: { thinning.rows(upTo: $0, knot: knot) }) { knot(thinning.member($0)) }
    }
  }
}

/// Chooses members of a sorted list: the outermost ones each by itself, so that the leaf reaches as far as its rows do, and
/// evenly spaced ones between them, each for as many rows.
private struct LeafThinning {
  private static let outermost = 4
  private let count: Int
  private let limit: Int

  /// - Precondition: `count` > `limit` > 8.
  init(_ count: Int, to limit: Int) { (self.count, self.limit) = (count, limit) }

  private var inner: (rows: Int, members: Int) { (count - 2 * Self.outermost, limit - 2 * Self.outermost) }

  func member(_ position: Int) -> Int {
    if position < Self.outermost { return position }
    if position >= limit - Self.outermost { return count - (limit - position) }
    let (rows, members) = inner
    return Self.outermost + (2 * (position - Self.outermost) + 1) * rows / (2 * members)
  }

  /// Rows up to and including a member: those between two members are shared, but a knot keeps all rows of its own, so that a
  /// spike comes out with its share.
  /// - Parameter knot: of each place of the whole list.
  func rows(upTo position: Int, knot: (Int) -> Int64) -> Int32 {
    guard position + 1 < limit else { return Int32(count) }
    let (own, next) = (member(position), member(position + 1))
    var end = own + 1
    while end < next, knot(end) == knot(own) { end += 1 }
    var start = next
    while start > end, knot(start - 1) == knot(next) { start -= 1 }
    return Int32(min(max(evenRows(upTo: position), end), start))
  }

  private func evenRows(upTo position: Int) -> Int {
    if position < Self.outermost { return position + 1 }
    if position >= limit - Self.outermost { return count - (limit - position) + 1 }
    let (rows, members) = inner
    return Self.outermost + (position - Self.outermost + 1) * rows / members
  }
}
