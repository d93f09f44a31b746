import Glibc
import Tables

/// Round places on an axis of instants: starts of years, months, weeks, days, hours, minutes and seconds.
struct CalendarTicks {
  /// Dates count days, times of day and moments microseconds.
  let kind: ColumnKind

  /// One way to place ticks.
  private enum Step {
    case months(Int)
    /// From a Monday where it is a week or more.
    case days(Int)
    case microseconds(Double)
  }

  private static let second = 1e6
  private static let day = 86_400e6

  /// Parts of a day in seconds.
  private static let clock: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
  ]

  /// The finest first.
  private var steps: [Step] {
    let calendar =
      [1, 2, 7, 14].map(Step.days)
      + [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000].map(Step.months)
    guard kind != .date else { return calendar }
    let clock = Self.clock.map { Step.microseconds($0 * Self.second) }
    return kind == .time ? clock : clock + calendar
  }

  /// Lists of places between two instants with their labels, the finest first.
  func candidates(from first: Double, to last: Double) -> [(values: [Double], label: (Double) -> String)] {
    steps.compactMap { step in
      let values = places(step, first, last)
      return values.isEmpty ? nil : (values, { label($0, step) })
    }
  }

  /// More than this are too many for any axis.
  private static let most = 200.0

  private func places(_ step: Step, _ first: Double, _ last: Double) -> [Double] {
    let unit = kind == .date ? 1 : Self.day
    switch step {
    case .microseconds(let step):
      guard (last - first) / step < Self.most else { return [] }
      return multiples(of: step, from: 0, first, last)
    case .days(let days):
      guard (last - first) / unit / Double(days) < Self.most else { return [] }
      // 1970-01-05 was a Monday.
      return multiples(of: Double(days) * unit, from: days >= 7 ? 4 * unit : 0, first, last)
    case .months(let months):
      guard (last - first) / unit / (29 * Double(months)) < Self.most, abs(first / unit) < 1e8, abs(last / unit) < 1e8
      else { return [] }
      let start = Gregorian.day(Int((first / unit).rounded(.down)))
      let month = Gregorian.floorDivide(start.year * 12 + start.month - 1, months) * months
      return (0...Int(Self.most) + 1).map { number in
        let month = month + number * months
        let year = Gregorian.floorDivide(month, 12)
        return Double(Gregorian.days(to: .init(year: year, month: month - 12 * year + 1, day: 1))) * unit
      }.filter { $0 >= first && $0 <= last }
    }
  }

  private func multiples(of step: Double, from origin: Double, _ first: Double, _ last: Double) -> [Double] {
    let start = ((first - origin) / step).rounded(.up)
    let count = ((last - origin) / step).rounded(.down) - start
    guard count >= 0, count <= Self.most else { return [] }
    return stride(from: 0, through: count, by: 1).map { origin + (start + $0) * step }
  }

  /// As much of an instant as its step needs: `2025`, `2025-03`, `2025-03-17`, `03-17 14:00`, `14:00`.
  private func label(_ value: Double, _ step: Step) -> String {
    let days = Int((value / (kind == .date ? 1 : Self.day)).rounded(.down))
    let date = Gregorian.day(days)
    switch step {
    case .months(let months):
      return months % 12 == 0 ? "\(date.year)" : "\(date.year)-\(Self.two(date.month))"
    case .days: return "\(date.year)-\(Self.two(date.month))-\(Self.two(date.day))"
    case .microseconds(let step):
      let seconds = Int((value - Double(days) * Self.day) / Self.second)
      let minutes = "\(Self.two(seconds / 3600)):\(Self.two(seconds / 60 % 60))"
      let time = step < 60 * Self.second ? "\(minutes):\(Self.two(seconds % 60))" : minutes
      return kind == .time ? time : "\(Self.two(date.month))-\(Self.two(date.day)) \(time)"
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
