/// A number of rows as people type it: `250`, `10k`, `2.5M`, `1G`, `1e6`; the letters are thousands, millions and milliards.
package enum RowCountText {
  /// - Returns: nil for what is no number of whole rows, and beyond 64 bits.
  package static func rows(in text: String) -> UInt64? {
    guard let last = text.last else { return nil }
    if let factor = factor(last) { return product(text.dropLast(), factor) }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard parts.count == 2 else { return DigitText.number(text) }
    guard let power = DigitText.number(parts[1]), power < 20 else { return nil }
    var factor: UInt64 = 1
    for _ in 0..<power {
      let (next, overflow) = factor.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      factor = next
    }
    return product(parts[0], factor)
  }

  private static func factor(_ letter: Character) -> UInt64? {
    switch letter {
    case "k", "K": 1_000
    case "m", "M": 1_000_000
    case "g", "G": 1_000_000_000
    default: nil
    }
  }

  private static func product(_ text: Substring, _ factor: UInt64) -> UInt64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
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

/// Plain decimal digits.
package enum DigitText {
  /// - Returns: nil for anything but digits (no sign, no space), and beyond 64 bits.
  package static func number(_ text: some StringProtocol) -> UInt64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return UInt64(text)
  }
}
