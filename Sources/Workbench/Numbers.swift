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

  /// A share as percent: `1.20%`, `20.0%`, `<0.01%`.
  static func share(_ share: Double) -> String {
    share > 0 && share < 0.0001 ? "<0.01%" : percent(share, decimals: share < 0.0995 ? 2 : 1)
  }

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
}
