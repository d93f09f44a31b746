import ArgumentParser

/// An argument that cannot be understood, and what was expected.
struct ArgumentMistake: Error, CustomStringConvertible {
  let description: String
}

/// A number of rows as typed: `250`, `10k`, `2.5M`, `1G`; the letters are thousands, millions and milliards.
enum RowCountArgument {
  static let expected = ArgumentMistake(description: "expected whole rows such as 500, 10k, 2.5M or 1G")

  static func rows(in text: String) throws -> UInt64 {
    guard let rows = number(in: text) else { throw expected }
    return rows
  }

  private static func factor(_ letter: Character) -> UInt64? {
    switch letter {
    case "k", "K": 1_000
    case "m", "M": 1_000_000
    case "g", "G": 1_000_000_000
    default: nil
    }
  }

  private static func number(in text: String) -> UInt64? {
    guard let last = text.last, let factor = factor(last) else { return DigitText.number(text) }
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
enum RowRangeArgument {
  static let expected = ArgumentMistake(description: "expected first..end, half-open and from 0, such as 0..1000")

  static func rows(in text: String) throws -> Range<UInt64> {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = DigitText.number(parts[0]), let end = DigitText.number(parts[1]) else {
      throw expected
    }
    guard first <= end else { throw ArgumentMistake(description: "the end lies before the first row") }
    return first..<end
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
