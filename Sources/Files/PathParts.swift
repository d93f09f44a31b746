#if canImport(Glibc)
  import Glibc
#endif

/// Pieces of a path, by bytes; nothing is looked up except symbolic links.
package enum PathParts {
  /// The folder of `path`, `.` where it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What follows the last slash.
  package static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The file that a chain of symbolic links ends at, which need not exist: writing there keeps the links.
  /// - Throws: ELOOP after 40 links.
  static func resolvingLinks(_ path: String) throws(FileError) -> String {
    var current = path
    for _ in 0..<40 {
      guard let target = linkTarget(of: current) else { return current }
      current = target.utf8.first == UInt8(ascii: "/") ? target : folder(of: current) + "/" + target
    }
    throw FileError(.open, path: path, code: ELOOP)
  }

  private static func linkTarget(of path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = buffer.withUnsafeMutableBytes { memory in
      memory.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), memory.count) } ?? 0
    }
    return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
  }
}
