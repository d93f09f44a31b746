import CScanKernels

/// The structural scan of a text in parts: where fields end, found 64 bytes a step without looking at any cell.
///
/// It knows quotes by their parity alone (Langdale and Lemire 2019), so it is right only where every quote stands at the edge of
/// a field or is doubled inside of quotes; where one does not, `hasOddQuotes` says so and `RecordParser` must be asked instead.
struct ScanState {
  /// Which loop does the work; all give the same.
  enum Loop: Int32, CaseIterable {
    case best = 0, portable, sse2, avx2
    var isHere: Bool { rs_scan_has(rawValue) != 0 }
  }

  private var state = rs_scan_state()
  private let syntax: rs_syntax
  private let loop: Loop

  init(_ syntax: FieldSyntax, loop: Loop = .best) {
    self.syntax = rs_syntax(
      delimiter: syntax.delimiter ?? 0x0A, quote: syntax.quote ?? 0, has_quote: syntax.quote == nil ? 0 : 1)
    self.loop = loop
    rs_scan_begin(&state)
  }

  var isInsideQuotes: Bool { state.inside != 0 }
  var hasOddQuotes: Bool { state.odd_quotes > 0 }
  var hasQuotes: Bool { state.quotes > 0 }
  var isASCII: Bool { state.high_bytes == 0 }
  var zeros: Int { Int(state.zeros) }
  /// Line ends inside and outside of quotes, CRLF once.
  var lines: Int { Int(state.lines) }
  var lineFeeds: Int { Int(state.line_feeds - state.pairs) }
  var carriageReturns: Int { Int(state.returns - state.pairs) }
  var pairs: Int { Int(state.pairs) }
  var rowEnds: Int { lineFeeds + carriageReturns + pairs }

  /// Writes the offsets of the bytes that end a field, `base` added; the LF of CRLF is no end of its own.
  /// - Parameter positions: room for `count + 64`.
  /// - Returns: how many there are.
  mutating func scan(
    _ text: UnsafePointer<UInt8>, count: Int, base: Int, into positions: UnsafeMutablePointer<UInt32>
  ) -> Int {
    rs_scan(loop.rawValue, text, count, UInt32(truncatingIfNeeded: base), syntax, &state, positions)
  }
}
