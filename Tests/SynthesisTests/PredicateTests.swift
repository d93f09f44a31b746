import Tables
import Testing

@testable import Synthesis

/// Conditions on tables: against a slow reading row by row, and the mistakes that only the columns show.
@Suite struct PredicateTests {
  /// Ten columns of every storage with gaps, 400 rows.
  static let table: Table = {
    var random = ExpressionStream(seed: 99)
    let rows = 400
    func gaps() -> [Bool] { (0..<rows).map { _ in random.below(7) == 0 } }
    func column(_ name: String, _ kind: ColumnKind, _ storage: ColumnStorage, _ missing: [Bool], _ look: Look = Look())
      -> Column
    {
      let neutral: ColumnStorage =
        switch storage {
        case .levels(let codes, let levels): .levels(codes: zip(codes, missing).map { $1 ? -1 : $0 }, levels: levels)
        default: storage
        }
      return Column(name: name, kind: kind, storage: neutral, missing: missing, look: look)
    }
    var date = Look()
    date.datePattern = DatePattern("dd/MM/yyyy")
    var decimals = Look()
    decimals.decimals = .fixed(1)
    let levels: [ByteText] = ["NG", "RU", "Very Good", "count"]
    return Table(
      name: "t",
      columns: [
        column("count", .integer, .integers((0..<rows).map { _ in Int64(random.below(20)) - 10 }), gaps()),
        column("other count", .integer, .integers((0..<rows).map { _ in Int64(random.below(20)) - 10 }), gaps()),
        column(
          "amount", .decimal, .decimals((0..<rows).map { _ in Double(random.below(100)) / 10 - 5 }), gaps(), decimals),
        column(
          "country", .categorical, .levels(codes: (0..<rows).map { _ in Int32(random.below(4)) }, levels: levels),
          gaps()),
        column(
          "paid", .boolean, .levels(codes: (0..<rows).map { _ in Int32(random.below(2)) }, levels: ["no", "yes"]),
          gaps()),
        column("day", .date, .instants((0..<rows).map { _ in Int64(random.below(60)) + 19_700 }), gaps(), date),
        column(
          "note", .text, .text(PackedText((0..<rows).map { _ in ByteText(["x", "y", "amount"][random.below(3)]) })), []),
      ])
  }()

  static let conditions = [
    "count = 3", "count != 3", "count < 2.5", "count >= -4", "count > 1e3", "count <= -1e30", "count = 2.5",
    "count != 2.5",
    "3 < count", "count = `other count`", "count <= 'other count' or count > 0", "count < amount", "amount >= count",
    "amount between -1 and 1.5", "amount not between -1 and 1.5", "not amount > 0", "not (amount > 0 and count < 0)",
    "amount in (0, 1.5, -2)", "amount not in (0, 1.5, -2)", "country = NG", "country != 'Very Good'",
    "country in (NG, RU)",
    "country not in (NG, RU)", "country = count", "not country = NG", "paid = true", "paid = no", "paid != 1",
    "day > 10/12/2023", "day = 2023-12-10", "day between 2023-12-10 and 2023-12-20", "note = amount", "note != x",
    "note in (x, z)", "count is missing", "count is not missing and amount is missing", "not count is missing",
    "count = 1 or amount > 2 or country = RU", "not (count = 1 or not (amount > 2 and country = RU))",
    "(count > 0 or amount is missing) and not (paid = yes and note = x)", "count > 0 and count < 5 and not count = 3",
  ]

  @Test(arguments: conditions) func agreesWithReadingRowByRow(_ text: String) throws {
    let text = text.replacing("'other count'", with: "`other count`")
    let expression = try Expression(parsing: text)
    let predicate = try Predicate(expression, text: text, real: Self.table, k: 11)
    let mask = predicate.mask(over: Self.table)
    let slow = (0..<Self.table.rowCount).map { NaiveCondition.holds(expression, Self.table, row: $0) == true }
    #expect(mask == slow)
    #expect(
      Set(slow).count == 2 || ["1e3", "-1e30", "2.5"].contains { text.contains($0) }, "\(text) tells no rows apart")
    // The same condition with explicit words, on columns whose levels are not known.
    let explicit = expression.explicit(in: Self.table)
    let blind = try Predicate(explicit, text: "", columns: Self.table.columns, thresholds: [])
    #expect(blind.mask(over: Self.table) == mask, "\(explicit)")
  }

  @Test(arguments: 0..<200) func allowedValuesAreNecessary(_ seed: UInt64) throws {
    var random = ExpressionStream(seed: seed)
    let simple = Self.conditions.filter {
      !$0.contains("other count") && !$0.contains("count < amount") && !$0.contains(">= count")
    }
    let parts = (0..<1 + random.below(3)).map { _ in simple[random.below(simple.count)] }
    let text = parts.map { random.below(3) == 0 ? "not (\($0))" : "(\($0))" }.joined(
      separator: random.below(2) == 0 ? " and " : " or ")
    let predicate = try Predicate(Expression(parsing: text), text: text, real: Self.table, k: 11)
    let mask = predicate.mask(over: Self.table)
    var allowedEverywhere = [Bool](repeating: true, count: mask.count)
    for column in Self.table.columns {
      guard let allowed = predicate.allowed(column.name)?.mask(over: column) else { continue }
      for row in mask.indices where mask[row] { #expect(allowed[row], "\(text), \(column.name), row \(row)") }
      for row in mask.indices { allowedEverywhere[row] = allowedEverywhere[row] && allowed[row] }
    }
    if predicate.isConjunction { #expect(allowedEverywhere == mask, "\(text)") }
    for column in Self.table.columns {
      guard let allowed = predicate.allowedOtherwise(column.name)?.mask(over: column) else { continue }
      for row in mask.indices where !mask[row] { #expect(allowed[row], "not \(text), \(column.name), row \(row)") }
    }
  }

  static let mistakes: [(text: String, offset: Int, words: String)] = [
    ("cuont = 1", 0, "did you mean 'count'?"), ("1 = 2", 0, "no column is called '1'"),
    ("count = x", 8, "is not a number"),
    ("day > 2023-13-01", 6, "dd/MM/yyyy"), ("country = NGA", 10, "did you mean 'NG'?"),
    ("country < NG", 10, "no order"),
    ("note > q(0.5)", 7, "no order"), ("country = q(0.5)", 10, "no order"),
    ("count = `day`", 8, "is integer and 'day' date"),
    ("q(0.5) > 1", 0, "to the right of a column"), ("count in (1, amount)", 13, "is not a number"),
    ("paid = maybe", 7, "it has no, yes"),
  ]

  @Test(arguments: mistakes.indices) func mistakesInTheColumnsHaveAPlace(_ index: Int) throws {
    let (text, offset, words) = Self.mistakes[index]
    do throws(ExpressionProblem) {
      _ = try Predicate(Expression(parsing: text), text: text, real: Self.table, k: 11)
      Issue.record("'\(text)' was accepted")
    } catch {
      #expect(error.offset == offset && error.reason.contains(words), "\(text): \(error)")
    }
  }

  @Test func aQuantileIsANumberOfTheRealColumnAndStaysIt() throws {
    let text = "amount > q(0.9) and count <= q25"
    let expression = try Expression(parsing: text)
    let predicate = try Predicate(expression, text: text, real: Self.table, k: 11)
    #expect(predicate.thresholds.count == 2)
    let numbers = (Self.table.columns[2].presentNumbers ?? []).sorted()
    // The mean of 11 values around the 90th percentile, so within the values 6 to either side of it.
    let place = Int(0.9 * Double(numbers.count))
    #expect(predicate.thresholds[0] >= numbers[place - 6] && predicate.thresholds[0] <= numbers[place + 6])
    #expect((predicate.thresholds[0] * 10).rounded() / 10 == predicate.thresholds[0])
    let later = try Predicate(expression, text: text, columns: Self.table.columns, thresholds: predicate.thresholds)
    #expect(later.mask(over: Self.table) == predicate.mask(over: Self.table))
    #expect(throws: ExpressionProblem.self) {
      try Predicate(expression, text: text, columns: Self.table.columns, thresholds: [1])
    }
    #expect(throws: ExpressionProblem.self) {
      try Predicate(expression, text: text, columns: Self.table.columns, thresholds: [1, 2, 3])
    }
  }

  @Test func wholeNumbersBeyondDoublesAreExact() throws {
    let large: [Int64] = [9_007_199_254_740_992, 9_007_199_254_740_993, .max, .min, .max - 1]
    let table = Table(name: "t", columns: [Column(name: "id", kind: .integer, storage: .integers(large))])
    func mask(_ text: String) throws -> [Bool] {
      try Predicate(Expression(parsing: text), text: text, real: table, k: 1).mask(over: table)
    }
    #expect(try mask("id = 9007199254740993") == [false, true, false, false, false])
    #expect(try mask("id > 9223372036854775806") == [false, false, true, false, false])
    #expect(try mask("id < -9223372036854775807") == [false, false, false, true, false])
    #expect(try mask("id < 1e30") == [true, true, true, true, true])
    #expect(try mask("id >= 9223372036854775808") == [false, false, false, false, false])
  }
}

/// A condition read row by row with three values: nil is unknown.
private enum NaiveCondition {
  static func holds(_ expression: Expression, _ table: Table, row: Int) -> Bool? {
    switch expression {
    case .comparison(let left, let comparison, let right):
      return compare(left, right, table, row).map { holds(comparison, $0) }
    case .membership(let left, let members, let isNegated):
      guard !isMissing(left, table, row) else { return nil }
      return members.contains { compare(left, $0, table, row, literalOnly: true) == 0 } != isNegated
    case .between(let left, let low, let high, let isNegated):
      guard let a = compare(left, low, table, row), let b = compare(left, high, table, row) else { return nil }
      return (a >= 0 && b <= 0) != isNegated
    case .missing(let operand, let isNegated): return isMissing(operand, table, row) != isNegated
    // Computed values have their own naive reading.
    case .like, .truth: return nil
    case .not(let inner): return holds(inner, table, row: row).map { !$0 }
    case .all(let members):
      let found = members.map { holds($0, table, row: row) }
      return found.contains(false) ? false : found.contains(nil) ? nil : true
    case .any(let members):
      let found = members.map { holds($0, table, row: row) }
      return found.contains(true) ? true : found.contains(nil) ? nil : false
    }
  }

  private static func holds(_ comparison: Expression.Comparison, _ order: Int) -> Bool {
    switch comparison {
    case .equal: order == 0
    case .unequal: order != 0
    case .less: order == -1
    case .lessOrEqual: order == -1 || order == 0
    case .greater: order == 1
    case .greaterOrEqual: order == 1 || order == 0
    }
  }

  private static func isMissing(_ operand: Expression.Operand, _ table: Table, _ row: Int) -> Bool {
    guard case .word(let name, _) = operand.form else { return false }
    return table.column(named: name)?.isMissing(row) ?? false
  }

  /// -1, 0 or 1; 2 for values that differ without an order; nil where one is missing.
  private static func compare(
    _ left: Expression.Operand, _ right: Expression.Operand, _ table: Table, _ row: Int, literalOnly: Bool = false
  ) -> Int? {
    guard case .word(let name, _) = left.form, case .word(let word, let quoting) = right.form else { return nil }
    guard let column = table.column(named: name) else {
      return compare(right, left, table, row).map { $0 == 2 ? 2 : -$0 }
    }
    guard let own = value(column, row) else { return nil }
    var other: Any?
    if quoting != .name, let literal = literal(word, column) {
      other = literal
    } else if let second = table.column(named: word) {
      guard let value = value(second, row) else { return nil }
      other = value
    }
    if let a = own as? Double, let b = other as? Double { return a < b ? -1 : a == b ? 0 : 1 }
    if let a = own as? String, let b = other as? String { return a == b ? 0 : 2 }
    return nil
  }

  private static func value(_ column: Column, _ row: Int) -> Any? {
    guard !column.isMissing(row) else { return nil }
    switch column.storage {
    case .integers(let values), .instants(let values): return Double(values[row])
    case .decimals(let values): return values[row]
    case .levels(let codes, let levels): return levels[Int(codes[row])].string
    case .text: return column.text(ofRow: row) ?? ""
    }
  }

  private static func literal(_ word: String, _ column: Column) -> Any? {
    switch column.name {
    case "count", "other count", "amount": return Double(word)
    case "day":
      let iso = word.split(separator: "-").compactMap { Int($0) }
      let slashed = word.split(separator: "/").compactMap { Int($0) }
      // December 2023 only: the 1st is day 19,692.
      if iso.count == 3 { return Double(19_691 + iso[2]) }
      return slashed.count == 3 ? Double(19_691 + slashed[0]) : nil
    case "country": return ["NG", "RU", "Very Good", "count"].contains(word) ? word : nil
    case "paid": return ["true": "yes", "1": "yes", "yes": "yes", "no": "no"][word]
    default: return word
    }
  }
}

/// Sets of values against asking every value.
@Suite struct ValueRangesTests {
  @Test(arguments: 0..<200) func setAlgebraAgreesWithMembership(_ seed: UInt64) {
    var random = ExpressionStream(seed: seed)
    func ranges() -> ValueRanges<Int64> {
      ValueRanges(
        (0..<random.below(5)).map { _ in
          let low = Int64(random.below(20)) - 10
          return low...(low + Int64(random.below(6)))
        })
    }
    let (a, b) = (ranges(), ranges())
    for value in (-20...20).map(Int64.init) + [.min, .max] {
      #expect(ValueRanges(a.ranges + b.ranges).contains(value) == (a.contains(value) || b.contains(value)))
      #expect(a.intersection(b).contains(value) == (a.contains(value) && b.contains(value)))
      #expect(a.complement.contains(value) == !a.contains(value))
    }
    #expect(a.complement.complement == a)
    #expect(ValueRanges<Int64>.all.complement == .none && ValueRanges<Int64>.none.complement == .all)
  }

  @Test func openEndsOfDecimalsAreTheNextNumbers() {
    let above = ValueRanges<Double>([.least...0.1]).complement
    #expect(!above.contains(0.1) && above.contains(0.1.nextUp) && above.contains(.greatestFiniteMagnitude))
  }
}

extension Predicate {
  /// Whether the predicate is nothing but one condition per column, all at once: a row that is allowed in all `columns`
  /// satisfies it.
  fileprivate var isConjunction: Bool { Self.isConjunction(root) }

  private static func isConjunction(_ node: Node) -> Bool {
    switch node {
    case .condition: true
    case .comparison, .computed: false
    case .all(let members): members.allSatisfy(isConjunction)
    case .any(let members):
      // Alternatives of one and the same column are one condition.
      if case .condition(let name, _)? = members.first {
        members.allSatisfy { if case .condition(name, _) = $0 { true } else { false } }
      } else {
        false
      }
    }
  }
}
