import Glibc

/// A bin width kept as a whole number of powers of ten, so that edges are rounded once, like the numbers of the data.
struct BinWidth {
  enum Layout {
    /// The largest value may lie on the last edge.
    case continuous
    /// The last edge is above the largest value, so that every bin holds as many values of the grid.
    case gridded(origin: Double)
    /// Bins of one grid value, each in the middle.
    case centred
  }

  let units: Double
  let exponent: Int
  let layout: Layout

  var value: Double { units.scaledByTen(to: exponent) }

  func isMultiple(ofTenToThe power: Int) -> Bool {
    exponent >= power || (exponent == power - 1 && units.truncatingRemainder(dividingBy: 10) == 0)
  }

  func binCount(_ low: Double, _ high: Double) -> Double {
    let range = multiples(low, high)
    return range.last - range.first
  }

  func edges(_ low: Double, _ high: Double) -> [Double] {
    let range = multiples(low, high)
    return stride(from: 0, through: range.last - range.first, by: 1).map { edge(range.first + $0) }
  }

  private func multiples(_ low: Double, _ high: Double) -> (first: Double, last: Double) {
    switch layout {
    case .continuous:
      let first = (low / value).rounded(.down)
      return (first, max(first + 1, (high / value).rounded(.up)))
    case .gridded(let origin):
      return (((low - origin) / value).rounded(.down), ((high - origin) / value).rounded(.down) + 1)
    case .centred:
      return ((low / value).rounded(), (high / value).rounded() + 1)
    }
  }

  private func edge(_ multiple: Double) -> Double {
    switch layout {
    case .continuous: (multiple * units).scaledByTen(to: exponent)
    case .gridded(let origin): origin + (multiple * units).scaledByTen(to: exponent)
    case .centred: ((2 * multiple - 1) * 5 * units).scaledByTen(to: exponent - 1)
    }
  }
}

extension Double {
  /// self · 10^power, dividing by an exact power where it is negative.
  fileprivate func scaledByTen(to power: Int) -> Double {
    power >= 0 ? self * pow(10, Double(power)) : self / pow(10, Double(-power))
  }
}
