import Statistics
import Tables

#if canImport(Glibc)
  import Glibc
#endif

/// Columns that are computed from others: parts of dates, offsets and conversions, sums and products.
extension RuleFinder {
  // MARK: - Parts of dates

  func dateParts() -> [FoundRule] {
    let moments = table.columns.filter { [.date, .time, .datetime].contains($0.kind) && $0.missingCount < $0.count }
    return moments.flatMap { moment in
      let targets = table.columns.filter { $0.name != moment.name }
      return parts(of: Self.spelled(moment.name), moment.kind, among: targets)
    }
  }

  /// The columns among `targets` that are parts of a moment, which is an expression.
  func parts(of moment: String, _ kind: ColumnKind, among targets: [Column]) -> [FoundRule] {
    let parts = Self.parts(of: kind, moment)
    return targets.compactMap { target in
      parts.firstResult { computed(target, $0) } ?? named(target, moment, kind)
    }
  }

  private static func parts(of kind: ColumnKind, _ name: String) -> [String] {
    let days = [
      "year(\(name))", "month(\(name))", "day(\(name))", "weekday(\(name))", "weekday(\(name)) - 1",
      "weekday(\(name)) % 7",
      "weekday(\(name)) % 7 + 1", "quarter(\(name))", "week(\(name))", "yearday(\(name))",
    ]
    let times = ["hour(\(name))", "minute(\(name))"]
    switch kind {
    case .date: return days
    case .time: return times
    case .datetime: return days + times + ["date(\(name))", "time(\(name))"]
    default: return []
    }
  }

  /// Parts whose values have names in many tables, with how many there are.
  private static let namedParts: [(part: String, count: Int, isOfDay: Bool)] = [
    ("quarter", 4, true), ("weekday", 7, true), ("month", 12, true), ("hour", 24, false),
  ]

  /// The rule that a column of levels names a part of a date: `case when weekday(d) = 1 then 'Mon' … end`, also for several
  /// values of the part together. Every value of the part must be there, so that no later date is without a name.
  private func named(_ target: Column, _ moment: String, _ kind: ColumnKind) -> FoundRule? {
    guard target.kind == .categorical, case .levels(let codes, let levels) = target.storage, levels.count <= 31 else {
      return nil
    }
    for (part, count, isOfDay) in Self.namedParts where kind != (isOfDay ? .time : .date) {
      let text = "\(part)(\(moment))"
      guard let names = names(codes, levels.count, text, count), let operand = operand(Self.text(text, names, levels)),
        let found = confirmed(.computed(target.name, operand), names.holds)
      else { continue }
      return found
    }
    return nil
  }

  /// The commonest level at each value of a part, each in k rows at least, and whether a row has it.
  private typealias PartNames = (values: [Int64], levels: [Int], holds: (Int) -> Bool?)

  private func names(_ codes: [Int32], _ levels: Int, _ text: String, _ count: Int) -> PartNames? {
    let whole = Column(name: "part", kind: .integer, storage: .integers([]))
    guard let operand = operand(text) else { return nil }
    func numbers(_ rows: [Int]?) -> [Double]? {
      guard let column = self.values(whole, operand, text, rows: rows), var numbers = column.storedNumbers else {
        return nil
      }
      for row in numbers.indices where column.isMissing(row) { numbers[row] = Double.nan }
      return numbers
    }
    func commonest(_ numbers: [Double], _ rows: [Int]) -> (names: [Int64: Int], broken: Int) {
      var counts: [Int64: [Int]] = [:]
      for (number, row) in zip(numbers, rows) where !number.isNaN && codes[row] >= 0 {
        counts[Int64(number), default: Array(repeating: 0, count: levels)][Int(codes[row])] += 1
      }
      let best = counts.mapValues { own in own.indices.max { (own[$0], $1) < (own[$1], $0) } ?? 0 }
      let broken = counts.reduce(0) { $0 + $1.value.reduce(0, +) - $1.value[best[$1.key] ?? 0] }
      return (best.filter { (counts[$0.key]?[$0.value] ?? 0) >= k }, broken)
    }
    guard let few = numbers(sample), commonest(few, sample).broken <= 2 + sample.count / 25 else { return nil }
    guard let all = numbers(nil) else { return nil }
    let (names, broken) = commonest(all, Array(codes.indices))
    guard names.count == count, Set(names.values).count > 1, broken * 50 <= codes.count else { return nil }
    let values = names.keys.sorted()
    return (
      values, values.map { names[$0] ?? 0 },
      { row in all[row].isNaN || codes[row] < 0 ? nil : names[Int64(all[row])] == Int(codes[row]) }
    )
  }

  private static func text(_ part: String, _ names: PartNames, _ levels: [ByteText]) -> String {
    var lines: [String] = []
    for (place, level) in names.levels.enumerated() where names.levels.firstIndex(of: level) == place {
      let values = zip(names.values, names.levels).filter { $0.1 == level }.map { "\($0.0)" }
      let test = values.count == 1 ? "= \(values[0])" : "in (\(values.joined(separator: ", ")))"
      let name = Expression.Operand(.word(levels[level].string, .literal)).description
      lines.append("when \(part) \(test) then \(name)")
    }
    return "case \(lines.joined(separator: " ")) end"
  }

  /// The rule that a column is an expression, where all rows, or nearly all, say so.
  private func computed(_ target: Column, _ text: String) -> FoundRule? {
    switch target.kind {
    case .integer, .decimal, .date, .time: break
    default: return nil
    }
    guard let operand = operand(text), let few = values(target, operand, text, rows: sample) else { return nil }
    let short = target.taking(sample)
    guard isVaried(short), isPlausible(few, short) else { return nil }
    guard let all = values(target, operand, text, rows: nil), let own = target.storedNumbers,
      let other = all.storedNumbers
    else { return nil }
    return confirmed(.computed(target.name, operand)) { row in
      target.isMissing(row) || all.isMissing(row) ? nil : own[row] == other[row]
    }
  }

  private func isVaried(_ column: Column) -> Bool {
    guard let values = column.presentNumbers, let first = values.first else { return false }
    return values.contains { $0 != first }
  }

  private func isPlausible(_ computed: Column, _ column: Column) -> Bool {
    guard let own = column.storedNumbers, let other = computed.storedNumbers else { return false }
    var (known, broken) = (0, 0)
    for row in own.indices where !column.isMissing(row) && !computed.isMissing(row) {
      known += 1
      if own[row] != other[row] { broken += 1 }
      if broken > 2 + known / 25 { return false }
    }
    return known >= 20
  }

  /// - Parameter rows: nil: all.
  private func values(_ target: Column, _ operand: Expression.Operand, _ text: String, rows: [Int]?) -> Column? {
    let columns = table.columns.map { ExpressionColumn($0, knowsLevels: false) }
    guard
      let computed = try? ComputedColumn(
        target.name, target.kind, target.look, operand, text: text, columns: columns, figures: { _, _ in nil })
    else { return nil }
    let table = table
    return computed.column(rowCount: rows?.count ?? table.rowCount) { name in
      table.column(named: name).map { column in rows.map { column.taking($0) } ?? column }
    }
  }

  // MARK: - Two columns

  /// Constant offsets and conversions of units: `b = a + 7`, `b = a * 2.54`, `b = a * 1.8 + 32`.
  func linearPairs(except settled: Set<String>) -> [FoundRule] {
    var found: [FoundRule] = []
    var done = settled
    for target in orders where !done.contains(target.name) {
      for source in orders
      where source.index != target.index && !done.contains(target.name) && Self.alike(source, target) {
        guard !isComputed(source.name, from: target.name, found), let own = linear(source, target) else { continue }
        found.append(own)
        if own.isExact { done.insert(target.name) }
      }
    }
    return found
  }

  private static func alike(_ a: NumberColumn, _ b: NumberColumn) -> Bool {
    let plain: Set<ColumnKind> = [.integer, .decimal]
    return a.kind == b.kind || plain.contains(a.kind) && plain.contains(b.kind)
  }

  private func linear(_ source: NumberColumn, _ target: NumberColumn) -> FoundRule? {
    let rows = sample.filter { !source.values[$0].isNaN && !target.values[$0].isNaN }
    guard let low = rows.min(by: { source.values[$0] < source.values[$1] }),
      let high = rows.max(by: { source.values[$0] < source.values[$1] }), source.values[high] > source.values[low]
    else { return nil }
    let slope = (target.values[high] - target.values[low]) / (source.values[high] - source.values[low])
    guard slope.isFinite, slope != 0 else { return nil }
    let ratio = target.values[high] / source.values[high]
    let factors =
      Self.simple(slope, source.values[low], target.values[low])
      + (ratio.isFinite && ratio != 0 ? Self.simple(ratio, source.values[low], target.values[low]) : [])
    for (factor, offset) in factors {
      let isOfTime = ![ColumnKind.integer, .decimal].contains(target.kind)
      guard !isOfTime || factor == 1 else { continue }
      let holds = { (row: Int) -> Bool? in
        let (x, y) = (source.values[row], target.values[row])
        guard !x.isNaN, !y.isNaN else { return nil }
        return target.shows(x * factor + offset, as: y)
      }
      guard isPlausible(holds) else { continue }
      let unit = isOfTime && target.kind != .date ? ValueEvaluation.unitsPerDay(target.kind) : 1
      guard let operand = operand(target.stored(Self.text(source.name, factor, offset / unit))) else { continue }
      return confirmed(.computed(target.name, operand), holds)
    }
    return nil
  }

  /// Slopes of few digits near the one that two rows show, with the offset that one of them then has.
  private static func simple(_ slope: Double, _ x: Double, _ y: Double) -> [(factor: Double, offset: Double)] {
    var seen: Set<Double> = []
    return [1, 2, 3, 4, 5, 6, 8].compactMap { digits -> [(Double, Double)]? in
      let factor = QuantileFunctionFit.significant(slope, digits: digits)
      guard factor != 0, (factor - slope).magnitude <= 0.02 * slope.magnitude, seen.insert(factor).inserted else {
        return nil
      }
      let offset = y - x * factor
      let rounded = QuantileFunctionFit.significant(offset, digits: 4)
      return offset.magnitude < 1e-9 ? [(factor, 0)] : [(factor, 0), (factor, rounded)]
    }.flatMap { $0 }
  }

  private static func text(_ name: String, _ factor: Double, _ offset: Double) -> String {
    func number(_ value: Double) -> String { ValueFunction.spelling(of: value.magnitude).string }
    var text = spelled(name)
    if factor == -1 {
      text = "- \(text)"
    } else if factor != 1 {
      text += " * \(factor < 0 ? "-" : "")\(number(factor))"
    }
    if offset == 0 { return text }
    return "\(text) \(offset < 0 ? "-" : "+") \(number(offset))"
  }

  // MARK: - Curves

  private typealias Curve = (text: @Sendable (String) -> String, value: @Sendable (Double) -> Double)
  private static let curves: [Curve] = [
    ({ "log(\($0))" }, { log($0) }), ({ "log(\($0) + 1)" }, { log($0 + 1) }), ({ "log10(\($0))" }, { log10($0) }),
    ({ "sqrt(\($0))" }, { $0.squareRoot() }), ({ "power(\($0), 2)" }, { $0 * $0 }), ({ "exp(\($0))" }, { exp($0) }),
  ]
  /// Fewer digits would let other curves through the same points.
  private static let curveDecimals = 3
  /// Among more columns of numbers no curves are sought.
  private static let mostCurved = 300

  /// Logarithms, roots, squares and powers of e of another column: what analysts add to a table. The column is missing where
  /// these are.
  func functionPairs(except settled: Set<String>) -> [FoundRule] {
    guard numbers.count <= Self.mostCurved else { return [] }
    var open = numbers.filter {
      $0.isDecimal && !settled.contains($0.name) && ($0.steps.decimals ?? 15) >= Self.curveDecimals
    }
    var found: [FoundRule] = []
    // Logarithms and roots before what undoes them: of the two ways to say it, the one that an analyst meant.
    for curves in [Self.curves.prefix(4), Self.curves.dropFirst(4)] {
      let results = Parallel.map(open.count) { [open] place in
        numbers.firstResult { $0.index == open[place].index ? nil : curve($0, open[place], among: curves) }
      }
      for (target, own) in zip(open, results) {
        guard let own, !numbers.contains(where: { isComputed($0.name, from: target.name, found) }) else { continue }
        found.append(own)
        open.removeAll { $0.index == target.index }
      }
    }
    return found
  }

  private func curve(_ source: NumberColumn, _ target: NumberColumn, among curves: ArraySlice<Curve>) -> FoundRule? {
    for curve in curves {
      let holds = { (row: Int) -> Bool? in
        let (x, y) = (source.values[row], target.values[row])
        let own = curve.value(x)
        guard own.isFinite, !x.isNaN else { return y.isNaN ? nil : false }
        return !y.isNaN && target.shows(own, as: y)
      }
      guard isPlausible(holds), isCurved(target, holds),
        let operand = operand(target.stored(curve.text(Self.spelled(source.name))))
      else { continue }
      return confirmed(.computed(target.name, operand), holds)
    }
    return nil
  }

  /// Whether a curve says something: through one or two points there are many.
  private func isCurved(_ target: NumberColumn, _ holds: (Int) -> Bool?) -> Bool {
    var rows: [Double: Int] = [:]
    for row in sample where holds(row) == true { rows[target.values[row], default: 0] += 1 }
    let known = rows.values.reduce(0, +)
    return rows.count >= 5 && (rows.values.max() ?? 0) * 10 <= 9 * known
  }

  // MARK: - Three and more

  /// Sums of two columns or of neighbours, differences as sums, products and ratios.
  func sumsAndProducts(except settled: Set<String>) -> [FoundRule] {
    guard numbers.count >= 3, numbers.count <= Self.mostNumbers else { return [] }
    let free = numbers.filter { !settled.contains($0.name) }
    let results = Parallel.map(numbers.count) { first in triples(numbers[first], free) }
    return Self.withoutRepeats(runs(free) + results.flatMap { $0 })
  }

  private typealias Formula = (sign: String, value: @Sendable (Double, Double) -> Double)
  private static let formulas: [Formula] = [
    ("+", { $0 + $1 }), ("*", { $0 * $1 }), ("/", { $0 / $1 }), ("-", { $0 - $1 }),
  ]

  private func triples(_ first: NumberColumn, _ targets: [NumberColumn]) -> [FoundRule] {
    var found: [FoundRule] = []
    for second in numbers where second.index != first.index {
      for (sign, value) in Self.formulas where second.index > first.index || sign == "/" || sign == "-" {
        for target in targets where target.index != first.index && target.index != second.index {
          // A difference is a sum seen from another side: only where the total is no column that could be computed.
          if sign == "-", targets.contains(where: { $0.index == first.index }) { continue }
          // Rounded to whole numbers, a ratio hides what is wrong with the product.
          if sign == "/", !target.isDecimal { continue }
          let holds = { (row: Int) -> Bool? in
            let (x, y, z) = (first.values[row], second.values[row], target.values[row])
            guard !x.isNaN, !y.isNaN, !z.isNaN else { return nil }
            let own = value(x, y)
            return own.isFinite ? target.shows(own, as: z) : nil
          }
          guard isPlausible(holds), isTold([first, second], target, sign) else { continue }
          let text = target.stored("\(Self.spelled(first.name)) \(sign) \(Self.spelled(second.name))")
          guard let operand = operand(text), let own = confirmed(.computed(target.name, operand), holds) else {
            continue
          }
          found.append(own)
        }
      }
    }
    return found
  }

  /// Whether every column of a formula has a say in it: none is 0 (or 1) in nearly all rows, nor the result.
  /// - Parameter least: rows that suffice; nil: 20 and one in 20.
  private func isTold(_ parts: [NumberColumn], _ target: NumberColumn, _ sign: String, rows least: Int? = nil) -> Bool {
    let neutral: Double = sign == "*" || sign == "/" ? 1 : 0
    let rows = sample.filter { row in !target.values[row].isNaN && parts.allSatisfy { !$0.values[row].isNaN } }
    let told = rows.filter { row in
      target.values[row] != 0 && parts.allSatisfy { $0.values[row] != neutral && $0.values[row] != 0 }
    }
    if let least { return told.count >= least }
    return told.count >= 20 && told.count * 20 >= rows.count
  }

  /// Where a long sum holds in all rows, a few in which a part is not 0 show that it belongs to it.
  private static let fewRows = 5

  /// Totals of three and more columns that stand side by side.
  private func runs(_ targets: [NumberColumn]) -> [FoundRule] {
    var found: [FoundRule] = []
    for start in numbers.indices {
      for end in numbers.indices where end >= start + 2 && end <= start + 12 {
        let parts = Array(numbers[start...end])
        for target in targets where !parts.contains(where: { $0.index == target.index }) {
          let holds = { (row: Int) -> Bool? in
            var sum = 0.0
            for part in parts { sum += part.values[row] }
            let total = target.values[row]
            return sum.isNaN || total.isNaN ? nil : target.shows(sum, as: total)
          }
          guard isPlausible(holds), parts.allSatisfy({ isTold([$0], target, "+", rows: Self.fewRows) }) else {
            continue
          }
          let text = target.stored(parts.map { Self.spelled($0.name) }.joined(separator: " + "))
          guard let operand = operand(text), let own = confirmed(.computed(target.name, operand), holds) else {
            continue
          }
          found.append(own)
        }
      }
    }
    return found
  }

  /// One rule for what some columns have to do with each other, and one for each target: exact ones first.
  private static func withoutRepeats(_ rules: [FoundRule]) -> [FoundRule] {
    var (kept, groups, targets): ([FoundRule], Set<Set<String>>, Set<String>) = ([], [], [])
    for own in rules.filter(\.isExact) + rules.filter({ !$0.isExact }) {
      guard case .computed(let name, let operand) = own.rule else { continue }
      let columns = Set(operand.words + [name])
      guard !targets.contains(name), groups.insert(columns).inserted else { continue }
      targets.insert(name)
      kept.append(own)
    }
    return kept
  }
}

extension Expression.Operand {
  /// The words of sums and products.
  fileprivate var words: [String] {
    switch form {
    case .word(let word, _): [word]
    case .arithmetic(let left, _, let right): left.words + right.words
    case .call(_, let arguments): arguments.flatMap(\.words)
    default: []
    }
  }
}
