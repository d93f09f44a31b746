import Files
import Glibc

/// What the file system says about a path, without opening it.
enum FileFacts {
  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// A character device or FIFO, such as /dev/full: nothing in it can be overwritten.
  static func isDevice(_ path: String) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return false }
    return [S_IFCHR, S_IFIFO].contains(facts.st_mode & S_IFMT)
  }

  /// The file's name without its folders and its last ending: `data/penguins.csv` is `penguins`.
  static func stem(of path: String) -> String {
    let name = PathParts.name(of: path)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  static func hasEnding(_ path: String, among endings: [String]) -> Bool {
    let lowered = path.lowercased()
    return endings.contains { lowered.hasSuffix("." + $0) }
  }
}
