import Testing

@testable import Tables

/// The fast check of UTF-8 against the plain one, byte by byte.
@Suite struct ValidPrefixTests {
  private static let pieces: [[UInt8]] = [
    Array("a".utf8), Array("b\n".utf8), Array("é".utf8), Array("€".utf8), Array("𝄞".utf8), [0], Array("日本語\n".utf8),
    Array("\u{D7FF}\u{E000}\u{10FFFF}".utf8), Array("thirty-two bytes of plain text and some more\n".utf8),
  ]

  private func text(_ random: inout SplitMix) -> [UInt8] {
    var text: [UInt8] = []
    let wanted = random.next() % 40 == 0 ? 9000 : Int(random.next() % 200)
    let isPlain = random.next() % 3 == 0
    while text.count < wanted {
      text += isPlain ? Self.pieces[8] : Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
    }
    for _ in 0..<random.next() % 3 where !text.isEmpty {
      text[Int(random.next() % UInt64(text.count))] = UInt8(truncatingIfNeeded: random.next())
    }
    return text.dropLast(Int(random.next() % 4))
  }

  /// By the function that tells the length of a character.
  private func naive(_ text: [UInt8]) -> UTF8Check.Valid {
    var valid = UTF8Check.Valid()
    text.withUnsafeBufferPointer { bytes in
      while valid.count < bytes.count {
        let byte = bytes[valid.count]
        let length = byte < 0x80 ? 1 : UTF8Check.sequenceLength(bytes, at: valid.count)
        if length == 0 { return }
        if length > 1 { valid.sequences += 1 }
        if byte == 0x0A { valid.lineFeeds += 1 }
        if byte == 0 {
          if valid.zeros.count < PlaceTally.most { valid.zeros.append(valid.count) } else { valid.moreZeros += 1 }
        }
        valid.count += length
      }
    }
    return valid
  }

  @Test(arguments: [ScanState.Loop.portable, .avx2, .best]) func equalsOneCharacterAfterAnother(_ loop: ScanState.Loop)
  {
    var random = SplitMix(seed: 11)
    for _ in 0..<2000 {
      let text = text(&random)
      let found = text.withUnsafeBufferPointer { UTF8Check.valid($0, loop: loop) }
      #expect(found == naive(text), "\(text.count) bytes")
    }
  }
}
