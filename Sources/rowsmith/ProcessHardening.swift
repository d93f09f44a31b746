import Glibc

/// What is set before anything of the user's data is in memory.
enum ProcessHardening {
  /// No core dump and no reading of the memory by other processes, so that cell contents cannot end in a crash file; a
  /// closed pipe ends the program quietly.
  ///
  /// The locale decides about character types only, so that numbers never depend on it.
  static func apply() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    forbidDumps()
    signal(SIGPIPE, SIG_DFL)
    silenceCrashReports()
    setlocale(LC_CTYPE, "")
  }

  /// Swift's crash reporter prints the memory at every register. Its handlers are replaced by the default action.
  private static func silenceCrashReports() {
    for number in [SIGILL, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGTRAP, SIGQUIT] { signal(number, SIG_DFL) }
  }

  /// `prctl` takes variable arguments and is therefore not imported; integer arguments are passed alike in both forms.
  private static func forbidDumps() {
    typealias ProcessControl = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    let setDumpable: Int32 = 4
    guard let address = dlsym(nil, "prctl") else { return }
    _ = unsafeBitCast(address, to: ProcessControl.self)(setDumpable, 0, 0, 0, 0)
  }
}
