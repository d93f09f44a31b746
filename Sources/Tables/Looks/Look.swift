/// How a column's values are spelled in the file, so that a synthetic file looks like the real one.
package struct Look: Equatable, Sendable {
  /// Digits after the decimal mark.
  package enum Decimals: Equatable, Sendable {
    /// Always exactly this many, trailing zeros written.
    case fixed(Int)
    /// At most this many, trailing zeros dropped.
    case upTo(Int)
    /// The shortest text that reads back as the same number (more than 15 significant digits seen, or exponents).
    case shortest

    /// Whether whole numbers are written without a mark.
    var isOpen: Bool { if case .fixed(let count) = self { count == 0 } else { true } }
  }

  package enum Quoting: String, Equatable, Sendable { case whenNeeded = "when_needed", always }

  package var decimals: Decimals = .upTo(0)
  /// Digits written after the mark even where they are zeros: 1 for `1.0`, as Python writes. With `.upTo` and `.shortest`.
  package var minimumDecimals = 0
  package var decimalMark: UInt8 = UInt8(ascii: ".")
  /// Thousands, currency and percent marks around numbers; nil for plain ones.
  package var dress: NumberDress?
  /// How a number of seconds is spelled as a duration; nil for plain numbers.
  package var duration: DurationLook?
  /// Total width of identifiers stored as integers but written with leading zeros.
  package var zeroPaddedWidth: Int?
  /// For dates, times and datetimes; nil for other kinds.
  package var datePattern: DatePattern?
  package var quoting: Quoting = .whenNeeded
  /// What a missing value is written as; the column's most common spelling.
  package var missingSpelling: ByteText = ""

  package init() {}
}

/// The one pattern by which every value of a date, time or datetime column is written, in Unicode date letters:
/// `yyyy-MM-dd`, `dd/MM/yyyy HH:mm`, `yyyy-MM-dd'T'HH:mm:ss'Z'`.
package struct DatePattern: Hashable, Sendable {
  package let text: String
  package init(_ text: String) { self.text = text }
}
