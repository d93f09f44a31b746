import Statistics
import Tables

/// What a rule learns of a real table for the parts that it leaves free. Nothing in it rests on fewer than k rows.
enum RuleLaws {
  /// Values that belong together, at most.
  static let mostCombinations = 20_000
  private static let (knots, mostGroups) = (32, 2_000)

  /// - Throws: `.rules` where the table shows nothing to learn that k rows share.
  static func learned(_ rule: Rule, _ table: Table, text: String, k: Int) throws(SynthesisError) -> Parameters {
    switch rule {
    case .order(let lesser, _, let greater, let when): return gap(lesser, greater, when, table, k: k)
    case .dependency(let determinants, let column): return try dependency(determinants, column, table, text, k: k)
    case .combinations(let columns): return try combinations(columns, table, text, k: k)
    case .range(let column, let group): return try ranges(column, group, table, text, k: k)
    case .rising(let column, let along, let within): return try rising(column, along, within, table, text, k: k)
    case .oneHot(let columns): return shares(columns, table, k: k)
    case .computed, .limit, .unique, .missingTogether, .missing: return Parameters()
    }
  }

  private static func refused(_ text: String, _ reason: String) -> SynthesisError {
    SynthesisError(.rules([text], reason: reason))
  }

  // MARK: - Gaps

  private static func gap(_ lesser: String, _ greater: String, _ when: Expression?, _ table: Table, k: Int)
    -> Parameters
  {
    guard let first = table.column(named: lesser), let second = table.column(named: greater),
      let low = first.storedNumbers, let high = second.storedNumbers
    else { return Parameters() }
    let holds = when.flatMap { try? Predicate($0, text: "", real: table, k: k).mask(over: table) }
    let gaps = low.indices.compactMap { row -> Double? in
      guard !first.isMissing(row), !second.isMissing(row), holds?[row] != false, high[row] >= low[row] else {
        return nil
      }
      return high[row] - low[row]
    }
    let decimals = [first, second].compactMap(EmpiricalGenerator.decimals).max()
    return law(of: gaps, decimals: decimals, k: k)?.parameters ?? Parameters()
  }

  /// nil for fewer than k numbers.
  static func law(of numbers: [Double], decimals: Int?, k: Int) -> GapLaw? {
    var rounded = numbers
    if let decimals {
      var look = Look()
      look.decimals = .fixed(decimals)
      rounded = NumberSteps(look).rounded(numbers)
    }
    var sample = QuantileFunctionSample(rows: rounded)
    var fit = QuantileFunctionFit()
    fit.k = max(1, k)
    if let decimals { fit.grid = .fitting(values: sample.values, counts: sample.counts, decimals: decimals, k: fit.k) }
    if let grid = fit.grid { sample = sample.snapped(to: grid) }
    return fit.fit(sample).map { GapLaw(function: $0, grid: fit.grid) }
  }

  // MARK: - Tables of values

  private static func columns(_ names: [String], _ table: Table, _ text: String) throws(SynthesisError) -> [Column] {
    let found = names.compactMap { table.column(named: $0) }
    guard found.count == names.count else { throw refused(text, "is about a column that the table lacks") }
    return found
  }

  /// How often each combination of values comes, missing ones apart, in the order of the values.
  static func counts(_ columns: [Column], _ lists: [ValueList]) -> [(key: [Int32], count: Int)] {
    let codes = zip(lists, columns).map { $0.codes(of: $1) }
    var counts: [[Int32]: Int] = [:]
    for row in (codes.first ?? []).indices {
      let key = codes.map { $0[row] }
      if key.allSatisfy({ $0 >= 0 }) { counts[key, default: 0] += 1 }
    }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
  }

  private static func lists(_ columns: [Column], _ text: String) throws(SynthesisError) -> [ValueList] {
    var lists: [ValueList] = []
    for column in columns {
      guard let list = ValueList(of: column, most: mostCombinations) else {
        throw refused(text, "is about '\(column.name)', which has more than \(mostCombinations) different values")
      }
      lists.append(list)
    }
    return lists
  }

  private static func combinations(_ names: [String], _ table: Table, _ text: String, k: Int) throws(SynthesisError)
    -> Parameters
  {
    let columns = try columns(names, table, text)
    let lists = try lists(columns, text)
    let kept = counts(columns, lists).filter { $0.count >= max(1, k) }
    guard !kept.isEmpty, kept.count <= mostCombinations else {
      throw refused(text, kept.isEmpty ? "has no combination that k = \(k) rows share" : "has too many combinations")
    }
    var parameters = Parameters()
    rows(kept.map(\.key), lists).append(to: &parameters, prefix: "value")
    let total = Double(kept.reduce(0) { $0 + $1.count })
    parameters["weights"] = .numbers(kept.map { QuantileFunctionFit.rounded(Double($0.count) / total, digits: 3) })
    return parameters
  }

  /// Only the values that some row uses, so that none of fewer rows is kept.
  private static func rows(_ keys: [[Int32]], _ lists: [ValueList]) -> ValueRows {
    var (own, codes): ([ValueList], [[Int32]]) = ([], [])
    for place in lists.indices {
      let used = Set(keys.map { $0[place] }).sorted()
      var newCode: [Int32: Int32] = [:]
      for (new, old) in used.enumerated() { newCode[old] = Int32(new) }
      own.append(lists[place].taking(used.map(Int.init)))
      codes.append(keys.map { newCode[$0[place]] ?? 0 })
    }
    return ValueRows(lists: own, codes: codes)
  }

  private static func dependency(
    _ determinants: [String], _ target: String, _ table: Table, _ text: String, k: Int
  ) throws(SynthesisError) -> Parameters {
    let columns = try columns(determinants + [target], table, text)
    let lists = try lists(columns, text)
    // The value that most rows of a key have; k rows at least.
    var best: [[Int32]: (value: Int32, count: Int)] = [:]
    for (key, count) in counts(columns, lists) where count >= max(1, k) {
      let own = Array(key.dropLast())
      if count > best[own]?.count ?? 0 { best[own] = (key[key.count - 1], count) }
    }
    guard !best.isEmpty else { throw refused(text, "has no value that k = \(k) rows share") }
    let keys = best.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var parameters = Parameters()
    rows(keys, Array(lists.dropLast())).append(to: &parameters, prefix: "key")
    parameters["value"] = lists[lists.count - 1].taking(keys.map { Int(best[$0]?.value ?? 0) }).parameter
    return parameters
  }

  // MARK: - Ranges

  private static func ranges(_ name: String, _ group: String, _ table: Table, _ text: String, k: Int)
    throws(SynthesisError) -> Parameters
  {
    let columns = try columns([name, group], table, text)
    guard let numbers = columns[0].storedNumbers else {
      throw refused(text, "needs a column of numbers, dates or times")
    }
    guard let groups = ValueList(of: columns[1], most: mostGroups) else {
      throw refused(text, "has more than \(mostGroups) groups")
    }
    var ofGroup = [[Double]](repeating: [], count: groups.count)
    for (row, code) in groups.codes(of: columns[1]).enumerated() where code >= 0 && !columns[0].isMissing(row) {
      ofGroup[Int(code)].append(numbers[row])
    }
    let laws = ofGroup.map { law(of: $0, decimals: EmpiricalGenerator.decimals(of: columns[0]), k: k)?.function.cells }
    let kept = laws.indices.filter { laws[$0] != nil }
    guard !kept.isEmpty else { throw refused(text, "has no group of k = \(k) rows") }
    return Parameters([
      ("groups", groups.taking(kept).parameter), ("lower", .numbers(kept.map { laws[$0]?.first?.lower ?? 0 })),
      ("upper", .numbers(kept.map { laws[$0]?.last?.upper ?? 0 })),
    ])
  }

  private static func shares(_ names: [String], _ table: Table, k: Int) -> Parameters {
    let flags = names.compactMap { table.column(named: $0) }.map(Flags.init)
    let counts = flags.map { flag in (0..<table.rowCount).reduce(0) { flag.isTrue($1) ? $0 + 1 : $0 } }
    let total = Double(max(1, counts.reduce(0, +)))
    let known = counts.map { $0 >= k ? QuantileFunctionFit.rounded(Double($0) / total, digits: 3) : 0 }
    return Parameters([("shares", .numbers(known))])
  }

  // MARK: - Curves

  private static func rising(
    _ name: String, _ along: String?, _ within: [String], _ table: Table, _ text: String, k: Int
  ) throws(SynthesisError) -> Parameters {
    let columns = try columns([name] + within + [along].compactMap { $0 }, table, text)
    guard let values = columns[0].storedNumbers else {
      throw refused(text, "needs a column of numbers, dates or times")
    }
    var places = (0..<table.rowCount).map(Double.init)
    let lead = along.flatMap { table.column(named: $0) }
    if let lead {
      guard let numbers = lead.storedNumbers else { throw refused(text, "needs numbers, dates or times to rise with") }
      places = numbers
    }
    let present = values.indices.filter { !columns[0].isMissing($0) && lead?.isMissing($0) != true }
      .sorted { (places[$0], $0) < (places[$1], $1) }
    let size = max(max(1, k), present.count / knots)
    guard present.count >= 2 * size else { throw refused(text, "has fewer than 2k = \(2 * k) values") }
    var (at, height): ([Double], [Double]) = ([], [])
    for start in stride(from: 0, through: present.count - size, by: size) {
      let rows = present[start..<start + size]
      at.append(rows.reduce(0) { $0 + places[$1] / Double(size) })
      height.append(max(height.last ?? -.infinity, rows.reduce(0) { $0 + values[$1] / Double(size) }))
    }
    var parameters = Parameters([("at", .numbers(at)), ("values", .numbers(height))])
    let groups = Array(columns[1..<1 + within.count])
    let lists = groups.compactMap { ValueList(of: $0, most: mostGroups) }
    guard !groups.isEmpty, lists.count == groups.count else { return parameters }
    let kept = counts(groups, lists).filter { $0.count >= max(1, k) }.map(\.key)
    guard !kept.isEmpty, kept.count <= mostGroups else { return parameters }
    let known = Self.rows(kept, lists)
    var (sums, sizes) = ([Double](repeating: 0, count: known.count), [Double](repeating: 0, count: known.count))
    let own = known.rows(of: groups)
    for row in present where own[row] >= 0 {
      sums[Int(own[row])] += values[row] - RisingStep.curve(places[row], at, height)
      sizes[Int(own[row])] += 1
    }
    guard sizes.allSatisfy({ Int($0) >= max(1, k) }) else { return parameters }
    known.append(to: &parameters, prefix: "group")
    parameters["offsets"] = .numbers(zip(sums, sizes).map { QuantileFunctionFit.rounded($0 / $1, digits: 6) })
    return parameters
  }
}
