/// How a length of time is spelled; the number it stands for is in seconds.
package enum DurationLook: String, CaseIterable, Sendable {
  /// `36:05:00`: hours may be more than a day.
  case clock = "h:mm:ss"
  /// `36:05`, hours and minutes.
  case shortClock = "h:mm"
  /// ISO 8601 with days and clock units: `P1DT12H5M`; years and months have no length.
  case iso = "PnDTnHnMnS"

  /// The most bytes of a duration.
  static let widest = 48

  /// The seconds that `text` spells; nil where it is no duration of this look.
  func seconds(of text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard (2...32).contains(text.count) else { return nil }
    let isNegative = text[0] == UInt8(ascii: "-")
    let rest = UnsafeBufferPointer(rebasing: text.dropFirst(isNegative ? 1 : 0))
    let seconds = self == .iso ? Self.isoSeconds(of: rest) : clockSeconds(of: rest)
    return seconds.map { isNegative ? -$0 : $0 }
  }

  private func clockSeconds(of text: UnsafeBufferPointer<UInt8>) -> Double? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == (self == .clock ? 3 : 2), (1...7).contains(parts[0].count),
      let hours = Self.whole(parts[0]), parts[1].count == 2, let minutes = Self.whole(parts[1]), minutes < 60
    else { return nil }
    guard parts.count == 3 else { return hours * 3600 + minutes * 60 }
    let digits = parts[2].prefix { $0.isDigit }
    guard digits.count == 2, let seconds = Self.number(parts[2]), seconds < 60 else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  private static func isoSeconds(of text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard text.first == UInt8(ascii: "P"), text.count >= 3 else { return nil }
    var (sum, rest, isTime, last) = (0.0, text.dropFirst(), false, 0.0)
    while !rest.isEmpty {
      if rest.first == UInt8(ascii: "T"), !isTime {
        (isTime, rest) = (true, rest.dropFirst())
        guard !rest.isEmpty else { return nil }
        continue
      }
      let digits = rest.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
      guard let value = number(digits), let letter = rest.dropFirst(digits.count).first,
        let unit = unit(letter, isTime: isTime), last == 0 || unit < last
      else { return nil }
      (sum, last, rest) = (sum + value * unit, unit, rest.dropFirst(digits.count + 1))
    }
    return last == 0 ? nil : sum
  }

  private static func unit(_ letter: UInt8, isTime: Bool) -> Double? {
    switch (letter, isTime) {
    case (UInt8(ascii: "W"), false): 604_800
    case (UInt8(ascii: "D"), false): 86_400
    case (UInt8(ascii: "H"), true): 3600
    case (UInt8(ascii: "M"), true): 60
    case (UInt8(ascii: "S"), true): 1
    default: nil
    }
  }

  private static func whole(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    guard !digits.isEmpty, digits.allSatisfy({ $0.isDigit }) else { return nil }
    return number(digits)
  }

  private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    let bytes = UnsafeBufferPointer(rebasing: text)
    guard let scanned = ScannedNumber(bytes, mark: UInt8(ascii: ".")), !scanned.isNegative, !scanned.hasPlus,
      !scanned.hasExponent, scanned.decimals != 0, scanned.integerDigits > 0
    else { return nil }
    return scanned.decimal(of: bytes, mark: UInt8(ascii: "."))
  }

  // MARK: - Writing

  /// Spells a plain number of seconds, as digits with a point.
  func write(_ plain: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place {
    let isNegative = plain.first == UInt8(ascii: "-")
    let digits = plain.dropFirst(isNegative ? 1 : 0)
    let whole = digits.prefix { $0.isDigit }
    let seconds = whole.reduce(0) { $0 > 1 << 40 ? $0 : $0 * 10 + Int($1 &- 0x30) }
    var place = place
    if isNegative {
      place.pointee = UInt8(ascii: "-")
      place += 1
    }
    let fraction = digits.dropFirst(whole.count).prefix(18)
    return self == .iso ? writeISO(seconds, fraction, at: place) : writeClock(seconds, fraction, at: place)
  }

  private func writeClock(
    _ seconds: Int, _ fraction: Slice<UnsafeBufferPointer<UInt8>>, at place: Digits.Place
  ) -> Digits.Place {
    var place = Digits.write(UInt64(seconds / 3600), at: place)
    for part in self == .clock ? [seconds / 60 % 60, seconds % 60] : [seconds / 60 % 60] {
      place.pointee = UInt8(ascii: ":")
      place = Digits.writePair(part, at: place + 1)
    }
    return self == .clock ? Self.append(fraction, at: place) : place
  }

  private func writeISO(
    _ seconds: Int, _ fraction: Slice<UnsafeBufferPointer<UInt8>>, at place: Digits.Place
  ) -> Digits.Place {
    var place = Self.append("P".utf8, at: place)
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    if days > 0 { place = Self.append("D".utf8, at: Digits.write(UInt64(days), at: place)) }
    guard rest > 0 || days == 0 || !fraction.isEmpty else { return place }
    place = Self.append("T".utf8, at: place)
    if rest >= 3600 { place = Self.append("H".utf8, at: Digits.write(UInt64(rest / 3600), at: place)) }
    if rest / 60 % 60 > 0 { place = Self.append("M".utf8, at: Digits.write(UInt64(rest / 60 % 60), at: place)) }
    guard rest % 60 > 0 || seconds == 0 || !fraction.isEmpty else { return place }
    place = Self.append(fraction, at: Digits.write(UInt64(rest % 60), at: place))
    return Self.append("S".utf8, at: place)
  }

  private static func append(_ bytes: some Sequence<UInt8>, at place: Digits.Place) -> Digits.Place {
    var place = place
    for byte in bytes {
      place.pointee = byte
      place += 1
    }
    return place
  }
}

/// Spells the numbers of a column as durations, then does what the format wants.
struct DurationSpelling: CellEscaping {
  let look: DurationLook
  let inner: (any CellEscaping)?

  func widest(_ count: Int) -> Int { inner?.widest(DurationLook.widest + count) ?? DurationLook.widest + count }

  func write(_ text: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place {
    guard let inner else { return look.write(text, at: place) }
    let most = DurationLook.widest + text.count + Digits.slack
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { room in
      guard let start = room.baseAddress else { return place }
      let end = look.write(text, at: start)
      return inner.write(UnsafeBufferPointer(start: start, count: end - start), at: place)
    }
  }
}

extension Look {
  /// Whether numbers are spelled with more than their digits.
  package var isDressed: Bool { dress != nil || duration != nil }

  /// The look of the same numbers with a point and nothing around them.
  package var plain: Look {
    var look = self
    (look.decimalMark, look.dress, look.duration) = (UInt8(ascii: "."), nil, nil)
    return look
  }

  /// What makes the spelling of a plain number that of the column.
  func dressing(_ inner: (any CellEscaping)?) -> (any CellEscaping)? {
    if let dress { return NumberDressing(dress: dress, inner: inner) }
    if let duration { return DurationSpelling(look: duration, inner: inner) }
    return inner
  }
}
