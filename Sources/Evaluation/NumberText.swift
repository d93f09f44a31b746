import Glibc

/// Numbers as the screens write them: thousands commas, three to four significant digits, a true minus sign.
package enum NumberText {
  /// `30,285`, `9,331`, `117.6`, `74.1`, `0.34`, `1.23e9`.
  /// - Parameter digits: digits after the point that are kept in any case between 1 and a million.
  package static func short(_ value: Double, isInteger: Bool = false, digits: Int = 0) -> String {
    let size = abs(value)
    guard value.isFinite else { return "–" }
    if size == 0 { return "0" }
    if size >= 1e9 || size < 1e-4 { return scientific(value) }
    if isInteger && value == value.rounded() { return fixed(value, decimals: 0) }
    if size >= 1_000 { return fixed(value, decimals: size < 1e6 ? digits : 0) }
    if size >= 100 { return digits > 1 ? fixed(value, decimals: digits) : trimmed(fixed(value, decimals: 1)) }
    if size >= 1 { return fixed(value, decimals: max(digits, size >= 10 ? 1 : 2)) }
    return trimmed(fixed(value, decimals: 2 - Int(log10(size).rounded(.down))))
  }

  /// Two numbers to be read beside each other: as `short` writes the larger one, and the smaller with as many decimals; with
  /// more where it would be written as 0.
  package static func pair(
    _ first: Double, _ second: Double, isInteger: Bool = false, digits: Int = 0
  ) -> (first: String, second: String) {
    func texts(_ text: (Double) -> String) -> (String, String) { (text(first), text(second)) }
    guard let decimals = sharedDecimals(first, second, isInteger: isInteger, digits: digits) else {
      return texts { short($0, isInteger: isInteger, digits: digits) }
    }
    let (left, right) = texts { $0.isFinite ? fixed($0, decimals: decimals) : "–" }
    // Zeros that both end with say nothing, unless the digits were asked for.
    guard decimals > digits, isInteger || max(abs(first), abs(second)) >= 100 || max(abs(first), abs(second)) < 1 else {
      return (left, right)
    }
    let spare = min(zeros(left), zeros(right), decimals - digits)
    return texts { $0.isFinite ? fixed($0, decimals: decimals - spare) : "–" }
  }

  /// The difference of two numbers with the decimals that `pair` gives them: `+0.50`.
  package static func difference(from first: Double, to second: Double, isInteger: Bool = false, digits: Int = 0)
    -> String
  {
    guard first.isFinite, second.isFinite else { return "" }
    let texts = pair(first, second, isInteger: isInteger, digits: digits)
    guard let point = texts.first.firstIndex(of: ".") else {
      return texts.first.contains("e") || texts.second.contains("e") ? "" : signed(second - first, decimals: 0)
    }
    return texts.first.contains("e") || texts.second.contains("e")
      ? "" : signed(second - first, decimals: texts.first.distance(from: point, to: texts.first.endIndex) - 1)
  }

  /// Two shares in percent: `4.1%`, `0.0%`; `0` where both are nothing.
  package static func percentPair(_ first: Double, _ second: Double) -> (first: String, second: String) {
    guard first > 0 || second > 0 else { return ("0", "0") }
    func text(_ share: Double) -> String { share <= 0 ? "0.0%" : percent(share) }
    return (text(first), text(second))
  }

  /// nil where one of them is written with an exponent.
  private static func sharedDecimals(_ first: Double, _ second: Double, isInteger: Bool, digits: Int) -> Int? {
    let sizes = [first, second].filter { $0.isFinite && $0 != 0 }.map { abs($0) }
    guard let most = sizes.max(), let least = sizes.min() else { return nil }
    if most >= 1e9 || most < 1e-4 { return nil }
    if isInteger, [first, second].allSatisfy({ !$0.isFinite || $0 == $0.rounded() }) { return 0 }
    var decimals: Int =
      switch most {
      case 1_000...: most < 1e6 ? digits : 0
      case 100...: max(digits, 1)
      case 10...: max(digits, 1)
      case 1...: max(digits, 2)
      default: 2 - Int(log10(most).rounded(.down))
      }
    while decimals < mostDecimals, most < 1_000, least * pow(10, Double(decimals)) < 0.5 { decimals += 1 }
    return decimals
  }

  private static let mostDecimals = 5

  private static func zeros(_ text: String) -> Int {
    text.contains(".") ? text.reversed().prefix { $0 == "0" }.count : 0
  }

  /// A bin's edge: all its digits.
  package static func exact(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return fixed(value, decimals: 0) }
    return abs(value) >= 1e9 || abs(value) < 1e-4 ? scientific(value) : minus(value) + String(describing: abs(value))
  }

  /// A share as a percentage: `4.1%`; `0` for none, `<0.1%` for hardly any.
  package static func percent(_ share: Double) -> String {
    if share <= 0 { return "0" }
    return share < 0.0005 ? "<0.1%" : fixed(100 * share, decimals: 1) + "%"
  }

  /// `−10.9%`, `+4.1%`; empty where `real` is 0 or a number is not finite.
  package static func relativeChange(from real: Double, to synthetic: Double) -> String {
    let change = 100 * (synthetic - real) / abs(real)
    guard real != 0, change.isFinite else { return "" }
    return abs(change) >= 1_000 ? signed(change.rounded(), decimals: 0) + "%" : signed(change, decimals: 1) + "%"
  }

  /// With its sign, unless it rounds to 0.
  package static func signed(_ value: Double, decimals: Int) -> String {
    let text = fixed(abs(value), decimals: decimals)
    guard text.contains(where: { ("1"..."9").contains($0) }) else { return text }
    return (value < 0 ? "\u{2212}" : "+") + text
  }

  /// - Precondition: |value| · 10^decimals < 2⁶³; larger ones are written with an exponent.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    let power = pow(10, Double(decimals))
    guard let scaled = UInt64(exactly: (abs(value) * power).rounded()), let unit = UInt64(exactly: power) else {
      return scientific(value)
    }
    let fraction = String(scaled % unit)
    let zeros = String(repeating: "0", count: max(0, decimals - fraction.count))
    let sign = scaled == 0 ? "" : minus(value)
    return sign + grouped(scaled / unit) + (decimals > 0 ? "." + zeros + fraction : "")
  }

  /// Digits in groups of three.
  package static func grouped(_ value: UInt64) -> String {
    let digits = Array(String(value))
    let groups = digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? "," + String(digit) : String(digit)
    }
    return groups.joined()
  }

  private static func scientific(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
    var exponent = log10(abs(value)).rounded(.down)
    // Divided in two steps: the power itself may be out of range.
    var digits = (abs(value) / pow(10, (exponent / 2).rounded(.down)) / pow(10, (exponent / 2).rounded(.up)) * 100)
      .rounded()
    if digits >= 1_000 { (digits, exponent) = (digits / 10, exponent + 1) }
    let mantissa = trimmed(fixed(digits / 100, decimals: 2))
    return minus(value) + mantissa + "e" + (exponent < 0 ? "\u{2212}" : "") + String(Int(abs(exponent)))
  }

  private static func minus(_ value: Double) -> String { value < 0 ? "\u{2212}" : "" }

  /// Without zeros at the end of a fraction.
  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
