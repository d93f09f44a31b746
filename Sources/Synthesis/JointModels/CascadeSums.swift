import Statistics

/// Finds which law the numbers of a formula's stage have as they are drawn: what the formula predicts plus residuals from the
/// leaves that the rows lie in.
struct CascadeSums {
  /// Numbers drawn about: as many of the rows, or each row several times.
  private static let draws = 16_384
  private static let cells = 256

  private let formula: CascadeFormula
  private let predicted: [Double]
  private let k: Int
  private var rows: [(row: Int32, leaf: Int32)] = []
  private var leafCount = 0

  /// - Parameter predicted: by row.
  init(_ formula: CascadeFormula, predicted: [Double], k: Int) {
    (self.formula, self.predicted, self.k) = (formula, predicted, k)
  }

  /// Notes the leaves of one more tree, in the order in which they are built.
  /// - Parameters rows, leaves: what the grower returned.
  mutating func add(rows all: [Int32], leaves: [Range<Int>]) {
    let step = max(1, all.count / Self.draws)
    for leaf in leaves {
      // Every so manieth row, whichever leaf it is in.
      let first = (leaf.lowerBound + step - 1) / step * step
      for position in stride(from: first, to: leaf.upperBound, by: step) {
        rows.append((all[position], Int32(leafCount)))
      }
      leafCount += 1
    }
  }

  /// - Parameter leaves: of all trees.
  /// - Returns: nil where too few numbers are there.
  func law(_ leaves: CascadeLeaves, missingShare: Double, stream: RandomStream) -> CascadeMarginal? {
    let repeats = max(1, Self.draws / 2 / max(1, rows.count))
    var numbers: [Double] = []
    numbers.reserveCapacity(rows.count * repeats)
    leaves.withDrawing { drawing in
      for (place, entry) in rows.enumerated() where predicted[Int(entry.row)].isFinite {
        for turn in 0..<repeats {
          let uniform = stream.uniform(at: UInt64(place * repeats + turn))
          let residual = formula.residuals.number(at: drawing.draw(leaf: Int(entry.leaf), uniform: uniform))
          if residual.isFinite { numbers.append(formula.number(predicted[Int(entry.row)] + residual)) }
        }
      }
    }
    var isDrawn = [Bool](repeating: false, count: predicted.count)
    for entry in rows where predicted[Int(entry.row)].isFinite { isDrawn[Int(entry.row)] = true }
    let distinctRows = isDrawn.count { $0 }
    let sample = QuantileFunctionSample(rows: numbers)
    var fit = QuantileFunctionFit()
    // A row is drawn several times and by several trees: only k rows are k rows.
    fit.k = max(1, k) * max(1, (numbers.count + distinctRows - 1) / max(1, distinctRows))
    fit.targetCells = Self.cells
    fit.maximumAtoms = 0
    guard let function = fit.fit(sample) else { return nil }
    let tails = FittedTails(
      lower: tail(sample, function, repeats: fit.k / max(1, k), upper: false),
      upper: tail(sample, function, repeats: fit.k / max(1, k), upper: true))
    return CascadeMarginal(function: function, grid: nil, missingShare: missingShare, tails: tails)
  }

  /// Beyond the edge of the outermost cell a generalised Pareto law: that of the 5 k outermost rows, or 1 % of them, the k - 1
  /// farthest counted only, moved out to there. Where none can be fitted a law with the rows' median excess that falls slowly: a
  /// few sums far out are rows like the others beyond the edge, not rows that one in millions would be.
  /// - Parameter repeats: how often a row is drawn.
  private func tail(
    _ sample: QuantileFunctionSample, _ function: QuantileFunction, repeats: Int, upper: Bool
  ) -> FittedTails.Tail? {
    guard let cell = upper ? function.cells.last : function.cells.first, !cell.isAtom else { return nil }
    let outermost = upper ? cell.lower : cell.upper
    let wanted = max(0.01, Double(max(TailFit.fewest, 5 * k) * repeats) / Double(sample.total))
    if let edge = function.edge(withBeyond: wanted, upper: upper, grid: nil) {
      let beyond = sample.extremes(sample.total / 2, upper: upper).prefix { upper ? $0 > edge : $0 < edge }
      let excesses = beyond.reversed().map { ($0 - edge).magnitude }
      let end = formula.formula.isLogarithmic && !upper ? edge : nil
      let law = Self.law(of: excesses, hidden: (k - 1) * repeats, end: end)
      if let law = law?.beyond((outermost - edge).magnitude) {
        let shape = (law.shape * 1_000).rounded() / 1_000
        let scale = QuantileFunctionFit.rounded(law.scale, digits: 4)
        if scale > 0, scale.isFinite {
          return FittedTails.Tail(
            threshold: outermost, law: GeneralizedPareto(shape: shape, scale: scale), shapes: shape...shape)
        }
      }
    }
    let rows = sample.extremes(Int((cell.share * Double(sample.total)).rounded()), upper: upper)
    guard !rows.isEmpty else { return nil }
    let scale = QuantileFunctionFit.rounded((rows[rows.count / 2] - outermost).magnitude, digits: 4)
    guard scale > 0, scale.isFinite else { return nil }
    return FittedTails.Tail(threshold: outermost, law: GeneralizedPareto(shape: 1, scale: scale), shapes: 1...1)
  }

  /// A law that ends well beyond the rows known: a sum beyond its end would be the column's last value, and there would be a heap
  /// of them. Where the likeliest law ends sooner, the one of this shape that has as many rows beyond the last known one.
  private static let lowestShape = -0.15

  /// - Parameter end: where the law is to end: logarithms of a lower side fall evenly, so the numbers end at 0.
  private static func law(of excesses: [Double], hidden: Int, end: Double?) -> GeneralizedPareto? {
    guard let fit = GeneralizedParetoFit(excesses, hidden: hidden) else { return nil }
    var law = fit.law
    let largest = excesses[excesses.count - 1 - hidden]
    let beyond = RatioFormula.logarithm(Double(max(1, hidden)) / Double(excesses.count))
    if let end, largest < end {
      let shape = -RatioFormula.logarithm(1 - largest / end) / beyond
      law = GeneralizedPareto(shape: shape, scale: -shape * end)
    } else if law.shape < lowestShape {
      let scale = lowestShape * largest / (Exponential.value(-lowestShape * beyond) - 1)
      law = GeneralizedPareto(shape: lowestShape, scale: scale)
    }
    return law.scale > 0 && law.scale.isFinite ? law : nil
  }
}
