import CDistributions
import Glibc

/// A column's values as families are fitted to them: some thousand points with the rows of each.
///
/// The most extreme rows of either side are only counted, as rows beyond a value that enough others hold: so no wild record moves
/// a parameter, and no parameter gives one away. Many different values are thinned to means of neighbours in the middle, which
/// moves an estimate by less than a hundredth of its standard error.
package struct FamilySample: Sendable {
  /// Known values, increasing, and the rows of each.
  package private(set) var values: [Double] = []
  package private(set) var weights: [Double] = []
  /// Distance of neighbouring points where the values are rounded; 0: they are not.
  package private(set) var step: Double
  /// Whether all values are whole numbers.
  package let isWhole: Bool
  /// The length of the circle, where the values are angles or times of day.
  package let period: Double?
  /// Rows that lie below the first value or above the last.
  package private(set) var (rowsBelow, rowsAbove) = (0.0, 0.0)
  /// All rows.
  package private(set) var rows: Double
  let byMass: Bool

  private static let mostPoints = 1_000
  /// Up to so many different values the likelihood is that of rounded ones.
  private static let mostMasses = 400
  /// Rows beyond each end whose values are not looked at, at least.
  private static let leastHidden = 5

  /// - Parameters:
  ///   - k: nothing rests on the value of a row that is among the k - 1 most extreme of its side.
  ///   - step: where the values are rounded to multiples of it.
  /// - Returns: nil for fewer rows than `leastRows`.
  package init?(_ sample: QuantileFunctionSample, k: Int, step: Double?, isWhole: Bool, period: Double? = nil) {
    let hidden = max(k, Self.leastHidden) - 1
    guard sample.total >= Self.leastRows(k: k) else { return nil }
    self.step = step ?? 0
    self.isWhole = isWhole
    self.period = period
    rows = Double(sample.total)
    let first = Self.place(after: hidden, in: sample.counts)
    let last = sample.counts.count - 1 - Self.place(after: hidden, in: sample.counts.reversed())
    guard first <= last else { return nil }
    rowsBelow = Double(sample.counts[..<first].reduce(0, +))
    rowsAbove = Double(sample.counts[(last + 1)...].reduce(0, +))
    byMass = self.step > 0 && last - first < Self.mostMasses
    thin(sample.values[first...last], sample.counts[first...last])
  }

  /// Rows that a sample needs.
  package static func leastRows(k: Int) -> Int { 2 * max(k, leastHidden) + 10 }

  /// The first place with more than `hidden` rows up to it.
  private static func place(after hidden: Int, in counts: some Sequence<Int>) -> Int {
    var (sum, place) = (0, 0)
    for count in counts {
      sum += count
      if sum > hidden { return place }
      place += 1
    }
    return place
  }

  private mutating func thin(_ known: ArraySlice<Double>, _ counts: ArraySlice<Int>) {
    guard known.count > Self.mostPoints else {
      (values, weights) = (Array(known), counts.map(Double.init))
      return
    }
    let most = rows / Double(Self.mostPoints) * 1.5
    // The outermost values stay as they are.
    let outer = Self.mostPoints / 20
    var (sum, weight) = (0.0, 0.0)
    for (place, (value, count)) in zip(known, counts).enumerated() {
      let count = Double(count)
      sum += value * count
      weight += count
      let isOuter = place < outer || place >= known.count - outer - 1
      guard isOuter || weight >= most else { continue }
      values.append(weight == count ? value : sum / weight)
      weights.append(weight)
      (sum, weight) = (0, 0)
    }
  }

  package var first: Double { values[0] }
  package var last: Double { values[values.count - 1] }

  func face(_ values: UnsafeBufferPointer<Double>, _ weights: UnsafeBufferPointer<Double>) -> rs_sample {
    rs_sample(
      values: values.baseAddress, weights: weights.baseAddress, count: values.count, step: step,
      by_mass: byMass ? 1 : 0, low: first, low_weight: rowsBelow, high: last, high_weight: rowsAbove)
  }

  /// The same rows without the value 0.
  func withoutZeros() -> FamilySample {
    var other = self
    guard let place = values.firstIndex(of: 0), values.count > 1 else { return self }
    other.rows -= weights[place]
    other.values.remove(at: place)
    other.weights.remove(at: place)
    return other
  }

  // MARK: - First guesses

  /// The value with so much of the rows below it.
  func quantile(_ share: Double) -> Double {
    var sum = rowsBelow
    for (value, weight) in zip(values, weights) {
      sum += weight
      if sum >= share * rows { return value }
    }
    return last
  }

  /// Mean of the values, the hidden ones at the ends of the known.
  var mean: Double {
    (zip(values, weights).reduce(rowsBelow * first + rowsAbove * last) { $0 + $1.0 * $1.1 }) / rows
  }

  /// Mean of the power of distances to the mean.
  private func moment(_ power: (Double) -> Double) -> Double {
    let mean = mean
    let ends = rowsBelow * power(first - mean) + rowsAbove * power(last - mean)
    return zip(values, weights).reduce(ends) { $0 + power($1.0 - mean) * $1.1 } / rows
  }

  /// Above 0 also where all values are equal.
  var variance: Double { max(moment { $0 * $0 }, Double.leastNormalMagnitude) }
  var deviation: Double { max(variance.squareRoot(), step / 10) }
  var skewness: Double { moment { $0 * $0 * $0 } / (variance * variance.squareRoot()) }
  var middleHalf: Double { max(quantile(0.75) - quantile(0.25), deviation / 10) }
  var median: Double { quantile(0.5) }

  /// Median and spread of the logarithm; values of 0 count as half a step.
  var logarithms: (median: Double, spread: Double) {
    func logarithm(_ share: Double) -> Double { log(max(quantile(share), step / 2, Double.leastNormalMagnitude)) }
    let spread = (logarithm(0.84) - logarithm(0.16)) / 2
    return (logarithm(0.5), max(spread, 1e-6))
  }

  /// The values with functions of them in their place, for laws of logarithms.
  func mapped(_ function: (Double) -> Double) -> FamilySample {
    var other = self
    (other.values, other.step) = (values.map(function), 0)
    return other
  }
}
