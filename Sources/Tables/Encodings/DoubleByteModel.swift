import Glibc

/// How likely the characters of an East Asian encoding are, by the rows of its table: kana, common and rare characters, marks.
struct DoubleByteModel: Sendable {
  /// Characters by their first and second byte.
  private struct Area: Sendable {
    var first: ClosedRange<UInt8>
    var second: [ClosedRange<UInt8>]
    /// The share of all characters that lie here.
    var share: Double

    func contains(_ lead: UInt8, _ trail: UInt8) -> Bool {
      first.contains(lead) && second.contains { $0.contains(trail) }
    }

    /// The logarithm of the likelihood of one of its characters.
    var logarithm: Double {
      let count = first.count * second.reduce(0) { $0 + $1.count }
      return Glibc.log(share / Double(count))
    }
  }

  let encoding: TextEncoding
  private let areas: [(area: Area, logarithm: Double)]
  /// Single bytes above ASCII that are characters.
  private let singles: ClosedRange<UInt8>?

  private static let impossible = -14.0
  private static let prior = -1.5
  /// A second byte below 0x80 explains what else would be an ASCII letter.
  private static let plainTrail = 3.0

  private init?(_ name: String, singles: ClosedRange<UInt8>? = nil, _ areas: [Area]) {
    guard let encoding = TextEncoding(named: name) else { return nil }
    (self.encoding, self.singles) = (encoding, singles)
    self.areas = areas.map { ($0, $0.logarithm) }
  }

  /// - Complexity: O(n).
  func logarithm(of text: ArraySlice<UInt8>) -> Double {
    var (sum, position) = (Self.prior, text.startIndex)
    while position < text.endIndex {
      let lead = text[position]
      position += 1
      if lead < 0x80 { continue }
      guard position < text.endIndex else { return sum }
      let trail = text[position]
      if let found = areas.first(where: { $0.area.contains(lead, trail) }) {
        sum += found.logarithm + (trail < 0x80 ? Self.plainTrail : 0)
        position += 1
      } else if let singles, singles.contains(lead) {
        sum += -7
      } else if encoding.name == "GB18030", fourBytes(text, position) {
        sum += -16
        position += 3
      } else {
        sum += Self.impossible
      }
    }
    return sum
  }

  /// `81 30 81 30`: characters that GBK has not.
  private func fourBytes(_ text: ArraySlice<UInt8>, _ position: Int) -> Bool {
    guard position + 2 < text.endIndex else { return false }
    return text[position].isDigit && text[position + 1] >= 0x81 && text[position + 2].isDigit
  }

  private static let upper: [ClosedRange<UInt8>] = [0xA1...0xFE]
  private static let wide: [ClosedRange<UInt8>] = [0x40...0x7E, 0x80...0xFE]
  private static let japanese: [ClosedRange<UInt8>] = [0x40...0x7E, 0x80...0xFC]

  static let all: [DoubleByteModel] = [
    DoubleByteModel(
      "GB18030",
      [
        Area(first: 0xB0...0xD7, second: upper, share: 0.89), Area(first: 0xA1...0xA3, second: upper, share: 0.08),
        Area(first: 0xD8...0xF7, second: upper, share: 0.02), Area(first: 0xA4...0xA9, second: upper, share: 0.002),
        Area(first: 0x81...0xFE, second: wide, share: 0.004),
      ]),
    DoubleByteModel(
      "Big5",
      [
        Area(first: 0xA4...0xC6, second: [0x40...0x7E, 0xA1...0xFE], share: 0.9),
        Area(first: 0xA1...0xA3, second: [0x40...0x7E, 0xA1...0xFE], share: 0.08),
        Area(first: 0xC9...0xF9, second: [0x40...0x7E, 0xA1...0xFE], share: 0.015),
        Area(first: 0x87...0xFE, second: [0x40...0x7E, 0xA1...0xFE], share: 0.002),
      ]),
    DoubleByteModel(
      "EUC-KR",
      [
        Area(first: 0xB0...0xC8, second: upper, share: 0.94), Area(first: 0xA1...0xA3, second: upper, share: 0.04),
        Area(first: 0xCA...0xFD, second: upper, share: 0.01),
        Area(first: 0x81...0xC6, second: [0x41...0x5A, 0x61...0x7A, 0x81...0xFE], share: 0.003),
      ]),
    DoubleByteModel(
      "Shift-JIS", singles: 0xA1...0xDF,
      [
        Area(first: 0x82...0x82, second: [0x9F...0xF1], share: 0.42),
        Area(first: 0x83...0x83, second: [0x40...0x7E, 0x80...0x96], share: 0.18),
        Area(first: 0x88...0x97, second: japanese, share: 0.28),
        Area(first: 0x81...0x81, second: [0x40...0x7E, 0x80...0xAC], share: 0.08),
        Area(first: 0x82...0x82, second: [0x4F...0x58, 0x60...0x79, 0x81...0x9A], share: 0.02),
        Area(first: 0x98...0x9F, second: japanese, share: 0.01),
        Area(first: 0x87...0x87, second: [0x40...0x7E, 0x80...0x9C], share: 0.002),
        Area(first: 0xE0...0xFC, second: japanese, share: 0.005),
      ]),
    DoubleByteModel(
      "EUC-JP",
      [
        Area(first: 0xA4...0xA4, second: [0xA1...0xF3], share: 0.42),
        Area(first: 0xA5...0xA5, second: [0xA1...0xF6], share: 0.18),
        Area(first: 0xB0...0xCF, second: upper, share: 0.28), Area(first: 0xA1...0xA1, second: upper, share: 0.08),
        Area(first: 0xA3...0xA3, second: upper, share: 0.02), Area(first: 0xD0...0xF4, second: upper, share: 0.01),
        Area(first: 0xAD...0xAD, second: upper, share: 0.002),
        Area(first: 0x8E...0x8E, second: [0xA1...0xDF], share: 0.005),
      ]),
  ].compactMap { $0 }
}
