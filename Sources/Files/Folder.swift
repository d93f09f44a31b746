#if canImport(Glibc)
  import Glibc
#endif

/// What may be done with folders.
package enum Folder {
  /// The names in `path` but `.` and `..`, in order of their bytes.
  package static func names(in path: String) throws(FileError) -> [String] {
    guard !path.utf8.contains(0), let stream = opendir(path) else { throw FileError(.open, path: path, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes `path` and the folders above it, private to the user (0700). Existing ones stay as they are.
  package static func create(_ path: String) throws(FileError) {
    if let status = try? SystemCalls.status(at: path) {
      guard status.isFolder else { throw FileError(.create, path: path, code: ENOTDIR) }
      return
    }
    let parent = PathParts.folder(of: path)
    if parent != path, parent != "." { try create(parent) }
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw FileError(.create, path: path, code: errno)
  }

  /// Whether anything lies at `path`, links followed.
  package static func contains(_ path: String) -> Bool { ((try? SystemCalls.status(at: path)) ?? nil) != nil }

  /// Whether `path` is a folder, links followed.
  package static func exists(_ path: String) -> Bool { (try? SystemCalls.status(at: path))??.isFolder ?? false }

  /// Removes the file at `path`; nothing there is no failure.
  package static func remove(file path: String) throws(FileError) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw FileError(.write, path: path, code: errno)
  }
}
