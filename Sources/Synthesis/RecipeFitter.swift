import Statistics
import StrictYAML
import Tables

/// What the user may set before a fit.
package struct FitOptions: Equatable, Hashable, Sendable {
  package var model = TreeCascadeModel.name
  /// Rows that a leaf of the tree cascade holds at least: few follow the table closely, many keep away from its rows; nil: by
  /// the size of the table.
  package var detail: Int?
  package var seed: UInt64 = 42
  package var k = 11
  /// Generators chosen by the user, by column name.
  package var generators: [String: String] = [:]
  /// Lists that columns took from elsewhere, by column name: a new fit keeps them instead of looking them up again.
  package var lists: [String: Parameters] = [:]
  /// The locale of made-up values whose column has none of its own; nil: by the data.
  package var locale: FakeLocale?
  /// What columns of numbers do beyond the values seen, by column name.
  package var tails: [String: ColumnTails] = [:]
  /// Rare events; a row belongs to the first it satisfies.
  package var rare: [RareEvent] = []
  /// Columns whose law is made equal across groups, one after another, before anything is fitted.
  package var parity: [ParityRequest] = []
  /// Columns whose kind the user chose: none of them is fitted as another one.
  package var keptKinds: Set<String> = []
  /// Parameters set by hand that the fit keeps, by column name.
  package var pins: [String: [String: ParameterValue]] = [:]
  /// Columns that are computed from others, also such that the table lacks.
  package var formulas: [FormulaColumn] = []
  /// Rules that the recipe keeps, as text.
  package var rules: [String] = []
  /// Whether rules that hold in every row of the table are found and taken in, too.
  package var findsRules = false
  package init() {}

  /// What a table is fitted with that has no recipe yet, unless the user wishes otherwise.
  package static let ofNewTable: FitOptions = {
    var options = FitOptions()
    options.findsRules = true
    return options
  }()

  /// The settings that fit `recipe` again.
  package init(of recipe: Recipe) {
    model = recipe.model.name
    detail = recipe.model.detail
    seed = recipe.seed
    k = recipe.privacy.k
    rare = recipe.rareEvents
    parity = recipe.parity.map { ParityRequest(target: $0.target, group: $0.group) }
    rules = recipe.rules.map(\.text)
    findsRules = false
    for column in recipe.columns {
      if let formula = FormulaColumn(column) {
        formulas.append(formula)
      } else {
        generators[column.name] = column.generatorSpelling
        if column.listSource != nil { lists[column.name] = column.parameters }
      }
      if !column.tails.isAuto { tails[column.name] = column.tails }
      if !column.pinned.isEmpty { pins[column.name] = column.pins }
    }
  }
}

extension FitOptions {
  /// The locales of made-up values that were asked for, by column name.
  var askedLocales: [String: String] {
    generators.compactMapValues { (try? GeneratorChoice(parsing: $0))?.fake?.locale }
  }
}

/// From a table to a recipe.
package enum RecipeFitter {
  /// Fits a generator to every column and a joint model to those that are marginals. The same table, profile and options
  /// give the same recipe on any number of threads.
  ///
  /// - Parameters:
  ///   - rareRows: what is known of rare events where `table` is its rows.
  ///   - profile: of this table. `delimiter`: what the source was separated by, for the recipe's facts.
  ///   - progress: called with the steps done and in all; returning false cancels (nil is returned).
  ///   - found: told the rules that were found in the table, exact ones first.
  /// - Throws: `.nothingToFit` for a table of no columns or fewer than k rows, `.unknownColumn`, `.unknownGenerator` and
  ///   `.unknownModel` for options that name what is not there, `.cannotFit` for a chosen generator that does not suit.
  package static func fit(
    _ table: Table, profile: Profile, delimiter: UInt8 = UInt8(ascii: ","), options: FitOptions,
    rareRows: RareRows? = nil, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true },
    found: ([FoundRule]) -> Void = { _ in }
  ) throws(SynthesisError) -> Recipe? {
    let privacy = PrivacySettings(k: max(1, options.k))
    try check(table, options, privacy)
    let total = table.columns.count + 2
    guard progress(0, total) else { return nil }
    let (levelled, profile) = RepeatedTexts.asLevels(table, profile, options, k: privacy.k)
    let (table, parity) = try repaired(levelled, options, privacy)
    // Before the columns, which take longer: most mistakes are in conditions.
    let rare = try RareEventFit.fit(options.rare, to: table, privacy: privacy, whole: rareRows)
    let orders = LevelOrder.orders(in: table)
    guard let fitted = try fitColumns(table, profile, options, privacy, orders, progress) else { return nil }
    guard progress(total - 1, total) else { return nil }
    let cast = FakeCasting.cast(fitted, in: table, asked: options.askedLocales, locale: options.locale)
    let pinned = try RecipeTails.setting(options.tails, on: cast).map { column in
      options.pins[column.name].map { keepingPins(of: $0, on: column) } ?? column
    }
    let columns = FormulaColumn.setting(options.formulas, on: pinned)
    let source = SourceFacts(
      name: table.name, rows: table.rowCount, columns: table.columns.count, delimiter: delimiter)
    var recipe = Recipe(
      source: source, seed: options.seed, privacy: privacy,
      model: ModelRecipe(name: options.model, parameters: Parameters()), columns: columns, rare: rare.events,
      parity: parity)
    // Before the joint model, which takes longer: rules that clash are told at once.
    recipe = try RuleAdoption.adding(options.rules, to: recipe, real: table)
    recipe.model = try fitModel(options, table, columns, orders, privacy, rare.strata)
    _ = progress(total, total)
    guard options.findsRules || !options.rules.isEmpty else { return recipe }
    // A law made equal across groups is none that a rule of the table may undo.
    let rules = options.findsRules && parity.isEmpty ? RuleFinder(table, k: privacy.k).rules() : []
    found(rules)
    return try RuleAdoption.adopting(rules, in: recipe, real: table)
  }

  private static func repaired(_ table: Table, _ options: FitOptions, _ privacy: PrivacySettings)
    throws(SynthesisError) -> (table: Table, facts: [ParityRecipe])
  {
    var (table, facts) = (table, [ParityRecipe]())
    for request in options.parity {
      let repair = try ParityRepair(request, table, k: privacy.k, seed: options.seed).repaired()
      table = repair.table
      facts.append(repair.facts)
    }
    return (table, facts)
  }

  private static func check(_ table: Table, _ options: FitOptions, _ privacy: PrivacySettings)
    throws(SynthesisError)
  {
    guard !table.columns.isEmpty else { throw SynthesisError(.nothingToFit(reason: "the table has no columns")) }
    guard table.rowCount >= privacy.k else {
      let reason = "the table has \(table.rowCount) rows, and nothing may rest on fewer than k = \(privacy.k)"
      throw SynthesisError(.nothingToFit(reason: reason))
    }
    guard JointModels.named(options.model) != nil else {
      throw SynthesisError(
        .unknownModel(name: options.model, nearest: nearest(options.model, JointModels.all.map { $0.name })))
    }
    for name in options.generators.keys.sorted() where table.column(named: name) == nil {
      throw SynthesisError(.unknownColumn(name: name, nearest: nearest(name, table.columns.map(\.name))))
    }
  }

  /// Columns fitted a few at a time, so that progress and cancelling stay quick and every processor has work.
  private static func fitColumns(
    _ table: Table, _ profile: Profile, _ options: FitOptions, _ privacy: PrivacySettings, _ orders: [[Int32]?],
    _ progress: (_ done: Int, _ total: Int) -> Bool
  ) throws(SynthesisError) -> [ColumnRecipe]? {
    var columns: [ColumnRecipe] = []
    while columns.count < table.columns.count {
      let start = columns.count
      let results = Parallel.map(min(8, table.columns.count - start)) { offset in
        let index = start + offset
        let context = FitContext(
          profile: profile.columns[index], privacy: privacy, levelOrder: orders[index], table: table)
        let column = table.columns[index]
        return Result { () throws(SynthesisError) -> ColumnRecipe in
          if let kept = keptList(of: column, options, context) { return kept }
          return try ColumnFit.recipe(for: column, chosen: options.generators[column.name], in: context)
        }
      }
      for result in results { columns.append(try result.get()) }
      guard progress(columns.count, table.columns.count + 2) else { return nil }
    }
    return columns
  }

  /// The column with its list as it was, where nobody asked for another one.
  private static func keptList(of column: Column, _ options: FitOptions, _ context: FitContext) -> ColumnRecipe? {
    guard let list = options.lists[column.name] else { return nil }
    let kept = ColumnFit.recipe(for: column, fitted: (ChoiceGenerator.name, list), in: context)
    guard kept.generatorSpelling == options.generators[column.name] else { return nil }
    return (try? Synthesizer.restore(kept)) == nil ? nil : kept
  }

  private static func fitModel(
    _ options: FitOptions, _ table: Table, _ columns: [ColumnRecipe], _ orders: [[Int32]?], _ privacy: PrivacySettings,
    _ strata: Strata?
  ) throws(SynthesisError) -> ModelRecipe {
    guard let asked = JointModels.named(options.model) else {
      throw SynthesisError(.unknownModel(name: options.model, nearest: nil))
    }
    let modelled = try modelledColumns(table, columns, orders, privacy)
    let model: any JointModel.Type = modelled.count > asked.maximumColumns ? IndependentModel.self : asked
    let input = ModelInput(
      columns: modelled.map(\.column), levelOrders: modelled.map(\.levelOrder), privacy: privacy,
      seed: options.seed, strata: strata, detail: options.detail,
      leading: modelled.map(\.column.name).indices(of: parityOrder(options)))
    return ModelRecipe(name: model.name, parameters: try model.fit(input).parameters)
  }

  /// The columns that the joint model learns from: those of marginals, and the parts of composite texts.
  private static func modelledColumns(
    _ table: Table, _ columns: [ColumnRecipe], _ orders: [[Int32]?], _ privacy: PrivacySettings
  ) throws(SynthesisError) -> [(column: Column, levelOrder: [Int32]?)] {
    var restored: [(recipe: ColumnRecipe, generator: any FittedGenerator)] = []
    for column in columns { restored.append((column, try Synthesizer.restore(column))) }
    var modelled: [(column: Column, levelOrder: [Int32]?)] = []
    // Columns that the table lacks are computed, and no marginals.
    for (index, own) in ModelledColumn.columns(restored).enumerated() where !own.isEmpty {
      if restored[index].generator.isMarginal {
        modelled.append((table.columns[index], orders[index]))
      } else if let composed = restored[index].generator as? any ComposedGenerator,
        let parts = composed.modelled(table.columns[index], k: privacy.k)
      {
        modelled += zip(own, parts).map { ($1.column(named: $0.recipe.name), $1.levelOrder) }
      }
    }
    return modelled
  }

  /// Groups, then what is equal across them: so that a cascade draws the one from the law given the other and nothing else.
  private static func parityOrder(_ options: FitOptions) -> [String] {
    options.parity.map(\.group) + options.parity.map(\.target)
  }

  /// The known name with the fewest edits, if it is near.
  static func nearest(_ name: String, _ known: [String]) -> String? { NearestName.of(name, among: known) }
}

extension [String] {
  /// Where some names stand in this list, each once.
  fileprivate func indices(of names: [String]) -> [Int] {
    names.reduce(into: []) { found, name in
      let place = firstIndex { ByteText($0) == ByteText(name) }
      if let place, !found.contains(place) { found.append(place) }
    }
  }
}
