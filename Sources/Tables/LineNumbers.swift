/// Turns byte offsets into line numbers, which start at 1. CRLF counts once.
enum LineNumbers {
  static func line(of offset: Int, in text: [UInt8]) -> Int { lines(of: [offset], in: text)[0] }

  /// - Returns: one line per offset, in the order given.
  /// - Complexity: one pass over the text up to the largest offset.
  static func lines(of offsets: [Int], in text: [UInt8]) -> [Int] {
    let order = offsets.indices.sorted { offsets[$0] < offsets[$1] }
    var lines = [Int](repeating: 1, count: offsets.count)
    var (line, position) = (1, 0)
    text.withUnsafeBufferPointer { text in
      for index in order {
        let end = min(offsets[index], text.count)
        while position < end {
          let byte = text[position]
          position += 1
          let isPair = byte == 0x0D && position < text.count && text[position] == 0x0A
          if byte == 0x0A || (byte == 0x0D && !isPair) { line += 1 }
        }
        lines[index] = line
      }
    }
    return lines
  }
}
