import Foundation
import Statistics
import Tables
import Testing

@testable import Synthesis

/// Computed values: against a slow reading row by row, three-valued logic, dates, texts, and mistakes with their place.
@Suite struct ValueExpressionTests {
  static let table: Table = {
    let columns = PredicateTests.table.columns
    var random = ExpressionStream(seed: 5)
    let rows = PredicateTests.table.rowCount
    let moments = (0..<rows).map { _ in
      (Int64(random.below(40_000)) - 5_000) * 86_400_000_000 + Int64(random.below(86_400)) * 1_000_000
    }
    let days = (0..<rows).map { _ in Int64(random.below(40_000)) - 5_000 }
    return Table(
      name: "t",
      columns: columns + [
        Column(name: "seen", kind: .datetime, storage: .instants(moments)),
        Column(
          name: "born", kind: .date, storage: .instants(days), missing: (0..<rows).map { _ in random.below(5) == 0 }),
      ])
  }()

  static let names = table.columns.map(\.name)

  static func vector(_ text: String, over table: Table = table) throws -> (ValueVector, ValueType) {
    let operand = try Expression.Operand(parsing: text, columns: table.columns.map(\.name))
    var binder = ExpressionBinder(
      text: text, columns: table.columns.map { ExpressionColumn($0, knowsLevels: true) }
    ) { _, figure in figure == .mean ? 2.5 : figure == .deviation ? 1.5 : 4 }
    let (node, type) = try binder.value(operand)
    let evaluation = ValueEvaluation(rowCount: table.rowCount) { name in table.column(named: name) }
    return (evaluation.vector(node), type)
  }

  // MARK: - A naive reading

  /// Random arithmetic beside closures that compute the same one row at a time.
  struct Random {
    var stream: ExpressionStream
    typealias Reading = (Int) -> Double?

    mutating func number(_ depth: Int) -> (text: String, value: Reading) {
      guard depth > 0 else { return leaf() }
      switch stream.below(9) {
      case 0...3: return arithmetic(depth)
      case 4:
        let (a, b) = (number(depth - 1), number(depth - 1))
        return ("max(\(a.text), \(b.text))", { r in a.value(r).flatMap { x in b.value(r).map { max(x, $0) } } })
      case 5:
        let a = number(depth - 1)
        return ("abs(\(a.text))", { a.value($0).map(abs) })
      case 6:
        let (c, a, b) = (condition(depth - 1), number(depth - 1), number(depth - 1))
        return ("if(\(c.text), \(a.text), \(b.text))", { c.value($0) == true ? a.value($0) : b.value($0) })
      case 7:
        let (a, b) = (number(depth - 1), number(depth - 1))
        return ("coalesce(\(a.text), \(b.text))", { a.value($0) ?? b.value($0) })
      default:
        let a = number(depth - 1)
        return ("(- (\(a.text)))", { a.value($0).map { -$0 } })
      }
    }

    mutating func arithmetic(_ depth: Int) -> (text: String, value: Reading) {
      let (a, b) = (number(depth - 1), number(depth - 1))
      let sign = ["+", "-", "*", "/"][stream.below(4)]
      return (
        "(\(a.text) \(sign) \(b.text))",
        { row in
          guard let x = a.value(row), let y = b.value(row) else { return nil }
          let result = sign == "+" ? x + y : sign == "-" ? x - y : sign == "*" ? x * y : x / y
          return result.isFinite ? result : nil
        }
      )
    }

    mutating func condition(_ depth: Int) -> (text: String, value: (Int) -> Bool?) {
      // One of the sides reads a column: two literals are no condition on a row.
      let (a, b) = (column(), number(depth))
      let less = ("\(a.text) < \(b.text)", { (r: Int) in a.value(r).flatMap { x in b.value(r).map { x < $0 } } })
      guard depth > 0 else { return less }
      switch stream.below(4) {
      case 0:
        let c = condition(depth - 1)
        return (
          "(\(less.0) and \(c.text))",
          { r in
            let (x, y) = (less.1(r), c.value(r))
            return x == false || y == false ? false : x == nil || y == nil ? nil : true
          }
        )
      case 1:
        let c = condition(depth - 1)
        return (
          "(\(less.0) or \(c.text))",
          { r in
            let (x, y) = (less.1(r), c.value(r))
            return x == true || y == true ? true : x == nil || y == nil ? nil : false
          }
        )
      case 2:
        let c = condition(depth - 1)
        return ("not (\(c.text))", { c.value($0).map { !$0 } })
      default:
        return ("(\(a.text)) is missing", { a.value($0) == nil })
      }
    }

    private mutating func column() -> (text: String, value: Reading) {
      while true {
        let own = leaf()
        if own.text.first?.isNumber != true { return own }
      }
    }

    private mutating func leaf() -> (text: String, value: Reading) {
      let table = ValueExpressionTests.table
      func column(_ place: Int) -> Reading {
        let column = table.columns[place]
        return { row in
          guard !column.isMissing(row) else { return nil }
          switch column.storage {
          case .integers(let values): return Double(values[row])
          case .decimals(let values): return values[row]
          default: return nil
          }
        }
      }
      switch stream.below(4) {
      case 0: return ("count", column(0))
      case 1: return ("`other count`", column(1))
      case 2: return ("amount", column(2))
      default:
        let number = Double(stream.below(50)) / 10
        return ("\(number)", { _ in number })
      }
    }
  }

  @Test(arguments: 0..<300) func agreesWithReadingRowByRow(_ seed: UInt64) throws {
    var random = Random(stream: ExpressionStream(seed: seed))
    let (text, value) = random.number(3)
    let own = try Self.vector(text).0
    for row in 0..<Self.table.rowCount {
      let found = own.isMissing(row) ? nil : own.numbers[row]
      #expect(found == value(row), "\(text), row \(row)")
    }
  }

  @Test(arguments: 0..<200) func conditionsAreThreeValued(_ seed: UInt64) throws {
    var random = Random(stream: ExpressionStream(seed: 1_000 + seed))
    let (text, value) = random.condition(3)
    let own = try Self.vector(text).0
    for row in 0..<Self.table.rowCount {
      #expect((own.isMissing(row) ? nil : own.truths[row]) == value(row), "\(text), row \(row)")
    }
    let predicate = try Predicate(Expression(parsing: text), text: text, real: Self.table, k: 11)
    #expect(predicate.mask(over: Self.table) == (0..<Self.table.rowCount).map { value($0) == true })
    let negated = try Predicate(Expression(parsing: "not (\(text))"), text: text, real: Self.table, k: 11)
    #expect(negated.mask(over: Self.table) == (0..<Self.table.rowCount).map { value($0) == false })
  }

  @Test(arguments: 0..<300) func whatIsPrintedReadsBack(_ seed: UInt64) throws {
    var random = Random(stream: ExpressionStream(seed: seed))
    let text = random.number(4).text
    let operand = try Expression.Operand(parsing: text, columns: Self.names)
    #expect(try Expression.Operand(parsing: operand.description) == operand, "\(operand)")
  }

  // MARK: - Parsing

  static let printed: [(text: String, printed: String)] = [
    ("a+b*c", "a + b * c"), ("(a+b)*c", "(a + b) * c"), ("a-b-c", "a - b - c"), ("a-(b-c)", "a - (b - c)"),
    ("a^b^2", "a ^ b ^ 2"), ("(a^b)^2", "(a ^ b) ^ 2"), ("-a^2", "- a ^ 2"), ("2*-a", "2 * - a"), ("a -3", "a - 3"),
    ("hours-per-week*2", "hours-per-week * 2"), ("hours-per-week-a", "hours-per-week - a"), ("a*1e-3", "a * 1e-3"),
    ("round(a/b,2)", "round(a / b, 2)"), ("2*(a+b)", "2 * (a + b)"), ("(a+b)/2", "(a + b) / 2"), ("a||'x'", "a || 'x'"),
    ("CASE WHEN a>1 THEN b ELSE c END", "case when a > 1 then b else c end"),
    ("if(a>1 and b<2,a,b)", "if(a > 1 and b < 2, a, b)"),
    ("a > b", "(a > b)"), ("a = -b", "(a = - b)"), ("a - 2024-01-31", "a - 2024-01-31"), ("(a)", "a"),
  ]

  @Test(arguments: printed.indices) func operatorsNeedNoBlanksWhereNamesAreKnown(_ index: Int) throws {
    let (text, printed) = Self.printed[index]
    let operand = try Expression.Operand(parsing: text, columns: ["a", "b", "c", "hours-per-week"])
    #expect(operand.description == printed)
    #expect(try Expression.Operand(parsing: printed, columns: ["a", "b", "c", "hours-per-week"]) == operand)
    #expect(try Expression.Operand(parsing: printed) == operand)
  }

  static let values: [(text: String, value: String)] = [
    ("1 + 2 * 3 ^ 2", "19"), ("7 % 3", "1"), ("- 7 % 3", "2"), ("(- 7) % 3", "2"), ("round(2.5)", "3"),
    ("round(-2.5)", "-3"),
    ("round(1234.567, -2)", "1200"), ("round(1.239, 2)", "1.24"), ("1 / 0", "missing"), ("log(0)", "missing"),
    ("sqrt(-1)", "missing"), ("exp(1000)", "missing"), ("upper('müßig')", "MÜSSIG"), ("length('mü')", "2"),
    ("left('müßig', 2)", "mü"), ("right('müßig', 2)", "ig"), ("substring('abcdef', 2, 3)", "bcd"),
    ("substring('abc', 9, 3)", ""), ("substring('abcdef', 3)", "cdef"), ("trim('  a b ')", "a b"),
    ("replace('a-b-c', '-', '+')", "a+b+c"), ("concat('a', 1, 2.5)", "a12.5"), ("'a' || 7", "a7"),
    ("lpad('7', 3, '0')", "007"),
    ("number(' 2.5 ')", "2.5"), ("number('x')", "missing"), ("starts_with('abc', 'ab')", "true"),
    ("'abc' like 'a%'", "true"), ("'abc' like '_b'", "false"), ("'aXbXc' like '%X_'", "true"),
    ("'mü' like 'm_'", "true"),
    ("year(make_date(2024, 2, 29))", "2024"), ("make_date(2023, 2, 29)", "missing"),
    ("weekday(make_date(2024, 2, 29))", "4"), ("yearday(make_date(2024, 12, 31))", "366"),
    ("day(add_months(make_date(2024, 1, 31), 1))", "29"), ("month(add_months(make_date(2024, 1, 31), -2))", "11"),
    ("years_between(make_date(2000, 2, 29), make_date(2024, 2, 28))", "23"),
    ("years_between(make_date(2024, 2, 28), make_date(2000, 2, 29))", "-23"),
    ("make_date(2024, 3, 1) - make_date(2024, 2, 1)", "29"), ("make_date(2024, 3, 1) - 2024-02-01", "29"),
    ("quarter(2024-05-01)", "2"), ("week(2021-01-03)", "53"), ("if(1 > 2, 'a')", "missing"),
    ("case when 1 > 2 then 'a' when 2 > 1 then 'b' else 'c' end", "b"), ("min(3, 1, 2)", "1"),
    ("max('a', 'c', 'b')", "c"), ("quantile(amount, 0.9)", "4"), ("mean(amount)", "2.5"), ("sd(amount)", "1.5"),
    ("in_hours(hours(36))", "36"), ("1 < 2 or 1 / 0 > 1", "true"), ("1 > 2 and 1 / 0 > 1", "false"),
    ("1 > 2 or 1 / 0 > 1", "missing"),
  ]

  @Test(arguments: values.indices) func oneValue(_ index: Int) throws {
    let (text, wanted) = Self.values[index]
    let table = Table(
      name: "t", columns: [Column(name: "amount", kind: .decimal, storage: .decimals([1]))])
    let found = try Self.vector(text, over: table).0.scalar(0)
    let spelled =
      switch found {
      case nil: "missing"
      case .number(let number): ValueFunction.spelling(of: number).string
      case .text(let text): text.string
      case .truth(let truth): truth ? "true" : "false"
      case .instant(let instant): String(instant)
      }
    #expect(spelled == wanted, "\(text)")
  }

  @Test func partsOfDatesAgreeWithTheCalendar() throws {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "GMT"))
    let parts: [(String, Calendar.Component)] = [
      ("year", .year), ("month", .month), ("day", .day), ("hour", .hour), ("minute", .minute), ("second", .second),
      ("week", .weekOfYear), ("quarter", .quarter),
    ]
    guard case .instants(let moments)? = Self.table.column(named: "seen")?.storage else { return }
    for (name, component) in parts {
      let own = try Self.vector("\(name)(seen)").0.numbers
      for row in moments.indices where component != .quarter {
        let date = Date(timeIntervalSince1970: Double(moments[row]) / 1e6)
        #expect(Int(own[row]) == calendar.component(component, from: date), "\(name), \(moments[row])")
      }
    }
    let shifted = try Self.vector("seen + hours(36) + 1").0.instants
    for row in moments.indices { #expect(shifted[row] == moments[row] + 216_000_000_000) }
    let back = try Self.vector("in_seconds((seen + seconds(59)) - seen)").0.numbers
    #expect(back.allSatisfy { ($0 - 59).magnitude < 1e-6 })
  }

  static let mistakes: [(text: String, offset: Int, words: String)] = [
    ("", 0, "empty"), ("amount +", 7, "could end"), ("round(amount", 12, "')'"),
    ("rund(amount)", 0, "did you mean 'round'?"),
    ("round()", 0, "1 to 2 arguments"), ("amount + country", 9, "does not go with"),
    ("upper(amount) * 2", 16, "does not go"),
    ("amont * 2", 0, "did you mean 'amount'?"), ("year(amount)", 5, "expected a date or datetime"),
    ("case when amount then 1 end", 10, "expected true or false"), ("case when amount > 1 amount end", 21, "'then'"),
    ("if(amount > 1, 1, 'x')", 18, "like the others"), ("quantile(amount, 2)", 17, "between 0 and 1"),
    ("born - seen", 7, "does not go"), ("mean(country)", 5, "no order"), ("q(0.5) + 1", 0, "quantile(column, p)"),
    ("country < 'a' || 'b'", 10, "no order"),
  ]

  @Test(arguments: mistakes.indices) func mistakesHaveAPlace(_ index: Int) {
    let (text, offset, words) = Self.mistakes[index]
    do {
      _ = try Self.vector(text)
      Issue.record("'\(text)' was accepted")
    } catch let problem as ExpressionProblem {
      #expect(problem.offset == offset && problem.reason.contains(words), "\(text): \(problem)")
    } catch { Issue.record("\(error)") }
  }

  @Test func depthAndLengthAreLimited() throws {
    let deep = String(repeating: "abs(", count: 100) + "1" + String(repeating: ")", count: 100)
    let long = (0..<300).map { _ in "count" }.joined(separator: " + ")
    for text in [deep, long, String(repeating: "- ", count: 500) + "1", String(repeating: "(", count: 3_000) + "1"] {
      #expect(throws: ExpressionProblem.self) { try Self.vector(text) }
    }
    let fine = (0..<150).map { _ in "count" }.joined(separator: " + ")
    #expect(try Self.vector(fine).0.numbers.count == Self.table.rowCount)
  }

  @Test(arguments: 0..<2_000) func noiseNeverTraps(_ seed: UInt64) {
    var random = ExpressionStream(seed: seed)
    let pieces = [
      "count", "amount", "country", "born", "+", "-", "*", "/", "^", "%", "||", "(", ")", ",", "if(", "case", "when",
      "then", "end", "year(", "1", "'x'", "-2", "left(", "like", "=", "<", "not", "and", "max(", "coalesce(", "9e99",
      "power(",
      "add_months(", "substring(", "lpad(",
    ]
    let text = (0..<random.below(24)).map { _ in pieces[random.below(pieces.count)] }.joined(separator: " ")
    if let (own, _) = try? Self.vector(text) {
      #expect(own.missing.isEmpty || own.missing.count == Self.table.rowCount)
    }
    if let operand = try? Expression.Operand(parsing: text) {
      #expect((try? Expression.Operand(parsing: operand.description)) == operand, "\(text)")
    }
  }

  @Test func rareEventsMayCompute() throws {
    let text = "amount - count > quantile(amount, 0.5) and year(born) > 1990 and country like '%U'"
    let predicate = try Predicate(Expression(parsing: text), text: text, real: Self.table, k: 11)
    #expect(predicate.thresholds.count == 1)
    let again = try Predicate(
      Expression(parsing: Expression(parsing: text).description), text: "", columns: Self.table.columns,
      thresholds: predicate.thresholds)
    #expect(again.mask(over: Self.table) == predicate.mask(over: Self.table))
    #expect(predicate.columns == ["amount", "count", "born", "country"])
    #expect(
      try Expression(parsing: text).names(among: Set(Self.names)) == ["amount", "count", "amount", "born", "country"])
  }
}
