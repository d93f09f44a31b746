import Testing

@testable import Tables

/// Every loop of the scan against one that looks at one byte after another.
@Suite struct ScanKernelTests {
  private struct Naive {
    var positions: [Int] = []
    var isInside = false
    var isOdd = false
    var lines = 0
    var rowEnds = 0

    init(_ text: [UInt8], _ syntax: FieldSyntax) {
      for (index, byte) in text.enumerated() {
        let before = index > 0 ? text[index - 1] : nil
        let isEdge = { (byte: UInt8?) in
          byte == nil || byte == syntax.delimiter || byte == 0x0A || byte == 0x0D || byte == syntax.quote
        }
        if byte == 0x0A, before != 0x0D { lines += 1 }
        if byte == 0x0D { lines += 1 }
        if byte == syntax.quote {
          isInside.toggle()
          if isInside ? !isEdge(before) : !isEdge(index + 1 < text.count ? text[index + 1] : nil) { isOdd = true }
          continue
        }
        guard !isInside else { continue }
        let endsRow = byte == 0x0D || (byte == 0x0A && before != 0x0D)
        if endsRow { rowEnds += 1 }
        if endsRow || byte == syntax.delimiter { positions.append(index) }
      }
    }
  }

  private static let syntaxes = [
    FieldSyntax(delimiter: 0x2C), FieldSyntax(delimiter: 0x09, quote: nil), FieldSyntax(delimiter: nil),
    FieldSyntax(delimiter: 0xA7, quote: 0x27),
  ]

  @Test(arguments: ScanState.Loop.allCases) func equalsOneByteAfterAnother(_ loop: ScanState.Loop) throws {
    guard loop.isHere else { return }
    var random = SplitMix(seed: 7)
    for trial in 0..<600 {
      let syntax = Self.syntaxes[trial % Self.syntaxes.count]
      let alphabet: [UInt8] = [0x2C, 0x09, 0x22, 0x22, 0x27, 0x0A, 0x0D, 0x61, 0x62, 0xA7, 0x00, 0x80, 0xFF]
      let count = Int(random.next() % 700)
      let text = (0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      let naive = Naive(text, syntax)
      var state = ScanState(syntax, loop: loop)
      #expect(scan(text, &state, &random) == naive.positions, "\(text)")
      #expect(state.isInsideQuotes == naive.isInside)
      #expect(state.hasOddQuotes == naive.isOdd, "\(text)")
      #expect(state.lines == naive.lines && state.rowEnds == naive.rowEnds)
      #expect(state.isASCII == text.allSatisfy { $0 < 0x80 })
      #expect(state.zeros == text.filter { $0 == 0 }.count)
    }
  }

  /// In parts of any length, so that every carry is met.
  private func scan(_ text: [UInt8], _ state: inout ScanState, _ random: inout SplitMix) -> [Int] {
    var (found, start) = ([Int](), 0)
    while start < text.count {
      let count = min(text.count - start, 1 + Int(random.next() % 150))
      var positions = [UInt32](repeating: 0, count: count + 64)
      text.withUnsafeBufferPointer { text in
        positions.withUnsafeMutableBufferPointer { positions in
          guard let bytes = text.baseAddress, let room = positions.baseAddress else { return }
          let made = state.scan(bytes + start, count: count, base: start, into: room)
          found += (0..<made).map { Int(room[$0]) }
        }
      }
      start += count
    }
    return found
  }
}

/// Numbers for tests that must not differ between runs.
struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
