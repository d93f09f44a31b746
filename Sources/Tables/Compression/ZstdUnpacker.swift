import CZstd

/// Unpacks zstd frames (RFC 8878); a frame that wants a window above 128 MiB is refused.
final class ZstdUnpacker: Unpacker {
  private let stream: OpaquePointer

  init?() {
    guard let stream = ZSTD_createDStream() else { return nil }
    self.stream = stream
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
  }

  deinit { ZSTD_freeDStream(stream) }

  func beginMember() throws(UnpackingFailure) {
    guard ZSTD_isError(ZSTD_DCtx_reset(stream, ZSTD_reset_session_only)) == 0 else { throw .damaged }
  }

  func unpack(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(UnpackingFailure)
    -> UnpackingStep
  {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(stream, &target, &source)
    if ZSTD_isError(status) != 0 {
      let isMemory = ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge
      throw isMemory ? .needsMemory : .damaged
    }
    return UnpackingStep(taken: source.pos, made: target.pos, isMemberEnd: status == 0)
  }
}
