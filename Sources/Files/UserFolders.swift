#if canImport(Glibc)
  import Glibc
#endif

/// The XDG folders of rowsmith; nil where there is no home. Relative paths in the environment are ignored, as the XDG base
/// directory specification asks.
package enum UserFolders {
  package static var configuration: String? { folder("XDG_CONFIG_HOME", below: ".config") }
  package static var data: String? { folder("XDG_DATA_HOME", below: ".local/share") }
  package static var state: String? { folder("XDG_STATE_HOME", below: ".local/state") }
  package static var cache: String? { folder("XDG_CACHE_HOME", below: ".cache") }

  private static func folder(_ variable: String, below standard: String) -> String? {
    if let base = absolutePath(in: variable) { return base + "/rowsmith" }
    return absolutePath(in: "HOME").map { "\($0)/\(standard)/rowsmith" }
  }

  private static func absolutePath(in variable: String) -> String? {
    guard let value = getenv(variable).map({ String(cString: $0) }), value.hasPrefix("/") else { return nil }
    return value
  }
}
