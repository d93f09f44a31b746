/// Finds how the numbers of a column are dressed, and by which decimal mark, from some of its values.
struct DressFinder {
  typealias Text = UnsafeBufferPointer<UInt8>
  struct Found: Hashable {
    var dress: NumberDress
    var mark: UInt8
  }

  /// Marks that may stand before or behind a number, the longest first.
  private static let currencies = [
    "US$", "CA$", "A$", "C$", "R$", "NZ$", "HK$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "₫", "฿", "₱", "₦", "$",
    "EUR", "USD", "GBP", "CHF", "JPY", "INR", "PLN", "CZK", "SEK", "NOK", "DKK", "HUF", "RON", "TRY", "RUB", "CNY",
    "AUD", "CAD", "kr", "zł", "Kč", "Ft", "лв", "руб.", "kr.", "Rs.", "Rs", "Fr.",
  ].map { Array($0.utf8) }
  private static let suffixes = ["%", "‰", "°C", "°F", "°"].map { Array($0.utf8) }
  private static let groupMarks = [",", ".", " ", "'", "’", "\u{A0}", "\u{202F}", "\u{2009}", "_"].map {
    Array($0.utf8)
  }
  private static let blanks: [[UInt8]] = [Array(" ".utf8), Array("\u{A0}".utf8), Array("\u{202F}".utf8)]

  /// Candidates that every value of `sample` wears, the most likely first; empty for plain numbers and for what are none.
  static func candidates(for sample: [Text]) -> [Found] { candidates(for: sample, groups: [[]] + groupMarks) }

  private static func candidates(for sample: [Text], groups: [[UInt8]]) -> [Found] {
    // Only what has digits, and something beside them, can be a dressed number.
    guard sample.contains(where: { $0.contains(where: Self.isDressed) || $0.last == UInt8(ascii: "-") }),
      sample.allSatisfy({ mayBeNumber($0) })
    else {
      return []
    }
    var base = NumberDress()
    base.negative = negative(sample)
    guard let longest = sample.max(by: { $0.count < $1.count }) else { return [] }
    (base.prefix, base.suffix) = affixes(of: longest, base.negative)
    if base.negative == .outside, sample.contains(where: { hasInnerSign($0, base.prefix.bytes) }) {
      base.negative = .inside
    }
    return variants(of: base, groups).filter { found in found.dress != NumberDress() && wearsAll(found, sample) }
  }

  /// Whether one field by itself is a number with a currency or percent mark or in brackets.
  static func isDressedNumber(_ text: Text) -> Bool {
    !candidates(for: [text], groups: [[], [UInt8(ascii: ",")]]).isEmpty
  }

  private static func isDressed(_ byte: UInt8) -> Bool {
    !byte.isDigit && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
  }

  private static func mayBeNumber(_ text: Text) -> Bool {
    text.count <= 40 && text.contains { $0.isDigit }
  }

  /// Every decimal mark with every other mark between groups.
  private static func variants(of base: NumberDress, _ groups: [[UInt8]]) -> [Found] {
    var found: [Found] = []
    for mark in [UInt8(ascii: "."), UInt8(ascii: ",")] {
      for group in groups where group != [mark] {
        for grouping in group.isEmpty ? [.thousands] : NumberDress.Grouping.allCases {
          var dress = base
          (dress.groupMark, dress.grouping) = (ByteText(group), grouping)
          found.append(Found(dress: dress, mark: mark))
        }
      }
    }
    return found
  }

  /// All values wear it, and where it has groups at least one value shows them.
  private static func wearsAll(_ found: Found, _ sample: [Text]) -> Bool {
    var (plain, grouped) = ([UInt8](), found.dress.groupMark.isEmpty)
    for text in sample {
      plain.removeAll(keepingCapacity: true)
      guard found.dress.undress(text, mark: found.mark, into: &plain),
        plain.withUnsafeBufferPointer({ ScannedNumber($0, mark: found.mark) != nil })
      else { return false }
      grouped =
        grouped
        || text.count > plain.count + found.dress.prefix.bytes.count + found.dress.suffix.bytes.count
          && text.split(separator: found.dress.groupMark.bytes.first ?? 0).count > 1
    }
    return grouped && (Self.isSafeGroup(found.dress) || !haveOneLength(sample))
  }

  /// Commas and apostrophes group thousands; blanks, points and lines also part telephone numbers and codes, all of one length.
  private static func isSafeGroup(_ dress: NumberDress) -> Bool {
    let isSafe = [[], Array(",".utf8), Array("'".utf8), Array("’".utf8)].contains(dress.groupMark.bytes)
    return isSafe || !dress.prefix.isEmpty || !dress.suffix.isEmpty
  }

  private static func haveOneLength(_ sample: [Text]) -> Bool {
    sample.allSatisfy { $0.count == sample[0].count }
  }

  // MARK: - Around the digits

  private static func negative(_ sample: [Text]) -> NumberDress.Negative {
    if sample.contains(where: { $0.first == UInt8(ascii: "(") && $0.last == UInt8(ascii: ")") }) { return .brackets }
    let isBehind = sample.contains { $0.last == UInt8(ascii: "-") && $0.first?.isDigit == true }
    return isBehind ? .behind : .outside
  }

  private static func hasInnerSign(_ text: Text, _ prefix: [UInt8]) -> Bool {
    !prefix.isEmpty && text.starts(with: prefix) && text.dropFirst(prefix.count).first == UInt8(ascii: "-")
  }

  /// The marks before and behind the digits, with one blank between where there is one.
  private static func affixes(of text: Text, _ negative: NumberDress.Negative) -> (ByteText, ByteText) {
    var rest = text[...]
    if negative == .brackets, rest.first == UInt8(ascii: "(") { rest = rest.dropFirst().dropLast() }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    var (prefix, suffix): ([UInt8], [UInt8]) = ([], [])
    if let mark = currencies.first(where: { rest.starts(with: $0) }) {
      prefix = mark + (blanks.first { rest.dropFirst(mark.count).starts(with: $0) } ?? [])
    }
    for mark in suffixes + currencies where suffix.isEmpty && rest.suffix(mark.count).elementsEqual(mark) {
      let before = rest.dropLast(mark.count)
      suffix = (blanks.first { before.suffix($0.count).elementsEqual($0) } ?? []) + mark
    }
    return (ByteText(prefix), ByteText(suffix))
  }
}
