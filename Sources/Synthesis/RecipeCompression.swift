import CZlib

/// zlib streams of whole buffers.
enum RecipeCompression {
  /// The same bytes for the same input on every machine with the same zlib.
  static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    var length = compressBound(uLong(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&output, &length, bytes, uLong(bytes.count), 6) == Z_OK else { return nil }
    return Array(output.prefix(Int(length)))
  }

  /// - Parameter count: the size of the result, which is all that is ever allocated.
  /// - Returns: nil where the stream is damaged or does not give exactly `count` bytes.
  static func inflate(_ bytes: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
    var output = [UInt8](repeating: 0, count: max(count, 1))
    var length = uLong(count)
    let input = Array(bytes)
    guard uncompress(&output, &length, input, uLong(input.count)) == Z_OK, length == uLong(count) else { return nil }
    return Array(output.prefix(count))
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
  }
}
