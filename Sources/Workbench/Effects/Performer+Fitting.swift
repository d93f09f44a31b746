import Synthesis
import Tables

extension Performer {
  func fit(_ order: FitOrder, _ report: Report, _ isCancelled: Check) -> Outcome {
    let start = clock()
    do {
      var rules: [FoundRule]?
      let recipe = try fitted(order, RealTable(order.real, kindsOf: order.base?.value), found: { rules = $0 }) {
        report(.progress(done: $0, total: $1))
        return !isCancelled()
      }
      guard var recipe else { return .cancelled }
      if let whole = order.real.whole { recipe.take(whole: whole.value) }
      return .fitted(recipe, found: rules, seconds: clock() - start)
    } catch { return .failed(error.description) }
  }

  /// nil where it was cancelled.
  func fitted(
    _ order: FitOrder, _ side: RealTable, found: ([FoundRule]) -> Void = { _ in },
    progress: (_ done: Int, _ total: Int) -> Bool
  ) throws(SynthesisError) -> Recipe? {
    var options = order.options
    options.rare = try Self.arranged(options.rare, in: side.table, k: options.k)
    return try RecipeFitter.fit(
      side.table, profile: side.profile, delimiter: order.real.table.value.dialect.delimiter, options: options,
      progress: progress, found: found)
  }

  /// The events in an order in which the last one has rows of its own: a row belongs to the first event that it satisfies, so one
  /// that is a part of another goes before it.
  private static func arranged(_ events: [RareEvent], in table: Table, k: Int) throws(SynthesisError) -> [RareEvent] {
    guard events.count > 1, let last = events.last else { return events }
    let mask = try EventCondition(last.when, real: table, k: k).rows(of: table)
    var taken = [Bool](repeating: false, count: table.rowCount)
    var place = 0
    for (index, event) in events.dropLast().enumerated() {
      let rows = try EventCondition(event.when, real: table, k: k).rows(of: table)
      for row in rows.indices where rows[row] { taken[row] = true }
      let own = mask.indices.reduce(0) { $0 + (mask[$1] && !taken[$1] ? 1 : 0) }
      if own >= max(1, k) { place = index + 1 } else { break }
    }
    var arranged = Array(events.dropLast())
    arranged.insert(last, at: place)
    return arranged
  }

  func choose(
    _ generator: String, _ name: String, _ recipe: Recipe, _ real: RealSide, _ isCancelled: Check
  ) -> Outcome {
    let side = RealTable(real, kindsOf: recipe, only: name)
    do {
      let next = try RecipeFitter.choose(
        generator: generator, forColumn: name, in: recipe, table: side.table, profile: side.profile)
      guard let column = next.column(named: name), let old = recipe.column(named: name) else { return .nothing }
      let label = "\(name): \(old.generatorSpelling) → \(column.generatorSpelling)"
      if Self.canDraw(next) { return .columnFitted(column, label: label) }
      return refit(recipe, choosing: generator, for: name, real, isCancelled, label: label)
    } catch { return .failed(error.description) }
  }

  /// Whether the joint model knows the columns of the recipe.
  static func canDraw(_ recipe: Recipe) -> Bool {
    do throws(SynthesisError) {
      _ = try Synthesizer(recipe)
      return true
    } catch { return false }
  }

  /// A column that the joint model knows and one that it does not cannot take each other's place: the model is fitted again.
  private func refit(
    _ recipe: Recipe, choosing generator: String, for name: String, _ real: RealSide, _ isCancelled: Check,
    label: String
  ) -> Outcome {
    let side = RealTable(real, kindsOf: recipe)
    var options = FitOptions(of: recipe)
    options.generators[name] = generator
    (options.tails[name], options.pins[name]) = (nil, nil)
    do {
      let next = try RecipeFitter.fit(
        side.table, profile: side.profile, delimiter: recipe.source.delimiter, options: options
      ) { _, _ in !isCancelled() }
      return next.map { .columnConverted($0, column: name, label: label) } ?? .cancelled
    } catch { return .failed(error.description) }
  }

  /// Another kind means another marginal and other ranks, so the joint model is fitted again; other columns keep theirs.
  func convert(
    _ name: String, _ kind: ColumnKind, _ recipe: Recipe, _ real: RealSide, _ isCancelled: Check
  ) -> Outcome {
    var side = RealTable(real, kindsOf: recipe)
    let oldKind = recipe.column(named: name)?.kind ?? kind
    if let failure = side.convert(name, to: kind) {
      return .failed("\(name) cannot be read as \(kind.rawValue): \(failure)")
    }
    var options = FitOptions(of: recipe)
    options.generators[name] = nil
    options.tails[name] = nil
    options.keptKinds = [name]
    do {
      let next = try RecipeFitter.fit(
        side.table, profile: side.profile, delimiter: recipe.source.delimiter, options: options
      ) { _, _ in !isCancelled() }
      let label = "\(name): kind \(oldKind.rawValue) → \(kind.rawValue)"
      return next.map { .columnConverted($0, column: name, label: label) } ?? .cancelled
    } catch { return .failed(error.description) }
  }
}

/// The real table with every column read as the kind that a recipe gives it.
struct RealTable {
  private(set) var table: Table
  private(set) var profile: Profile
  private var places: [String: Int]
  /// What the formulas of columns that the file does not have give of its rows: something to compare with, and nothing to fit to.
  private var computed: [String: (column: Column, profile: ColumnProfile)] = [:]

  init(_ real: RealSide, kindsOf recipe: Recipe?, only: String? = nil) {
    table = real.table.value.table
    profile = real.profile.value
    places = Dictionary(table.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    // A formula reads other columns than its own.
    let only = only.flatMap { places[$0] == nil ? nil : $0 }
    for column in recipe?.columns ?? [] where only == nil || only == column.name {
      // A kind that no longer fits the file leaves the column as it was read.
      _ = convert(column.name, to: column.kind)
    }
    guard only == nil, let recipe else { return }
    for column in ComputedColumns.lacking(in: table, of: recipe) {
      computed[column.name] = (column, Profiler.profile(column))
    }
  }

  /// Only these columns, in the order of the table.
  init(_ real: RealSide, kindsOf recipe: Recipe, keeping names: Set<String>) {
    self.init(real, kindsOf: recipe)
    let kept = table.columns.indices.filter { names.contains(table.columns[$0].name) }
    table = Table(name: table.name, columns: kept.map { table.columns[$0] }, rowCount: table.rowCount)
    profile.columns = kept.map { profile.columns[$0] }
    places = Dictionary(table.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func column(named name: String) -> (column: Column, profile: ColumnProfile)? {
    guard let index = places[name], profile.columns.indices.contains(index) else { return computed[name] }
    return (table.columns[index], profile.columns[index])
  }

  /// - Returns: why not; nil when it is done.
  mutating func convert(_ name: String, to kind: ColumnKind) -> String? {
    guard let index = places[name], table.columns[index].kind != kind, profile.columns.indices.contains(index) else {
      return nil
    }
    let (column, failures) = table.columns[index].converted(to: kind)
    guard let column else { return failures.prefix(3).joined(separator: ", ") }
    table.columns[index] = column
    profile.columns[index] = Profiler.profile(column)
    return nil
  }
}
