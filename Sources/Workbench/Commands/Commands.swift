import Screen
import StrictYAML

/// Every command; a new one is a value in a file of its topic.
package enum Commands {
  package static let all: [Command] =
    movement + columnCommands + chartCommands + recipeCommands + viewCommands + programCommands

  package static func named(_ name: String) -> Command? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  private static let byChord = Dictionary(
    all.flatMap { command in command.keys.map { ($0.keys, command) } }, uniquingKeysWith: { first, _ in first })
  private static let beginnings = Set(
    all.flatMap { $0.keys.flatMap { chord in (1..<max(1, chord.keys.count)).map { Array(chord.keys.prefix($0)) } } })

  package static func forKeys(_ keys: [Key]) -> Command? { byChord[keys] }

  /// Whether more keys may follow to make a chord.
  static func isBeginning(_ keys: [Key]) -> Bool { beginnings.contains(keys) }

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
