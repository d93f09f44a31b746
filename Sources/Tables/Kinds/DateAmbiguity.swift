/// Chooses between day-first and month-first where both fit every value.
enum DateAmbiguity {
  /// The reading whose values rise and fall least from row to row, since tables are often in order of time; else the first.
  static func choose(among readings: [InstantColumn]) -> InstantColumn? {
    guard let first = readings.first else { return nil }
    var best = (reading: first, falls: falls(in: first))
    for reading in readings.dropFirst() {
      let count = falls(in: reading)
      if count < best.falls { best = (reading, count) }
    }
    return best.reading
  }

  /// The pattern of another reading that gives other values; nil where all agree.
  static func rival(of chosen: InstantColumn, among readings: [InstantColumn]) -> String? {
    readings.first { $0.values != chosen.values }?.formatter.pattern.text
  }

  private static func falls(in reading: InstantColumn) -> Int {
    var (count, last) = (0, Int64.min)
    for (row, value) in reading.values.enumerated() where reading.missing.isEmpty || !reading.missing[row] {
      if value < last { count += 1 }
      last = value
    }
    return count
  }
}
