import Tables

/// Numbers for people: short, the same in every locale.
enum NumberText {
  /// 4310000 as 4,310,000.
  static func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number).utf8)
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func grouped(_ number: Int) -> String {
    number < 0 ? "-" + grouped(number.magnitude.description) : grouped(UInt64(number))
  }

  private static func grouped(_ digits: String) -> String { UInt64(digits).map(grouped) ?? digits }

  /// At most `decimals` digits after the point, trailing zeros dropped; very large and very small numbers with an exponent.
  static func short(_ number: Double, decimals: Int = 3) -> String {
    guard number.isFinite, number.magnitude < 1e15, number == 0 || number.magnitude >= 1e-4 else { return "\(number)" }
    let scale = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000][max(0, min(decimals, 6))]
    let scaled = (number.magnitude * scale).rounded()
    guard scaled < 0x1p53 else { return "\(number)" }
    let text = withPoint(String(UInt64(scaled)), decimals: max(0, min(decimals, 6)))
    return number < 0 && scaled > 0 ? "-" + text : text
  }

  /// `12500` with 3 decimals is `12.5`.
  private static func withPoint(_ digits: String, decimals: Int) -> String {
    guard decimals > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    var fraction = padded.suffix(decimals)
    while fraction.last == "0" { fraction.removeLast() }
    return padded.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Exactly `decimals` digits after the point.
  static func fixed(_ number: Double, decimals: Int) -> String {
    let text = short(number, decimals: decimals)
    guard decimals > 0, !text.contains("e") else { return text }
    let digits = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 }
    return text + (digits == nil ? "." : "") + String(repeating: "0", count: max(0, decimals - (digits ?? 0)))
  }

  /// 1600000 as 1.6M.
  static func abbreviated(_ number: Double) -> String {
    for (limit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where number >= limit {
      let value = number / limit
      return short(value, decimals: value < 10 ? 1 : 0) + letter
    }
    return short(number, decimals: 0)
  }

  /// A number of a column in storage units, as the column spells its values.
  static func value(_ number: Double, of column: Column) -> String {
    guard case .instants = column.storage else { return short(number) }
    guard let instant = Int64(exactly: number.rounded()) else { return "\(number)" }
    let single = Column(name: column.name, kind: column.kind, storage: .instants([instant]), look: column.look)
    return single.text(ofRow: 0) ?? ""
  }
}
