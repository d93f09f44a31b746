import CNcurses

/// What protects the user's terminal and data when the program dies. The handlers are C, because a handler of signals
/// must not allocate or lock.
package enum TerminalGuard {
  /// No core dumps, no other process reading this one's memory, no crash report with memory in it; where the memory that a limit
  /// allows is used up, a sentence and status 3. Call it first.
  package static func forbidDumps() { cnc_forbid_dumps() }

  /// Lets the guard work when the calling thread's own stack is full. Once per thread that runs deep recursions.
  package static func protectCurrentThread() { cnc_guard_thread() }
}
