import Statistics
import Tables
import Testing

@testable import Synthesis

/// Conditions as text: what is read, what is refused and where, and that what is printed reads back.
@Suite struct ExpressionTextTests {
  static let canonical: [(text: String, printed: String)] = [
    ("fraud=1", "fraud = 1"),
    ("fraud == 1 AND amount>q(.995)", "fraud = 1 and amount > q(0.995)"),
    ("chargeback = 1 and country in(NG,RU)", "chargeback = 1 and country in (NG, RU)"),
    ("result is missing", "result is missing"),
    ("result IS NOT MISSING", "result is not missing"),
    ("a <> -5 or not b <= 1e3", "a != -5 or not b <= 1e3"),
    (
      "`total cost` between 2024-01-31 and '2024-02-01 10:00'", "`total cost` between 2024-01-31 and '2024-02-01 10:00'"
    ),
    ("\"in\" not in ('it''s', \"x\")", "\"in\" not in ('it''s', \"x\")"),
    ("(a = 1)", "a = 1"),
    ("(a = 1 or b = 2) and not (c = 3 and d = 4)", "(a = 1 or b = 2) and not (c = 3 and d = 4)"),
    ("a = 1 or b = 2 and c = 3", "a = 1 or (b = 2 and c = 3)"),
    ("a not between 1 and 2 and b = 3", "a not between 1 and 2 and b = 3"),
    ("a ≥ 1 and b ≠ 2", "a >= 1 and b != 2"),
    ("not not a = 1", "not not a = 1"),
    ("café = crème", "café = crème"),
  ]

  @Test(arguments: canonical.indices) func printsCanonically(_ index: Int) throws {
    let (text, printed) = Self.canonical[index]
    let expression = try Expression(parsing: text)
    #expect(expression.description == printed)
    #expect(try Expression(parsing: printed) == expression)
  }

  @Test(arguments: 0..<300) func whatIsPrintedReadsBack(_ seed: UInt64) throws {
    var random = ExpressionStream(seed: seed)
    let expression = random.expression(depth: 5)
    let printed = expression.description
    #expect(try Expression(parsing: printed) == expression, "\(printed)")
    #expect(try Expression(parsing: printed).description == printed)
  }

  static let refused: [(text: String, offset: Int, words: String)] = [
    ("", 0, "empty"), ("   ", 3, "empty"), ("a", 1, "expected a comparison"), ("a =", 3, "expected a value"),
    ("a = 1 b", 6, "join conditions"), ("a = Very Good", 9, "stands in quotes"), ("(a = 1", 6, "')'"),
    ("a = 1)", 5, "could end"), ("a in 1, 2", 5, "'('"), ("a in ()", 6, "expected a value"), ("a in (1 2)", 8, "','"),
    ("a between 1", 11, "'and'"), ("a is 5", 5, "'missing'"), ("a ! 5", 2, "'not' or '!='"),
    ("a = 'x", 4, "not closed"),
    ("a > q(1.5)", 6, "between 0 and 1"), ("a > q(0)", 6, "between 0 and 1"), ("a > q(x)", 6, "between 0 and 1"),
    ("a > f(1)", 4, "no function"), ("and = 1", 0, "keyword"), ("a = 1 and", 9, "expected a column"),
    ("a > q(0.5", 9, "')'"),
  ]

  @Test(arguments: refused.indices) func mistakesHaveAPlace(_ index: Int) {
    let (text, offset, words) = Self.refused[index]
    do throws(ExpressionProblem) {
      _ = try Expression(parsing: text)
      Issue.record("'\(text)' was read")
    } catch {
      #expect(error.offset == offset, "\(text): \(error)")
      #expect(error.reason.contains(words), "\(text): \(error.reason)")
      #expect(error.excerpt.count == 2 && error.excerpt[1].count == offset + 1)
    }
  }

  static let hostile = [
    String(repeating: "(", count: 9_000), String(repeating: "not ", count: 2_400),
    String(repeating: "a=1 and ", count: 1_200),
    String(repeating: "x", count: 20_000), "a = '" + String(repeating: "''", count: 4_000),
    "\u{0}\u{1}\u{202E} = \u{FFFF}",
    "a in (" + String(repeating: "1,", count: 4_000) + ")", "= = =", "`` = ''", "a = \u{301}", "q(0.5) > 1", ",,,,",
    "\"", "a = -", "a = (-) - 0", "(-) is missing", "a = (b-) + 1", "(*c) - (--) > 0", "not (-) = - (-)",
    "(g)-\u{B}a", "(g - a)", "(g - a) and c = 1", "((g - a)) > 3",
    "id----day<=(-----)--\r--0",
    "a = " + String(repeating: "- ", count: 60) + "(-)", "-id-" + String(repeating: "-", count: 60) + "and = 1",
  ]

  @Test(arguments: hostile.indices) func hostileTextsEndInAnErrorOrAnExpression(_ index: Int) {
    if let expression = try? Expression(parsing: Self.hostile[index]) {
      #expect((try? Expression(parsing: expression.description)) == expression)
    }
    let columns = ["a", "b", "id", "day", "a-b"]
    if let expression = try? Expression(parsing: Self.hostile[index], columns: columns) {
      #expect((try? Expression(parsing: expression.description, columns: columns)) == expression, "\(expression)")
    }
  }

  @Test(arguments: 0..<2_000) func noiseNeverTraps(_ seed: UInt64) {
    var random = ExpressionStream(seed: seed)
    let pieces = [
      "a", "=", "<", "(", ")", "in", "not", "and", "or", "is", "missing", "'", "\"", "`", ",", "q(", "0.5", "between",
      "\u{0}", "!",
    ]
    let text = (0..<random.below(30)).map { _ in pieces[random.below(pieces.count)] }.joined(
      separator: random.below(2) == 0 ? " " : "")
    if let expression = try? Expression(parsing: text) {
      #expect((try? Expression(parsing: expression.description)) == expression, "\(text)")
    }
  }

  @Test func depthIsLimitedNotTheStack() throws {
    let deep = String(repeating: "(", count: 20) + "a = 1" + String(repeating: ")", count: 20)
    #expect(try Expression(parsing: deep).description == "a = 1")
    let tooDeep = String(repeating: "(", count: 200) + "a = 1" + String(repeating: ")", count: 200)
    #expect { try Expression(parsing: tooDeep) } throws: {
      ($0 as? ExpressionProblem)?.reason.contains("nested") == true
    }
  }
}

/// Expressions drawn at random.
struct ExpressionStream {
  private let stream: RandomStream
  private var counter: UInt64 = 0

  init(seed: UInt64) { stream = RandomStream(seed: seed) }

  mutating func below(_ limit: Int) -> Int {
    counter += 1
    return Int(stream.bits(at: counter) % UInt64(max(1, limit)))
  }

  mutating func expression(depth: Int) -> Expression {
    guard depth > 0, below(3) > 0 else { return test() }
    switch below(3) {
    case 0: return .not(expression(depth: depth - 1))
    case 1: return .all((0..<2 + below(3)).map { _ in expression(depth: depth - 1) })
    default: return .any((0..<2 + below(3)).map { _ in expression(depth: depth - 1) })
    }
  }

  private mutating func test() -> Expression {
    let comparison = Expression.Comparison.allCases[below(6)]
    return switch below(5) {
    case 0: .membership(word(), (0..<1 + below(4)).map { _ in word() }, isNegated: below(2) == 0)
    case 1: .between(word(), word(), word(), isNegated: below(2) == 0)
    case 2: .missing(word(), isNegated: below(2) == 0)
    case 3: .comparison(word(), comparison, Expression.Operand(.quantile(Double(1 + below(998)) / 999)))
    default: .comparison(word(), comparison, word())
    }
  }

  private static let words = [
    "a", "and", "Q", "total cost", "it's", "x\"y", "`", "", "1", "-2.5", "2024-01-31", "naïve", "(", "a,b", "<",
  ]

  private mutating func word() -> Expression.Operand {
    let word = Self.words[below(Self.words.count)]
    switch below(4) {
    case 0: return Expression.column(word)
    case 1: return Expression.Operand(.word(word, .either))
    case 2: return Expression.Operand(.word(word, .name))
    default: return Expression.literal(word)
    }
  }
}
