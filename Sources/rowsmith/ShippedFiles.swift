import Files
import Glibc

/// The themes and sessions that come with the program, and the user's own.
enum ShippedFiles {
  enum Shelf: String { case themes, sessions }

  /// Where such files are looked for, first match wins: the user's folders, beside the binary, where `make install` puts
  /// them, and the source tree the binary was built in.
  static func folders(of shelf: Shelf) -> [String] {
    let own = shelf == .themes ? UserFolders.configuration : UserFolders.data
    let installed = PathParts.folder(of: programFolder) + "/share/rowsmith"
    let roots = [own, programFolder, installed, sourceTree].compactMap { $0 }
    return roots.map { "\($0)/\(shelf.rawValue)" }.filter(FileFacts.isFolder)
  }

  /// The names without their ending, in byte order, each once.
  static func names(of shelf: Shelf) -> [String] {
    let files = folders(of: shelf).flatMap { (try? Folder.names(in: $0)) ?? [] }.filter {
      FileFacts.hasEnding($0, among: ["yaml"])
    }
    return Set(files.map(FileFacts.stem)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The file of that name, such as `sessions/penguins.yaml`.
  static func path(of name: String, in shelf: Shelf) -> String? {
    guard !name.contains("/") else { return nil }
    return folders(of: shelf).map { "\($0)/\(name).yaml" }.first(where: Folder.contains)
  }

  /// The table that the tutorial works on.
  static var tutorialTable: String? {
    path(of: "card-fraud", in: .sessions).map { PathParts.folder(of: $0) + "/data/card_fraud.csv" }.flatMap {
      Folder.contains($0) ? $0 : nil
    }
  }

  private static var programFolder: String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return "." }
    defer { free(resolved) }
    return PathParts.folder(of: String(cString: resolved))
  }

  /// The folder with the package manifest above the binary; a built binary lies at most four folders below it.
  private static var sourceTree: String? {
    var folder = programFolder
    for _ in 0..<5 {
      if Folder.contains(folder + "/Package.swift") { return folder }
      folder = PathParts.folder(of: folder)
    }
    return nil
  }
}
