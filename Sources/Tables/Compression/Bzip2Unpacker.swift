import CBzip2

/// Unpacks bzip2 members.
final class Bzip2Unpacker: Unpacker {
  private let stream: UnsafeMutablePointer<bz_stream>

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    BZ2_bzDecompressEnd(stream)
    stream.deallocate()
  }

  func beginMember() throws(UnpackingFailure) {
    BZ2_bzDecompressEnd(stream)
    stream.pointee = bz_stream()
    guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else { throw .needsMemory }
  }

  func unpack(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(UnpackingFailure)
    -> UnpackingStep
  {
    let (available, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    stream.pointee.avail_in = UInt32(available)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = UInt32(room)
    let status = BZ2_bzDecompress(stream)
    guard status == BZ_OK || status == BZ_STREAM_END else {
      throw status == BZ_MEM_ERROR ? .needsMemory : .damaged
    }
    return UnpackingStep(
      taken: available - Int(stream.pointee.avail_in), made: room - Int(stream.pointee.avail_out),
      isMemberEnd: status == BZ_STREAM_END)
  }
}
