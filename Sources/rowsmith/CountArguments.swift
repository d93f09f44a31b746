import ArgumentParser
import Tables

/// An argument that cannot be understood, and what was expected.
struct ArgumentMistake: Error, CustomStringConvertible {
  let description: String
}

/// A number of rows as typed: `250`, `10k`, `2.5M`, `1G`.
enum RowCountArgument {
  static let expected = ArgumentMistake(description: "expected whole rows such as 500, 10k, 2.5M or 1G")

  static func rows(in text: String) throws -> UInt64 {
    guard let rows = RowCountText.rows(in: text) else { throw expected }
    return rows
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
