import Files
import Synchronization

/// The files of all themes, looked at now and then so that one that is saved is shown at once.
package final class ThemeFiles: Sendable {
  private let folders: [String]
  private let seen: Mutex<[String: FileIdentity]>

  /// - Parameter folders: as for `Themes.load`.
  package init(in folders: [String]) {
    self.folders = folders
    seen = Mutex(Self.identities(folders))
  }

  /// Whether any was added, saved or removed since this was last asked. One system call for each file.
  package var haveChanged: Bool {
    let now = Self.identities(folders)
    return seen.withLock { seen in
      defer { seen = now }
      return seen != now
    }
  }

  private static func identities(_ folders: [String]) -> [String: FileIdentity] {
    var identities: [String: FileIdentity] = [:]
    for path in folders.flatMap(Themes.paths) { identities[path] = FileIdentity(of: path) }
    return identities
  }
}
