import Screen

/// What happened, and at the right what goes on.
enum StatusLine {
  static func draw(_ state: WorkbenchState, in area: Rect, on surface: inout Surface) {
    // A problem may need the whole line; what goes on is seen elsewhere.
    let isProblem = state.layers.isEmpty && state.status.severity == .problem
    let activity = isProblem ? ("", Role.dim) : activity(state)
    let used = surface.write(activity.0, endingAt: area.right - 1, y: area.top, role: activity.1)
    let room = Rect(x: area.left, y: area.top, width: area.size.width - used - (used > 0 ? 3 : 1), height: 1)
    func ask(_ words: String) { surface.write(words, in: area, line: 0, indent: 1, role: .warn) }
    switch state.layers.last {
    case .filter(let filter):
      surface.write("/", in: room, line: 0, indent: 1, role: .key)
      filter.field.draw(in: Rect(x: room.left + 2, y: room.top, width: room.size.width - 2, height: 1), on: &surface)
    // The keys of the answers stand in the footer.
    case .quitGuard: ask("the recipe is not saved; its session is kept")
    case .otherData: ask(state.otherDataWords)
    case .reveal: ask("show personal data of real people?")
    case .target(let target) where !target.problem.isEmpty:
      drawMessage(StatusMessage(.problem, target.problem), in: room, on: &surface)
    default: drawMessage(shown(state), in: room, on: &surface)
    }
  }

  /// Where there is nothing else to say but that all went well, who else is at work, or what is kept of earlier work.
  private static func shown(_ state: WorkbenchState) -> StatusMessage {
    let isRoutine = ["fitted ", "drew "].contains { state.status.text.hasPrefix($0) }
    guard state.status.severity == .none || isRoutine else { return state.status }
    if let problem = state.lastingProblem { return StatusMessage(.problem, problem) }
    guard state.shownTutorial == nil else { return state.status }
    return (state.holderWords ?? state.recoveryWords).map { StatusMessage(.note, $0) } ?? state.status
  }

  private static func drawMessage(_ status: StatusMessage, in area: Rect, on surface: inout Surface) {
    guard status.severity != .none else { return }
    let look = status.look
    surface.write(look.sign, in: area, line: 0, indent: 1, role: look.role)
    surface.write(status.text, in: area, line: 0, indent: 3, role: status.severity == .problem ? .bad : .text)
  }

  private static func activity(_ state: WorkbenchState) -> (text: String, role: Role) {
    let slots: [Slot] = [
      .load, .model, .save, .draw, .compare, .trial, .rareCandidates, .strata, .score, .reportPair,
    ]
    let columnJob = state.jobs.first { if case .column = $0.key { true } else { false } }?.value
    guard let job = slots.compactMap({ state.jobs[$0] }).first ?? columnJob else {
      let isNarrow = state.size.width < 120
      if state.showsOldRows { return (isNarrow ? "! old rows" : "! rows of an earlier recipe", .bad) }
      if state.isRecording { return ("recording ●", .warn) }
      return state.synthetic == nil ? ("", .dim) : (isNarrow ? "live ●" : "live preview ●", .good)
    }
    let share = job.total > 0 ? " \(100 * min(job.done, job.total) / job.total)%" : "…"
    return (job.title + share, .progress)
  }
}

extension StatusMessage {
  /// The sign before it, and its colour.
  var look: (sign: String, role: Role) {
    switch severity {
    case .none: ("", .text)
    case .success: ("✓", .good)
    case .note: ("·", .dim)
    case .problem: ("!", .bad)
    }
  }
}
