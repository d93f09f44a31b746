import Glibc

/// Numbers for the few columns of an axis: `0`, `0.25`, `10`, `2.5k`, `9k`, `1.2M`, `3e-5`.
package enum ShortNumber {
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = abs(value)
    if size == 0 { return "0" }
    if size < 0.001 || size >= 1e15 { return scientific(value) }
    for (limit, unit) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where size >= limit * 0.9995 {
      return threeDigits(value / limit) + unit
    }
    return threeDigits(value)
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
