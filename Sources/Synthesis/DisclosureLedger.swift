import Tables

/// What a recipe has learned from its source, and on how many rows each thing rests: read from the recipe alone, so that it can
/// be told wherever the recipe goes.
package struct DisclosureLedger: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    /// The column, the rare event, or `model`.
    package var subject: String
    /// `37 cells` of its quantile function, `mean 74.1`.
    package var learned: String
    /// The fewest real rows that any number of it rests on, as shares of four digits tell them; nil: nothing was learned.
    package var support: Int?

    package init(subject: String, learned: String, support: Int?) {
      self.subject = subject
      self.learned = learned
      self.support = support
    }
  }

  /// The model, the events and the columns, in the order of the recipe's file.
  package let entries: [Entry]
  /// What nothing may rest on fewer rows than.
  package let k: Int

  package init(_ recipe: Recipe) {
    k = recipe.privacy.k
    let rows = recipe.source.rows
    entries =
      Self.modelEntries(recipe) + recipe.rare.map { Self.entry(for: $0) } + recipe.parity.map { Self.entry(for: $0) }
      + recipe.rules.filter { !$0.parameters.entries.isEmpty }.map { Self.entry(for: $0, k: recipe.privacy.k) }
      + recipe.columns.flatMap { Self.entries(for: $0, rows: rows) }
  }

  /// Entries that rest on fewer rows than k: of edited recipes, since no fit leaves any.
  package var unsupported: [Entry] { entries.filter { ($0.support ?? k) < k } }

  private static func modelEntries(_ recipe: Recipe) -> [Entry] {
    let columns = recipe.columns.compactMap { column in
      (try? Synthesizer.restore(column)).map { (recipe: column, generator: $0) }
    }
    guard let type = JointModels.named(recipe.model.name) else { return [] }
    let restored = try? type.restore(
      recipe.model.parameters,
      columns: ModelledColumn.names(columns, fitted: type.columns(of: recipe.model.parameters)))
    return restored?.learned(rows: recipe.source.rows) ?? []
  }

  private static func entry(for event: RareEventRecipe) -> Entry {
    Entry(subject: event.when, learned: "share \(percent(event.share)) of the rows", support: event.support)
  }

  /// What a rule learned is held by k rows, and it keeps no more of how many there are.
  private static func entry(for rule: RuleRecipe, k: Int) -> Entry {
    let count = rule.parameters.entries.reduce(0) { $0 + ($1.value.listCount ?? 1) }
    return Entry(subject: rule.text, learned: "\(count) values", support: k)
  }

  private static func entry(for parity: ParityRecipe) -> Entry {
    Entry(
      subject: "\(parity.target) ~ \(parity.group)", learned: "\(parity.groups.count) groups with their rows",
      support: parity.rows.min())
  }

  private static func entries(for column: ColumnRecipe, rows: Int) -> [Entry] {
    func entry(_ learned: String, _ support: Int?) -> Entry {
      Entry(subject: column.name, learned: learned, support: support)
    }
    let missing = Int((column.missingShare * Double(rows)).rounded())
    var entries: [Entry] = []
    if missing > 0 { entries.append(entry("missing \(percent(column.missingShare))", missing)) }
    let present = rows - missing
    guard Generators.named(column.generator)?.learns != false, present > 0 else {
      return entries + [entry("made up: nothing of the column", nil)]
    }
    if let source = column.listSource, !source.hasPrefix("@") {
      return entries + [entry("the list \(source): nothing of the column", nil)]
    }
    if let lists = lists(of: column, rows: present) { entries.append(entry(lists.words, lists.support)) }
    for (words, support) in tails(of: column, rows: present) { entries.append(entry(words, support)) }
    let scalars = column.parameters.entries.filter { $0.value.isScalar && !$0.name.hasSuffix("_tail") }
    if !scalars.isEmpty {
      entries.append(entry(scalars.map { "\($0.name) \($0.value.spelling)" }.joined(separator: ", "), present))
    }
    return entries
  }

  /// Lists beside a list of shares are as many things, and the least share says what the weakest of them rests on.
  private static func lists(of column: ColumnRecipe, rows: Int) -> (words: String, support: Int)? {
    let named = column.parameters.entries.filter { !$0.value.isScalar }
    guard let shares = named.first(where: { $0.name == "share" || $0.name == "shares" })?.value.numbers,
      let least = shares.filter({ $0 > 0 }).min(), let first = named.first
    else { return nil }
    let total = shares.reduce(0, +)
    return (
      "\(shares.count) \(first.name == "lower" ? "cells" : first.name)", Int((least / total * Double(rows)).rounded())
    )
  }

  private static func tails(of column: ColumnRecipe, rows: Int) -> [(String, Int)] {
    ColumnTails.Side.allCases.compactMap { side in
      guard case .text(let text)? = column.parameters["\(side)_tail"], let tail = ColumnTail(spelling: text.string),
        case .pareto(let threshold, _, _) = tail
      else { return nil }
      let (low, high) = (column.parameters["lower"]?.numbers ?? [], column.parameters["upper"]?.numbers ?? [])
      let shares = column.parameters["share"]?.numbers ?? []
      let beyond = zip(zip(low, high), shares).reduce(0.0) { sum, cell in
        let isBeyond = side == .upper ? cell.0.0 >= threshold : cell.0.1 <= threshold
        return isBeyond ? sum + cell.1 : sum
      }
      return ("\(side) tail \(tail.spelling)", Int((beyond * Double(rows)).rounded()))
    }
  }

  private static func percent(_ share: Double) -> String { RareTarget.percent(share) }
}

extension ParameterValue {
  /// One value rather than a list.
  package var isScalar: Bool {
    switch self {
    case .flag, .integer, .number, .text: true
    case .integers, .numbers, .texts: false
    }
  }

  fileprivate var numbers: [Double]? {
    switch self {
    case .numbers(let values): values
    case .integers(let values): values.map(Double.init)
    default: nil
    }
  }
}
