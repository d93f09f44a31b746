#if canImport(Glibc)
  import Glibc
#endif

/// Finds programs of the user that Rowsmith may run.
package enum ProgramPath {
  /// The absolute path of a program: as the user named it, else as the environment variable does, else the first of that name in
  /// an absolute folder of PATH. nil where there is none that can be run.
  /// - Parameters:
  ///   - given: a path; a bare name is looked for on PATH.
  ///   - variable: holds a path; empty is as unset.
  package static func find(_ name: String, given: String?, variable: String) -> String? {
    let named = given ?? getenv(variable).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    guard let named, named.utf8.contains(UInt8(ascii: "/")) else { return onPath(named ?? name) }
    return isProgram(named) ? absolute(named) : nil
  }

  private static func onPath(_ name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) }?.split(separator: ":") ?? []
    // A relative folder would run whatever lies where the user happens to be.
    return folders.filter { $0.hasPrefix("/") }.lazy.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    guard let status = (try? SystemCalls.status(at: path)) ?? nil, status.isRegular else { return false }
    return access(path, X_OK) == 0
  }

  private static func absolute(_ path: String) -> String? {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }
}
