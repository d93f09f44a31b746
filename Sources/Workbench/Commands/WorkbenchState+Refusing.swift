import Screen

/// Why something cannot be done now.
extension WorkbenchState {
  /// A sentence for a command that is not available; what has to come first goes before what is missing here.
  func refusal(of command: Command) -> String {
    if command.topic == .session, !command.otherwise.isEmpty { return command.otherwise }
    let name = command.title
    guard isOpen else { return "nothing is open: \(name) needs a table or a recipe" }
    if recipe == nil { return fitProblem ?? (isFitting ? "\(name) waits for the fit" : "nothing is fitted yet") }
    if !command.works(in: view), !command.isUndoable { return "\(name) works in \(command.places)" }
    if !command.otherwise.isEmpty { return command.otherwise }
    return real == nil ? "\(name) needs the table, and only its recipe is open" : "\(command.name) is not possible now"
  }
}
