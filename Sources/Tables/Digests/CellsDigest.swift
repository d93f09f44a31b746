/// One digest over all cells of a file as they were read, header included, so that two readings can be compared.
///
/// Every record is padded with empty texts to the widest one and written as a JSON array of texts without blanks, followed by a
/// line feed; the digest is SHA-256 of these lines.
enum CellsDigest {
  /// Larger files have none: it costs more than reading them.
  static let mostBytes = 1 << 24

  static func hexadecimal(of grid: CellGrid) -> String? {
    guard grid.bytes.count <= mostBytes, grid.rows * max(grid.widest, 1) <= mostBytes else { return nil }
    var digest = SHA256()
    var next = grid.extras.startIndex
    var line: [UInt8] = []
    for row in 0..<grid.rows {
      line.removeAll(keepingCapacity: true)
      for column in 0..<grid.width { append(grid.text(grid[row, column]), to: &line) }
      var count = grid.width
      while next < grid.extras.endIndex, grid.extras[next].row == row {
        append(grid.text(grid.extras[next].cell), to: &line)
        (next, count) = (next + 1, count + 1)
      }
      for _ in count..<max(count, grid.widest) { append([], to: &line) }
      digest.update(line)
      digest.update([UInt8(ascii: "]"), 0x0A])
    }
    return digest.hexadecimal()
  }

  private static func append(_ text: ArraySlice<UInt8>, to line: inout [UInt8]) {
    line += line.isEmpty ? [UInt8(ascii: "["), UInt8(ascii: "\"")] : [UInt8(ascii: ","), UInt8(ascii: "\"")]
    if text.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      line += text
    } else {
      for byte in text { append(byte, to: &line) }
    }
    line.append(UInt8(ascii: "\""))
  }

  private static func append(_ byte: UInt8, to line: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): line += [UInt8(ascii: "\\"), byte]
    case 0x08: line += Array("\\b".utf8)
    case 0x09: line += Array("\\t".utf8)
    case 0x0A: line += Array("\\n".utf8)
    case 0x0C: line += Array("\\f".utf8)
    case 0x0D: line += Array("\\r".utf8)
    case 0..<0x20: line += Array((byte < 0x10 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
    default: line.append(byte)
    }
  }
}
