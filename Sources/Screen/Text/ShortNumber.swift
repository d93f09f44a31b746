import Glibc

/// Numbers for the few columns of an axis: `0`, `0.25`, `10`, `2.5k`, `2007`, `9k`, `1.2M`, `3e-5`.
package enum ShortNumber {
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < 0.001 || size >= 1e15 { return scientific(value) }
    // Years are told apart, and four digits are no longer than what would be left of them.
    if size >= 1000, size < 10_000, size == size.rounded(), size.truncatingRemainder(dividingBy: 100) != 0 {
      return (value < 0 ? "−" : "") + String(Int64(size))
    }
    for (limit, unit) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where size >= limit * 0.9995 {
      return threeDigits(value / limit) + unit
    }
    return threeDigits(value)
  }

  /// All digits; nil where that would be long.
  static func whole(_ value: Double) -> String? {
    guard abs(value) < 1e7 else { return nil }
    let rounded = (value * 1000).rounded() / 1000
    let text = rounded == rounded.rounded() ? String(Int64(abs(rounded))) : String(abs(rounded))
    return (rounded < 0 ? "−" : "") + text
  }

  /// At most three significant digits, no trailing zeros, `−` for minus.
  private static func threeDigits(_ value: Double) -> String {
    let whole = floor(log10(abs(value))).clamped(to: -4...4)
    let scale = pow(10, Double(max(0, 2 - whole)))
    let rounded = (value * scale).rounded() / scale
    var text = rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
    if text.hasPrefix("-") { text = "−" + text.dropFirst() }
    return text
  }

  private static func scientific(_ value: Double) -> String {
    let power = floor(log10(abs(value))).clamped(to: -330...330)
    let scaled = value / pow(10, Double(power))
    guard scaled.isFinite else { return value < 0 ? "−0" : "0" }
    return "\(threeDigits(scaled))e\(power)"
  }
}
