import ArgumentParser
import Synthesis

/// What there is to choose from.
struct ListCommand: ParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable { case generators, fakes, models, themes, sessions }

  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List generators, made-up values, joint models, themes or sessions.")

  @Argument(help: "What to list: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var subject: Subject

  func run() throws {
    let lines = AlignedText.lines(of: rows, alignments: Array(repeating: .left, count: rows.first?.count ?? 0))
    try StandardOutput.write(lines.map { $0 + "\n" }.joined())
  }

  private var rows: [[String]] {
    switch subject {
    case .generators: Generators.all.map { [$0.name, $0.summary] }
    case .fakes:
      FakeChoices.all(locale: .standard, seed: 42).map { [$0.spelling, Self.shortened($0.example), $0.summary] }
    case .models: JointModels.all.map { [$0.name, $0.summary] }
    case .themes: ShippedFiles.names(of: .themes).map { [$0, ""] }
    case .sessions: ShippedFiles.names(of: .sessions).map { [$0, ""] }
    }
  }

  /// Long texts are known by their start.
  private static func shortened(_ example: String) -> String {
    example.count > 40 ? example.prefix(39) + "…" : example
  }
}
