import Testing

@testable import Tables

struct DecodingTests {
  private let text = "id,name\n1,Ärger €\n2,日本 🐧\n"

  private func decoded(_ bytes: [UInt8]) -> (text: String, encoding: String, problems: Int) {
    let result = TextDecoder.decode(bytes)
    return (String(decoding: result.bytes[result.start...], as: UTF8.self), result.encoding, result.problems.count)
  }

  private func wide(_ isLittle: Bool, units: some Sequence<UInt32>, size: Int) -> [UInt8] {
    units.flatMap { unit in
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: unit >> (8 * UInt32($0))) }
      return isLittle ? bytes : bytes.reversed()
    }
  }

  @Test func marksTellTheEncoding() {
    #expect(decoded(Array(text.utf8)) == (text, "UTF-8", 0))
    #expect(decoded([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == (text, "UTF-8 with BOM", 0))
    for isLittle in [true, false] {
      let ending = isLittle ? "LE" : "BE"
      let utf16 = wide(isLittle, units: [0xFEFF] + text.utf16.map(UInt32.init), size: 2)
      #expect(decoded(utf16) == (text, "UTF-16" + ending, 0))
      let utf32 = wide(isLittle, units: [0xFEFF] + text.unicodeScalars.map(\.value), size: 4)
      #expect(decoded(utf32) == (text, "UTF-32" + ending, 0))
      let bare = wide(isLittle, units: "a,b\n1,2\n".utf16.map(UInt32.init), size: 2)
      #expect(decoded(bare) == ("a,b\n1,2\n", "UTF-16" + ending, 0))
    }
  }

  @Test func otherBytesAreWindows1252() {
    let latin = decoded(Array("a,b\nJos".utf8) + [0xE9] + Array(",".utf8) + [0x80, 0x0A])
    #expect(latin == ("a,b\nJosé,€\n", "windows-1252", 1))
  }

  @Test func aFewBadBytesDoNotSpoilAUTF8File() {
    let good = String(repeating: "é,ü\n", count: 10)
    let result = decoded(Array(good.utf8) + [0xFF, 0x0A])
    #expect(result == (good + "ÿ\n", "UTF-8", 1))
  }

  @Test(arguments: 0..<300)
  func theCheckAgreesWithSwift(seed: Int) {
    var seeds = Seeds(seed)
    let bytes = (0..<seeds.next(below: 40)).map { _ -> UInt8 in
      [0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x90, 0xA7, 0xED, 0xA0, 0x80, 0xC0, 0xF4, 0xF5, 0xE0][
        seeds.next(below: 17)]
    }
    #expect((UTF8Check(bytes, from: 0).invalid.count == 0) == (String(validating: bytes, as: UTF8.self) != nil))
    let result = TextDecoder.decode(bytes)
    #expect(String(validating: result.bytes, as: UTF8.self) != nil)
  }

  @Test func loneSurrogatesAndCutUnitsAreReplaced() {
    let units: [UInt32] = [0xFEFF, 0x41, 0xD800, 0x42, 0xDC00]
    #expect(decoded(wide(true, units: units, size: 2) + [0x43]).text == "A\u{FFFD}B\u{FFFD}")
    #expect(decoded(wide(true, units: [0xFEFF, 0x110000, 0xFFFF_FFFF], size: 4)).text == "\u{FFFD}\u{FFFD}")
  }

  @Test func gzipIsUnpackedAndDamageSaidSo() throws {
    // printf 'a,b\n1,2\n' | gzip -n
    let packed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31, 0xE2, 0x02, 0, 0x7B, 0x07,
      0x97, 0x0A,
      0x08, 0, 0, 0,
    ]
    #expect(try GzipContent.unpacked(packed) == Array("a,b\n1,2\n".utf8))
    #expect(try GzipContent.unpacked(packed + packed) == Array("a,b\n1,2\na,b\n1,2\n".utf8))
    #expect(throws: GzipContent.Failure.tooLarge) { try GzipContent.unpacked(packed, limit: 3) }
    for count in 3..<packed.count {
      #expect(throws: GzipContent.Failure.damaged) { try GzipContent.unpacked(Array(packed[..<count])) }
    }
  }
}
