/// How many of the drawn rows a rare event is to have. Spelled `20%`, `500 rows`, `x10`.
package enum RareTarget: Hashable, Sendable {
  /// A share of all rows, in trillionths, so that decimal shares are exact.
  case share(trillionths: UInt64)
  /// Rows of all that are asked for.
  case rows(UInt64)
  /// Times as many as the real table's share gives, in ten-thousandths.
  case factor(tenThousandths: UInt64)

  /// What 100 % is.
  package static let whole: UInt64 = 1_000_000_000_000
  /// What ×1 is.
  package static let once: UInt64 = 10_000

  private static let decimalsOfPercent = 10
  private static let decimalsOfFactor = 4

  static let expected = "a share (20%), a number of rows (500 rows) or a factor (x10)"

  /// Reads `20%`, `0.2`, `500 rows`, `1 row`, `x10`, `10x` or `×10`; blanks may stand between number and unit.
  /// - Returns: nil for anything else. Whether a share is above 1 is not checked here.
  package init?(_ text: String) {
    let bare = text.filter { $0 != " " && $0 != "\t" && $0 != "_" }.lowercased()
    if bare.hasSuffix("%") {
      guard let share = Self.fixed(bare.dropLast(), decimals: Self.decimalsOfPercent) else { return nil }
      self = .share(trillionths: share)
    } else if bare.hasSuffix("rows") || bare.hasSuffix("row") {
      guard let rows = Self.fixed(bare.dropLast(bare.hasSuffix("s") ? 4 : 3), decimals: 0) else { return nil }
      self = .rows(rows)
    } else if let factor = Self.factor(in: bare) {
      self = .factor(tenThousandths: factor)
    } else {
      guard bare.contains("."), let share = Self.fixed(bare[...], decimals: Self.decimalsOfPercent + 2) else {
        return nil
      }
      self = .share(trillionths: share)
    }
  }

  private static func factor(in text: String) -> UInt64? {
    let signs: Set<Character> = ["x", "×"]
    if let first = text.first, signs.contains(first) { return fixed(text.dropFirst(), decimals: decimalsOfFactor) }
    if let last = text.last, signs.contains(last) { return fixed(text.dropLast(), decimals: decimalsOfFactor) }
    return nil
  }

  /// A plain decimal number as a whole number of its last decimals; nil where it has more of them or does not fit.
  private static func fixed(_ text: Substring, decimals: Int) -> UInt64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !fraction.isEmpty, fraction.count <= decimals
    else { return nil }
    let digits = whole + fraction + String(repeating: "0", count: decimals - fraction.count)
    return digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? UInt64(digits) : nil
  }

  private static func plain(_ value: UInt64, decimals: Int) -> String {
    let digits = String(value)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    var fraction = padded.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    return padded.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

extension RareTarget: CustomStringConvertible {
  /// As `init(_:)` reads it.
  package var description: String {
    switch self {
    case .share(let trillionths): Self.plain(trillionths, decimals: Self.decimalsOfPercent) + "%"
    case .rows(let rows): rows == 1 ? "1 row" : "\(rows) rows"
    case .factor(let tenThousandths): "x" + Self.plain(tenThousandths, decimals: Self.decimalsOfFactor)
    }
  }

  /// A share for messages, with up to four significant digits: `0.77%`.
  package static func percent(_ share: Double) -> String {
    guard share > 0, share < 1e4 else { return "0%" }
    var decimals = 2
    while decimals < decimalsOfPercent, share * 100 < [1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 0][decimals - 2] {
      decimals += 1
    }
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    return plain(UInt64((share * 100 * scale).rounded()), decimals: decimals) + "%"
  }

  /// The largest factor that keeps a share of at most 1, as people read it.
  static func largestFactor(ofShare share: Double) -> String {
    guard share > 0 else { return "1" }
    let factor = (1 / share * Double(once)).rounded(.down)
    return plain(factor < 1e18 ? UInt64(factor) : .max, decimals: decimalsOfFactor)
  }
}
