import ArgumentParser
import Evaluation
import Synthesis
import Tables

/// The settings of a fit.
struct FittingFlags: ParsableArguments {
  @Option(help: "The joint model (see rowsmith list models), or auto: the one that agrees best with rows held back.")
  var model: String = FitOptions().model

  @Option(
    help: ArgumentHelp(
      "Rows that a leaf of the tree cascade holds at least: few follow the table closely, many keep away from its rows. Never fewer than k. Default: auto, by the size of the table.",
      valueName: "rows"))
  var detail: DetailArgument = .auto

  @Option(help: "The seed of the recipe: same seed, same rows. Default: 42 for a fit, the recipe's own otherwise.")
  var seed: UInt64?

  @Option(help: "Nothing in a recipe is supported by fewer than k rows.")
  var k: Int = FitOptions().k

  @Option(
    help: ArgumentHelp(
      "A rare event and its share of the rows, number of rows or factor: 'fraud = 1 : 20%', 'amount > q(0.995) : 500 rows', 'result is missing : x10'. May be given several times; the first that a row satisfies counts.",
      valueName: "event"),
    transform: RareEventArgument.event)
  var rare: [RareEvent] = []

  @Option(
    help: ArgumentHelp(
      "What a column does beyond the values seen: \(ColumnTail.expected). Example: --tail amount:upper:x2",
      valueName: "column:side:tail"),
    transform: TailArgument.tail)
  var tail: [TailArgument] = []

  @Option(
    help: ArgumentHelp(
      "Make the law of one column equal across the levels of another before the fit: 'risk~sex'. May be given several times.",
      valueName: "target~group"),
    transform: ParityArgument.parity)
  var parity: [ParityRequest] = []

  @Option(
    help: ArgumentHelp(
      "Fill a column with made-up values, which are listed by rowsmith list fakes: --pii contact=email, --pii 'street=street_address de_DE'. May be given several times.",
      valueName: "column=provider"),
    transform: ColumnAssignment.provider)
  var pii: [ColumnAssignment] = []

  @Option(
    help: ArgumentHelp(
      "The generator of a column (see rowsmith list generators): 'amount=lognormal', 'city=choice cities.csv:city:people' for a list of yours with weights, 'town=choice @home_town' for another column's values, 'firm=pool faker.company/de_DE 5000' for a pool that an installed Python's Faker draws once. May be given several times.",
      valueName: "column=generator"),
    transform: ColumnAssignment.generator)
  var generator: [ColumnAssignment] = []

  @Option(help: "The locale of made-up values, such as de_DE. Default: by the data, else en_US.")
  var locale: LocaleArgument?

  @Option(
    help: ArgumentHelp(
      "A rule that every synthetic row keeps: 'start <= end', 'total = net + tax', 'zip -> city', 'unique(order, line)'. May be given several times.",
      valueName: "rule"))
  var rule: [String] = []

  @Flag(help: "Take in no rules that hold in every row of the table (sums, dependencies, order of dates).")
  var noRules = false

  func validate() throws {
    guard k >= 1 else { throw ValidationError("--k is \(k); expected 1 or more") }
    guard JointModels.named(model) == nil, model != ModelChoice.name else { return }
    let known = JointModels.all.map { $0.name } + [ModelChoice.name]
    throw ValidationError(UnknownName.sentence("joint model", model, known: known))
  }

  /// The recipe with the tails that were asked for.
  func withTails(_ recipe: Recipe, of source: String) throws(CommandFailure) -> Recipe {
    do throws(SynthesisError) {
      var recipe = recipe
      for wish in tail { recipe = try RecipeTails.set(wish.tail, wish.side, of: wish.column, in: recipe) }
      return recipe
    } catch { throw CommandFailure(.recipe, "\(source): \(error.description)") }
  }

  /// Rows drawn from a table too large to be held.
  static let sampleRows = 200_000

  /// Of a large table, the laws are those of the rows drawn; rows, shares of missing values and of levels are those of all.
  func recipe(of table: ProfiledTable, found: FoundRules? = nil) throws(CommandFailure) -> Recipe {
    guard table.isSample else { return try recipe(of: table.read, profile: table.profile, found: found) }
    found?.areOfSample = true
    var recipe = try recipe(of: table.read, found: found)
    recipe.take(whole: table)
    return recipe
  }

  /// With rare events a large table is read once more, so that their rows are there and not only those that were drawn.
  func recipe(of found: ProfiledTable, in stream: TableStream, rules: FoundRules? = nil) throws(CommandFailure)
    -> Recipe
  {
    guard found.isSample, !rare.isEmpty, parity.isEmpty, model != ModelChoice.name else {
      return try recipe(of: found, found: rules)
    }
    let rows: RareRows?
    do {
      rows = try RareRows.gather(rare, in: stream, found: found, k: k, seed: TableProfiling().seed)
    } catch let error as SynthesisError {
      throw CommandFailure(error, about: found.read.table.name, otherwise: .input)
    } catch { throw CommandFailure(error) }
    guard let rows else { return try recipe(of: found, found: rules) }
    rules?.areOfSample = true
    var read = found.read
    read.table = rows.table
    var recipe = try recipe(of: read, rareRows: rows, found: rules)
    recipe.take(whole: found)
    return recipe
  }

  func recipe(of read: ReadTable, rareRows: RareRows? = nil, found: FoundRules? = nil) throws(CommandFailure) -> Recipe
  {
    guard let profile = Profiler.profile(read.table) else { throw CommandFailure(.interrupted, "") }
    return try recipe(of: read, profile: profile, rareRows: rareRows, found: found)
  }

  /// - Parameter found: takes the rules that were found.
  func recipe(of read: ReadTable, profile: Profile, rareRows: RareRows? = nil, found: FoundRules? = nil)
    throws(CommandFailure) -> Recipe
  {
    var options = FitOptions.ofNewTable
    options.model = model
    options.k = k
    options.detail = detail.rows
    options.rare = rare
    options.parity = parity
    options.locale = locale?.locale
    for wish in pii { options.generators[wish.column] = "\(FakeGenerator.name) \(wish.what)" }
    for wish in generator { options.generators[wish.column] = wish.what }
    if noRules { options.findsRules = false }
    options.rules = rule
    if let seed { options.seed = seed }
    do throws(SynthesisError) {
      if model == ModelChoice.name {
        let choice = try ModelChoice.choose(for: read.table, profile: profile, options: options)
        for line in choice.lines { StandardError.line(line) }
        options.model = choice.model
      }
      let recipe = try RecipeFitter.fit(
        read.table, profile: profile, delimiter: read.dialect.delimiter, options: options, rareRows: rareRows,
        found: { found?.rules = $0 })
      if let recipe { return recipe }
    } catch { throw CommandFailure(error, about: read.table.name, otherwise: .input) }
    throw CommandFailure(.interrupted, "")
  }
}

/// Where a fit leaves the rules that it found in a table.
final class FoundRules {
  var rules: [FoundRule] = []
  /// The rows are some of a larger table: their numbers say nothing.
  var areOfSample = false
}

/// `auto`, or a number of rows.
enum DetailArgument: ExpressibleByArgument {
  case auto
  case atLeast(Int)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let rows = Int(argument), rows >= 1 {
      self = .atLeast(rows)
    } else {
      return nil
    }
  }

  var rows: Int? { if case .atLeast(let rows) = self { rows } else { nil } }
  var defaultValueDescription: String { rows.map { "\($0)" } ?? "auto" }
}

/// An argument of `--rare`.
enum RareEventArgument {
  static func event(in text: String) throws -> RareEvent {
    do throws(SynthesisError) { return try RareEvent(parsing: text) } catch {
      throw ArgumentMistake(description: error.description)
    }
  }
}

/// An argument of `--pii` or `--generator`: `column=what`.
struct ColumnAssignment {
  let column: String
  /// `email de_DE`; `lognormal`, `choice cities.csv:city`.
  let what: String

  static func provider(in text: String) throws -> ColumnAssignment {
    try ColumnAssignment(text, expected: "a provider, such as contact=email") { what throws(SynthesisError) in
      _ = try FakeWish(parsing: what)
    }
  }

  static func generator(in text: String) throws -> ColumnAssignment {
    try ColumnAssignment(text, expected: "a generator, such as amount=lognormal") { what throws(SynthesisError) in
      _ = try GeneratorChoice(parsing: what)
    }
  }

  /// Both may hold the sign: it parts them at the first place where what stands behind it means something.
  private init(_ text: String, expected: String, check: (String) throws(SynthesisError) -> Void) throws {
    var mistake: String?
    for equals in text.indices where text[equals] == "=" && equals > text.startIndex {
      let what = String(text[text.index(after: equals)...])
      do throws(SynthesisError) {
        try check(what)
        (column, self.what) = (String(text[..<equals]), what)
        return
      } catch { mistake = mistake ?? error.description }
    }
    throw ArgumentMistake(description: mistake ?? "expected a column and \(expected)")
  }
}

/// An argument of `--locale`.
struct LocaleArgument: ExpressibleByArgument {
  let locale: FakeLocale

  init?(argument: String) {
    guard let locale = FakeLocale.named(argument) else { return nil }
    self.locale = locale
  }

  static var allValueStrings: [String] { FakeLocale.all.map(\.name) }
}

/// An argument of `--parity`.
enum ParityArgument {
  static func parity(in text: String) throws -> ParityRequest {
    do throws(SynthesisError) { return try ParityRequest(parsing: text) } catch {
      throw ArgumentMistake(description: error.description)
    }
  }
}
