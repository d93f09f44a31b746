import Evaluation
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

  /// Generators with their fits, then made-up values, then what cannot be fitted: it is no choice, and says why.
  func generatorLines(ranked: [String]) -> [ListLayer.Line] {
    let current = recipeColumn(selection)?.generatorSpelling
    let places = Dictionary(ranked.enumerated().map { ($1, $0) }) { first, _ in first }
    let choices = suitingGenerators.enumerated().sorted {
      (places[$0.element.text] ?? .max, $0.offset) < (places[$1.element.text] ?? .max, $1.offset)
    }.map(\.element)
    func line(_ choice: Choice, facts: String) -> ListLayer.Line {
      ListLayer.Line(
        title: choice.text, detail: choice.summary, facts: facts, command: "generator \(choice.text)",
        isMarked: choice.text == current)
    }
    let failed = choices.filter { family($0.text)?.failure != nil }.map { choice in
      ListLayer.Line(title: choice.text, detail: "cannot be fitted: \(family(choice.text)?.failure ?? "")")
    }
    return choices.filter { family($0.text)?.failure == nil }.map { line($0, facts: fitFacts($0.text)) }
      + fakeChoices.map { line($0, facts: "") } + failed
  }

  /// `fit  97  KS 0.009  `; with an ellipsis while it is being fitted.
  private func fitFacts(_ generator: String) -> String {
    // Levels have no gap between cumulative shares.
    let hasDistance = editor.families.contains { $0.distance != nil }
    let gap = hasDistance ? String(repeating: " ", count: 10) : ""
    guard let family = family(generator) else { return jobs[.editor] == nil ? "" : "fit   …  \(gap)" }
    let fit = family.fit.map { Numbers.fixed($0, decimals: 0) } ?? "–"
    let distance = family.distance.map { "KS \(NumberText.fixed($0, decimals: 3))  " } ?? gap
    return "fit \(String(repeating: " ", count: max(0, 3 - fit.columns)))\(fit)  \(distance)"
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
    let undone = history.redoSteps.enumerated().map { index, step in
      ListLayer.Line(
        title: step.label, detail: "taken back", command: "redo-steps \(history.redoSteps.count - index)")
    }
    let done = history.undoSteps.reversed().enumerated().map { index, step in
      ListLayer.Line(title: step.label, detail: index == 0 ? "the last change" : "", command: "undo-steps \(index + 1)")
    }
    return undone.isEmpty ? done : undone + [ListLayer.Line(title: "now", isMarked: true)] + done
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
