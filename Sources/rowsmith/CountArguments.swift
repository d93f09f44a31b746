import ArgumentParser

/// A number of rows as typed: `250`, `10k`, `2.5M`, `1G`; the letters are thousands, millions and milliards.
struct RowCountArgument: ExpressibleByArgument, Equatable {
  var rows: UInt64

  init?(argument: String) {
    guard let rows = Self.rows(in: argument) else { return nil }
    self.rows = rows
  }

  private static let factors: [Character: UInt64] = [
    "k": 1_000, "K": 1_000, "m": 1_000_000, "M": 1_000_000, "g": 1_000_000_000, "G": 1_000_000_000,
  ]

  private static func rows(in text: String) -> UInt64? {
    guard let last = text.last, let factor = factors[last] else { return DigitText.number(text) }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, let count = DigitText.number(whole) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return product }
    guard let part = fraction(parts[1], of: factor) else { return nil }
    let (sum, tooLarge) = product.addingReportingOverflow(part)
    return tooLarge ? nil : sum
  }

  /// `5` of 1,000 is 500. Nothing where the digits do not give whole rows.
  private static func fraction(_ digits: Substring, of factor: UInt64) -> UInt64? {
    var unit = factor
    for _ in digits.utf8 {
      guard unit % 10 == 0 else { return nil }
      unit /= 10
    }
    return DigitText.number(digits).map { $0 * unit }
  }
}

/// Row numbers as typed, half-open and from 0: `0..1000`.
struct RowRangeArgument: ExpressibleByArgument, Equatable {
  var rows: Range<UInt64>

  init?(argument: String) {
    let parts = argument.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = DigitText.number(parts[0]) else { return nil }
    guard let end = DigitText.number(parts[1]), first <= end else { return nil }
    rows = first..<end
  }
}

/// Plain decimal digits.
enum DigitText {
  /// - Returns: nil for anything but digits (no sign, no space), and beyond 64 bits.
  static func number(_ text: some StringProtocol) -> UInt64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return UInt64(text)
  }
}
