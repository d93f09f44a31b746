import ArgumentParser
import Evaluation
import Files
import Synthesis
import Tables

/// From a table to a recipe without the screen.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Fit a recipe to a table with the default settings.")

  @Argument(help: "The table, or - for standard input.")
  var file: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where the recipe goes, - for standard output; default: the table's name with .yaml, in this folder.",
      valueName: "recipe"))
  var output: String?

  @Flag(help: "Replace an existing file.")
  var force = false

  @OptionGroup(title: "Fitting") var fitting: FittingFlags
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func run() throws {
    let path = output ?? FileFacts.stem(of: file == "-" ? "stdin" : file) + ".yaml"
    try OutputPath.refuseExisting(path, force: force)
    let found = FoundRules()
    let recipe = try fitting.withTails(fitted(found), of: file)
    for line in RuleLines.lines(of: recipe, found: found) { StandardError.line(line) }
    for line in ParityLines.lines(of: recipe) { StandardError.line(line) }
    try sayRareEvents(of: recipe)
    if path == "-" { return try StandardOutput.write(RecipeFile.text(of: recipe)) }
    do throws(FileError) { try RecipeFile.save(recipe, to: path) } catch { throw CommandFailure.output(error) }
    StandardError.line(
      "\(path): recipe for \(NumberText.grouped(recipe.source.rows)) rows, \(recipe.columns.count) columns")
  }

  private func fitted(_ rules: FoundRules) throws(CommandFailure) -> Recipe {
    let rows = FittingFlags.sampleRows
    if !fitting.rare.isEmpty, let large = try reading.largeTable(file, sampleRows: rows) {
      return try fitting.recipe(of: large.found, in: large.stream, rules: rules)
    }
    return try fitting.recipe(of: reading.profiledTable(file, sampleRows: rows), found: rules)
  }

  private func sayRareEvents(of recipe: Recipe) throws(CommandFailure) {
    guard !recipe.rare.isEmpty else { return }
    do throws(SynthesisError) {
      let synthesizer = try Synthesizer(recipe, total: recipe.totalForItsEvents)
      let events = try synthesizer.checkedRareEvents(in: 0..<recipe.totalForItsEvents)
      for line in RareEventLines.lines(events, rows: nil) { StandardError.line(line) }
    } catch { throw CommandFailure(error, about: file, otherwise: .recipe) }
  }
}
