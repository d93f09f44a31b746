import Screen
import Tables

/// The lines of each list.
extension WorkbenchState {
  /// What can be done in this view first, what only moves last but for what works elsewhere.
  var paletteLines: [ListLayer.Line] {
    let all = Commands.all.filter { $0.name != "palette" }
    let here = all.filter { $0.isAvailable(self) }
    let groups = [
      here.filter { !$0.views.isEmpty && $0.topic != .move }, here.filter { $0.views.isEmpty && $0.topic != .move },
      here.filter { $0.topic == .move }, all.filter { $0.isPossibleElsewhere(self) },
    ]
    return groups.flatMap { $0 }.map { command in
      ListLayer.Line(
        title: command.usage, detail: detail(of: command), key: command.keys.first?.label ?? "", command: command.name,
        needsArgument: command.arguments.contains { !$0.isOptional })
    }
  }

  /// The keys of this view, what marks and colours mean, then the rest of the command table by topic.
  var helpLines: [ListLayer.Line] {
    let all = Commands.all.filter { !$0.views.isEmpty && $0.works(in: view) }
    let own = all.filter { $0.topic != .move } + all.filter { $0.topic == .move }
    var lines = [ListLayer.Line(title: "In \(Views.named(view).title)", isHeading: true)] + own.map(helpLine)
    lines.append(ListLayer.Line(title: "Marks and colours", isHeading: true))
    lines += Legend.signs.map { ListLayer.Line(title: $0.meaning, key: $0.sign, keyRole: $0.role) }
    for topic in Command.Topic.allCases {
      let others = Commands.all.filter { $0.topic == topic && ($0.views.isEmpty || !$0.works(in: view)) }
      guard !others.isEmpty else { continue }
      lines.append(ListLayer.Line(title: topic.rawValue, isHeading: true))
      lines += others.map(helpLine)
    }
    return lines
  }

  private func helpLine(_ command: Command) -> ListLayer.Line {
    ListLayer.Line(
      title: command.usage, detail: detail(of: command), key: command.keys.map(\.label).joined(separator: " "),
      command: command.isAvailable(self) || command.isPossibleElsewhere(self) ? command.name : nil,
      needsArgument: command.arguments.contains { !$0.isOptional })
  }

  /// What a command does, and where its keys work if not here.
  private func detail(of command: Command) -> String {
    guard !command.works(in: view), !command.views.isEmpty else { return command.help }
    return "\(command.views.map { Views.named($0).title }.joined(separator: ", ")): \(command.help)"
  }

  var generatorLines: [ListLayer.Line] {
    let current = recipeColumn(selection)?.generatorSpelling
    var choices = generatorChoices
    if isEditing {
      // In the order of the editor, which has fitted them.
      let places = Dictionary(editorGenerators.enumerated().map { ($1, $0) }) { first, _ in first }
      choices.sort { places[$0.text] ?? .max < places[$1.text] ?? .max }
    }
    return (choices + fakeChoices).map {
      ListLayer.Line(
        title: $0.text, detail: $0.summary, command: "generator \($0.text)", isMarked: $0.text == current)
    }
  }

  var kindLines: [ListLayer.Line] {
    let current = columnKind(selection)
    return ColumnKind.allCases.map {
      ListLayer.Line(
        title: $0.rawValue, detail: $0.explanation, command: "kind \($0.rawValue)", isMarked: $0 == current)
    }
  }

  var themeLines: [ListLayer.Line] {
    themeNames.map { ListLayer.Line(title: $0, command: "theme \($0)", isMarked: $0 == themeBefore) }
  }

  var versionLines: [ListLayer.Line] {
    versionChoices.map { ListLayer.Line(title: $0.text, detail: $0.summary, command: "compare-recipe \($0.text)") }
      + [
        ListLayer.Line(
          title: "another file…", detail: "the path of a recipe", command: "compare-recipe", needsArgument: true)
      ]
  }

  /// Work that is under way.
  var jobLines: [ListLayer.Line] {
    let shown = jobs.values.filter { !Self.quietSlots.contains($0.ticket.slot) && !$0.title.isEmpty }
    let sorted = shown.sorted { ($0.title, $0.ticket.revision) < ($1.title, $1.ticket.revision) }
    guard !sorted.isEmpty else { return [ListLayer.Line(title: "nothing is going on")] }
    return sorted.map { job in
      let share = job.total > 0 ? "\(100 * min(job.done, job.total) / job.total)%, " : ""
      return ListLayer.Line(title: job.title, detail: share + "Enter or ^c stops all of them", command: "cancel")
    }
  }

  /// What the status line said, the last first.
  var messageLines: [ListLayer.Line] {
    guard !messages.isEmpty else { return [ListLayer.Line(title: "nothing was said yet")] }
    return messages.reversed().map { message in
      let look = message.look
      return ListLayer.Line(title: message.text, key: look.sign, keyRole: look.role)
    }
  }

  var historyLines: [ListLayer.Line] {
    history.undoSteps.reversed().enumerated().map { index, step in
      ListLayer.Line(title: step.label, detail: index == 0 ? "the last change" : "", command: "undo-steps \(index + 1)")
    }
  }
}

/// What the signs on the screen mean, each in the colour that it has there.
package enum Legend {
  package static let signs: [(sign: String, meaning: String, role: Role)] = [
    ("█", "real and synthetic agree: the share of this area is the agreement", .agree),
    ("░", "real only: too few drawn", .real),
    ("▒", "synthetic only: too many drawn", .synthetic),
    ("●", "personal data, replaced: real values never reach the output", .pii),
    ("▲", "a column with a rare event: its share is set", .rare),
    ("∅", "missing", .null),
    ("≈", "almost every value differs, so nothing is compared", .dim),
    ("▸", "selected", .cursor),
    ("✓", "in use, or as it should be", .good),
    ("!", "a value that you pinned: a new fit keeps it; elsewhere a warning", .pinned),
    ("−", "a column left out of the output", .warn),
    ("fit", "agreement relative to what a perfect generator would reach, in percent", .text),
  ]
}
