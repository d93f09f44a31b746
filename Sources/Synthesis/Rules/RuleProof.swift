import Tables

/// Counts the rows that break the rules of a recipe while blocks of rows pass by.
package struct RuleProof {
  /// What must be remembered of rows for rules that speak of several of them.
  private enum Memory: Sendable {
    case none
    case keys(Set<ByteText>)
    /// By key the value that it had first.
    case values([ByteText: ByteText])
    case points([ByteText: [Point]])
  }

  private struct Point: Sendable {
    let place: Double
    let value: Double
  }

  package private(set) var counts: [RuleCount]
  package private(set) var rows = 0
  private let recipe: Recipe
  private let rules: [Rule]
  private var memories: [Memory]
  private let figures: ExpressionBinder.Figures

  /// - Throws: `.rule`.
  package init(_ recipe: Recipe) throws(SynthesisError) {
    self.recipe = recipe
    var rules: [Rule] = []
    for own in recipe.rules { rules.append(try recipe.rule(own)) }
    self.rules = rules
    counts = recipe.rules.map { RuleCount(rule: $0.text, checked: 0, violations: 0, rows: []) }
    memories = rules.map { rule in
      switch rule {
      case .unique: .keys([])
      case .dependency: .values([:])
      case .rising: .points([:])
      default: .none
      }
    }
    figures = try RuleCheck.figures(of: recipe)
  }

  /// - Parameter block: rows in order, with all columns that rules are about; with the kinds of the recipe.
  /// - Throws: `.rule` where the block lacks a column.
  package mutating func add(_ block: Table) throws(SynthesisError) {
    for (place, rule) in rules.enumerated() {
      switch rule {
      case .unique(let names): remember(names, nil, block, place)
      case .dependency(let names, let target): remember(names, target, block, place)
      case .rising(let name, let along, let within): remember(name, along, within, block, place)
      default:
        let own = try RuleCheck.count(rule, recipe.rules[place], over: block, figures: figures)
        counts[place].checked += own.checked
        counts[place].violations += own.violations
        counts[place].rows += own.rows.prefix(RuleCount.mostRows - counts[place].rows.count).map { $0 + rows }
      }
    }
    rows += block.rowCount
  }

  /// What is known once all rows have passed.
  package func finished() -> [RuleCount] {
    var counts = counts
    for (place, memory) in memories.enumerated() {
      guard case .points(let groups) = memory else { continue }
      for points in groups.values { Self.count(points, into: &counts[place]) }
    }
    return counts
  }

  private static func key(_ columns: [Column], _ row: Int) -> ByteText? {
    var bytes: [UInt8] = []
    for column in columns {
      guard !column.isMissing(row) else { return nil }
      var own: [UInt8] = []
      column.appendText(ofRow: row, to: &own)
      // With its length, so that no two keys are spelled alike.
      bytes += Array("\(own.count):".utf8) + own
    }
    return ByteText(bytes)
  }

  private func columns(_ names: [String], _ block: Table) -> [Column] {
    names.compactMap { name in block.columns.first { ByteText($0.name) == ByteText(name) } }
  }

  private mutating func note(_ place: Int, isBroken: Bool, row: Int) {
    counts[place].checked += 1
    guard isBroken else { return }
    counts[place].violations += 1
    if counts[place].rows.count < RuleCount.mostRows { counts[place].rows.append(rows + row) }
  }

  private mutating func remember(_ names: [String], _ target: String?, _ block: Table, _ place: Int) {
    let (own, other) = (columns(names, block), columns([target].compactMap { $0 }, block))
    for row in 0..<block.rowCount {
      guard let key = Self.key(own, row) else { continue }
      switch memories[place] {
      case .keys(var keys):
        memories[place] = .none
        note(place, isBroken: !keys.insert(key).inserted, row: row)
        memories[place] = .keys(keys)
      case .values(var values):
        guard let value = Self.key(other, row) else { continue }
        memories[place] = .none
        note(place, isBroken: values[key] ?? value != value, row: row)
        if values[key] == nil { values[key] = value }
        memories[place] = .values(values)
      case .none, .points: return
      }
    }
  }

  private mutating func remember(
    _ name: String, _ along: String?, _ within: [String], _ block: Table, _ place: Int
  ) {
    guard case .points(var groups) = memories[place], let column = columns([name], block).first,
      let values = column.storedNumbers
    else { return }
    memories[place] = .none
    let lead = along.flatMap { columns([$0], block).first }
    let places = lead?.storedNumbers
    let own = columns(within, block)
    for row in 0..<block.rowCount where !column.isMissing(row) && lead?.isMissing(row) != true {
      guard let key = Self.key(own, row) else { continue }
      groups[key, default: []].append(Point(place: places?[row] ?? Double(rows + row), value: values[row]))
      counts[place].checked += 1
    }
    memories[place] = .points(groups)
  }

  private static func count(_ points: [Point], into count: inout RuleCount) {
    var (place, before, here) = (-Double.infinity, -Double.infinity, -Double.infinity)
    for point in points.sorted(by: { $0.place < $1.place }) {
      if point.place > place { (place, before, here) = (point.place, max(before, here), -.infinity) }
      if point.value < before { count.violations += 1 }
      here = max(here, point.value)
    }
  }
}
