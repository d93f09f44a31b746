import Screen

extension WorkbenchState {
  /// The only way in which the state changes. No I/O, no clock, no randomness.
  /// - Returns: the work that is wanted now.
  package mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect]
    switch message {
    case .event(let event): effects = handle(event)
    case .command(let line):
      history.endMerging()
      effects = run(line)
    case .partial(let ticket, let outcome): effects = receive(outcome, for: ticket, isLast: false)
    case .done(let ticket, let outcome): effects = receive(outcome, for: ticket, isLast: true)
    }
    while exitStatus == nil, !isFitting, recipe != nil, !script.isEmpty {
      history.endMerging()
      effects += run(script.removeFirst())
    }
    while exitStatus == nil, !isFitting, recipe != nil, !waitingCommands.isEmpty {
      effects += run(waitingCommands.removeFirst())
    }
    if exitStatus == nil { effects += Views.named(view).missingWork(&self) + missingWorkOfList() }
    advanceTutorial()
    if isToBeKept { effects += keepSession() }
    return effects
  }

  /// The first work: opening the file, or looking for what can be opened.
  package mutating func begin() -> [Effect] {
    let quiet = watchForQuiet()
    guard isOpen else {
      canGoBack = true
      return quiet + showStart()
    }
    return quiet + start(.open(path: file.path, options: file.options), in: .load, title: "reading")
  }

  private mutating func handle(_ event: Event) -> [Effect] {
    if wakes(by: event) { return [] }
    switch event {
    case .key(let key): return handle(key)
    case .mouse(let mouse): return handle(mouse)
    case .paste(let text): return paste(text)
    case .resize(let size): return resize(to: size)
    case .terminate(let status): return leave(status: status)
    case .wake, .resumed: return []
    }
  }

  private mutating func handle(_ key: Key) -> [Effect] {
    if key != .control("c") { wasInterrupted = false }
    // A held key is one step of undo.
    if key != lastKey { history.endMerging() }
    lastKey = key
    // A message stays until a key; a problem as well, so that it cannot be missed.
    status = StatusMessage()
    if key == .control("c") || key == .escape { heldKeys = [] }
    if !heldKeys.isEmpty, !Self.keysOfEveryLayer.contains(key) {
      heldKeys.append(key)
      return []
    }
    if layers.isEmpty || Self.keysOfEveryLayer.contains(key) { return press(key) }
    return handleInLayer(key)
  }

  /// Stopping work, going to the shell and drawing anew mean the same whatever is open.
  private static let keysOfEveryLayer: Set<Key> = [.control("c"), .control("z"), .control("l")]

  private mutating func press(_ key: Key) -> [Effect] {
    let keys = pendingKeys + [key]
    (pendingKeys, showsNextKeys, jobs[.nextKeys]) = ([], false, nil)
    if key == .escape { return escape() }
    if let command = Commands.forKeys(keys, in: view) {
      if holds(command) {
        heldKeys = keys
        return say(.note, "\(keys.map(\.label).joined()) will act as soon as the events are listed")
      }
      return perform(command, [])
    }
    if Commands.isBeginning(keys, in: view) {
      pendingKeys = keys
      // Who types on at once never sees it.
      return start(.wait, in: .nextKeys, title: "", delay: 0.3)
    }
    return keys.count > 1 ? press(key) : []
  }

  /// Keys that are meant for the list of events wait until it is there: who knows the way does not look first.
  private func holds(_ command: Command) -> Bool {
    view == "rare" && command.views == ["rare"] && rare.candidates == nil && (isFitting || jobs[.rareCandidates] != nil)
  }

  mutating func releaseKeys() -> [Effect] {
    let keys = heldKeys
    heldKeys = []
    return keys.flatMap { handle($0) }
  }

  /// Back one layer: the zoom, then the filter.
  private mutating func escape() -> [Effect] {
    if isZoomed {
      isZoomed = false
      return compareIfResized()
    }
    if view == Self.editorView || view == Self.startView && isOpen { return show("columns") }
    if shownRange != nil {
      range = nil
      return []
    }
    if !filter.isEmpty { return setFilter("") }
    return shownTutorial == nil ? [] : leaveTutorial()
  }

  /// Runs a command as a session, the palette or a list states it.
  mutating func run(_ line: String) -> [Effect] {
    do {
      let (command, arguments) = try Commands.parse(line)
      return perform(command, arguments)
    } catch { return say(.problem, error.description) }
  }

  /// For the column it was meant for, wherever the user has gone since.
  private mutating func run(_ waiting: WaitingCommand) -> [Effect] {
    let before = selection
    if let index = (0..<columnCount).first(where: { columnName($0) == waiting.column }) { selection = index }
    defer { selection = before }
    return Commands.named(waiting.command).map { performNow($0, waiting.arguments) } ?? []
  }

  private mutating func perform(_ command: Command, _ arguments: [String]) -> [Effect] {
    guard waits(command) else { return performNow(command, arguments) }
    waitingCommands.append(WaitingCommand(command: command.name, arguments: arguments, column: selectedName))
    return say(.note, "\(command.name) waits for the fit")
  }

  /// Each fit starts from the recipe that the one before it ends with, as in a replay: a second one at the same time would take
  /// the place of the first. Only columns that have nothing to do with each other are fitted side by side.
  private func waits(_ command: Command) -> Bool {
    switch command.fits {
    case .nothing: false
    case .model: isFitting
    case .column:
      !waitingCommands.isEmpty || jobs.keys.contains { $0 == .load || $0 == .model || $0 == .column(selectedName) }
    }
  }

  private mutating func performNow(_ command: Command, _ arguments: [String]) -> [Effect] {
    do { return try performOrThrow((command, arguments)) } catch { return say(.problem, error.description) }
  }

  /// - Throws: why it was not done, for who can say it better than the status line.
  mutating func performOrThrow(_ call: (command: Command, arguments: [String])) throws(CommandError) -> [Effect] {
    guard call.command.isAvailable(self) else {
      if call.command.isHeldBack, let holderWords { return say(.problem, holderWords) }
      return say(.note, refusal(of: call.command))
    }
    let effects = try call.command.perform(&self, call.arguments)
    if !call.command.isShorthand { log(call.command, call.arguments) }
    return effects
  }

  /// Keeps what changes the recipe, with the column it was done to, so that a session can be run again.
  private mutating func log(_ command: Command, _ arguments: [String]) {
    guard command.isUndoable || command.name.hasPrefix("undo") || command.name.hasPrefix("redo") else { return }
    if command.topic == .column || command.topic == .editor {
      let place = "go-to-column \(selectedName)"
      if commandLog.last(where: { $0.hasPrefix("go-to-column ") }) != place { commandLog.append(place) }
    }
    commandLog.append(([command.name] + arguments).joined(separator: " "))
  }

  mutating func say(_ severity: StatusMessage.Severity, _ text: String) -> [Effect] {
    status = StatusMessage(severity, text)
    return []
  }

  /// Makes an effect with a new ticket: an earlier one in the slot becomes stale.
  mutating func start(_ work: Work, in slot: Slot, title: String, delay: Double = 0) -> [Effect] {
    lastRevision += 1
    let ticket = Ticket(slot: slot, revision: lastRevision)
    if slot != .terminal { jobs[slot] = Job(ticket: ticket, title: title) }
    return [Effect(ticket: ticket, work: work, delay: delay)]
  }

  private mutating func resize(to newSize: Size) -> [Effect] {
    size = newSize
    if !Layout(self).order.contains(focus) { focus = Layout(self).order.first ?? focus }
    showSelection()
    return compareIfResized()
  }
}
