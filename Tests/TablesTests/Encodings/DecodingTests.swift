import Testing

@testable import Tables

struct DecodingTests {
  private let text = "id,name\n1,Ärger €\n2,日本 🐧\n"

  private func decoded(
    _ bytes: [UInt8], as encoding: String? = nil
  ) throws -> (text: String, encoding: String, problems: Int) {
    let named = try encoding.map { try #require(TextEncoding(named: $0)) }
    let result = try TextDecoder.decode(bytes, as: named)
    return (String(decoding: result.bytes[result.start...], as: UTF8.self), result.encoding, result.problems.count)
  }

  private func wide(_ isLittle: Bool, units: some Sequence<UInt32>, size: Int) -> [UInt8] {
    units.flatMap { unit in
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: unit >> (8 * UInt32($0))) }
      return isLittle ? bytes : bytes.reversed()
    }
  }

  @Test func marksTellTheEncoding() throws {
    #expect(try decoded(Array(text.utf8)) == (text, "UTF-8", 0))
    #expect(try decoded([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == (text, "UTF-8 with BOM", 0))
    for isLittle in [true, false] {
      let ending = isLittle ? "LE" : "BE"
      let utf16 = wide(isLittle, units: [0xFEFF] + text.utf16.map(UInt32.init), size: 2)
      #expect(try decoded(utf16) == (text, "UTF-16" + ending, 0))
      let utf32 = wide(isLittle, units: [0xFEFF] + text.unicodeScalars.map(\.value), size: 4)
      #expect(try decoded(utf32) == (text, "UTF-32" + ending, 0))
      let bare = wide(isLittle, units: "a,b\n1,2\n".utf16.map(UInt32.init), size: 2)
      #expect(try decoded(bare) == ("a,b\n1,2\n", "UTF-16" + ending, 0))
    }
  }

  @Test func otherBytesAreWindows1252() throws {
    let latin = try decoded(Array("a,b\nJos".utf8) + [0xE9] + Array(",".utf8) + [0x80, 0x0A])
    #expect(latin == ("a,b\nJosé,€\n", "windows-1252", 1))
  }

  @Test func aFewBadBytesDoNotSpoilAUTF8File() throws {
    let good = String(repeating: "é,ü\n", count: 10)
    let result = try decoded(Array(good.utf8) + [0xFF, 0x0A])
    #expect(result == (good + "ÿ\n", "UTF-8", 1))
  }

  @Test(arguments: 0..<300)
  func theCheckAgreesWithSwift(seed: Int) throws {
    var seeds = Seeds(seed)
    let bytes = (0..<seeds.next(below: 40)).map { _ -> UInt8 in
      [0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x90, 0xA7, 0xED, 0xA0, 0x80, 0xC0, 0xF4, 0xF5, 0xE0][
        seeds.next(below: 17)]
    }
    #expect((UTF8Check(bytes, from: 0).invalid.count == 0) == (String(validating: bytes, as: UTF8.self) != nil))
    let result = try TextDecoder.decode(bytes)
    #expect(String(validating: result.bytes, as: UTF8.self) != nil)
  }

  @Test func loneSurrogatesAndCutUnitsAreReplaced() throws {
    let units: [UInt32] = [0xFEFF, 0x41, 0xD800, 0x42, 0xDC00]
    #expect(try decoded(wide(true, units: units, size: 2) + [0x43]).text == "A\u{FFFD}B\u{FFFD}\u{FFFD}")
    #expect(try decoded(wide(true, units: [0xFEFF, 0x110000, 0xFFFF_FFFF], size: 4)).text == "\u{FFFD}\u{FFFD}")
  }

  @Test func otherAlphabetsInWideUnitsAreFoundByTheirLineEnds() throws {
    let russian = "имя;город\nИван;Москва\nАнна;Тверь\n"
    for isLittle in [true, false] {
      let bytes = wide(isLittle, units: russian.utf16.map(UInt32.init), size: 2)
      #expect(try decoded(bytes) == (russian, "UTF-16" + (isLittle ? "LE" : "BE"), 0))
      let four = wide(isLittle, units: russian.unicodeScalars.map(\.value), size: 4)
      #expect(try decoded(four) == (russian, "UTF-32" + (isLittle ? "LE" : "BE"), 0))
    }
  }

  @Test func theNamedEncodingIsTakenWhateverTheBytesAre() throws {
    let bytes: [UInt8] = [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0]
    #expect(try decoded(bytes, as: "windows-1251") == ("Москва", "windows-1251", 0))
    #expect(try decoded(bytes, as: "latin1") == ("Ìîñêâà", "ISO-8859-1", 0))
    #expect(try decoded([0x41, 0xFF], as: "utf-8") == ("A\u{FFFD}", "UTF-8", 1))
    #expect(try decoded([0x83, 0x41, 0x80], as: "sjis") == ("ア\u{FFFD}", "Shift-JIS", 1))
    #expect(try decoded([0xFE, 0xFF, 0, 0x41], as: "utf-16") == ("A", "UTF-16BE", 0))
    #expect(TextEncoding(named: "latn1") == nil)
    #expect(TextEncoding(named: "cp1250")?.name == "windows-1250")
    #expect(TextEncoding(named: "IBM500") != nil)
  }

  @Test func everyKnownEncodingCanBeRead() {
    for encoding in TextEncoding.all { #expect(CharacterConverter(encoding) != nil, "\(encoding.name)") }
  }

  /// Cut anywhere, read in any portions, a text gives the same characters and lines as in one piece.
  @Test(arguments: 0..<200)
  func portionsMakeNoDifference(seed: Int) throws {
    var seeds = Seeds(seed)
    let pieces: [[UInt8]] = [
      Array("é".utf8), Array("日本".utf8), Array("a,b\n".utf8), [0xE9], [0], Array("🐧".utf8), [0xFF], [0xC3],
    ]
    let bytes = (0..<seeds.next(below: 30)).flatMap { _ in pieces[seeds.next(below: pieces.count)] }
    let encodings: [TextEncoding?] = [nil, .utf8, .windows1252, .utf16LittleEndian, TextEncoding(named: "GB18030")]
    let named = encodings[seeds.next(below: encodings.count)]
    let whole = try TextDecoder.decode(bytes, as: named)
    let portion = 1 + seeds.next(below: 7)
    let source = try DecodingSource(PeekedSource(MemorySource(bytes, portion: portion), count: 1 << 16), named: named)
    var parts: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4 + seeds.next(below: 9))
    while true {
      let count = try source.read(into: &block)
      if count == 0 { break }
      parts += block[..<count]
    }
    #expect(parts == Array(whole.bytes[whole.start...]))
    #expect(source.problems.map(\.text) == whole.problems.map(\.text))
    #expect(source.problems.map(\.count) == whole.problems.map(\.count))
    for problem in source.problems {
      let lines = problem.offsets.map { offset in parts[..<offset].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }
      #expect(problem.lines == lines)
    }
    try source.restart()
    #expect(try source.rest(limit: .max) == parts)
  }

  @Test func aGuessIsMadeWhereTheFirstOddByteIs() throws {
    let plain = String(repeating: "1,2,plain\n", count: 40_000)
    let bytes = Array(plain.utf8) + [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0, 0x0A]
    let source = try DecodingSource(PeekedSource(MemorySource(bytes), count: 1 << 16), named: nil)
    #expect(try source.rest(limit: .max) == Array((plain + "Москва\n").utf8))
    #expect(source.encodingName == "windows-1251")
    #expect(source.remarks.first?.firstLines == [40_001])
  }
}
