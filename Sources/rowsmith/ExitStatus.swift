/// How the program ends. The numbers are promised to scripts.
enum ExitStatus: Int32 {
  case done = 0
  /// The question was understood and the answer is no.
  case no = 1
  case usage = 2
  /// The input cannot be read, or there is no terminal for the workbench.
  case input = 3
  /// The recipe is invalid or does not match the data.
  case recipe = 4
  case output = 5
  case internalError = 70
  case interrupted = 130
  /// The reader of our output went away; nothing is said about it.
  case closedPipe = 141
}
