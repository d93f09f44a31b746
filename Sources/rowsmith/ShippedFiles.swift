import Files
import Glibc

/// The themes and sessions that come with the program, and the user's own.
enum ShippedFiles {
  enum Folder: String { case themes, sessions }

  /// Where such files are looked for, first match wins: the user's folders, beside the binary or above it (the source
  /// tree), and where `make install` puts them.
  static func folders(of folder: Folder) -> [String] {
    let own =
      (folder == .themes ? UserFolders.configuration : UserFolders.data).map { [$0 + "/" + folder.rawValue] } ?? []
    let shipped = ancestors(of: programFolder).flatMap {
      [$0 + "/" + folder.rawValue, $0 + "/share/rowsmith/" + folder.rawValue]
    }
    return (own + shipped).filter(FileFacts.isFolder)
  }

  /// The names without their ending, in byte order, each once.
  static func names(of folder: Folder) -> [String] {
    let files = folders(of: folder).flatMap(FileFacts.names).filter { FileFacts.hasEnding($0, among: ["yaml"]) }
    return Set(files.map(FileFacts.stem)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The file of that name, such as `sessions/penguins.yaml`.
  static func path(of name: String, in folder: Folder) -> String? {
    guard !name.contains("/") else { return nil }
    return folders(of: folder).map { "\($0)/\(name).yaml" }.first(where: FileFacts.exists)
  }

  private static var programFolder: String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(resolved) }
    return parent(of: String(cString: resolved))
  }

  /// The folder and the folders above it; the source tree is at most this far above a built binary.
  private static func ancestors(of folder: String) -> [String] {
    var folders = [folder]
    while folders.count < 6, let last = folders.last, last != "/" { folders.append(parent(of: last)) }
    return folders
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
