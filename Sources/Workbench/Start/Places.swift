import Files
import Glibc

/// Where the program reads and keeps what the user does not name: for the program itself the user's folders, for tests and
/// replays folders of their own, or none.
package struct Places: Sendable {
  /// From which relative paths count.
  package var working = "."
  /// Below it sessions are kept by themselves; nil: they are not.
  package var state: String?
  /// Holds the sessions that were saved by name; nil: none can be.
  package var sessions: String?

  package init(working: String = ".", state: String? = nil, sessions: String? = nil) {
    self.working = working
    self.state = state
    self.sessions = sessions
  }

  /// Those of the user who runs the program.
  package static var own: Places {
    Places(state: UserFolders.state, sessions: UserFolders.data.map { $0 + "/sessions" })
  }

  /// The path from the working folder; a leading `~/` is the home folder.
  func resolved(_ path: String) -> String {
    if path.hasPrefix("/") || path == "-" { return path }
    if path.hasPrefix("~/"), let home = getenv("HOME") { return String(cString: home) + path.dropFirst() }
    return working == "." ? path : "\(working)/\(path)"
  }

  /// The path from the root.
  func absolute(_ path: String) -> String {
    let resolved = resolved(path)
    guard !resolved.hasPrefix("/"), let folder = getcwd(nil, 0) else { return resolved }
    defer { free(folder) }
    return String(cString: folder) + "/" + resolved
  }

  var autosaves: String? { state.map { $0 + "/autosave" } }

  /// One file per data file; nil where sessions are not kept.
  func autosave(for data: String) -> String? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in absolute(data).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let name = "\(OpenFile(path: data).stem)-\(String(hash, radix: 36)).yaml"
    return autosaves.map { "\($0)/\(name)" }
  }

  /// Where a kept session goes that another is about to take the place of: each to a file of its own.
  static func earlier(than path: String, isTaken: (String) -> Bool) -> String? {
    let stem = (path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path) + "-earlier"
    return (1...9_999).lazy.map { $0 == 1 ? "\(stem).yaml" : "\(stem)-\($0).yaml" }.first { !isTaken($0) }
  }
}

/// How long ago something was, for people.
enum TimeWords {
  /// - Parameters: seconds since 1970, by the clock of this place.
  static func ago(_ then: Int, now: Int) -> String {
    guard now > 0 else { return "" }
    let passed = now - then
    if passed < 90 { return "just now" }
    if passed < 3600 { return "\(passed / 60) min ago" }
    guard let clock = local(then), let today = local(now) else { return "" }
    let time = "\(two(Int(clock.tm_hour))):\(two(Int(clock.tm_min)))"
    // Days are counted from midnight to midnight.
    let days = (now + Int(today.tm_gmtoff)) / 86_400 - (then + Int(clock.tm_gmtoff)) / 86_400
    switch days {
    case ...0: return "today \(time)"
    case 1: return "yesterday \(time)"
    case 2...13: return "\(days) days ago"
    default: return "\(Int(clock.tm_year) + 1900)-\(two(Int(clock.tm_mon) + 1))-\(two(Int(clock.tm_mday)))"
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func local(_ seconds: Int) -> tm? {
    var (time, parts) = (time_t(seconds), tm())
    return localtime_r(&time, &parts) == nil ? nil : parts
  }
}
