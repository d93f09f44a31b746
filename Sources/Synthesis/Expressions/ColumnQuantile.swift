import Statistics
import Tables

/// Quantiles of a real column that may stand in a recipe.
enum ColumnQuantile {
  /// - Returns: nil as `value(of:at:k:)`.
  static func figure(_ figure: ColumnFigure, of column: Column, k: Int) -> Double? {
    switch figure {
    case .quantile(let share): return value(of: column, at: share, k: k)
    case .mean, .deviation:
      guard let numbers = column.presentNumbers, numbers.count >= max(2, k) else { return nil }
      let moments = Self.moments(of: numbers)
      return QuantileFunctionFit.rounded(figure == .mean ? moments.mean : moments.deviation, digits: 6)
    }
  }

  /// Mean and standard deviation, of two numbers at least.
  static func moments(of numbers: [Double]) -> (mean: Double, deviation: Double) {
    let mean = numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(max(1, numbers.count - 1)) }
    return (mean, squares.squareRoot())
  }

  /// The mean of the k values around the quantile, with the decimals of the column: no single row's value.
  /// - Returns: nil for columns without an order and those of fewer than k values.
  static func value(of column: Column, at share: Double, k: Int) -> Double? {
    guard let numbers = column.presentNumbers, numbers.count >= max(1, k) else { return nil }
    let sorted = numbers.sorted()
    let width = max(1, k)
    let centre = Int((share * Double(sorted.count)).rounded(.down))
    let start = min(max(0, centre - width / 2), sorted.count - width)
    // Halves first, so that no sum overflows.
    let mean = sorted[start..<start + width].reduce(0) { $0 + $1 / Double(width) }
    return rounded(mean, column)
  }

  private static func rounded(_ value: Double, _ column: Column) -> Double {
    guard case .decimals = column.storage else { return value.rounded() }
    switch column.look.decimals {
    case .fixed(let digits), .upTo(let digits):
      let scale = (0..<min(digits, 15)).reduce(1.0) { power, _ in power * 10 }
      let scaled = (value * scale).rounded()
      return scaled.isFinite ? scaled / scale : value
    case .shortest: return value
    }
  }
}
