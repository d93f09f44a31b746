import Screen
import StrictYAML

/// Every command; a new one is a value in a file of its topic.
package enum Commands {
  package static let all: [Command] =
    movement + columnCommands + ruleCommands + chartCommands + editorCommands + recipeCommands + modelCommands
    + rareCommands
    + viewCommands
    + reportCommands + recipeViewCommands + exportCommands + sessionCommands + programCommands

  package static func named(_ name: String) -> Command? { byName[name] }

  /// What commands are called elsewhere; the palette knows them.
  static let aliases = [
    "q": "quit", "q!": "quit", "wq": "quit", "x": "choose-export", "exit": "quit", "bye": "quit", "w": "save",
    "write": "save", "e": "open-file", "edit": "open-file", "delete": "drop-column", "privacy": "show-report",
    "quality": "show-report",
  ]

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  private static let keyMaps = Dictionary(
    Views.every.map { view in (view.name, KeyMap(all.filter { $0.works(in: view.name) })) },
    uniquingKeysWith: { first, _ in first })

  /// The command of a chord in a view.
  package static func forKeys(_ keys: [Key], in view: String) -> Command? { keyMaps[view]?.commands[keys] }

  /// Whether more keys may follow to make a chord.
  static func isBeginning(_ keys: [Key], in view: String) -> Bool { keyMaps[view]?.beginnings.contains(keys) ?? false }

  /// What may follow the keys pressed in a view: the rest of each chord with its command.
  static func following(_ keys: [Key], in view: String) -> [(keys: [Key], command: Command)] {
    all.filter { $0.works(in: view) }.flatMap { command in
      command.keys.filter { $0.keys.count > keys.count && $0.keys.starts(with: keys) }.map {
        (Array($0.keys.dropFirst(keys.count)), command)
      }
    }
  }

  /// Splits `generator gamma` into a command and its arguments. The last argument takes the rest of the line.
  package static func parse(_ line: String) throws(CommandError) -> (command: Command, arguments: [String]) {
    let trimmed = line.drop { $0 == " " }
    let name = String(trimmed.prefix { $0 != " " })
    guard let command = named(name) else {
      let nearest = NearestName.of(name, among: all.map(\.name))
      throw CommandError("no command is called \(name)" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }
    let rest = trimmed.dropFirst(name.count).drop { $0 == " " }
    let arguments = rest.isEmpty ? [] : splitArguments(rest, into: command.arguments.count)
    let needed = command.arguments.filter { !$0.isOptional }.count
    if arguments.count < needed { throw CommandError("write it so: \(command.usage)") }
    if command.arguments.isEmpty, !rest.isEmpty { throw CommandError("\(name) takes no argument") }
    return (command, arguments)
  }

  private static func splitArguments(_ text: Substring, into count: Int) -> [String] {
    guard count > 1 else { return [String(text)] }
    return text.split(separator: " ", maxSplits: count - 1).map { String($0.drop { $0 == " " }) }
  }
}

/// What the keys mean in one view.
private struct KeyMap: Sendable {
  let commands: [[Key]: Command]
  let beginnings: Set<[Key]>

  init(_ all: [Command]) {
    let chords = all.flatMap { command in command.keys.map { ($0.keys, command) } }
    commands = Dictionary(chords, uniquingKeysWith: { first, _ in first })
    beginnings = Set(chords.flatMap { keys, _ in (1..<max(1, keys.count)).map { Array(keys.prefix($0)) } })
  }
}
