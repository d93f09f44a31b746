#if canImport(Glibc)
  import Glibc
#endif

/// What became of a file since it was looked at.
package enum FileChange: Hashable, Sendable {
  case shorter
  /// Bytes were appended; those before are as they were, as far as both ends tell.
  case longer(by: Int)
  case rewritten
  /// Another file lies under its name.
  case replaced
  case gone

  /// As the end of a sentence about the file.
  package var words: String {
    switch self {
    case .shorter: "became shorter"
    case .longer(let count): "grew by \(count) byte\(count == 1 ? "" : "s")"
    case .rewritten: "was rewritten"
    case .replaced: "was replaced by another file"
    case .gone: "was removed or renamed"
    }
  }
}

/// A regular file as it was at one moment, to be compared with what lies there later: size, time of change, place on the disk, and a
/// hash of both ends.
package struct FileWatch: Hashable, Sendable {
  package let path: String
  private let identity: FileIdentity
  private let ends: UInt64

  /// Bytes of each end that are hashed.
  private static let endSize = 4096

  /// The file at `path` as it is now; nil where it is no regular file, or none that may be read.
  package init?(of path: String) {
    guard path != "-", let file = (try? FileDescriptor(regular: path)) ?? nil else { return nil }
    self.init(descriptor: file.number, path: path)
  }

  /// The open file as it is now; nil where it is not regular.
  init?(descriptor: Int32, path: String) {
    guard let status = try? SystemCalls.status(of: descriptor, path: path), status.isRegular else { return nil }
    self.path = path
    identity = FileIdentity(status)
    ends = Self.hash(descriptor, size: identity.size)
  }

  package var size: Int { identity.size }

  /// Compares with what lies under the name now. One system call where nothing has changed.
  package var change: FileChange? {
    guard let now = FileIdentity(of: path) else { return .gone }
    guard now.device == identity.device, now.inode == identity.inode else { return .replaced }
    guard now != identity else { return nil }
    if now.size < size { return .shorter }
    guard now.size > size, let file = (try? FileDescriptor(regular: path)) ?? nil else { return .rewritten }
    return Self.hash(file.number, size: size) == ends ? .longer(by: now.size - size) : .rewritten
  }

  /// Compares after the open file was read: a file that another took the place of can still be read through its descriptor.
  func change(ofOpen descriptor: Int32) -> FileChange? {
    guard let status = try? SystemCalls.status(of: descriptor, path: path) else { return .gone }
    let now = FileIdentity(status)
    if now.size < size { return .shorter }
    if now.size == size, now.modified != identity.modified { return .rewritten }
    if now.size > size {
      return Self.hash(descriptor, size: size) == ends ? .longer(by: now.size - size) : .rewritten
    }
    let named = FileIdentity(of: path)
    return named?.device == identity.device && named?.inode == identity.inode ? nil : .replaced
  }

  /// FNV-1a over both ends of the first `size` bytes.
  private static func hash(_ descriptor: Int32, size: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    withUnsafeTemporaryAllocation(byteCount: endSize, alignment: 16) { block in
      for start in [0, max(0, size - endSize)] {
        let count = SystemCalls.retrying { pread(descriptor, block.baseAddress, min(endSize, size), start) }
        guard count > 0 else { continue }
        for byte in block[..<count] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
    }
    return hash
  }
}

extension FileError {
  /// A file that cannot be trusted because it changed while it was read.
  static func changed(_ change: FileChange, path: String) -> FileError {
    var error = FileError(.read, path: path, code: ESTALE)
    error.change = change
    return error
  }
}
