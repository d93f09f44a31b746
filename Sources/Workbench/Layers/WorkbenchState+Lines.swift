import Tables

/// The lines of each list.
extension WorkbenchState {
  var paletteLines: [ListLayer.Line] {
    Commands.all.filter { $0.name != "palette" && $0.isAvailable(self) }.map { command in
      ListLayer.Line(
        title: command.usage, detail: command.help, key: command.keys.first?.label ?? "", command: command.name,
        needsArgument: command.arguments.contains { !$0.isOptional })
    }
  }

  /// The command table by topic, then the signs on the screen.
  var helpLines: [ListLayer.Line] {
    var lines: [ListLayer.Line] = []
    for topic in Command.Topic.allCases {
      lines.append(ListLayer.Line(title: topic.rawValue, isHeading: true))
      for command in Commands.all where command.topic == topic {
        lines.append(
          ListLayer.Line(
            title: command.usage, detail: Self.detail(of: command),
            key: command.keys.map(\.label).joined(separator: " "),
            command: command.isAvailable(self) ? command.name : nil,
            needsArgument: command.arguments.contains { !$0.isOptional }))
      }
    }
    lines.append(ListLayer.Line(title: "Signs", isHeading: true))
    return lines + Legend.signs.map { ListLayer.Line(title: $0.meaning, key: $0.sign) }
  }

  /// What a command does, and where its keys work if not everywhere.
  private static func detail(of command: Command) -> String {
    guard !command.views.isEmpty else { return command.help }
    return "\(command.views.map { Views.named($0).title }.joined(separator: ", ")): \(command.help)"
  }

  var generatorLines: [ListLayer.Line] {
    let current = recipeColumn(selection)?.generator
    return generatorChoices.map {
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

  var historyLines: [ListLayer.Line] {
    history.undoSteps.reversed().enumerated().map { index, step in
      ListLayer.Line(title: step.label, detail: index == 0 ? "the last change" : "", command: "undo-steps \(index + 1)")
    }
  }
}

/// What the signs on the screen mean.
package enum Legend {
  package static let signs: [(sign: String, meaning: String)] = [
    ("█", "as many real as synthetic rows: the share of this area is the agreement"),
    ("░", "real only: too few drawn"),
    ("▒", "synthetic only: too many drawn"),
    ("●", "personal data, replaced: real values never reach the output"),
    ("▲", "a column with a rare event: its share is set"),
    ("∅", "missing"),
    ("≈", "almost every value differs, so nothing is compared"),
    ("▸", "the selected column"),
    ("−", "a column left out of the output"),
    ("fit", "agreement relative to what a perfect generator would reach, in percent"),
  ]
}
