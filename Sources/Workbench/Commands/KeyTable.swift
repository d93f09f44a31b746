/// The command table for people who read it outside the program.
package enum KeyTable {
  /// A Markdown table of every command by topic: key, where it works, command, what it does.
  package static var markdown: String {
    var lines = ["| key | where | command | what it does |", "|---|---|---|---|"]
    for topic in Command.Topic.allCases {
      for command in Commands.all where command.topic == topic { lines.append(line(command)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ command: Command) -> String {
    let keys = command.keys.map { code($0.label) }.joined(separator: " ")
    return "| \(keys) | \(command.places) | `\(command.usage)` | \(command.help) |"
  }

  /// A bar would end the cell, a backquote the code.
  private static func code(_ text: String) -> String {
    text.contains("|") || text.contains("`") ? text.replacing("|", with: "\\|") : "`\(text)`"
  }
}
