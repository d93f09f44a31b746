#if canImport(Glibc)
  import Glibc
#endif

/// How much memory the process may still ask for.
package enum MemoryRoom {
  /// Bytes: the smaller of the machine's free memory and what RLIMIT_AS leaves.
  package static var available: Int { min(free, addressSpaceLeft) }

  /// Whether RLIMIT_AS stands.
  package static var isLimited: Bool { addressSpaceLeft < Int.max }

  private static var free: Int {
    number(after: "MemAvailable:", in: "/proc/meminfo").map { $0 &* 1024 } ?? physical / 2
  }

  private static var physical: Int { max(1, sysconf(Int32(_SC_PHYS_PAGES))) &* max(1, sysconf(Int32(_SC_PAGESIZE))) }

  private static var addressSpaceLeft: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit) == 0, limit.rlim_cur < UInt64(1 << 60)
    else {
      return Int.max
    }
    let used = number(after: "VmSize:", in: "/proc/self/status").map { $0 &* 1024 } ?? 0
    return max(0, Int(limit.rlim_cur) - used)
  }

  private static func number(after label: String, in path: String) -> Int? {
    guard let descriptor = try? SystemCalls.open(path, O_RDONLY) else { return nil }
    defer { SystemCalls.closeQuietly(descriptor) }
    var block = [UInt8](repeating: 0, count: 8192)
    let count = block.withUnsafeMutableBytes { memory -> Int in
      memory.baseAddress.map { SystemCalls.read(descriptor, into: $0, count: memory.count) } ?? 0
    }
    let text = String(decoding: block[..<max(0, count)], as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix(label) }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }
}
