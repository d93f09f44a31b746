import ArgumentParser
import Files
import Synthesis
import Workbench

/// What there is to choose from.
struct ListCommand: ParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case generators, fakes, functions, rules, models, themes, sessions, commands
  }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "List generators, made-up values, functions of formulas, rules, models, themes, sessions or commands of the workbench."
  )

  @Argument(help: "What to list: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var subject: Subject

  @Flag(help: "As a Markdown table; generators with parameters and examples.")
  var markdown = false

  @Flag(help: "Generators with parameters and examples, three lines each.")
  var long = false

  @Flag(help: "Commands as the manual page, in roff.")
  var man = false

  func validate() throws {
    guard !man || subject == .commands else { throw ValidationError("--man is for the commands: list commands --man") }
  }

  func run() throws {
    if man { return try StandardOutput.write(ManualPage.text) }
    if markdown, subject == .commands { return try StandardOutput.write(KeyTable.markdown) }
    let lines =
      markdown
      ? markdownLines
      : long && subject == .generators
        ? longLines
        : AlignedText.lines(of: rows, alignments: Array(repeating: .left, count: rows.first?.count ?? 0))
    try StandardOutput.write(lines.map { $0 + "\n" }.joined())
  }

  private var rows: [[String]] {
    switch subject {
    case .generators: Generators.all.map { [$0.name, $0.summary] }
    case .fakes:
      FakeChoices.all(locale: .standard, seed: 42).map { [$0.spelling, Self.shortened($0.example), $0.summary] }
    case .functions: ValueFunction.all.map { [$0.signature, $0.summary] }
    case .rules: Rule.forms.map { [$0.example, $0.summary] }
    case .models: JointModels.all.map { [$0.name, $0.summary] }
    case .themes: ShippedFiles.names(of: .themes).map { [$0, ""] }
    case .sessions: ShippedFiles.names(of: .sessions).map { [$0, ""] }
    case .commands:
      Commands.all.map { [$0.keys.map(\.label).joined(separator: " "), $0.usage, $0.help] }
    }
  }

  /// Long texts are known by their start.
  private static func shortened(_ example: String) -> String {
    example.count > 40 ? example.prefix(39) + "…" : example
  }

  private var longLines: [String] {
    GeneratorListing.all.flatMap { listing in
      var lines = ["\(listing.name): \(listing.summary)"]
      if !listing.parameters.isEmpty { lines.append("  \(listing.parameters)") }
      if !listing.examples.isEmpty { lines.append("  → " + listing.examples.joined(separator: "   ")) }
      return lines
    }
  }

  private var markdownLines: [String] {
    guard subject == .generators else {
      let head = subject == .fakes ? ["made-up value", "for example", "what it is"] : ["name", "what it is"]
      return Self.table(head, rows.map { ["`\($0[0])`"] + $0.dropFirst() })
    }
    return Self.table(
      ["generator", "draws", "parameters, for example", "and the values"],
      GeneratorListing.all.map { listing in
        [
          "`\(listing.name)`", listing.summary, listing.parameters.isEmpty ? "" : "`\(listing.parameters)`",
          listing.examples.map { "`\($0)`" }.joined(separator: " "),
        ]
      })
  }

  /// A bar in a cell would end it.
  private static func table(_ head: [String], _ rows: [[String]]) -> [String] {
    let lines = [head, head.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
  }
}
