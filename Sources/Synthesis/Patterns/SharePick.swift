/// Which of several things a uniform number stands for, by their shares.
struct SharePick: Sendable {
  private let sums: [Double]
  private let total: Double

  /// - Parameter shares: at least one, none negative, not all 0.
  init(_ shares: [Double]) {
    var sum = 0.0
    sums = shares.map { share in
      sum += share
      return sum
    }
    total = sum
  }

  func place(at u: Double) -> Int {
    let wanted = u * total
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if wanted < sums[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
