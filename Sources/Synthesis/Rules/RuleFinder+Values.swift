import Statistics
import Tables

/// Dependencies, inequalities, missing values and keys.
extension RuleFinder {
  // MARK: - Dependencies

  private static let (mostKeys, rowsPerKey) = (2_000, 5)
  /// Among more columns of few values no pairs are tried.
  private static let mostInPairs = 40

  struct Coded: Sendable {
    let name: String
    let codes: [Int32]
    let count: Int

    init(name: String, codes: [Int32], count: Int) { (self.name, self.codes, self.count) = (name, codes, count) }

    /// Both together, in some rows.
    init(_ a: Coded, _ b: Coded, rows: some Sequence<Int>) {
      let width = Int32(b.count)
      let codes = rows.map { a.codes[$0] < 0 || b.codes[$0] < 0 ? -1 : a.codes[$0] * width + b.codes[$0] }
      self.init(name: "", codes: codes, count: a.count * b.count)
    }

    func taking(_ rows: [Int]) -> Coded { Coded(name: name, codes: rows.map { codes[$0] }, count: count) }
  }

  /// Columns of few values, each a number; missing is negative.
  func codedColumns() -> [Coded] {
    Parallel.map(table.columns.count) { index -> Coded? in
      let column = table.columns[index]
      let most = min(Self.mostKeys, table.rowCount / Self.rowsPerKey)
      // Most columns of many values show it in a few rows.
      let few = column.taking(Array(sample.prefix(200)))
      guard column.kind != .identifier, ValueList(of: few, most: 160) != nil,
        let list = ValueList(of: column, most: most),
        list.count > 1
      else { return nil }
      return Coded(name: column.name, codes: list.codes(of: column), count: list.count)
    }.compactMap { $0 }
  }

  /// For each column that follows from another one the one of the fewest values; no circles.
  func dependencies(among columns: [Coded], except settled: Set<String>) -> [FoundRule] {
    var found: [FoundRule] = []
    for target in columns where !settled.contains(target.name) {
      let sources = columns.filter { $0.name != target.name && $0.count >= target.count }.sorted { $0.count < $1.count }
      for source in sources {
        if source.count == target.count, follows(source.name, from: target.name, found) { continue }
        guard isPlausible(source.taking(sample), target, rows: sample),
          let own = dependency(source, target, of: [source.name])
        else { continue }
        guard !follows(source.name, from: target.name, found) else { continue }
        found.append(own)
        if own.isExact { break }
      }
    }
    return found
  }

  /// For each column that follows from two others together, and from neither alone, the two of the fewest values; no circles.
  func pairDependencies(among columns: [Coded], beside known: [FoundRule], except settled: Set<String>)
    -> [FoundRule]
  {
    guard 3...Self.mostInPairs ~= columns.count else { return [] }
    var found = known
    let told = Set(known.compactMap { if case .dependency(_, let name) = $0.rule { name } else { nil } })
    for target in columns where !settled.contains(target.name) && !told.contains(target.name) {
      for (a, b) in pairs(of: columns, for: target, beside: found) {
        // All rows are looked at only where a sample leaves it possible.
        guard isPlausible(Coded(a, b, rows: sample), target, rows: sample),
          let own = dependency(Coded(a, b, rows: target.codes.indices), target, of: [a.name, b.name])
        else { continue }
        found.append(own)
        break
      }
    }
    return Array(found.dropFirst(known.count))
  }

  /// Which two columns may tell a third one; those of the fewest values first.
  private func pairs(of columns: [Coded], for target: Coded, beside found: [FoundRule]) -> [(Coded, Coded)] {
    let most = min(Self.mostKeys, table.rowCount / Self.rowsPerKey)
    // What follows from the target would close a circle.
    let sources = columns.filter { $0.name != target.name && !follows($0.name, from: target.name, found) }
    var pairs: [(a: Coded, b: Coded, count: Int)] = []
    for (place, a) in sources.enumerated() {
      for b in sources[(place + 1)...] {
        let count = a.count * b.count
        guard count <= most, count >= target.count, !follows(a.name, from: b.name, found),
          !follows(b.name, from: a.name, found)
        else { continue }
        pairs.append((a, b, count))
      }
    }
    return pairs.sorted { $0.count < $1.count }.map { ($0.a, $0.b) }
  }

  private func follows(_ name: String, from other: String, _ found: [FoundRule]) -> Bool {
    found.contains { own in
      guard own.isExact, case .dependency(let sources, name) = own.rule else { return false }
      return sources.contains(other) || sources.contains { follows($0, from: other, found) }
    }
  }

  /// - Parameter source: in some rows of the table; `rows`: which.
  private func isPlausible(_ source: Coded, _ target: Coded, rows: [Int]) -> Bool {
    var first = [Int32](repeating: -1, count: source.count)
    var (repeated, broken) = (0, 0)
    for (a, row) in zip(source.codes, rows) {
      let b = target.codes[row]
      guard a >= 0, b >= 0 else { continue }
      if first[Int(a)] < 0 {
        first[Int(a)] = b
        continue
      }
      repeated += 1
      if first[Int(a)] != b { broken += 1 }
    }
    return broken * 12 <= repeated
  }

  private func dependency(_ source: Coded, _ target: Coded, of determinants: [String]) -> FoundRule? {
    var counts = [Int32](repeating: 0, count: source.count * target.count)
    for row in source.codes.indices {
      let (a, b) = (source.codes[row], target.codes[row])
      if a >= 0, b >= 0 { counts[Int(a) * target.count + Int(b)] += 1 }
    }
    var commonest = [Int32](repeating: 0, count: source.count)
    var others = 0
    for key in 0..<source.count {
      let own = counts[key * target.count..<(key + 1) * target.count]
      let best = own.indices.max { (own[$0], $1) < (own[$1], $0) } ?? own.startIndex
      commonest[key] = Int32(best - own.startIndex)
      others += own.reduce(0) { $0 + Int($1) } - Int(own[best])
    }
    guard Double(others) <= Self.nearShare * Double(table.rowCount), isNews(counts, target.count, others) else {
      return nil
    }
    return confirmed(.dependency(determinants, target.name)) { row in
      let (a, b) = (source.codes[row], target.codes[row])
      return a >= 0 && b >= 0 ? commonest[Int(a)] == b : nil
    }
  }

  /// Whether the commonest value alone would not do nearly as well.
  private func isNews(_ counts: [Int32], _ width: Int, _ others: Int) -> Bool {
    var totals = [Int](repeating: 0, count: width)
    for (place, count) in counts.enumerated() { totals[place % width] += Int(count) }
    let uncommon = totals.reduce(0, +) - (totals.max() ?? 0)
    return uncommon >= max(k, 20) && others * 20 <= uncommon
  }

  // MARK: - Inequalities

  private static let mostOrders = 200

  func inequalities(beside computed: [FoundRule]) -> [FoundRule] {
    guard orders.count <= Self.mostOrders else { return [] }
    let found = Parallel.map(orders.count) { first in
      orders.indices.compactMap { second in
        first == second ? nil : inequality(orders[first], orders[second], computed)
      }
    }.flatMap { $0 }
    return found.filter { own in !follows(own, found) }
  }

  private func inequality(_ low: NumberColumn, _ high: NumberColumn, _ computed: [FoundRule]) -> FoundRule? {
    guard low.kind == high.kind || [low, high].allSatisfy({ $0.kind == .integer || $0.kind == .decimal }) else {
      return nil
    }
    let holds = { (row: Int) -> Bool? in
      let (a, b) = (low.values[row], high.values[row])
      return a.isNaN || b.isNaN ? nil : a <= b
    }
    guard isPlausible(holds), !areTogether(low.name, high.name, computed) else { return nil }
    let chance = shuffled(low, high)
    guard chance.above >= 0.08 else { return nil }
    var ties = 0
    for row in 0..<table.rowCount where low.values[row] == high.values[row] { ties += 1 }
    let isStrict = ties == 0 && chance.equal * Double(table.rowCount) >= 50
    // Without a tie in small steps of time, none is meant.
    let isOfDays = low.kind == .date && ties == 0
    return confirmed(.order(low.name, isStrict: isStrict || isOfDays, high.name, when: nil), holds)
  }

  /// How often the first is above, and equal to, the second of another row.
  private func shuffled(_ low: NumberColumn, _ high: NumberColumn) -> (above: Double, equal: Double) {
    var (count, above, equal) = (0, 0, 0)
    for (place, row) in sample.enumerated() {
      for shift in [37, 101, 223] {
        let (a, b) = (low.values[row], high.values[sample[(place + shift) % sample.count]])
        guard !a.isNaN, !b.isNaN else { continue }
        count += 1
        if a > b { above += 1 }
        if a == b { equal += 1 }
      }
    }
    return (Double(above) / Double(max(1, count)), Double(equal) / Double(max(1, count)))
  }

  /// Whether a formula says already what two columns have to do with each other.
  private func areTogether(_ first: String, _ second: String, _ computed: [FoundRule]) -> Bool {
    computed.contains { own in
      guard own.isExact else { return false }
      let columns = own.rule.columns(among: [first, second])
      return columns.contains(first) && columns.contains(second)
    }
  }

  /// Whether two other exact ones say it together.
  private func follows(_ own: FoundRule, _ all: [FoundRule]) -> Bool {
    guard case .order(let low, _, let high, _) = own.rule else { return false }
    return all.contains { first in
      guard first.isExact, case .order(low, _, let middle, _) = first.rule, middle != high else { return false }
      return all.contains { second in
        guard second.isExact, case .order(middle, _, high, _) = second.rule else { return false }
        return true
      }
    }
  }

  // MARK: - Missing values

  private static let mostLevels = 20

  func missingRules(beside computed: [FoundRule]) -> [FoundRule] {
    let rows = table.rowCount
    let implied = Set(computed.compactMap { impliesGaps($0) })
    let gaps = table.columns.filter { k...max(k, rows - k) ~= $0.missingCount && !implied.contains($0.name) }
    var (found, told): ([FoundRule], Set<String>) = ([], [])
    for column in gaps {
      guard let own = missingWhen(column) else { continue }
      found.append(own)
      told.insert(column.name)
    }
    for (place, column) in gaps.enumerated() where !told.contains(column.name) {
      let same = gaps[(place + 1)...].filter { !told.contains($0.name) && $0.missing == column.missing }
      guard !same.isEmpty else { continue }
      let names = [column.name] + same.map(\.name)
      told.formUnion(names)
      let rule = Rule.missingTogether(names)
      found.append(FoundRule(rule: rule, text: rule.description, support: rows, exceptions: 0, rows: []))
    }
    return found
  }

  /// The column of a rule that computes it, where it is missing exactly where what it is computed from is.
  private func impliesGaps(_ own: FoundRule) -> String? {
    guard own.isExact, case .computed(let name, let operand) = own.rule, let target = table.column(named: name) else {
      return nil
    }
    let sources = operand.names(among: Set(table.columns.map(\.name))).compactMap { table.column(named: $0) }
    let isImplied = (0..<table.rowCount).allSatisfy { row in
      target.isMissing(row) == sources.contains { $0.isMissing(row) }
    }
    return isImplied ? name : nil
  }

  /// Missing in exactly the rows of some levels of another column, each of k rows.
  private func missingWhen(_ column: Column) -> FoundRule? {
    for other in table.columns where other.name != column.name {
      guard case .levels(let codes, let levels) = other.storage, 2...Self.mostLevels ~= levels.count else { continue }
      var (missing, present) = ([Int](repeating: 0, count: levels.count), [Int](repeating: 0, count: levels.count))
      for row in codes.indices where codes[row] >= 0 {
        if column.missing[row] { missing[Int(codes[row])] += 1 } else { present[Int(codes[row])] += 1 }
      }
      let chosen = levels.indices.filter { missing[$0] > present[$0] && missing[$0] >= k }
      let broken = levels.indices.reduce(0) { $0 + (chosen.contains($1) ? present[$1] : missing[$1]) }
      guard !chosen.isEmpty, chosen.count * 2 <= levels.count + 1,
        Double(broken) <= min(Self.nearShare * Double(table.rowCount), 0.05 * Double(column.missingCount)),
        chosen.count < levels.count
      else { continue }
      let name = Expression.column(other.name)
      let words = chosen.map { Expression.Operand(.word(levels[$0].string, .literal)) }
      let condition =
        words.count == 1 ? Expression.comparison(name, .equal, words[0]) : .membership(name, words, isNegated: false)
      let isChosen = levels.indices.map { chosen.contains($0) }
      return confirmed(.missing(column.name, when: condition)) { row in
        codes[row] < 0 ? nil : isChosen[Int(codes[row])] == column.missing[row]
      }
    }
    return nil
  }

  // MARK: - Keys

  private static let (mostInKeys, firstRows) = (40, 2_000)

  /// Identifiers that never come twice; else two columns of which no pair of values comes twice, where chance would show many.
  func keys() -> [FoundRule] {
    let alone = table.columns.filter { $0.kind == .identifier && $0.missingCount == 0 && isUnique($0) }.map {
      [$0.name]
    }
    return (alone.isEmpty ? pairKeys() : alone).map { names in
      let rule = Rule.unique(names)
      return FoundRule(rule: rule, text: rule.description, support: table.rowCount, exceptions: 0, rows: [])
    }
  }

  private func isUnique(_ column: Column) -> Bool {
    switch column.storage {
    case .integers(let values), .instants(let values): return Set(values).count == values.count
    case .decimals(let values): return Set(values).count == values.count
    case .levels: return false
    case .text(let texts):
      var seen: Set<ByteText> = []
      for row in 0..<texts.count where !seen.insert(texts[row]).inserted { return false }
      return true
    }
  }

  private func pairKeys() -> [[String]] {
    let columns = Parallel.map(table.columns.count) { index -> (name: String, codes: [UInt64], repeats: Double)? in
      let column = table.columns[index]
      guard column.missingCount == 0, let codes = Self.bits(of: column) else { return nil }
      let counts = EqualGroups(keys: codes).counts
      let squares = counts.reduce(0.0) { $0 + Double($1) * Double($1) }
      return counts.count > 1 && counts.count * 2 <= codes.count
        ? (column.name, codes, squares / (Double(codes.count) * Double(codes.count))) : nil
    }.compactMap { $0 }
    guard columns.count <= Self.mostInKeys else { return [] }
    let pairs = Double(table.rowCount) * Double(table.rowCount) / 2
    return columns.indices.flatMap { first in
      columns.indices.filter { $0 > first }.compactMap { second in
        let (a, b) = (columns[first], columns[second])
        guard pairs * a.repeats * b.repeats >= 20,
          areDistinct(a.codes, b.codes, 0..<min(Self.firstRows, a.codes.count)),
          areDistinct(a.codes, b.codes, 0..<a.codes.count)
        else { return nil }
        return [a.name, b.name]
      }
    }
  }

  private func areDistinct(_ a: [UInt64], _ b: [UInt64], _ rows: Range<Int>) -> Bool {
    var seen: Set<SIMD2<UInt64>> = []
    seen.reserveCapacity(rows.count)
    for row in rows where !seen.insert(SIMD2(a[row], b[row])).inserted { return false }
    return true
  }

  private static func bits(of column: Column) -> [UInt64]? {
    switch column.storage {
    case .integers(let values), .instants(let values): values.map { UInt64(bitPattern: $0) }
    case .decimals(let values): values.map { ($0 + 0).bitPattern }
    case .levels(let codes, _): codes.map { UInt64(bitPattern: Int64($0)) }
    case .text: nil
    }
  }
}
