import Statistics
import Tables

/// A column made ready for families to be fitted to it.
struct FamilyColumn {
  let sample: FamilySample
  let decimals: Int?
  /// A power of ten, at most a thousandth of the values' spread and their step: what a location is rounded to.
  let unit: Double

  static let lastMicrosecond: Int64 = 86_399_999_999
  private static let day = 86_400_000_000.0

  /// - Throws: `.cannotFit` for a column without numbers or with too few.
  init(_ column: Column, k: Int, generator: String) throws(SynthesisError) {
    guard let numbers = column.presentNumbers, Self.hasNumbers(column) else {
      throw SynthesisError(.cannotFit(generator: generator, reason: "it needs numbers"), column: column.name)
    }
    decimals = EmpiricalGenerator.decimals(of: column)
    var rows = QuantileFunctionSample(rows: numbers)
    let grid = decimals.flatMap {
      QuantileFunctionGrid.fitting(values: rows.values, counts: rows.counts, decimals: $0, k: k)
    }
    if let grid { rows = rows.snapped(to: grid) }
    let period = column.kind == .time ? Self.day : Self.period(of: rows)
    let sample = FamilySample(
      rows, k: k, step: grid?.step, isWhole: column.kind == .integer && grid?.step == 1, period: period)
    guard let sample else {
      let reason = "\(rows.total) values; a fit needs at least \(FamilySample.leastRows(k: k))"
      throw SynthesisError(.cannotFit(generator: generator, reason: reason), column: column.name)
    }
    self.sample = sample
    let spread = max(sample.last - sample.first, sample.step) / 5_000
    unit = Self.roundUnit(below: sample.step > 0 ? min(spread, sample.step) : spread)
  }

  /// The generator of a law that was fitted to the column's sample.
  func fitted(_ fit: LawFit, to column: Column) throws(SynthesisError) -> FittedFamily {
    let family = fit.law.family
    guard let law = FamilyParameters.rounded(fit.law, unit: unit) else {
      throw SynthesisError(.cannotFit(generator: family.name, reason: Self.needs(family)), column: column.name)
    }
    return try FittedFamily(
      law: law, zeroShare: QuantileFunctionFit.rounded(fit.zeroShare, digits: 4), bounds: (nil, nil),
      rounding: DecimalRounding(decimals: decimals, isInteger: column.kind != .decimal), column: column.name,
      kind: column.kind)
  }

  private static func hasNumbers(_ column: Column) -> Bool {
    column.kind == .integer || column.kind == .decimal || column.kind == .time
  }

  /// A power of ten, at most `value`.
  private static func roundUnit(below value: Double) -> Double {
    guard value.isFinite, value > 1e-300 else { return 0 }
    var unit = 1.0
    while unit > value { unit /= 10 }
    while unit * 10 <= value { unit *= 10 }
    return unit
  }

  /// The circle that values from 0 on seem to lie on: a day of hours, degrees, or radians.
  private static func period(of rows: QuantileFunctionSample) -> Double? {
    guard let first = rows.values.first, let last = rows.values.last, first >= 0 else { return nil }
    return [2 * Double.pi, 24, 360].first { last < $0 && last > 0.75 * $0 }
  }

  /// Whether the values of a column may be of a family.
  static func suits(_ family: ParametricFamily, _ column: Column, _ profile: ColumnProfile) -> Bool {
    guard hasNumbers(column), profile.count - profile.missing >= FamilySample.leastRows(k: 1), !profile.isConstant,
      let numbers = profile.numbers
    else { return false }
    if column.kind == .time { return family.support == .circle }
    let isWhole = column.kind == .integer
    switch family.support {
    case .line, .bounded: return profile.distinct > 2
    case .positive: return numbers.minimum >= 0 && profile.distinct > 2
    case .circle:
      return numbers.minimum >= 0
        && [2 * Double.pi, 24, 360].contains {
          numbers.maximum < $0 && numbers.maximum > 0.75 * $0
        }
    case .counts: return isWhole && numbers.minimum >= 0
    case .ranks: return isWhole && numbers.minimum >= 1
    case .coin: return isWhole && numbers.minimum == 0 && numbers.maximum == 1
    }
  }

  /// What a family asks of a column, for messages.
  static func needs(_ family: ParametricFamily) -> String {
    switch family.support {
    case .line, .bounded: "it needs numbers that differ"
    case .positive: "it needs numbers above 0 that differ"
    case .circle: "it needs times of day, or angles from 0 to a full circle of 24, 360 or 2 π"
    case .counts: "it needs whole numbers from 0 that differ"
    case .ranks: "it needs whole numbers from 1 that differ"
    case .coin: "it needs 0 and 1"
    }
  }
}
