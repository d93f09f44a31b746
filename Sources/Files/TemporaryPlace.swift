#if canImport(Glibc)
  import Glibc
#endif

/// Where short-lived files go.
package enum TemporaryPlace {
  /// The folder that `TMPDIR` names, else `/tmp`.
  package static var folder: String {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return named.isEmpty ? "/tmp" : named
  }
}
