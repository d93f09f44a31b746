/// Count, mean and standard deviation of finite numbers, by compensated sums in two passes; no overflow up to the
/// largest doubles.
package struct Moments: Equatable, Sendable {
  package var count: Int
  /// 0 for no value.
  package var mean: Double
  /// With n - 1; 0 for fewer than two values.
  package var standardDeviation: Double

  package init(of values: [Double]) {
    count = values.count
    let scale = Kernels.largestMagnitude(values) > 1e150 ? 0x1p-520 : 1
    let mean = Self.compensatedSum(values) { $0 * scale } / Double(max(1, values.count))
    let squares = Self.compensatedSum(values) { ($0 * scale - mean) * ($0 * scale - mean) }
    self.mean = mean / scale
    standardDeviation = count < 2 ? 0 : (squares / Double(count - 1)).squareRoot() / scale
  }

  /// Neumaier's sum (1974): the rounding error of each addition is kept and added at the end.
  @inline(__always)
  package static func compensatedSum(_ values: [Double], _ term: (Double) -> Double = { $0 }) -> Double {
    var sum = 0.0
    var compensation = 0.0
    for value in values {
      let part = term(value)
      let next = sum + part
      compensation += abs(sum) >= abs(part) ? (sum - next) + part : (part - next) + sum
      sum = next
    }
    return sum + compensation
  }
}
