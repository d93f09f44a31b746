import Glibc

enum Processors {
  /// The processors that are on line, at least 1.
  static var count: Int { max(1, min(64, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
