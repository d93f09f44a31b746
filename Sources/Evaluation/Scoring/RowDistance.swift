import Statistics

/// Rows of mixed columns in a space where the distance of two rows is the sum over columns of min(|a - b|, 1): Gower's (1971),
/// numbers in units of the real span from the 1 % to the 99 % quantile.
///
/// Levels are their codes, so that any two differ by 1 or more; a missing cell lies far from every other and at no distance
/// from another missing one.
struct RowDistance: Sendable {
  private let spans: [Double]
  private let centres: [Double]

  init(real: ScoredTable) {
    var (spans, centres) = ([Double](), [Double]())
    for column in real.columns {
      let sorted = RadixSort.sorted(column.presentNumbers)
      guard let least = sorted.first, let most = sorted.last else {
        (spans, centres) = (spans + [1], centres + [0])
        continue
      }
      let (low, high) = (Quantiles.type7(sorted: sorted, 0.01), Quantiles.type7(sorted: sorted, 0.99))
      let span = high > low ? high - low : most - least
      spans.append(span > 0 && span.isFinite ? span : 1)
      centres.append(sorted[sorted.count / 2])
    }
    (self.spans, self.centres) = (spans, centres)
  }

  /// Columns of coordinates of the rows of `table`; ignored columns are left out.
  func coordinates(of table: ScoredTable) -> [[Float]] {
    table.columns.enumerated().compactMap { index, column in
      switch column.content {
      case .numbers(let numbers):
        numbers.indices.map {
          column.isMissing($0) ? Self.far : Float(max(-1e9, min(1e9, (numbers[$0] - centres[index]) / spans[index])))
        }
      case .levels(let codes): codes.map { Float($0) }
      case .ignored: nil
      }
    }
  }

  private static let far: Float = 1e30
}

/// The nearest rows of a reference table to a row, found by a full scan, block of rows by block so that it stays in the cache.
struct NearestScan: Sendable {
  private static let block = 2_048

  private let columns: [[Float]]
  private let rows: Int

  init(columns: [[Float]]) {
    self.columns = columns
    rows = columns.first?.count ?? 0
  }

  struct Found: Equatable, Sendable {
    /// Summed over the columns.
    var distance: Float
    /// How many rows lie at it.
    var count: Int
  }

  /// - Parameter row: coordinates, one per column.
  /// - Complexity: O(rows · columns)
  func nearest(to row: [Float]) -> Found {
    var found = Found(distance: .infinity, count: 0)
    var sums = [Float](repeating: 0, count: Self.block)
    for start in stride(from: 0, to: rows, by: Self.block) {
      let count = min(Self.block, rows - start)
      sums.withUnsafeMutableBufferPointer { sums in
        sums.update(repeating: 0)
        for (column, value) in zip(columns, row) {
          column.withUnsafeBufferPointer { column in
            Self.add(UnsafeBufferPointer(rebasing: column[start..<start + count]), value, sums)
          }
        }
        for index in 0..<count {
          let sum = sums[index]
          if sum < found.distance {
            found = Found(distance: sum, count: 1)
          } else if sum == found.distance {
            found.count &+= 1
          }
        }
      }
    }
    return found
  }

  @inline(__always)
  private static func add(
    _ column: UnsafeBufferPointer<Float>, _ value: Float, _ sums: UnsafeMutableBufferPointer<Float>
  ) {
    for index in column.indices {
      let distance = abs(column[index] - value)
      sums[index] += distance < 1 ? distance : 1
    }
  }
}
