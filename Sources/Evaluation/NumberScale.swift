import Glibc
import Statistics
import Tables

/// A numeric column's unit: how its bins are laid and how its numbers are written.
struct NumberScale: Equatable, Sendable {
  let kind: ColumnKind
  let look: Look
  /// Integers that all look like years: no thousands comma, no percentages.
  let isYear: Bool
  /// Digits after the point by which the values differ: 3 where the standard deviation is 0.03.
  private let digits: Int
  /// Times of day are shown besides the days.
  private let isWithinDays: Bool

  init(_ column: Column, _ summary: NumberSummary) {
    kind = column.kind
    look = column.look
    let (least, most) = (summary.quantiles.first ?? 0, summary.quantiles.last ?? 0)
    isYear = kind == .integer && least >= 1_500 && most <= 2_200
    isWithinDays = most - least < 3 * Self.day
    let spread = summary.standardDeviation
    digits = spread > 0 ? Int(min(6, max(0, (1 - log10(spread)).rounded(.up)))) : 0
  }

  /// Microseconds.
  private static let day = 86_400e6

  var isInstant: Bool { kind == .date || kind == .time || kind == .datetime }

  var grid: BinningChoice.Grid {
    switch kind {
    case .integer: return .decimals(0)
    case .date: return .steps([1, 2, 7, 14, 28, 91, 182, 364], anchor: 1)
    case .time, .datetime: return .steps(Self.clockSteps, anchor: Self.day)
    default: break
    }
    switch look.decimals {
    case .fixed(let digits), .upTo(let digits): return digits <= 15 ? .decimals(digits) : .continuous
    case .shortest: return .continuous
    }
  }

  /// Microseconds: parts of a second, seconds, minutes, hours, days, weeks.
  private static let clockSteps: [Double] = {
    let second = 1e6
    let seconds: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200]
    let days: [Double] = [1, 2, 7, 14, 28, 91, 182, 364]
    return [1, 10, 100, 1_000, 10_000, 100_000] + seconds.map { $0 * second } + days.map { $0 * day }
  }()

  /// A storage number as text, by the column's look for instants.
  func text(_ value: Double) -> String {
    if isInstant { return instantText(value) }
    if isYear, let year = Int(exactly: value.rounded()) { return String(year) }
    return NumberText.short(value, isInteger: kind == .integer, digits: digits)
  }

  /// A number of each side with as many digits; the second is empty where there is none.
  /// - Parameter isMean: between the values.
  func texts(_ real: Double, _ synthetic: Double?, isMean: Bool = false) -> (real: String, synthetic: String) {
    guard let synthetic else { return (isMean ? mean(real) : text(real), "") }
    guard !isInstant, !isYear else {
      return isMean ? (mean(real), mean(synthetic)) : (text(real), text(synthetic))
    }
    let pair = NumberText.pair(real, synthetic, isInteger: kind == .integer && !isMean, digits: digits)
    return (pair.first, pair.second)
  }

  /// The difference with the digits of both.
  func difference(_ real: Double, _ synthetic: Double, isMean: Bool) -> String {
    if isYear { return NumberText.signed(synthetic - real, decimals: isMean ? 1 : 0) }
    return NumberText.difference(from: real, to: synthetic, isInteger: kind == .integer && !isMean, digits: digits)
  }

  private func mean(_ value: Double) -> String {
    isYear ? String(NumberText.fixed(value, decimals: 1).filter { $0 != "," }) : NumberText.short(value, digits: digits)
  }

  /// By the column's look, but for moments: a day and a time do not fit the table side by side.
  private func instantText(_ value: Double) -> String {
    let isDay = kind == .datetime && !isWithinDays
    guard let instant = Int64(exactly: isDay ? (value / Self.day).rounded(.down) : value.rounded()) else { return "–" }
    var look = look
    if kind == .datetime { look.datePattern = DatePattern(isDay ? "yyyy-MM-dd" : "MM-dd HH:mm") }
    let column = Column(name: "", kind: isDay ? .date : kind, storage: .instants([instant]), look: look)
    return column.text(ofRow: 0) ?? "–"
  }

  /// A difference of instants: `+3 d`, `−4 h`.
  func span(_ difference: Double) -> String {
    let units: [(Double, String)] =
      kind == .date ? [(1, "d")] : [(86_400e6, "d"), (3_600e6, "h"), (60e6, "min"), (1e6, "s"), (1, "µs")]
    let unit = units.first { abs(difference) >= $0.0 } ?? units[units.count - 1]
    let amount = (difference / unit.0).rounded()
    return amount == 0 ? "" : NumberText.signed(amount, decimals: 0) + " " + unit.1
  }
}
