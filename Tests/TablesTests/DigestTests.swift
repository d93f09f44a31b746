import Testing

@testable import Tables

@Suite struct DigestTests {
  /// The examples of FIPS 180-4, and lengths around the end of a block (from sha256sum).
  private static let examples: [(text: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (String(repeating: "a", count: 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (String(repeating: "a", count: 200), "c2a908d98f5df987ade41b5fce213067efbcc21ef2240212a41e54b5e7c28ae5"),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test func digestsEqualTheExamples() {
    for (text, digest) in Self.examples {
      var whole = SHA256()
      whole.update(Array(text.utf8))
      #expect(whole.hexadecimal() == digest, "\(text.count) bytes")
    }
  }

  @Test func partsAreTheWhole() {
    let bytes = (0..<700).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var whole = SHA256()
    whole.update(bytes)
    let expected = whole.hexadecimal()
    for size in [1, 3, 63, 64, 65, 130] {
      var parts = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) { parts.update(bytes[start...].prefix(size)) }
      #expect(parts.hexadecimal() == expected, "\(size) bytes at a time")
    }
  }

  /// Quotes, escapes and tabs, and a short row.
  @Test func cellsAreWrittenAsJSON() throws {
    let text = "a,\"b \"\"q\"\" \\\"\nx\ty,é\n1\n"
    let grid = try RecordParser.parse(Array(text.utf8), from: 0, syntax: FieldSyntax(delimiter: 0x2C), width: 2)
    var expected = SHA256()
    expected.update(Array("[\"a\",\"b \\\"q\\\" \\\\\"]\n[\"x\\ty\",\"é\"]\n[\"1\",\"\"]\n".utf8))
    #expect(CellsDigest.hexadecimal(of: grid) == expected.hexadecimal())
  }
}
