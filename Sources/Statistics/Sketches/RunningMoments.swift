/// Count, extremes, mean and spread of numbers that come in parts; nothing is kept of the numbers themselves.
///
/// Parts are added by the pairwise formulas of Chan, Golub and LeVeque (1983), each block by two passes around its own mean.
/// Where numbers are so large that their squares could overflow, everything is kept scaled by 2^-520.
/// - Invariant: the same parts merged in the same order give the same bits.
package struct RunningMoments: Equatable, Sendable {
  package private(set) var count = 0
  package private(set) var minimum = Double.infinity
  package private(set) var maximum = -Double.infinity
  private var scaledMean = 0.0
  private var scaledSquares = 0.0
  private var scale = 1.0

  private static let smallScale = 0x1p-520

  package init() {}

  package var mean: Double { scaledMean / scale }

  /// With n - 1; 0 for fewer than two numbers.
  package var standardDeviation: Double {
    count > 1 ? (scaledSquares / Double(count - 1)).squareRoot() / scale : 0
  }

  /// - Complexity: O(n), two passes.
  package mutating func add(_ values: UnsafeBufferPointer<Double>) {
    guard let first = values.first else { return }
    var part = RunningMoments()
    part.count = values.count
    var (least, most) = (first, first)
    for value in values {
      least = value < least ? value : least
      most = value > most ? value : most
    }
    (part.minimum, part.maximum) = (least, most)
    if max(abs(least), abs(most)) > 1e150 { part.scale = Self.smallScale }
    part.measure(values)
    merge(part)
  }

  private mutating func measure(_ values: UnsafeBufferPointer<Double>) {
    let (factor, centre) = (scale, values[0] * scale)
    // Four sums at once: their order is fixed, so the result is.
    var sums = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= values.count {
      sums += SIMD4(values[index], values[index + 1], values[index + 2], values[index + 3]) * factor - centre
      index += 4
    }
    var sum = sums.sum()
    while index < values.count {
      sum += values[index] * factor - centre
      index += 1
    }
    scaledMean = centre + sum / Double(values.count)
    addSquares(values, factor)
  }

  private mutating func addSquares(_ values: UnsafeBufferPointer<Double>, _ factor: Double) {
    let mean = scaledMean
    var squares = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= values.count {
      let distance = SIMD4(values[index], values[index + 1], values[index + 2], values[index + 3]) * factor - mean
      squares += distance * distance
      index += 4
    }
    scaledSquares = squares.sum()
    while index < values.count {
      let distance = values[index] * factor - mean
      scaledSquares += distance * distance
      index += 1
    }
  }

  /// Adds `times` times the same number.
  package mutating func add(_ value: Double, times: Int) {
    guard times > 0 else { return }
    var part = RunningMoments()
    (part.count, part.minimum, part.maximum) = (times, value, value)
    if abs(value) > 1e150 { part.scale = Self.smallScale }
    part.scaledMean = value * part.scale
    merge(part)
  }

  package mutating func merge(_ next: RunningMoments) {
    guard next.count > 0 else { return }
    guard count > 0 else { return self = next }
    var next = next
    if scale < next.scale { next.shrink() } else if next.scale < scale { shrink() }
    let total = count + next.count
    let distance = next.scaledMean - scaledMean
    let share = Double(next.count) / Double(total)
    scaledSquares += next.scaledSquares + distance * distance * share * Double(count)
    scaledMean += distance * share
    count = total
    minimum = min(minimum, next.minimum)
    maximum = max(maximum, next.maximum)
  }

  private mutating func shrink() {
    scaledMean *= Self.smallScale
    scaledSquares *= Self.smallScale * Self.smallScale
    scale = Self.smallScale
  }
}
