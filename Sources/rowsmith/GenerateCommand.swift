import ArgumentParser
import Evaluation
import Files
import Synthesis
import Tables

/// Draws rows from a recipe, or from a table fitted with the default settings.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Draw synthetic rows from a recipe, or from a table fitted first.")

  @Argument(help: "A recipe (.yaml), or a table, which is fitted with the default settings.")
  var source: String

  @Option(
    name: [.customShort("n"), .long],
    help: "How many rows; k, M and G are accepted. Default: as many as the source has.",
    transform: RowCountArgument.rows)
  var rows: UInt64?

  @Option(
    help: ArgumentHelp(
      "Only these rows, half-open and counted from 0; the same rows as in a larger draw (of -n rows).",
      valueName: "first..end"),
    transform: RowRangeArgument.rows)
  var range: Range<UInt64>?

  @Option(
    name: [.short, .long], help: ArgumentHelp("Where the rows go; default and -: standard output.", valueName: "file"))
  var output: String = "-"

  @Flag(help: "Replace an existing file.")
  var force = false

  @Option(help: "How many threads draw; the bytes are the same for any. Default: one per core.")
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "The output format (\(TableFormats.all.map { $0.name }.joined(separator: ", "))). Default: by the ending of the file, else CSV.",
      valueName: "name"))
  var format: String?

  @Flag(name: [.short, .long], help: "No progress, no closing message.")
  var quiet = false

  @Option(help: "Show progress on standard error: auto (on a terminal), always, never.")
  var progress: ProgressLine.Wish = .auto

  @Flag(
    help:
      "Add the column _weight: the row's real share over its drawn share, which undoes rare events in weighted means.")
  var withWeight = false

  @Flag(help: "Add the column _event: the rare event a row was drawn for, empty for none.")
  var withEvent = false

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only rows that satisfy a condition, as many as asked, from the model's conditional law: 'price > q(0.99) and cut = Ideal'.",
      valueName: "condition"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "A table with some of the recipe's columns: its rows are kept, and the other columns drawn to suit them.",
      valueName: "table"))
  var given: String?

  @Flag(help: "With --given: fill its missing cells, too, and keep all others as they are.")
  var impute = false

  @Flag(help: "Count the rows that break a rule of the recipe, while they are written, and say so at the end.")
  var proof = false

  @OptionGroup(title: "Fitting") var fitting: FittingFlags
  @OptionGroup(title: "Reading") var reading: ReadingFlags

  func validate() throws {
    if let rows, let range, range.upperBound > rows {
      throw ValidationError("--range ends at \(range.upperBound), beyond the \(rows) rows of -n")
    }
    if condition != nil, withWeight || withEvent {
      throw ValidationError(
        "--where draws in the real proportions: --with-weight and --with-event have no meaning there")
    }
    if condition != nil || given != nil, !fitting.rare.isEmpty {
      throw ValidationError(
        "--rare re-weights the rows of a draw: \(given == nil ? "--where" : "--given") draws in the real proportions, "
          + "so that --rare has no meaning there")
    }
    if impute, given == nil { throw ValidationError("--impute needs --given TABLE, the table to fill") }
    if given != nil, rows != nil || condition != nil || withWeight || withEvent {
      throw ValidationError(
        "--given has its own rows: -n, --where, --with-weight and --with-event have no meaning there")
    }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs is \(jobs); expected 1 to 1024") }
    guard let format, TableFormats.named(format) == nil else { return }
    throw ValidationError(UnknownName.sentence("format", format, known: TableFormats.all.map { $0.name }))
  }

  func run() throws {
    try OutputPath.refuseExisting(output, force: force)
    var recipe = try fitting.withTails(
      RecipeSource(source).recipe(reading: reading, fitting: fitting), of: source)
    if let seed = fitting.seed { recipe.seed = seed }
    let fixed = try given.map { path throws(CommandFailure) in try reading.readTable(path).table }
    let rows =
      try fixed.map { table throws(CommandFailure) in try wantedRows(ofGiven: table) } ?? wantedRows(of: recipe)
    try refuseFloodingTheTerminal(rows)
    var generation = try Generation(
      synthesizer: fixed.map { table throws(CommandFailure) in try completing(table, with: recipe) }
        ?? synthesizer(for: recipe, rows: rows), rows: rows, format: chosenFormat(for: recipe),
      jobs: jobs ?? WorkerThreads.processors)
    do throws(SynthesisError) { generation.proof = proof ? try RuleProof(recipe) : nil } catch {
      throw CommandFailure(error, about: source, otherwise: .recipe)
    }
    var line = ProgressLine(
      title: "generate \(FileFacts.stem(of: source))", total: UInt64(rows.count),
      isShown: progress.shows(quiet: quiet, output: output))
    do throws(CommandFailure) {
      try generation.write(to: target(for: recipe)) { line.update(done: $0) }
    } catch {
      line.abandon()
      throw error
    }
    line.finish()
    if let proof = generation.proof { try say(proof) }
  }

  /// - Throws: status 1 where a rule is broken.
  private func say(_ proof: RuleProof) throws(CommandFailure) {
    let counts = proof.finished()
    let lines = RuleLines.proof(counts, rows: proof.rows)
    guard counts.allSatisfy({ $0.violations == 0 }) else { throw .laidOut(.no, lines: lines) }
    for line in lines { StandardError.line(line) }
  }

  private func target(for recipe: Recipe) -> TableTarget {
    var target = TableTarget(path: output)
    target.replacesExisting = force
    target.tableName = reading.table ?? FileFacts.stem(of: recipe.source.name)
    target.duckdb = reading.duckdb
    return target
  }

  private func wantedRows(of recipe: Recipe) throws(CommandFailure) -> Range<UInt64> {
    let wanted = range ?? 0..<(rows ?? UInt64(max(0, recipe.source.rows)))
    guard wanted.upperBound <= UInt64(Int64.max) else { throw CommandFailure(.usage, "row numbers end at 2^63 - 1") }
    let counts = recipe.rare.contains { if case .rows = $0.target { true } else { false } }
    guard !counts || rows != nil || wanted.upperBound <= UInt64(max(0, recipe.source.rows)) else {
      throw CommandFailure(
        .usage,
        "--range ends beyond the \(recipe.source.rows) rows of the source; "
          + "rare events with a number of rows need the size of the whole draw: give it with -n")
    }
    return wanted
  }

  private func wantedRows(ofGiven table: Table) throws(CommandFailure) -> Range<UInt64> {
    let all = 0..<UInt64(table.rowCount)
    guard let range else { return all }
    guard range.upperBound <= all.upperBound else {
      throw CommandFailure(.usage, "--range ends at \(range.upperBound), beyond the \(all.upperBound) given rows")
    }
    return range
  }

  private func completing(_ table: Table, with recipe: Recipe) throws(CommandFailure) -> Synthesizer {
    var recipe = recipe
    recipe.rare = []
    do throws(SynthesisError) {
      let plain = try Synthesizer(recipe)
      try plain.checkCapacity(for: 0..<UInt64(table.rowCount))
      let (synthesizer, remarks) = try plain.completing(table, fillsMissing: impute)
      if !quiet { for remark in remarks { StandardError.line(remark) } }
      return synthesizer
    } catch { throw CommandFailure(error, about: given ?? source, otherwise: .recipe) }
  }

  private func refuseFloodingTheTerminal(_ rows: Range<UInt64>) throws(CommandFailure) {
    guard output == "-", StandardOutput.isTerminal, rows.count > 1_000 else { return }
    throw CommandFailure(
      .usage,
      "\(NumberText.grouped(rows.count)) rows on a terminal: write them to a file with -o FILE, or draw fewer with -n")
  }

  private func synthesizer(for recipe: Recipe, rows: Range<UInt64>) throws(CommandFailure) -> Synthesizer {
    var additions: RareColumns = []
    if withWeight { additions.insert(.weight) }
    if withEvent { additions.insert(.event) }
    do throws(SynthesisError) {
      let total = self.rows ?? UInt64(max(0, recipe.source.rows))
      if let condition { return try conditioned(recipe, on: condition, rows: rows) }
      let synthesizer = try Synthesizer(recipe, total: total, additions: additions)
      try synthesizer.checkCapacity(for: rows)
      let events = try synthesizer.checkedRareEvents(in: rows)
      guard !quiet else { return synthesizer }
      for line in RareEventLines.lines(events, rows: UInt64(rows.count)) { StandardError.line(line) }
      return synthesizer
    } catch {
      throw CommandFailure(error, about: source, otherwise: .recipe)
    }
  }

  /// Rare events do not re-weight rows under a condition.
  private func conditioned(_ recipe: Recipe, on condition: String, rows: Range<UInt64>) throws(SynthesisError)
    -> Synthesizer
  {
    var recipe = recipe
    recipe.rare = []
    let plain = try Synthesizer(recipe)
    try plain.checkCapacity(for: rows)
    let (synthesizer, outlook) = try plain.conditioned(on: condition)
    if !quiet { StandardError.line(ConditionLines.line(outlook, rows: UInt64(rows.count))) }
    return synthesizer
  }

  /// By name, by the ending of the file, else as the source: its delimiter is kept, but `.csv` never means tabs.
  private func chosenFormat(for recipe: Recipe) -> any TableFormat {
    let named = format.flatMap { TableFormats.named($0) }
    guard let type = named ?? TableFormats.forPath(output), type != CSVFormat.self else {
      let isCSV = format != nil || FileFacts.hasEnding(output, among: CSVFormat.pathExtensions)
      let isTab = recipe.source.delimiter == UInt8(ascii: "\t")
      return isCSV && isTab ? CSVFormat() : CSVFormat(delimiter: recipe.source.delimiter)
    }
    return type.init()
  }
}
