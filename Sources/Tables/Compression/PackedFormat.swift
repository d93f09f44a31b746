/// A way in which a file can be packed, told by its first bytes, never by its name.
enum PackedFormat: String, CaseIterable, Sendable {
  case gzip, zstd, bzip2

  /// What every member of such a file begins with.
  var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B, 0x08]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .bzip2: Array("BZh".utf8)
    }
  }

  /// The format that `bytes` begin like; nil where they are not packed.
  static func of(_ bytes: some Collection<UInt8>) -> PackedFormat? {
    allCases.first { format in
      guard bytes.starts(with: format.magic) else { return false }
      // A text may begin with BZh: behind it stand the size and the digits of π, or the end of an empty archive.
      guard format == .bzip2 else { return true }
      let rest = Array(bytes.prefix(10).dropFirst(3))
      let marks: [[UInt8]] = [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]]
      return rest.count == 7 && (0x31...0x39).contains(rest[0]) && marks.contains(Array(rest[1...]))
    }
  }

  /// nil where the library has no memory.
  func unpacker() -> (any Unpacker)? {
    switch self {
    case .gzip: GzipUnpacker()
    case .zstd: ZstdUnpacker()
    case .bzip2: Bzip2Unpacker()
    }
  }
}

/// Unpacks one format, a part at a time.
protocol Unpacker: AnyObject {
  /// Unpacks from the front of `input` to the front of `output`.
  /// - Throws: `.damaged`, and `.needsMemory` where unpacking would take more than we give.
  func unpack(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) throws(UnpackingFailure)
    -> UnpackingStep

  /// Begins another member.
  func beginMember() throws(UnpackingFailure)
}

/// What one call of an unpacker did.
struct UnpackingStep {
  var taken: Int
  var made: Int
  var isMemberEnd: Bool
}

enum UnpackingFailure: Error, Equatable { case damaged, needsMemory }
