import Statistics
import Tables

/// A column's own quantile function inside the cascade, for formulas that need numbers where the cascade has uniforms. A class, as
/// it is handed on for every row that is drawn by itself.
final class CascadeMarginal: Equatable, Sendable {
  let function: QuantileFunction
  let grid: QuantileFunctionGrid?
  let missingShare: Double
  /// What the column does beyond its rows, as its generator does: a formula also leads there.
  let tails: FittedTails
  private let lower: TailPart?
  private let upper: TailPart?

  init(
    function: QuantileFunction, grid: QuantileFunctionGrid?, missingShare: Double, tails: FittedTails = FittedTails()
  ) {
    (self.function, self.grid, self.missingShare, self.tails) = (function, grid, missingShare, tails)
    lower = tails.lower.flatMap { TailPart($0.threshold, $0.law, .lower, of: function) }
    upper = tails.upper.flatMap { TailPart($0.threshold, $0.law, .upper, of: function) }
  }

  /// The other members follow from these.
  static func == (left: CascadeMarginal, right: CascadeMarginal) -> Bool {
    left.function == right.function && left.grid == right.grid && left.missingShare == right.missingShare
      && left.tails == right.tails
  }

  /// Not a number where missing.
  @inline(__always)
  func number(at uniform: Double) -> Double {
    guard uniform >= missingShare else { return .nan }
    let value = smoothNumber(at: uniform)
    return grid?.rounded(value) ?? value
  }

  /// As `number(at:)` for what is not missing, before it is rounded.
  @inline(__always)
  func smoothNumber(at uniform: Double) -> Double {
    let share = (uniform - missingShare) / (1 - missingShare)
    return tailValue(at: share) ?? function.value(at: share)
  }

  @inline(__always)
  func uniform(of number: Double) -> Double {
    let share = upper?.share(beyond: number).map { 1 - $0 } ?? lower?.share(beyond: number)
    return missingShare + (1 - missingShare) * (share ?? function.uniform(of: number))
  }

  @inline(__always)
  private func tailValue(at share: Double) -> Double? {
    if let upper, 1 - share < upper.beyond { return upper.value(remaining: 1 - share) }
    if let lower, share < lower.beyond { return lower.value(remaining: share) }
    return nil
  }
}

/// The residual mode of a stage: the number is a formula of earlier columns plus a residual, and the stage's tree and leaves are
/// those of the residual.
struct CascadeFormula: Equatable, Sendable {
  /// Variables are places of earlier stages.
  let formula: RatioFormula
  let residuals: CascadeMarginal
  /// The law of what formula and residual give together; nil: that of the column. Leaves mix residuals of rows that differ, so
  /// the sums reach farther than the column does: their ranks are the column's.
  var sums: CascadeMarginal?

  /// What turns a leaf's uniform into one of the column.
  /// - Parameter marginal: of the column.
  @inline(__always)
  func law(_ marginal: CascadeMarginal) -> Law {
    Law(residuals: residuals, axis: axis(marginal), isLogarithmic: formula.isLogarithmic)
  }

  @inline(__always)
  func number(_ sum: Double) -> Double { Self.number(sum, isLogarithmic: formula.isLogarithmic) }

  @inline(__always)
  private static func number(_ sum: Double, isLogarithmic: Bool) -> Double {
    isLogarithmic ? Exponential.value(sum) : sum
  }

  /// What lies between the column's uniform and the sum's number.
  /// - Parameter marginal: of the column.
  @inline(__always)
  func axis(_ marginal: CascadeMarginal) -> CascadeMarginal { sums ?? marginal }

  /// The laws of a formula's residuals and sums, taken out of it once for many rows.
  struct Law {
    let residuals: CascadeMarginal
    let axis: CascadeMarginal
    let isLogarithmic: Bool

    /// The uniform of the column itself.
    /// - Parameters:
    ///   - uniform: what the leaf gave, on the residuals' axis.
    ///   - predicted: what the formula gives.
    @inline(__always)
    func uniform(for uniform: Double, predicted: Double) -> Double {
      let residual = residuals.number(at: uniform)
      guard residual.isFinite else { return residuals.missingShare / 2 }
      return axis.uniform(of: CascadeFormula.number(predicted + residual, isLogarithmic: isLogarithmic))
    }
  }
}

/// The numeric columns of a fit, for residual mode.
struct CascadeNumbers: Sendable {
  /// Values with missing as not a number; nil where the column is not numeric or too rough for a formula.
  let values: [Double]?
  let marginal: CascadeMarginal?
  /// Repeated values stand out of their neighbourhood: the column is not a smooth function of anything.
  let isAtomic: Bool
  /// For the search of formulas.
  let variable: FormulaVariable?

  /// - Parameter own: the same column with its groups.
  init(_ column: Column, _ own: CascadeColumn, k: Int) {
    guard var sample = own.numbers, var present = column.presentNumbers,
      column.kind == .integer || column.kind == .decimal
    else {
      (values, marginal, isAtomic, variable) = (nil, nil, true, nil)
      return
    }
    let isClock = column.kind == .integer && ClockNumbers.areIn(column)
    if isClock {
      // Only in minutes do differences of clock times mean something.
      func minutes(_ number: Double) -> Double { Double(ClockNumbers.minutes(Int64(clamping: number))) }
      sample = QuantileFunctionSample(values: sample.values.map(minutes), counts: sample.counts)
      present = present.map(minutes)
    }
    let share = ColumnFit.missingShare(missing: column.missingCount, rows: column.count, k: k)
    let isAtomic = Self.roughness(own.counts) > 0.25
    marginal = Self.marginal(
      sample, decimals: EmpiricalGenerator.decimals(of: column), missingShare: share, k: k, hasTails: !isClock,
      isAtomic: isAtomic)
    var next = 0
    let values: [Double] = (0..<column.count).map { row in
      if column.isMissing(row) { return .nan }
      next += 1
      return present[next - 1]
    }
    self.values = values
    variable = FormulaVariable(values)
    self.isAtomic = isAtomic
  }

  /// - Parameter isAtomic: its values stand apart, as a speed limit's do: a number between two of them is none of its numbers.
  static func marginal(
    _ sample: QuantileFunctionSample, decimals: Int?, missingShare: Double, k: Int, hasTails: Bool = false,
    isAtomic: Bool = false
  ) -> CascadeMarginal? {
    var sample = sample
    var fit = QuantileFunctionFit()
    fit.k = max(1, k)
    fit.targetCells = 1_024
    if !isAtomic { fit.maximumAtoms = 0 }
    if let decimals {
      fit.grid = .fitting(values: sample.values, counts: sample.counts, decimals: decimals, k: fit.k)
    }
    if let grid = fit.grid { sample = sample.snapped(to: grid) }
    return fit.fit(sample).map { function in
      let drawing = QuantileDrawing(function: function, grid: fit.grid)
      let tails = hasTails ? FittedTails(sample, drawing: drawing, k: fit.k) : FittedTails()
      return CascadeMarginal(function: function, grid: fit.grid, missingShare: missingShare, tails: tails)
    }
  }

  /// Share of rows by which values exceed, beyond chance, the mean count of the three values on either side.
  private static func roughness(_ counts: [Int]) -> Double {
    guard counts.count > 30 else { return 1 }
    var excess = 0.0
    for index in counts.indices {
      let around = max(0, index - 3)...min(counts.count - 1, index + 3)
      let others = Double(counts[around].reduce(0, +) - counts[index]) / Double(around.count - 1)
      excess += max(0, Double(counts[index]) - others - 2 * (others + 1).squareRoot())
    }
    return excess / Double(max(1, counts.reduce(0, +)))
  }
}
