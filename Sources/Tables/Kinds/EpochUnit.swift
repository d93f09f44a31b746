/// Units in which moments are counted since 1970-01-01T00:00 UTC.
enum EpochUnit: String, CaseIterable {
  case seconds, milliseconds, microseconds

  private var perSecond: Int64 {
    switch self {
    case .seconds: 1
    case .milliseconds: 1000
    case .microseconds: 1_000_000
    }
  }

  /// 1990 to 2100: other numbers of these lengths are rarely moments.
  private static let first: Int64 = 631_152_000
  private static let last: Int64 = 4_102_444_800

  /// The unit in which all values are plausible moments.
  static func of(_ values: [Int64], missing: [Bool]) -> EpochUnit? {
    guard values.count >= 2 else { return nil }
    return allCases.first { unit in
      let range = first * unit.perSecond...last * unit.perSecond
      return values.indices.allSatisfy { range.contains(values[$0]) || (!missing.isEmpty && missing[$0]) }
        && values.contains(where: range.contains)
    }
  }

  /// Microseconds, the storage of moments.
  func microseconds(_ value: Int64) -> Int64 { value &* (1_000_000 / perSecond) }

  func spelled(_ value: Int64) -> [UInt8] {
    var bytes: [UInt8] = []
    DateFormatter(DatePattern("yyyy-MM-dd HH:mm:ss"))?.append(microseconds(value), to: &bytes)
    return bytes
  }

  /// The pattern that loses nothing.
  var pattern: DatePattern {
    let fraction = self == .seconds ? "" : self == .milliseconds ? ".SSS" : ".SSSSSS"
    return DatePattern("yyyy-MM-dd HH:mm:ss" + fraction)
  }
}
