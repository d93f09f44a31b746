import Statistics

/// A few candidates for each row of a block on their way through the stages of a cascade under conditions.
///
/// Each candidate ("particle") carries a weight: by how much it is more or less likely under the conditions than under the way
/// it is drawn. At a stage with a condition the leaf is cut to what is allowed and the weight takes the leaf's share of it; where
/// a later condition depends on the stage, a place in the leaf is chosen in proportion to what is to be expected of the row
/// there (a twisted particle filter: Guarniero, Johansen and Lee 2017; here exact within a leaf, without candidates, and
/// without resampling between stages).
///
/// Particle m of row r stands at `m * rowCount + r`.
struct ConditionedParticles {
  /// The numbers of the rows.
  private(set) var numbers: [UInt64]
  private(set) var perRow: Int
  var rows: CascadeRows
  /// By stage, then by particle.
  var uniforms: [Double]
  /// By particle; 0 once no value is left that the conditions allow.
  var weights: [Double]
  /// Of the stage drawn last, where it follows a formula.
  var residualUniforms: [Double]
  /// What is to be expected of the particle; its weight holds it already.
  var expected: [Double]
  /// By stage, then by particle: the factor of the weight; recorded for learning only.
  var factors: [Double] = []
  var expectations: [Double] = []
  /// Whether a row goes on where nothing is left that the conditions allow: with any allowed value, and hardly a weight.
  let mustGoOn: Bool
  /// A particle of less weight goes on with a chance of its weight over this one, and then has this one: few are walked to the
  /// end for nothing, and weights stay right on average.
  var leastWeight = 0.0
  /// By particle, what was expected before the first stage.
  private(set) var firstExpectations: [Double]

  var rowCount: Int { numbers.count }
  var count: Int { numbers.count * perRow }

  init(_ cascade: FittedTreeCascade, numbers: [UInt64], perRow: Int, records: Bool = false, mustGoOn: Bool = false) {
    (self.numbers, self.perRow, self.mustGoOn) = (numbers, perRow, mustGoOn)
    let count = numbers.count * perRow
    rows = CascadeRows(
      stageCount: cascade.stages.count, rowCount: count, firstRow: numbers.first ?? 0,
      cellSlots: FittedTreeCascade.cellSlots(cascade.stages))
    uniforms = [Double](repeating: 0.5, count: cascade.stages.count * count)
    weights = [Double](repeating: 1, count: count)
    expected = weights
    firstExpectations = weights
    residualUniforms = [Double](repeating: 0.5, count: count)
    guard records else { return }
    factors = [Double](repeating: 1, count: cascade.stages.count * count)
    expectations = factors
  }

  /// Strata by their share and by what is to be expected of their rows.
  mutating func setStrata(_ shares: [Double], expected byStratum: [Double], stream: RandomStream) {
    let start = rows.features.stratum * count
    let total = zip(shares, byStratum).reduce(0) { $0 + $1.0 * $1.1 }
    for particle in 0..<perRow {
      let own = stream.stream(named: "particle \(particle)")
      for row in 0..<rowCount {
        var left = own.uniform(at: numbers[row]) * total
        var chosen = 0
        while chosen < shares.count - 1, left >= shares[chosen] * byStratum[chosen] {
          left -= shares[chosen] * byStratum[chosen]
          chosen += 1
        }
        let index = particle * rowCount + row
        rows.codes[start + index] = UInt8(chosen)
        weights[index] = total
        expected[index] = byStratum[chosen]
      }
    }
    firstExpectations = expected
  }

  /// The particle of a row, chosen by weight; nil where none is left.
  func chosen(row: Int, uniform: Double) -> Int? {
    var total = 0.0
    for particle in 0..<perRow { total += weights[particle * rowCount + row] }
    guard total > 0 else { return nil }
    var left = uniform * total
    var last: Int?
    for particle in 0..<perRow where weights[particle * rowCount + row] > 0 {
      last = particle * rowCount + row
      left -= weights[particle * rowCount + row]
      if left < 0 { break }
    }
    return last
  }
}

extension ConditionedParticles {
  /// One particle of each row.
  func only(_ chosen: [Int]) -> ConditionedParticles {
    var result = self
    result.perRow = 1
    result.numbers = chosen.map { numbers[$0 % rowCount] }
    func kept<Value>(_ values: [Value]) -> [Value] {
      stride(from: 0, to: values.count, by: count).flatMap { start in chosen.map { values[start + $0] } }
    }
    result.rows = rows.only(chosen)
    result.uniforms = kept(uniforms)
    (result.weights, result.expected) = (kept(weights), kept(expected))
    result.residualUniforms = kept(residualUniforms)
    return result
  }
}

extension CascadeRows {
  /// Some of the rows.
  func only(_ chosen: [Int]) -> CascadeRows {
    var result = CascadeRows(
      stageCount: features.stageCount, rowCount: chosen.count, firstRow: firstRow,
      cellSlots: cells.count / max(1, rowCount))
    func kept<Value>(_ values: [Value]) -> [Value] {
      stride(from: 0, to: values.count, by: rowCount).flatMap { start in chosen.map { values[start + $0] } }
    }
    (result.codes, result.numbers, result.cells) = (kept(codes), kept(numbers), kept(cells))
    result.uniforms = kept(uniforms)
    return result
  }
}
