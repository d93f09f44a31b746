import CZlib

/// Unpacks gzip members (RFC 1952), whose check sums are checked.
final class GzipUnpacker: Unpacker {
  private let stream: UnsafeMutablePointer<z_stream>

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 asks for the gzip format, 15 for the largest window.
    guard inflateInit2_(stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func beginMember() throws(UnpackingFailure) {
    guard inflateReset(stream) == Z_OK else { throw .damaged }
  }

  func unpack(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(UnpackingFailure)
    -> UnpackingStep
  {
    let (available, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(available)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let status = inflate(stream, Z_NO_FLUSH)
    // Z_BUF_ERROR: nothing could be done with what is there, which is no fault.
    guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else { throw .damaged }
    return UnpackingStep(
      taken: available - Int(stream.pointee.avail_in), made: room - Int(stream.pointee.avail_out),
      isMemberEnd: status == Z_STREAM_END)
  }
}
