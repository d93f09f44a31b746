import Tables

/// Clock times, numbers put together of others, and the local parts of times that are stored in another zone.
extension RuleFinder {
  // MARK: - Clock numbers

  /// Clock times (1745) that lie so many minutes behind others: `left = clock_number(clock_minutes(due) + delay)`.
  func clockSums(except settled: Set<String>) -> [FoundRule] {
    let whole = numbers.filter { !$0.isDecimal }
    let clocks = whole.filter { ClockNumbers.areIn(table.columns[$0.index]) }
    guard clocks.count >= 2 else { return [] }
    var found: [FoundRule] = []
    for target in clocks where !settled.contains(target.name) {
      let sources = clocks.filter { $0.index != target.index && !isComputed($0.name, from: target.name, found) }
      let own = sources.firstResult { source in
        whole.firstResult { [source.index, target.index].contains($0.index) ? nil : clockSum(source, $0, target) }
      }
      if let own { found.append(own) }
    }
    return found
  }

  private func clockSum(_ source: NumberColumn, _ delay: NumberColumn, _ target: NumberColumn) -> FoundRule? {
    let midnight = target.values.contains(2_400) && !target.values.contains(0) ? 2_400.0 : 0
    let holds = { (row: Int) -> Bool? in
      let (from, minutes, to) = (source.values[row], delay.values[row], target.values[row])
      guard !from.isNaN, !minutes.isNaN, !to.isNaN else { return nil }
      return ValueFunction.clockNumber(ValueFunction.clockMinutes(from) + minutes, midnight) == to
    }
    guard isPlausible(holds), sample.filter({ holds($0) == true && delay.values[$0] != 0 }).count >= 20 else {
      return nil
    }
    let sum = "clock_minutes(\(Self.spelled(source.name))) + \(Self.spelled(delay.name))"
    let text = "clock_number(\(sum)\(midnight == 0 ? "" : ", 2400"))"
    return operand(text).flatMap { confirmed(.computed(target.name, $0), holds) }
  }

  // MARK: - Numbers put together

  /// What the first of two numbers is multiplied with before the second is added: digits, minutes and months.
  private static let places: [Double] = [100, 10, 1_000, 10_000, 60, 12]

  /// Whole numbers put together of two others: `clock = hour * 100 + minute`.
  func puttingsTogether(except settled: Set<String>) -> [FoundRule] {
    let whole = numbers.filter { !$0.isDecimal }
    guard whole.count >= 3, whole.count <= Self.mostNumbers else { return [] }
    let results = Parallel.map(whole.count) { place -> FoundRule? in
      let target = whole[place]
      guard !settled.contains(target.name) else { return nil }
      let others = whole.filter { $0.index != target.index }
      return others.firstResult { first in
        others.firstResult { $0.index == first.index ? nil : together(first, $0, target) }
      }
    }
    return results.compactMap { $0 }
  }

  private func together(_ first: NumberColumn, _ second: NumberColumn, _ target: NumberColumn) -> FoundRule? {
    for factor in Self.places {
      let holds = { (row: Int) -> Bool? in
        let (high, low, own) = (first.values[row], second.values[row], target.values[row])
        return high.isNaN || low.isNaN || own.isNaN ? nil : high * factor + low == own
      }
      guard isPlausible(holds), isPart(first), isPart(second) else { continue }
      let text = "\(Self.spelled(first.name)) * \(Int(factor)) + \(Self.spelled(second.name))"
      return operand(text).flatMap { confirmed(.computed(target.name, $0), holds) }
    }
    return nil
  }

  /// Whether the numbers of a column differ and are not nearly all 0.
  private func isPart(_ column: NumberColumn) -> Bool {
    let known = sample.map { column.values[$0] }.filter { !$0.isNaN && $0 != 0 }
    return known.count >= 20 && Set(known).count >= 2
  }

  // MARK: - Parts of local time

  private static let hour: Int64 = 3_600_000_000
  /// More would be no clock that is put forward and back.
  private static let mostSpans = 64

  /// Times that are stored in another zone than their parts: `hour(t - hours(5))`, with the days on which clocks were put forward or
  /// back.
  func localParts(except settled: Set<String>) -> [FoundRule] {
    let moments = orders.filter { $0.kind == .datetime }
    let clocks = numbers.filter { !$0.isDecimal && !settled.contains($0.name) && Self.isHour($0) }
    return moments.flatMap { moment -> [FoundRule] in
      guard let local = clocks.firstResult({ localTime(moment, $0) }) else { return [] }
      let targets = table.columns.filter { $0.name != moment.name && !settled.contains($0.name) }
      return parts(of: local, .datetime, among: targets)
    }
  }

  private static func isHour(_ column: NumberColumn) -> Bool {
    column.values.allSatisfy { $0.isNaN || 0...23 ~= $0 } && column.values.contains { $0 > 12 }
  }

  /// The expression that makes local time of a moment, if a column holds its hours.
  private func localTime(_ moment: NumberColumn, _ hours: NumberColumn) -> String? {
    func ahead(_ row: Int) -> Int? {
      let (time, own) = (moment.values[row], hours.values[row])
      guard !time.isNaN, !own.isNaN else { return nil }
      let difference = (ValueEvaluation.time(of: Int64(time)) / Self.hour - Int64(own) + 24) % 24
      return Int(difference > 12 ? difference - 24 : difference)
    }
    // Where the difference follows nothing, a sample shows too many of them.
    guard Set(sample.compactMap(ahead)).count <= 4 else { return nil }
    let rows = (0..<table.rowCount).filter { ahead($0) != nil }.sorted { moment.values[$0] < moment.values[$1] }
    var spans: [(start: Int64, offset: Int, rows: Int)] = []
    for row in rows {
      guard let offset = ahead(row) else { continue }
      if spans.last?.offset == offset {
        spans[spans.count - 1].rows += 1
      } else {
        guard spans.count < Self.mostSpans else { return nil }
        spans.append((Self.wholeHour(moment.values[row]), offset, 1))
      }
    }
    guard let last = spans.last, spans.allSatisfy({ $0.rows >= max(20, k) }), spans.contains(where: { $0.offset != 0 })
    else { return nil }
    let name = Self.spelled(moment.name)
    let cases = zip(spans, spans.dropFirst()).map { own, next in
      "when \(name) < '\(Self.text(ofHour: next.start))' then \(own.offset)"
    }
    let offset = cases.isEmpty ? "\(last.offset)" : "case \(cases.joined(separator: " ")) else \(last.offset) end"
    return "(\(name) - hours(\(offset)))"
  }

  private static func wholeHour(_ instant: Double) -> Int64 {
    Int64(Gregorian.floorDivide(Int(instant), Int(hour))) * hour
  }

  private static func text(ofHour instant: Int64) -> String {
    var text: [UInt8] = []
    DateFormatter(DatePattern("yyyy-MM-dd HH:mm"))?.append(instant, to: &text)
    return ByteText(text).string
  }
}
