/// Tests on one value's bytes. Each reads the value once and never backtracks over more than a few bytes.
enum ValuePattern {
  /// `local@domain.tld`, one @, no space.
  static func isEmail(_ bytes: [UInt8]) -> Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0, bytes.count <= 254 else { return false }
    let domain = bytes[(at + 1)...]
    guard let dot = domain.lastIndex(of: UInt8(ascii: ".")), dot > domain.startIndex, dot < domain.endIndex - 2 else {
      return false
    }
    return !domain.contains(UInt8(ascii: "@")) && !bytes.contains { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }
  }

  /// Two letters, two check digits, 11 to 30 more; remainder 1 by 97 (ISO 13616, ISO 7064). Spaces are passed over.
  static func isIBAN(_ bytes: [UInt8]) -> Bool {
    let plain = compact(bytes)
    guard isIBANLike(bytes) else { return false }
    var remainder = 0
    for byte in plain[4...] + plain[..<4] {
      if byte.isDigit {
        remainder = (remainder * 10 + Int(byte & 15)) % 97
      } else {
        remainder = (remainder * 100 + Int(byte.upper) - 55) % 97
      }
    }
    return remainder == 1
  }

  /// The outer form of an IBAN.
  static func isIBANLike(_ bytes: [UInt8]) -> Bool {
    let plain = compact(bytes)
    return (15...34).contains(plain.count) && plain[0].isLetter && plain[1].isLetter && plain[2].isDigit
      && plain[3].isDigit && plain.allSatisfy { $0.isLetter || $0.isDigit }
  }

  /// 13 to 19 digits, grouped or not, with a right Luhn digit (ISO/IEC 7812).
  static func isCard(_ bytes: [UInt8]) -> Bool {
    let plain = compact(bytes)
    guard (13...19).contains(plain.count), plain.allSatisfy(\.isDigit), plain.contains(where: { $0 != plain[0] }) else {
      return false
    }
    var sum = 0
    for (index, byte) in plain.reversed().enumerated() {
      let doubled = Int(byte & 15) << (index & 1)
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// 12 to 19 digits or masking signs.
  static func isCardLike(_ bytes: [UInt8]) -> Bool {
    let plain = compact(bytes)
    let masks: [UInt8] = [UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "#")]
    return (12...19).contains(plain.count) && plain.allSatisfy { $0.isDigit || masks.contains($0) }
  }

  /// A plus sign and 8 to 15 digits (ITU-T E.164), with the usual separators.
  static func isInternationalPhone(_ bytes: [UInt8]) -> Bool {
    bytes.first == UInt8(ascii: "+") && isPhone(bytes, least: 8)
  }

  /// 7 to 15 digits with the usual separators, perhaps an extension.
  static func isPhone(_ bytes: [UInt8]) -> Bool { isPhone(bytes, least: 7) }

  private static func isPhone(_ bytes: [UInt8], least: Int) -> Bool {
    let separators: [UInt8] = Array(" +-().,/x".utf8)
    return (least...18).contains(bytes.count(where: \.isDigit))
      && bytes.allSatisfy { $0.isDigit || separators.contains($0) }
  }

  /// ddd-dd-dddd.
  static func isSocialSecurityNumber(_ bytes: [UInt8]) -> Bool {
    bytes.count == 11
      && bytes.enumerated().allSatisfy { $0 == 3 || $0 == 6 ? $1 == UInt8(ascii: "-") : $1.isDigit }
  }

  /// 5 to 24 letters and digits, at least 4 digits among them.
  static func isDocumentNumber(_ bytes: [UInt8]) -> Bool {
    let plain = compact(bytes)
    return (5...24).contains(plain.count) && plain.count(where: \.isDigit) >= 4
      && plain.allSatisfy { $0.isDigit || $0.isLetter || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
  }

  static func hasLetters(_ bytes: [UInt8]) -> Bool { bytes.contains { $0.isLetter || $0 >= 0x80 } }

  /// Letters, and too many for a code.
  static func isAddressLike(_ bytes: [UInt8]) -> Bool { bytes.count >= 5 && hasLetters(bytes) }

  /// Two or three words, each a capital and then letters, hyphens or apostrophes (initials with a point allowed).
  static func isFullName(_ bytes: [UInt8]) -> Bool {
    let words = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    return (2...3).contains(words.count) && words.allSatisfy(isCapitalised)
  }

  private static func isCapitalised(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, first.isCapital || first >= 0xC3, word.count >= 2 else { return false }
    let marks: [UInt8] = Array("-'.".utf8)
    let rest = word.dropFirst()
    let hasSmallLetter = rest.contains { ($0.isLetter && !$0.isCapital) || $0 >= 0x80 } || rest.elementsEqual(".".utf8)
    return hasSmallLetter && rest.allSatisfy { $0.isLetter || $0 >= 0x80 || marks.contains($0) }
  }

  /// Without the separators that group digits.
  private static func compact(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { self &- 65 < 26 }
  fileprivate var upper: UInt8 { isLetter ? self & 0xDF : self }
}
