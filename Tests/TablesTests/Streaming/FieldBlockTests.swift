import Testing

@testable import Tables

/// Fields taken by column against rows cut at every delimiter.
@Suite struct FieldBlockTests {
  @Test(arguments: ScanState.Loop.allCases.filter(\.isHere)) func fieldsEqualThoseOfTheRows(_ loop: ScanState.Loop) {
    var random = SplitMix(seed: 31)
    for trial in 0..<400 {
      let (width, count) = (1 + Int(random.next() % 21), 1 + Int(random.next() % 60))
      let rows = (0..<count).map { _ in
        (0..<width).map { _ in String("abcdefghij".prefix(Int(random.next() % 11))) + (width == 1 ? "." : "") }
      }
      let end = ["\n", "\r", "\r\n"][trial % 3]
      let segment = segment(rows.map { $0.joined(separator: ",") + end }.joined(), loop)
      let first = Int(random.next() % UInt64(count))
      let part = first..<first + Int(random.next() % UInt64(count - first + 1))
      let column = Int(random.next() % UInt64(width))
      let columns = column..<min(width, column + 1 + Int(random.next() % UInt64(FieldBlock.mostColumns)))
      var fields = FieldBlock(capacity: 1, loop: loop)
      fields.take(columns, width: width, rows: part, of: segment, quote: 0x22)
      for column in columns {
        let run = fields.run(column)
        let found = (0..<run.count).map { String(decoding: run[$0], as: UTF8.self) }
        #expect(found == part.map { rows[$0][column] }, "column \(column) of \(width), rows \(part)")
      }
      fields.deallocate()
    }
  }

  private func segment(_ text: String, _ loop: ScanState.Loop) -> Segment {
    let segment = Segment(capacity: text.utf8.count)
    for (offset, byte) in text.utf8.enumerated() { segment.text[offset] = byte }
    segment.count = text.utf8.count
    var state = ScanState(FieldSyntax(delimiter: 0x2C), loop: loop)
    segment.scan(0..<segment.count, with: &state)
    (segment.hasQuotes, segment.hasPairs) = (false, state.pairs > 0)
    return segment
  }
}
