import ArgumentParser
import Workbench

/// The page of `man rowsmith`, from the subcommands and the table of the workbench's commands.
enum ManualPage {
  static var text: String {
    let sections = [head, synopsis, description, subcommands, keys, environment, status]
    return sections.joined(separator: "\n") + "\n"
  }

  private static var head: String {
    """
    .TH ROWSMITH 1 "" "\(escaped(RowsmithCommand.configuration.version))" "User Commands"
    .SH NAME
    rowsmith \\- a workbench for synthetic tables
    """
  }

  private static let synopsis = """
    .SH SYNOPSIS
    .B rowsmith
    [\\fIFILE\\fR | \\- | \\fISESSION\\fR]
    .br
    .B rowsmith
    \\fISUBCOMMAND\\fR [\\fIOPTIONS\\fR]
    """

  private static var description: String {
    ".SH DESCRIPTION\n\(escaped(RowsmithCommand.configuration.abstract))\n.PP\n"
      + "Every flag of a subcommand is told by \\fBrowsmith help \\fISUBCOMMAND\\fR."
  }

  private static var subcommands: String {
    let lines = RowsmithCommand.configuration.subcommands.map { command in
      ".TP\n.B \(escaped(command.configuration.commandName ?? ""))\n\(escaped(command.configuration.abstract))"
    }
    return ".SH SUBCOMMANDS\n" + lines.joined(separator: "\n")
  }

  private static var keys: String {
    ".SH KEYS AND COMMANDS OF THE WORKBENCH\n"
      + "Every change is a command: \\fB:\\fR finds it by its words, \\fB?\\fR lists all with their keys.\n"
      + Command.Topic.allCases.map(keys).joined(separator: "\n")
  }

  private static func keys(of topic: Command.Topic) -> String {
    let lines = Commands.all.filter { $0.topic == topic }.map { command in
      let keys = command.keys.map { "\\fB\(escaped($0.label))\\fR" }.joined(separator: ", ")
      let places = command.views.isEmpty ? "" : " (\(command.places))"
      let head = keys.isEmpty ? "\\fB:\(escaped(command.usage))\\fR" : "\(keys)   \\fI\(escaped(command.usage))\\fR"
      return ".TP\n\(head)\(escaped(places))\n\(escaped(command.help))"
    }
    return ".SS \(escaped(topic.rawValue))\n" + lines.joined(separator: "\n")
  }

  private static let environment = """
    .SH ENVIRONMENT
    .TP
    .B NO_COLOR
    Not empty: no colours, as with \\-\\-color never.
    .TP
    .B ROWSMITH_THEME
    The theme, where no flag names one.
    .TP
    .B VISUAL, EDITOR
    What the recipe is edited with as text.
    .TP
    .B XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME
    Where themes, sessions and kept work are, each below \\fIrowsmith/\\fR.
    """

  private static var status: String {
    ".SH EXIT STATUS\n"
      + "0 done, 1 the answer is no, 2 usage, 3 input cannot be read, 4 recipe invalid or does not match, "
      + "5 output cannot be written, 70 internal error, 130 interrupted."
  }

  /// Backslashes and hyphens mean something to the formatter, and so do a dot and an apostrophe at the start of a line.
  private static func escaped(_ text: String) -> String {
    let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
  }
}
