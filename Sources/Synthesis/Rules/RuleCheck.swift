import Tables

/// How a table keeps a rule.
package struct RuleCount: Equatable, Sendable {
  package var rule: String
  /// Rows in which it is known to hold or not.
  package var checked: Int
  package var violations: Int
  /// The first rows that break it, from 0.
  package var rows: [Int]

  static let mostRows = 20
}

/// Counts the rows of a table that break a rule. A row in which a value that the rule needs is missing does not break it.
package enum RuleCheck {
  /// - Parameters:
  ///   - recipe: whose rule it is: what it learned counts, such as the combinations that k rows share.
  ///   - table: real or synthetic, with the columns as the recipe reads them.
  /// - Throws: `.rule` where the rule does not suit the table.
  package static func counts(_ recipe: Recipe, over table: Table) throws(SynthesisError) -> [RuleCount] {
    let figures = try figures(of: recipe)
    var counts: [RuleCount] = []
    for own in recipe.rules { counts.append(try count(try recipe.rule(own), own, over: table, figures: figures)) }
    return counts
  }

  /// What `mean(x)` and the like are in a recipe.
  static func figures(of recipe: Recipe) throws(SynthesisError) -> ExpressionBinder.Figures {
    let parts = try Synthesizer.figureParts(of: recipe)
    let names = PartNames(parts)
    return { name, figure in names[name].flatMap { parts[$0].figure(figure) } }
  }

  static func count(_ rule: Rule, _ own: RuleRecipe, over table: Table, figures: @escaping ExpressionBinder.Figures)
    throws(SynthesisError) -> RuleCount
  {
    do throws(ExpressionProblem) {
      let marks = try marks(rule, own, Checked(table: table, text: own.text, figures: figures))
      var count = RuleCount(rule: own.text, checked: 0, violations: 0, rows: [])
      for (row, mark) in marks.enumerated() {
        guard let mark else { continue }
        count.checked += 1
        guard !mark else { continue }
        count.violations += 1
        if count.rows.count < RuleCount.mostRows { count.rows.append(row) }
      }
      return count
    } catch { throw SynthesisError(.rule(error)) }
  }

  private struct Checked {
    let table: Table
    let text: String
    let figures: ExpressionBinder.Figures

    func column(_ name: String) throws(ExpressionProblem) -> Column {
      guard let column = table.columns.first(where: { ByteText($0.name) == ByteText(name) }) else {
        throw ExpressionProblem(text: text, offset: 0, reason: "the table has no column '\(name.prefix(60))'")
      }
      return column
    }

    func columns(_ names: [String]) throws(ExpressionProblem) -> [Column] {
      var columns: [Column] = []
      for name in names { columns.append(try column(name)) }
      return columns
    }

    var all: [ExpressionColumn] { table.columns.map { ExpressionColumn($0, knowsLevels: false) } }

    /// True, false, or nil where it is unknown.
    func truths(_ expression: Expression) throws(ExpressionProblem) -> [Bool?] {
      var binder = ExpressionBinder(text: text, columns: all, figures: figures)
      let node = try binder.condition(expression)
      let own = ValueEvaluation(rowCount: table.rowCount) { name in
        table.columns.first { ByteText($0.name) == ByteText(name) }
      }
      .vector(node)
      return own.truths.indices.map { own.isMissing($0) ? nil : own.truths[$0] }
    }
  }

  /// For each row whether it keeps the rule; nil: not known.
  private static func marks(_ rule: Rule, _ own: RuleRecipe, _ checked: Checked) throws(ExpressionProblem) -> [Bool?] {
    switch rule {
    case .order(let lesser, let isStrict, let greater, let when):
      let columns = try checked.columns([lesser, greater])
      let condition = Expression.comparison(
        Expression.column(lesser), isStrict ? .less : .lessOrEqual, Expression.Operand(.word(greater, .name)))
      guard columns.allSatisfy({ $0.storedNumbers != nil }) else {
        throw ExpressionProblem(text: own.text, offset: 0, reason: "expected columns of numbers, dates or times")
      }
      return try limited(condition, when, checked)
    case .limit(_, let expression, let when): return try limited(expression, when, checked)
    case .computed(let name, let operand): return try computed(try checked.column(name), operand, checked)
    case .missing(let name, let condition):
      let column = try checked.column(name)
      return try checked.truths(condition).enumerated().map { row, truth in truth.map { $0 == column.isMissing(row) } }
    case .missingTogether(let names):
      let columns = try checked.columns(names)
      return (0..<checked.table.rowCount).map { row in
        let count = columns.reduce(0) { $1.isMissing(row) ? $0 + 1 : $0 }
        return count == 0 || count == columns.count
      }
    case .oneHot(let names):
      let columns = try checked.columns(names)
      let flags = columns.map(Flags.init)
      return (0..<checked.table.rowCount).map { row in
        columns.contains { $0.isMissing(row) } ? nil : flags.reduce(0) { $1.isTrue(row) ? $0 + 1 : $0 } == 1
      }
    case .unique(let names): return unique(try checked.columns(names), checked.table.rowCount)
    case .dependency(let determinants, let name):
      return dependency(try checked.columns(determinants), try checked.column(name), checked.table.rowCount)
    case .combinations(let names):
      guard let rows = try? ValueRows(own.parameters, prefix: "value", columns: names.count) else {
        return Array(repeating: nil, count: checked.table.rowCount)
      }
      return rows.rows(of: try checked.columns(names)).map { $0 == ValueList.missing ? nil : $0 >= 0 }
    case .range(let name, let group):
      return range(try checked.column(name), try checked.column(group), own.parameters)
    case .rising(let name, let along, let within):
      return rising(
        try checked.column(name), try along.map { name throws(ExpressionProblem) in try checked.column(name) },
        try checked.columns(within), checked.table.rowCount)
    }
  }

  private static func limited(_ expression: Expression, _ condition: Expression?, _ checked: Checked)
    throws(ExpressionProblem) -> [Bool?]
  {
    let truths = try checked.truths(expression)
    guard let condition else { return truths }
    return zip(truths, try checked.truths(condition)).map { $1 == true ? $0 : nil }
  }

  private static func computed(_ column: Column, _ operand: Expression.Operand, _ checked: Checked)
    throws(ExpressionProblem) -> [Bool?]
  {
    var levels: [ByteText] = []
    if case .levels(_, let own) = column.storage { levels = own }
    let table = checked.table
    let own = try ComputedColumn(
      column.name, column.kind, column.look, levels: levels, operand, text: checked.text, columns: checked.all,
      figures: checked.figures
    ).column(rowCount: table.rowCount) { name in table.columns.first { ByteText($0.name) == ByteText(name) } }
    let steps = NumberSteps(of: column)
    return (0..<table.rowCount).map { row in
      guard !column.isMissing(row), !own.isMissing(row) else { return nil }
      return equals(column, own, row, steps)
    }
  }

  /// After rounding to what the column shows.
  private static func equals(_ column: Column, _ other: Column, _ row: Int, _ steps: NumberSteps) -> Bool {
    switch (column.storage, other.storage) {
    case (.integers(let a), .integers(let b)), (.instants(let a), .instants(let b)): return a[row] == b[row]
    case (.decimals(let a), .decimals(let b)): return steps.agree(a[row], b[row])
    default: return column.text(ofRow: row) == other.text(ofRow: row)
    }
  }

  // MARK: - Rows together

  private static func keys(_ columns: [Column], _ rowCount: Int) -> [[UInt64]?] {
    var known: [ByteText: UInt64] = [:]
    func number(_ text: ByteText) -> UInt64 {
      if let own = known[text] { return own }
      known[text] = UInt64(known.count)
      return UInt64(known.count - 1)
    }
    let codes = columns.map { column -> [UInt64] in
      switch column.storage {
      case .integers(let values), .instants(let values): return values.map { UInt64(bitPattern: $0) }
      case .decimals(let values): return values.map { ($0 + 0).bitPattern }
      case .levels(let codes, let levels):
        let numbers = levels.map(number)
        return codes.map { numbers.indices.contains(Int($0)) ? numbers[Int($0)] : .max }
      case .text(let texts): return (0..<texts.count).map { number(texts[$0]) }
      }
    }
    return (0..<rowCount).map { row in
      columns.contains { $0.isMissing(row) } ? nil : codes.map { $0[row] }
    }
  }

  private static func unique(_ columns: [Column], _ rowCount: Int) -> [Bool?] {
    var seen: Set<[UInt64]> = []
    return keys(columns, rowCount).map { key in key.map { seen.insert($0).inserted } }
  }

  /// Rows that have not the value which most rows of the same key have.
  private static func dependency(_ determinants: [Column], _ column: Column, _ rowCount: Int) -> [Bool?] {
    let keys = keys(determinants, rowCount)
    let values = self.keys([column], rowCount)
    var counts: [[UInt64]: [UInt64: Int]] = [:]
    for row in 0..<rowCount {
      if let key = keys[row], let value = values[row] { counts[key, default: [:]][value[0], default: 0] += 1 }
    }
    let common = counts.mapValues { own in own.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    return (0..<rowCount).map { row in
      guard let key = keys[row], let value = values[row] else { return nil }
      return common[key] == value[0]
    }
  }

  private static func range(_ column: Column, _ group: Column, _ parameters: Parameters) -> [Bool?] {
    let reader = ParameterReader(parameters, column: "")
    guard let numbers = column.storedNumbers, let groups = try? ValueList(parameters, "groups"),
      let lower = try? reader.numbers("lower", count: groups.count),
      let upper = try? reader.numbers("upper", count: groups.count)
    else { return Array(repeating: nil, count: column.count) }
    return groups.codes(of: group).enumerated().map { row, code in
      guard code >= 0, !column.isMissing(row) else { return nil }
      return lower[Int(code)] <= numbers[row] && numbers[row] <= upper[Int(code)]
    }
  }

  /// Rows that are below a row before them in their group.
  private static func rising(_ column: Column, _ along: Column?, _ within: [Column], _ rowCount: Int) -> [Bool?] {
    guard let values = column.storedNumbers else { return Array(repeating: nil, count: rowCount) }
    let places = along?.storedNumbers ?? (0..<rowCount).map(Double.init)
    let groups = keys(within, rowCount)
    var marks = [Bool?](repeating: nil, count: rowCount)
    // The highest value before each place of a group; rows of one place are compared with those before it only.
    var highest: [[UInt64]: (place: Double, before: Double, here: Double)] = [:]
    let order = (0..<rowCount).filter { !column.isMissing($0) && along?.isMissing($0) != true && groups[$0] != nil }
      .sorted { (places[$0], $0) < (places[$1], $1) }
    for row in order {
      let group = groups[row] ?? []
      var own = highest[group] ?? (-.infinity, -.infinity, -.infinity)
      if places[row] > own.place { own = (places[row], max(own.before, own.here), -.infinity) }
      marks[row] = values[row] >= own.before
      own.here = max(own.here, values[row])
      highest[group] = own
    }
    return marks
  }
}

extension Synthesizer {
  /// The columns of a recipe, for what their laws say; no joint model.
  static func figureParts(of recipe: Recipe) throws(SynthesisError) -> [Part] {
    var parts: [Part] = []
    for column in recipe.columns { parts.append(Part(recipe: column, generator: try restore(column), modelled: nil)) }
    return parts
  }
}
