import Glibc

extension PseudoTerminal {
  /// Starts `command` in a session of its own. The first terminal it opens becomes its controlling one, so no fork is
  /// needed.
  static func spawn(_ command: [String], environment: [String: String], files: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, path) in files.enumerated() {
      let flags = descriptor == 0 ? O_RDWR : O_RDWR | O_CREAT
      posix_spawn_file_actions_addopen(&actions, Int32(descriptor), path, flags, 0o600)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A new session (POSIX_SPAWN_SETSID), and signals as a shell would leave them.
    posix_spawnattr_setflags(&attributes, 0x80 | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    return try start(command, environment: whole(environment), actions: &actions, attributes: &attributes)
  }

  private static func start(
    _ command: [String], environment: [String], actions: inout posix_spawn_file_actions_t,
    attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, command.first ?? "", &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Failure(reason: "\(command): \(String(cString: strerror(code)))") }
    return process
  }

  /// Nothing of the machine's own environment, so that every run is the same.
  private static func whole(_ added: [String: String]) -> [String] {
    var values = ["PATH": "/usr/bin:/bin", "HOME": Program.folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
    // Programs of different tests are not two on one session.
    values["XDG_STATE_HOME"] = "\(Program.folder)/state-\(UInt64.random(in: 0...UInt64.max))"
    values.merge(added) { _, new in new }
    return values.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
