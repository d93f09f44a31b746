import Statistics
import StrictYAML
import Tables

/// Makes the law of a target equal across the levels of a group, by changing as few values of the target as that takes.
///
/// Numbers, dates: within each group the value of rank q becomes the value of rank q of the whole table, so that every row keeps
/// its place among its own (the repair of Feldman et al. 2015, in full). Levels: in each group the levels that are too frequent
/// give the fewest possible rows to those that are too rare; which rows, a tree on the other columns says: a row goes from level
/// a to b with chances in proportion to P(b | others) / P(a | others), so that those that arrive look like those that are
/// there already.
struct ParityRepair {
  private let request: ParityRequest
  private let table: Table
  private let targetIndex: Int
  private let k: Int
  private let stream: RandomStream
  /// By row the number of its group; -1: no group of k rows, left alone.
  private let codes: [Int32]
  private let names: [String]
  private let counts: [Int]
  /// The values of a target of few whole numbers, which are treated as levels: a code has no ranks to keep.
  private let classes: ParityGroups?

  private static let (mostGroups, mostClasses) = (100, 20)
  /// Rows times levels: what is weighed for each row of a frequent level against each rare one takes room.
  private static let mostOffers = 50_000_000

  /// - Throws: `.parity` where the columns do not suit, `.unknownColumn`.
  init(_ request: ParityRequest, _ table: Table, k: Int, seed: UInt64) throws(SynthesisError) {
    (self.request, self.table, self.k) = (request, table, max(1, k))
    stream = RandomStream(seed: seed).stream(named: "parity").stream(named: request.target + "~" + request.group)
    targetIndex = try Self.index(of: request.target, in: table)
    let group = table.columns[try Self.index(of: request.group, in: table)]
    func refused(_ reason: String) -> SynthesisError {
      SynthesisError(.parity(target: request.target, group: request.group, reason: reason))
    }
    guard ByteText(request.target) != ByteText(request.group) else { throw refused("names one column twice") }
    let target = table.columns[targetIndex]
    if case .text = target.storage {
      throw refused("cannot be: '\(target.name)' is \(target.kind.rawValue); expected numbers, dates or levels")
    }
    guard let groups = ParityGroups(group, most: Self.mostGroups) else {
      throw refused(
        "cannot be: '\(group.name)' is \(group.kind.rawValue) of many values; expected at most \(Self.mostGroups) groups"
      )
    }
    guard groups.names.count > 1 else { throw refused("needs at least two groups, and '\(group.name)' has one") }
    if let small = groups.counts.indices.first(where: { groups.counts[$0] < max(1, k) }) {
      throw refused(
        "cannot be: the group '\(groups.names[small].prefix(60))' has \(groups.counts[small]) rows, and nothing may rest on fewer than k = \(k)"
      )
    }
    if case .levels(_, let levels) = target.storage,
      levels.count * target.count > Self.mostOffers
    {
      throw refused(
        "cannot be: '\(target.name)' has \(levels.count) levels in \(target.count) rows; "
          + "expected at most \(Self.mostOffers / target.count) levels for a table of this size")
    }
    (codes, names, counts) = (groups.codes, groups.names, groups.counts)
    if case .integers = target.storage {
      classes = ParityGroups(target, most: Self.mostClasses)
    } else {
      classes = nil
    }
  }

  private static func index(of name: String, in table: Table) throws(SynthesisError) -> Int {
    if let index = table.columns.firstIndex(where: { ByteText($0.name) == ByteText(name) }) { return index }
    throw SynthesisError(.unknownColumn(name: name, nearest: NearestName.of(name, among: table.columns.map(\.name))))
  }

  /// The table with the repaired target, and what is said of it.
  func repaired() -> (table: Table, facts: ParityRecipe) {
    let target = table.columns[targetIndex]
    let storage: ColumnStorage
    switch target.storage {
    case .integers(let values): storage = .integers(classes == nil ? ranked(values) : values)
    case .instants(let values): storage = .instants(ranked(values))
    case .decimals(let values): storage = .decimals(ranked(values))
    case .levels(let codes, let levels): storage = .levels(codes: moved(codes, levels.count), levels: levels)
    case .text: storage = target.storage
    }
    var column = target
    column.storage = storage
    if case .levels(let codes, _) = storage { column.missing = codes.contains { $0 < 0 } ? codes.map { $0 < 0 } : [] }
    if let classes {
      let moved = moved(classes.codes, classes.names.count)
      column.storage = .integers(moved.map { $0 < 0 ? 0 : Int64(classes.names[Int($0)]) ?? 0 })
      column.missing = moved.contains { $0 < 0 } ? moved.map { $0 < 0 } : []
    }
    var table = self.table
    table.columns[targetIndex] = column
    return (table, facts(before: target, after: column))
  }

  // MARK: - Numbers

  private func ranked<Value: Comparable>(_ values: [Value]) -> [Value] {
    let target = table.columns[targetIndex]
    let present = values.indices.filter { !target.isMissing($0) && codes[$0] >= 0 }
    let all = present.map { values[$0] }.sorted()
    var result = values
    for group in names.indices {
      // Ties are parted at random, as they may have to become different values.
      let rows = present.filter { Int(codes[$0]) == group }
        .map { (row: $0, chance: stream.bits(at: UInt64($0))) }
        .sorted { (values[$0.row], $0.chance) < (values[$1.row], $1.chance) }
      for (rank, entry) in rows.enumerated() {
        let share = (Double(rank) + 0.5) / Double(rows.count)
        result[entry.row] = all[min(all.count - 1, Int(share * Double(all.count)))]
      }
    }
    return result
  }

  // MARK: - Levels

  /// Missing is a class of its own, the last.
  private func moved(_ codes: [Int32], _ levelCount: Int) -> [Int32] {
    let classes = codes.map { $0 < 0 ? levelCount : Int($0) }
    let outlook = ParityOutlook(table, target: targetIndex, without: request.group, classes, levelCount + 1, k: k)
    let rows = classes.indices.filter { self.codes[$0] >= 0 }
    var wanted = [Double](repeating: 0, count: levelCount + 1)
    for row in rows { wanted[classes[row]] += 1 / Double(rows.count) }
    var result = classes
    for group in names.indices {
      let own = rows.filter { Int(self.codes[$0]) == group }
      move(own, wanted: Self.rounded(wanted, total: own.count), outlook, &result)
    }
    return result.map { $0 == levelCount ? -1 : Int32($0) }
  }

  /// Whole rows with the given shares, by largest remainders.
  private static func rounded(_ shares: [Double], total: Int) -> [Int] {
    let exact = shares.map { $0 * Double(total) }
    var whole = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted { (Double(whole[$0]) - exact[$0], $0) < (Double(whole[$1]) - exact[$1], $1) }
    for index in order.prefix(max(0, total - whole.reduce(0, +))) { whole[index] += 1 }
    return whole
  }

  private func move(_ rows: [Int], wanted: [Int], _ outlook: ParityOutlook, _ classes: inout [Int]) {
    var surplus = wanted.map { -$0 }
    for row in rows { surplus[classes[row]] += 1 }
    let lacking = surplus.indices.filter { surplus[$0] < 0 }
    let streams = lacking.map { stream.stream(named: "to \($0)") }
    var offers: [(key: Double, row: Int, to: Int)] = []
    for row in rows where surplus[classes[row]] > 0 {
      for (to, stream) in zip(lacking, streams) {
        // The largest of exponentials with these rates: drawing without replacement (Efraimidis and Spirakis 2006).
        let uniform = stream.uniform(at: UInt64(row))
        offers.append((uniform.exponent(over: outlook.odds(of: to, over: classes[row], row: row)), row, to))
      }
    }
    offers.sort { ($0.key, $0.row, $0.to) < ($1.key, $1.row, $1.to) }
    var isMoved: Set<Int> = []
    for offer in offers where surplus[offer.to] < 0 && surplus[classes[offer.row]] > 0 {
      guard isMoved.insert(offer.row).inserted else { continue }
      surplus[classes[offer.row]] -= 1
      surplus[offer.to] += 1
      classes[offer.row] = offer.to
    }
  }
}

extension Double {
  /// A waiting time with the given rate, from a uniform.
  fileprivate func exponent(over rate: Double) -> Double { rate > 0 ? -RatioFormula.logarithm(self) / rate : .infinity }
}

extension ParityRepair {
  private func facts(before: Column, after: Column) -> ParityRecipe {
    let isOrdered = if case .levels = before.storage { false } else { classes == nil }
    let (before, after) = (classed(before), classed(after))
    let labels = ParityLabels(before, k: k)
    func figures(_ column: Column) -> [Double] {
      guard isOrdered else { return labels.shares(column, groups: codes, groupCount: names.count) }
      return names.indices.flatMap { group in
        ParityFigures.quartiles(column, codes.indices.filter { Int(codes[$0]) == group }, k: k)
      }
    }
    let changed = Self.changes(before, after)
    return ParityRecipe(
      target: request.target, group: request.group, measure: isOrdered ? .quartile : .share, groups: names,
      rows: counts.map(ParityFigures.rounded(rows:)), labels: isOrdered ? ["25%", "50%", "75%"] : labels.names,
      before: figures(before), after: figures(after), changed: changed < k ? 0 : changed)
  }

  /// A column of few whole numbers as one of levels.
  private func classed(_ column: Column) -> Column {
    guard let classes, case .integers(let values) = column.storage else { return column }
    var place: [String: Int32] = [:]
    for (index, name) in classes.names.enumerated() { place[name] = Int32(index) }
    let codes = values.indices.map { column.isMissing($0) ? -1 : place["\(values[$0])"] ?? -1 }
    var column = column
    column.storage = .levels(codes: codes, levels: classes.names.map { ByteText($0) })
    return column
  }

  private static func changes(_ before: Column, _ after: Column) -> Int {
    func count<Value: Equatable>(_ left: [Value], _ right: [Value]) -> Int {
      zip(left, right).reduce(0) { $1.0 == $1.1 ? $0 : $0 + 1 }
    }
    switch (before.storage, after.storage) {
    case (.integers(let a), .integers(let b)), (.instants(let a), .instants(let b)): return count(a, b)
    case (.decimals(let a), .decimals(let b)): return count(a, b)
    case (.levels(let a, _), .levels(let b, _)): return count(a, b)
    default: return 0
    }
  }
}
