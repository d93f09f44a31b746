import Glibc

/// What the process was started with.
enum Environment {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
