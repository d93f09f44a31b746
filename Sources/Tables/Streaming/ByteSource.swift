import Files

/// Bytes that come in order, a part at a time: a file, a pipe, or what another source becomes when it is unpacked or decoded.
///
/// Sources stack: a decoder of UTF-16 reads from an unpacker of gzip that reads from a file. A source is used by one thread at a
/// time and keeps no more than a few blocks.
package protocol ByteSource: AnyObject {
  /// The bytes of the file at the bottom of the stack; nil where they are not known (a pipe). For progress.
  var size: Int? { get }
  /// How many of these have been taken.
  var consumed: Int { get }
  /// Whether `restart` can begin again, so that a second pass is possible.
  var canRestart: Bool { get }

  /// Fills `memory` from its front with the next bytes.
  /// - Parameter memory: at least 4 bytes, so that a character of any encoding fits.
  /// - Returns: how many bytes there are now, at least 1; 0 only at the end of everything.
  /// - Throws: `.cannotRead`, `.tooLarge`; the source is of no use afterwards.
  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int

  /// Begins again from the first byte.
  /// - Precondition: `canRestart`.
  func restart() throws(TableError)

  /// What there is to tell of the bytes read so far: bytes that had no meaning, a packed file that was unpacked.
  var remarks: [ReadReport.Remark] { get }
}

extension ByteSource {
  package var remarks: [ReadReport.Remark] { [] }

  /// Fills all of `memory` where there are so many bytes.
  /// - Returns: how many there are; fewer only at the end of everything.
  package func fill(_ memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    var count = 0
    while memory.count - count >= 4 {
      let more = try read(into: UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
      if more == 0 { return count }
      count += more
    }
    return count
  }
}
