extension QuantileFunctionFit {
  /// The outermost edge of a column whose extreme value is no atom.
  ///
  /// With x the k-th most extreme value, the edge is x ± (median excess of the k extreme rows / ln 2) (ln k + γ): where the
  /// largest of k exponential excesses is expected. The median stands for the mean, so that one wild record changes nothing. It
  /// is rounded outward to a round amount, crosses zero only where at least half of k rows do, and never lies beyond the real
  /// extreme rounded outward.
  func outerEdge(of sample: QuantileFunctionSample, upper: Bool) -> Double {
    let sign = upper ? 1.0 : -1.0
    let rows = sample.extremes(max(k, 1), upper: upper)
    let supported = rows[rows.count - 1]
    let excess = rows.map { ($0 - supported) * sign }.sorted()
    let median = excess[excess.count / 2]
    let reach = (median / 0.693_147 * Self.harmonic(rows.count)).clampedFinite
    let unit = self.unit(for: reach, sample)
    var edge = outward(supported + sign * reach, unit: unit, sign: sign)
    let limit = outward(rows[0], unit: unit, sign: sign)
    if (edge - limit) * sign > 0 { edge = limit == rows[0] ? limit + sign * unit : limit }
    if edge == rows[0] { edge += sign * unit }
    return bounded(edge, rows: rows, supported: supported, sign: sign)
  }

  private func bounded(_ edge: Double, rows: [Double], supported: Double, sign: Double) -> Double {
    var edge = min(max(edge, bounds.lowerBound), bounds.upperBound)
    // All values on one side of zero, but for a few that no k rows support: zero is a bound by nature.
    let beyondZero = rows.reduce(0) { $1 * sign > 0 ? $0 + 1 : $0 }
    if supported * sign <= 0, edge * sign > 0, beyondZero * 2 < max(k, 1) { edge = 0 }
    guard let grid else { return edge.clampedFinite }
    let index = grid.index(of: edge)
    return (sign > 0 ? grid.edge(aboveIndex: index) : grid.edge(aboveIndex: index - 1)).clampedFinite
  }

  private func outward(_ value: Double, unit: Double, sign: Double) -> Double {
    guard unit > 0, (value / unit).magnitude < 9e15 else { return value }
    let rounded = (value / unit).rounded(sign > 0 ? .up : .down) * unit
    // A unit of 0.01 as a multiple has noise in its last bit; a division has none.
    return unit < 1 ? (rounded * (1 / unit).rounded()).rounded() / (1 / unit).rounded() : rounded
  }

  /// A round amount fit for an edge `reach` away from the body: at most a hundredth of the supported range's power of ten.
  private func unit(for reach: Double, _ sample: QuantileFunctionSample) -> Double {
    let high = sample.extremes(max(k, 1), upper: true).last ?? 0
    let low = sample.extremes(max(k, 1), upper: false).last ?? 0
    let range = (high - low).clampedFinite
    let wanted = min(reach > 0 ? reach : range / 100, range > 0 ? range / 10 : reach)
    guard wanted > 0 else { return grid?.step ?? Self.powerOfTen(below: max(high.magnitude, 1e-300) / 100) }
    if !units.isEmpty { return units.last { $0 <= wanted } ?? units[0] }
    return max(Self.powerOfTen(below: wanted), grid?.step ?? 0)
  }

  /// 1 + 1/2 + ... + 1/k, which is ln k + γ within 1 / (2 k): the expected largest of k unit exponentials.
  private static func harmonic(_ count: Int) -> Double {
    (1...max(1, count)).reduce(0.0) { $0 + 1 / Double($1) }
  }

  /// The largest power of ten that is not above `value`.
  static func powerOfTen(below value: Double) -> Double {
    var exponent = 0
    var scaled = value
    while scaled >= 10 && exponent < 308 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1 && exponent > -308 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    let power = QuantileFunctionGrid.powerOfTen(exponent)
    return exponent >= 0 ? power : 1 / power
  }
}

extension Double {
  /// The nearest finite number; 0 for what is not a number.
  fileprivate var clampedFinite: Double {
    isNaN ? 0 : Swift.min(Swift.max(self, -Double.greatestFiniteMagnitude), Double.greatestFiniteMagnitude)
  }
}
