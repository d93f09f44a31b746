/// Writes decimals with a number of digits after the mark.
struct RoundedDecimals {
  /// Digits after the mark, 0...15, and how many of them stay where they are zeros.
  let decimals: Int
  let minimum: Int
  let mark: UInt8
  let scale: Double
  private let look: Look

  /// nil where the look does not round.
  init?(_ look: Look) {
    let (decimals, minimum) =
      switch look.decimals {
      case .fixed(let count): (count, count)
      case .upTo(let count): (count, look.minimumDecimals)
      case .shortest: (-1, 0)
      }
    guard (0...15).contains(decimals) else { return nil }
    self.decimals = decimals
    self.minimum = max(0, min(minimum, decimals))
    mark = look.decimalMark
    scale = Double(Digits.power(decimals))
    self.look = look
  }

  /// The most bytes that a decimal of this look takes.
  static func widest(_ look: Look) -> Int { 26 + max(0, look.minimumDecimals) }

  /// Writes halves to the even digit; too large a number gets its shortest text, one that is not finite `0`.
  @inline(__always)
  func write(_ value: Double, at place: Digits.Place) -> Digits.Place {
    let scaled = value.magnitude * scale
    guard scaled < 0x1p51, decimals < 8 else { return writeRare(value, at: place) }
    // A double of 2⁵² and more has no room for bits behind the point: adding it rounds, and leaves the whole number in the mantissa.
    let whole = (scaled + 0x1p52).bitPattern & 0xF_FFFF_FFFF_FFFF
    guard whole < 100_000_000 else { return writeWhole(whole, isNegative: value < 0, at: place) }
    place.pointee = UInt8(ascii: "-")
    return writeEight(Digits.eightDigits(whole), at: place + (value < 0 && whole > 0 ? 1 : 0))
  }

  /// `digits` with the mark before the last `decimals` of them.
  @inline(__always)
  private func writeEight(_ digits: UInt64, at place: Digits.Place) -> Digits.Place {
    let zeros = Digits.leadingZeros(digits, kept: decimals &+ 1)
    Digits.store((digits | Digits.asciiZeros) &>> (zeros &* 8), at: place)
    let end = place + (8 &- zeros &- decimals)
    guard decimals > 0 else { return end }
    let shift = (8 &- decimals) &* 8
    let fraction = digits &>> shift
    let used = (71 &- fraction.leadingZeroBitCount) &>> 3
    let kept = max(used, minimum)
    end.pointee = mark
    Digits.store((digits | Digits.asciiZeros) &>> shift, at: end + 1)
    return end + (kept == 0 ? 0 : kept &+ 1)
  }

  @inline(never)
  private func writeWhole(_ whole: UInt64, isNegative: Bool, at place: Digits.Place) -> Digits.Place {
    var place = place
    if isNegative, whole > 0 {
      place.pointee = UInt8(ascii: "-")
      place += 1
    }
    let (integer, fraction) = whole.quotientAndRemainder(dividingBy: UInt64(Digits.power(decimals)))
    let mark = Digits.write(integer, at: place)
    guard decimals > 0 else { return mark }
    var end = Digits.write(fraction, width: decimals, at: mark + 1)
    mark.pointee = self.mark
    while end - mark > 1 + minimum, end[-1] == 0x30 { end -= 1 }
    return end - mark == 1 ? mark : end
  }

  /// Beyond this the scaled number has no exact integer digits; the shortest text is used.
  private static let largestScaled = 9e15

  @inline(never)
  private func writeRare(_ value: Double, at place: Digits.Place) -> Digits.Place {
    let scaled = (value.magnitude * scale).rounded(.toNearestOrEven)
    guard scaled < Self.largestScaled else { return Digits.writeShortest(value, look, at: place) }
    return writeWhole(UInt64(scaled), isNegative: value < 0, at: place)
  }
}

extension Digits {
  /// Appends a finite number by `decimals`; a number that is not finite, which no column should hold, becomes `0`.
  package static func append(_ value: Double, by look: Look, to bytes: inout [UInt8]) {
    append(atMost: RoundedDecimals.widest(look), to: &bytes) { place in
      RoundedDecimals(look)?.write(value, at: place) ?? writeShortest(value, look, at: place)
    }
  }

  /// The shortest text that reads back as the same number.
  static func writeShortest(_ value: Double, _ look: Look, at place: Place) -> Place {
    guard value.isFinite else {
      place.pointee = 0x30
      return place + 1
    }
    var (end, mark) = (place, place)
    var rest = value.description.utf8[...]
    while let byte = rest.first, byte != UInt8(ascii: "e") {
      end.pointee = byte == UInt8(ascii: ".") ? look.decimalMark : byte
      if byte == UInt8(ascii: ".") { mark = end }
      end += 1
      rest = rest.dropFirst()
    }
    if look.minimumDecimals == 0 {
      if rest.isEmpty, end - mark == 2, mark > place, mark[1] == 0x30 { end = mark }
    } else if mark == place {
      (mark, end.pointee) = (end, look.decimalMark)
      end += 1
    }
    // Without decimals, `end` may be at the mark.
    while look.minimumDecimals > 0, end - mark - 1 < look.minimumDecimals {
      end.pointee = 0x30
      end += 1
    }
    for byte in rest {
      end.pointee = byte
      end += 1
    }
    return end
  }
}
