import Statistics
import Tables

/// How rows are spread over the days of a range: a product of shares.
struct Season: Equatable, Sendable {
  /// Days since 1970-01-01.
  var first: Int
  var last: Int
  /// Of equal parts of the range.
  var trend: [Double] = [1]
  /// From January.
  var months = [Double](repeating: 1, count: 12)
  /// From Monday.
  var weekdays = [Double](repeating: 1, count: 7)
  var hours = [Double](repeating: 1, count: 24)
  /// Distance of neighbouring times, in microseconds; a part of an hour.
  var step: Int64 = 1

  /// About a thousand years.
  static let mostDays: Int64 = 366_000
  static let hour: Int64 = 3_600_000_000

  init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }

  /// The part of the range that a day, counted from the first, lies in.
  func part(ofDay day: Int) -> Int { day * trend.count / (last - first + 1) }

  /// Of each day.
  var weights: [Double] {
    (0...(last - first)).map { day in
      let date = first + day
      return trend[part(ofDay: day)] * months[Gregorian.day(date).month - 1] * weekdays[Gregorian.weekday(date)]
    }
  }

  var hasDays: Bool { weights.contains { $0 > 0 } }
}

/// A season learned from instants.
///
/// The shares of parts, months and weekdays are those that give each part, month and weekday its real rows: iterative proportional
/// fitting, Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444. Shares of fewer than k rows become 0, and the
/// range ends with the months that k rows have reached.
struct SeasonFit {
  private let instants: [Int64]
  private let isDatetime: Bool
  private let k: Int

  static let mostParts = 24
  private static let rounds = 30
  private static let day = Int(Season.hour * 24)

  static func leastRows(k: Int) -> Int { 10 * k }

  init(_ instants: [Int64], isDatetime: Bool, k: Int) {
    self.instants = instants
    self.isDatetime = isDatetime
    self.k = k
  }

  func fit() -> Season? {
    guard instants.count >= Self.leastRows(k: k) else { return nil }
    let days = instants.map { isDatetime ? Gregorian.floorDivide(Int($0), Self.day) : Int($0) }
    let sorted = days.sorted()
    // The k-th day from either end, to the ends of its month: no row of its own decides it.
    let first = Self.monthBegin(sorted[k - 1])
    let last = Self.monthEnd(sorted[sorted.count - k])
    guard last - first <= Season.mostDays, abs(first) < 10_000_000, abs(last) < 10_000_000 else { return nil }
    var season = Season(first: first, last: last)
    var counts = [Double](repeating: 0, count: last - first + 1)
    for day in days where first...last ~= day { counts[day - first] += 1 }
    adapt(&season, to: counts)
    if isDatetime { adaptHours(&season) }
    return season.hasDays ? season : nil
  }

  private static func monthBegin(_ day: Int) -> Int { day - Gregorian.day(day).day + 1 }

  private static func monthEnd(_ day: Int) -> Int {
    let date = Gregorian.day(day)
    return day - date.day + Gregorian.daysIn(month: date.month, year: date.year)
  }

  private func adapt(_ season: inout Season, to counts: [Double]) {
    let parts = min(Self.mostParts, max(1, counts.count / 28), instants.count / (20 * k))
    season.trend = [Double](repeating: 1, count: max(1, parts))
    let places = counts.indices.map { day -> (part: Int, month: Int, weekday: Int) in
      let date = season.first + day
      return (season.part(ofDay: day), Gregorian.day(date).month - 1, Gregorian.weekday(date))
    }
    // Less than a year says nothing of months that the trend does not.
    let hasMonths = counts.count >= 700
    for _ in 0..<Self.rounds {
      Self.adapt(&season.weekdays, season.weights, counts, places.map(\.weekday), k: k)
      if hasMonths { Self.adapt(&season.months, season.weights, counts, places.map(\.month), k: k) }
      Self.adapt(&season.trend, season.weights, counts, places.map(\.part), k: k)
    }
    season.weekdays = Self.rounded(season.weekdays)
    season.months = Self.rounded(season.months)
    season.trend = Self.rounded(season.trend)
  }

  private static func adapt(_ shares: inout [Double], _ weights: [Double], _ counts: [Double], _ places: [Int], k: Int)
  {
    var (real, drawn) = (shares.map { _ in 0.0 }, shares.map { _ in 0.0 })
    for (day, place) in places.enumerated() {
      real[place] += counts[day]
      drawn[place] += weights[day]
    }
    let scale = counts.reduce(0, +) / max(weights.reduce(0, +), 1e-300)
    for place in shares.indices {
      shares[place] =
        real[place] < Double(k) || drawn[place] == 0 ? 0 : shares[place] * real[place] / (drawn[place] * scale)
    }
  }

  /// To three digits, around 1.
  private static func rounded(_ shares: [Double]) -> [Double] {
    let used = shares.filter { $0 > 0 }
    let mean = used.isEmpty ? 1 : used.reduce(0, +) / Double(used.count)
    return shares.map { QuantileFunctionFit.rounded($0 / mean, digits: 3) }
  }

  private func adaptHours(_ season: inout Season) {
    var counts = [Double](repeating: 0, count: 24)
    for instant in instants {
      let time = Int64(instant) - Int64(Gregorian.floorDivide(Int(instant), Self.day)) * Season.hour * 24
      counts[Int(min(23, max(0, time / Season.hour)))] += 1
    }
    let known = counts.map { $0 < Double(k) ? 0 : $0 }
    if known.contains(where: { $0 > 0 }) { season.hours = Self.rounded(known) }
    season.step =
      [Season.hour, Season.hour / 2, Season.hour / 4, 60_000_000, 1_000_000, 1_000, 1].first { step in
        instants.count { $0 % step != 0 } < k
      } ?? 1
  }
}

/// Shares one behind the other: which of them a place in (0, 1) falls into, and where in it.
struct CumulativeShares: Equatable, Sendable {
  private let ends: [Double]

  /// - Parameter shares: none below 0, some above.
  init(_ shares: [Double]) {
    var sum = 0.0
    let sums = shares.map { share -> Double in
      sum += share
      return sum
    }
    ends = sums.map { $0 / max(sum, 1e-300) }
  }

  /// Never a share of 0.
  func place(of uniform: Double) -> (index: Int, part: Double) {
    var (low, high) = (0, ends.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > uniform { high = middle } else { low = middle + 1 }
    }
    let start = low > 0 ? ends[low - 1] : 0
    let width = ends[low] - start
    return (low, width > 0 ? min(max((uniform - start) / width, 0), 1 - 0x1p-53) : 0)
  }
}
