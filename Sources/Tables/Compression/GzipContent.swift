import CZlib
import Files

/// Unpacks gzip files (RFC 1952), those of several members included.
enum GzipContent {
  enum Failure: Error, Equatable {
    case damaged
    case tooLarge
  }

  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// - Parameter limit: bytes; a small archive can hold an endless file.
  /// - Throws: `.damaged` for a cut or broken archive, `.tooLarge`.
  static func unpacked(_ bytes: [UInt8], limit: Int = WholeFile.defaultLimit) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    // 16 asks for the gzip format, 15 for the largest window.
    guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .damaged
    }
    defer { inflateEnd(&stream) }
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var input = bytes
    var failure: Failure?
    input.withUnsafeMutableBufferPointer { input in
      var position = 0
      while position < input.count, failure == nil {
        let part = min(input.count - position, 1 << 30)
        stream.next_in = input.baseAddress?.advanced(by: position)
        stream.avail_in = UInt32(part)
        let status = inflate(&stream, into: &block, appendingTo: &result, limit: limit)
        position += part - Int(stream.avail_in)
        failure = status.failure
        guard failure == nil, status.isMemberEnd else { continue }
        // Another member may follow; anything else behind the last one is padding.
        guard position + 1 < input.count, input[position] == 0x1F, input[position + 1] == 0x8B else { return }
        inflateReset(&stream)
      }
      if failure == nil { failure = .damaged }
    }
    if let failure { throw failure }
    return result
  }

  /// Inflates until the input or the member ends.
  private static func inflate(
    _ stream: inout z_stream, into block: inout [UInt8], appendingTo result: inout [UInt8], limit: Int
  ) -> (isMemberEnd: Bool, failure: Failure?) {
    while true {
      let (status, count) = block.withUnsafeMutableBufferPointer { block in
        stream.next_out = block.baseAddress
        stream.avail_out = UInt32(block.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (status, block.count - Int(stream.avail_out))
      }
      guard status == Z_OK || status == Z_STREAM_END else { return (false, .damaged) }
      guard result.count + count <= limit else { return (false, .tooLarge) }
      result.append(contentsOf: block[..<count])
      if status == Z_STREAM_END { return (true, nil) }
      if stream.avail_in == 0, count < block.count { return (false, nil) }
    }
  }
}
