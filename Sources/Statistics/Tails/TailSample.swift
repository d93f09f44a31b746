/// The extreme rows of one side of a column, turned so that the most extreme is the largest.
struct TailSample {
  /// Distinct values, decreasing; of a lower side with their signs changed.
  private(set) var values: [Double] = []
  private(set) var counts: [Int] = []
  /// Rows up to and including each value, from the extreme.
  private(set) var rows: [Int] = []
  let total: Int
  private let step: Double

  /// - Parameter most: rows that are wanted; a value more than needed is taken, as the highest threshold's place.
  init(_ sample: QuantileFunctionSample, upper: Bool, step: Double?, most: Int) {
    total = sample.total
    self.step = step ?? 0
    let places =
      upper ? Array(sample.values.indices.reversed().prefix(most + 1)) : Array(sample.values.indices.prefix(most + 1))
    var sum = 0
    for place in places {
      values.append(upper ? sample.values[place] : -sample.values[place])
      counts.append(sample.counts[place])
      let isEnough = sum >= most
      sum += sample.counts[place]
      rows.append(sum)
      if isEnough { break }
    }
  }

  /// The threshold below the `distinct` most extreme values: half a step above the next value.
  func threshold(below distinct: Int) -> Double { values[distinct] + step / 2 }

  /// The excesses of the `distinct` most extreme values, increasing; rows that share a value are spread over its step, because a
  /// rounded column says no more.
  func excesses(of distinct: Int) -> [Double] {
    let threshold = threshold(below: distinct)
    var excesses: [Double] = []
    excesses.reserveCapacity(rows[distinct - 1])
    for place in (0..<distinct).reversed() {
      let (value, count) = (values[place] - threshold, counts[place])
      for row in 0..<count { excesses.append(value + step * ((Double(row) + 0.5) / Double(count) - 0.5)) }
    }
    return excesses
  }

  /// Rows that the law expects at a value.
  func expected(at place: Int, of distinct: Int, law: GeneralizedPareto) -> Double {
    let excess = values[place] - threshold(below: distinct)
    return Double(rows[distinct - 1]) * (law.cdf(excess + step / 2) - law.cdf(excess - step / 2))
  }
}
