import Glibc

/// From shares to bar lengths in eighths of a cell. A share above 0 is never shown as nothing.
struct BarScale {
  private let largest: Double
  private let smallest: Double
  private let eighths: Int
  private let isLogarithmic: Bool

  /// - Parameters:
  ///   - shares: all shares of the chart; the largest fills it.
  ///   - cells: its height or width.
  init(shares: [Double], cells: Int, isLogarithmic: Bool = false) {
    let positive = shares.filter { $0 > 0 && $0.isFinite }
    largest = positive.max() ?? 1
    smallest = (positive.min() ?? 1) / 2
    eighths = max(1, 8 * cells)
    self.isLogarithmic = isLogarithmic
  }

  func length(_ share: Double) -> Int {
    guard share > 0 else { return 0 }
    let part = isLogarithmic ? log(share / smallest) / log(largest / smallest) : share / largest
    return (part * Double(eighths)).clamped(to: 1...eighths)
  }
}
