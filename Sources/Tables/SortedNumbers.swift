/// The numbers of a column in rising order, kept as integers whose order is theirs.
///
/// Tables may not depend on Statistics, so the few order statistics a profile needs are here.
struct SortedNumbers {
  private let keys: [Int64]
  private let isDouble: Bool

  init(integers: [Int64]) {
    keys = Self.sorted(integers)
    isDouble = false
  }

  init(doubles: [Double]) {
    keys = Self.sorted(doubles.map { Self.key($0) })
    isDouble = true
  }

  var count: Int { keys.count }

  subscript(index: Int) -> Double { isDouble ? Self.double(keys[index]) : Double(keys[index]) }

  func distinctCount() -> Int {
    keys.withUnsafeBufferPointer { keys in
      var count = min(1, keys.count)
      for index in keys.indices.dropFirst() where keys[index] != keys[index &- 1] { count &+= 1 }
      return count
    }
  }

  /// Linear interpolation between order statistics (type 7).
  func quantile(_ probability: Double) -> Double {
    let position = probability * Double(count - 1)
    let index = min(count - 1, Int(position))
    let (low, high, part) = (self[index], self[min(count - 1, index + 1)], position - Double(index))
    let step = high - low
    return step.isFinite ? low + step * part : low * (1 - part) + high * part
  }

  /// How many numbers are below `limit`.
  func countBelow(_ limit: Double) -> Int { partition { self[$0] < limit } }
  /// How many numbers are above `limit`.
  func countAbove(_ limit: Double) -> Int { count - partition { self[$0] <= limit } }

  /// - Precondition: at least one number.
  func numbers() -> ColumnProfile.Numbers {
    var numbers = ColumnProfile.Numbers()
    (numbers.minimum, numbers.maximum) = (self[0], self[count - 1])
    (numbers.mean, numbers.standardDeviation) = moments()
    numbers.quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map {
      ColumnProfile.Quantile(probability: $0, value: quantile($0))
    }
    let (low, high) = (quantile(0.25), quantile(0.75))
    // Where half of the values are equal, every other one would be an outlier, which says nothing.
    guard high > low else { return numbers }
    numbers.lowOutliers = countBelow(low - 3 * (high - low))
    numbers.highOutliers = countAbove(high + 3 * (high - low))
    return numbers
  }

  /// Two passes around the median; scaled where squares could overflow.
  private func moments() -> (mean: Double, standardDeviation: Double) {
    let scale = max(abs(self[0]), abs(self[count - 1])) > 1e150 ? 0x1p-520 : 1
    let centre = self[count / 2] * scale
    var sum = 0.0
    for index in keys.indices { sum += self[index] * scale - centre }
    let shift = sum / Double(count)
    var squares = 0.0
    for index in keys.indices {
      let distance = self[index] * scale - centre - shift
      squares += distance * distance
    }
    let variance = count > 1 ? squares / Double(count - 1) : 0
    return ((centre + shift) / scale, variance.squareRoot() / scale)
  }

  /// The first index at which `isBefore` no longer holds.
  private func partition(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// By counting where the range is small, as of years, ages and dates.
  private static func sorted(_ values: [Int64]) -> [Int64] {
    guard let least = values.min(), let most = values.max() else { return [] }
    let (range, overflow) = most.subtractingReportingOverflow(least)
    guard !overflow, range < max(65_536, 2 * values.count) else { return values.sorted() }
    var counts = [Int](repeating: 0, count: Int(range) + 1)
    for value in values { counts[Int(value - least)] += 1 }
    var sorted: [Int64] = []
    sorted.reserveCapacity(values.count)
    for (offset, count) in counts.enumerated() where count > 0 {
      sorted.append(contentsOf: repeatElement(least + Int64(offset), count: count))
    }
    return sorted
  }

  @inline(__always)
  private static func key(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: (value + 0).bitPattern)  // adding 0 turns -0 into 0
    return bits < 0 ? bits ^ Int64.max : bits
  }

  @inline(__always)
  private static func double(_ key: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: key < 0 ? key ^ Int64.max : key))
  }
}
