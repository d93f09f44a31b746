import Glibc

/// One conversion to UTF-8 by the C library's iconv.
final class CharacterConverter {
  /// Why a conversion stopped.
  enum Stop { case inputTaken, outputFull, badBytes, cutCharacter }

  private let descriptor: iconv_t

  /// nil where iconv knows no such encoding.
  init?(iconvName: String) {
    guard let descriptor = iconv_open("UTF-8", iconvName), Int(bitPattern: descriptor) != -1 else { return nil }
    self.descriptor = descriptor
  }

  convenience init?(_ encoding: TextEncoding) { self.init(iconvName: encoding.iconvName) }

  deinit { iconv_close(descriptor) }

  /// Forgets what a stateful encoding has shifted to.
  func restart() { iconv(descriptor, nil, nil, nil, nil) }

  /// Converts from the front of `input` to the front of `output`.
  func convert(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer)
    -> (taken: Int, made: Int, stop: Stop)
  {
    var source = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var (left, room) = (input.count, output.count)
    let status = iconv(descriptor, &source, &left, &target, &room)
    let code = errno
    let stop: Stop =
      if status != -1 { .inputTaken } else if code == E2BIG { .outputFull } else {
        code == EINVAL ? .cutCharacter : .badBytes
      }
    return (input.count - left, output.count - room, stop)
  }

  /// Writes what has been held back because a mark might have followed; returns how many bytes.
  func flush(into output: UnsafeMutableRawBufferPointer) -> Int {
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var room = output.count
    iconv(descriptor, nil, nil, &target, &room)
    return output.count - room
  }
}
