/// Numbers for people.
enum Numbers {
  /// `53,940`
  static func grouped(_ value: Int) -> String {
    var text = ""
    let digits = Array(String(value.magnitude))
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (value < 0 ? "−" : "") + text
  }

  /// `14 KB`
  static func bytes(_ count: Int) -> String {
    if count < 1000 { return "\(count) bytes" }
    if count < 1_000_000 { return "\((count + 500) / 1000) KB" }
    return "\(fixed(Double(count) / 1e6, decimals: 1)) MB"
  }

  /// ` in 0.61 s`; empty where no clock runs, as in replays.
  static func inSeconds(_ seconds: Double) -> String { seconds > 0 ? " in \(fixed(seconds, decimals: 2)) s" : "" }

  static func percent(_ share: Double, decimals: Int = 1) -> String { fixed(100 * share, decimals: decimals) + "%" }

  /// A number with so many decimals, rounded half away from zero; `?` where it is not finite.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    guard value.isFinite, let scaled = Int(exactly: (value * scale).rounded()) else { return "?" }
    let unit = Int(scale)
    let whole = scaled.magnitude / UInt(unit)
    let sign = scaled < 0 ? "−" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let part = String(scaled.magnitude % UInt(unit))
    return "\(sign)\(whole)." + String(repeating: "0", count: decimals - part.count) + part
  }

  /// `200k`, `1.2M`: at most four characters where possible.
  static func short(_ value: Int) -> String {
    switch value {
    case ..<10_000: grouped(value)
    case ..<1_000_000: "\((value + 500) / 1000)k"
    default: fixed(Double(value) / 1e6, decimals: 1) + "M"
    }
  }

  /// A number on an axis: short, with k and M for thousands and millions.
  static func axis(_ value: Double) -> String {
    let size = abs(value)
    guard value.isFinite else { return "?" }
    if size >= 1e15 || (size > 0 && size < 1e-4) { return scientific(value) }
    if size >= 1e9 { return trimmed(value / 1e9) + "G" }
    if size >= 1e6 { return trimmed(value / 1e6) + "M" }
    if size >= 1e4 || (size >= 1000 && value.truncatingRemainder(dividingBy: 1000) == 0) { return trimmed(value / 1e3) + "k" }
    return trimmed(value)
  }

  private static func trimmed(_ value: Double) -> String {
    let size = abs(value)
    var text = fixed(value, decimals: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }

  private static func scientific(_ value: Double) -> String {
    let text = "\(value)"
    guard let exponent = text.firstIndex(of: "e") else { return trimmed(value) }
    return String(text[..<exponent].prefix(4)) + String(text[exponent...])
  }
}
