import Foundation
import Testing

@testable import rowsmith

/// Foundation's reader is the judge of our writer.
struct JSONTextTests {
  @Test func everyScalarComesBack() throws {
    let scalars = (0...0x10FFFF).lazy.compactMap(UnicodeScalar.init).filter { $0.value < 0x3000 || $0.value % 97 == 0 }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let written = JSONText.object([("all", .text(String(text)))]).text
    let object = try #require(JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: String])
    #expect(object["all"].map { Array($0.unicodeScalars) } == Array(text))
  }

  @Test func nothingWrittenSteersATerminal() {
    let unsafe = (0...0x10FFFF).lazy.compactMap(UnicodeScalar.init).filter {
      $0.value < 0xA0 || $0.properties.generalCategory == .format
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: unsafe)
    let written = JSONText.text(String(text)).text
    #expect(written.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F })
  }

  @Test func valuesAndOrder() {
    let value = JSONText.object([
      ("z", .integer(.min)), ("a", .number(0.1)), ("n", .number(.nan)), ("f", .flag(false)), ("e", .list([])),
      ("l", .list([.null, .text("\"\\\n")])),
    ])
    let expected = #"{"z": -9223372036854775808, "a": 0.1, "n": null, "f": false, "e": [], "l": [null, "\"\\\n"]}"#
    #expect(value.text == expected)
  }
}
