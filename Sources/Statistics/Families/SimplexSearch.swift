/// The place of a function's largest value, without derivatives.
///
/// Nelder and Mead (1965), Computer Journal 7, 308-313, with the coefficients of Gao and Han (2012), Computational Optimization
/// and Applications 51, 259-277, which suit more than two dimensions.
struct SimplexSearch {
  var rounds = 400
  /// The search ends where the corners' values differ by no more.
  var tolerance = 1e-5
  var size = 0.25

  private typealias Corner = (place: [Double], value: Double)

  /// - Parameter function: not a number counts as -∞.
  /// - Returns: the best place found and its value.
  func maximum(from start: [Double], of function: ([Double]) -> Double) -> (place: [Double], value: Double) {
    func value(_ place: [Double]) -> Double {
      let value = function(place)
      return value.isNaN ? -.infinity : value
    }
    var corners: [Corner] = [(start, value(start))]
    for index in start.indices {
      var place = start
      place[index] += size
      corners.append((place, value(place)))
    }
    for _ in 0..<rounds {
      corners.sort { $0.value > $1.value }
      guard let best = corners.first, let worst = corners.last, best.value.isFinite else { break }
      if best.value - worst.value <= tolerance { break }
      step(&corners, value)
    }
    return corners.max { $0.value < $1.value } ?? (start, -.infinity)
  }

  private func step(_ corners: inout [Corner], _ value: ([Double]) -> Double) {
    let dimensions = Double(corners.count - 1)
    let last = corners.count - 1
    let (worst, next) = (corners[last], corners[last - 1].value)
    var centre = [Double](repeating: 0, count: corners.count - 1)
    for corner in corners.dropLast() {
      for index in centre.indices { centre[index] += corner.place[index] / dimensions }
    }
    func corner(_ part: Double) -> Corner {
      let place = zip(centre, worst.place).map { $0 + part * ($0 - $1) }
      return (place, value(place))
    }
    let reflected = corner(1)
    if reflected.value > corners[0].value {
      let expanded = corner(1 + 2 / dimensions)
      corners[last] = expanded.value > reflected.value ? expanded : reflected
    } else if reflected.value > next {
      corners[last] = reflected
    } else {
      let isOutside = reflected.value > worst.value
      let size = max(0.5, 0.75 - 1 / (2 * dimensions))
      let contracted = corner(isOutside ? size : -size)
      if contracted.value > max(reflected.value, worst.value) {
        corners[last] = contracted
      } else {
        shrink(&corners, value)
      }
    }
  }

  private func shrink(_ corners: inout [Corner], _ value: ([Double]) -> Double) {
    let best = corners[0].place
    for index in corners.indices.dropFirst() {
      let place = zip(best, corners[index].place).map { ($0 + $1) / 2 }
      corners[index] = (place, value(place))
    }
  }
}
