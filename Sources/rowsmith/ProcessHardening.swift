import Curses
import Files
import Glibc

/// What is set before anything of the user's data is in memory.
enum ProcessHardening {
  /// No core dump, no crash report and no reading of the memory by other processes, so that cell contents cannot end in a
  /// file; a closed pipe ends the program quietly, and a limit on the size of files is an error of writing as others are.
  ///
  /// The locale decides about character types only, so that numbers never depend on it.
  static func apply() {
    TerminalGuard.forbidDumps()
    FreedMemory.shareWhereLimited()
    signal(SIGPIPE, SIG_DFL)
    signal(SIGXFSZ, SIG_IGN)
    setlocale(LC_CTYPE, "")
  }
}
