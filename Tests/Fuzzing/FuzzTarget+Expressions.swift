@testable import Synthesis
import Tables

extension FuzzTarget {
  /// A column of each kind, with gaps, and names that are words of the language.
  private static let table: Table? = {
    let text = """
      id,amount,name,day,at,flag,and,net price,a-b
      1,1.50,x,2024-01-31,2024-01-31 10:00:00,yes,1,2,low
      2,-0.25,,2024-02-29,2024-02-29 23:59:59,no,2,4,high
      3,,it's,,2023-12-31 00:00:01,yes,,8,low
      9007199254740993,1e300,É y,1900-03-01,,no,4,,high
      -5,0,x,9999-12-31,1970-01-01 00:00:00,,5,32,low

      """
    return try? TableReader.read(bytes: Array(text.utf8), name: "t").table
  }()

  /// A text that is a condition, a value or a rule is the same from its own text, and has a value in every row.
  static let expression = FuzzTarget(
    name: "expression", longest: 512,
    seeds: [
      "amount > q(0.9) and not name like 'x%'", "case when id % 2 = 0 then amount ^ 2 else - \"net price\" end",
      "`and` = round(id * 1.2, 2)", "day between 2024-01-01 and 2024-12-31 or at is missing",
      "amount <= id when flag = yes", "a-b in (low, 'high')", "unique(id, name)", "fixed(name, flag)",
      "id rises with day within name", "name, day missing together", "amount missing exactly when id > 3",
      "amount in its range by name", "name -> flag", "id-amount*2", "coalesce(amount, mean(amount)) || upper(name)",
    ],
    words: Expression.keywords.sorted() + ValueFunction.names.map { $0 + "(" } + [
      "amount", "name", "id", "day", "at", "flag", "`and`", "\"net price\"", "a-b", "q(0.5)", "when ", "then ", "else ",
      "end", "case ", "like ", "||", "!=", "<=", ">=", "->", "rises ", "within ", "with ", "together", "exactly ",
      "9223372036854775807", "1e308", "-1", "0.1", "''", "'%_'", "2024-02-29", "(", ")", ",",
    ]
  ) { input in
    guard let table, let text = String(validating: input, as: UTF8.self) else { return }
    checkCondition(text, table)
    checkValue(text, table)
    checkRule(text, table)
  }

  private static func checkCondition(_ text: String, _ table: Table) {
    if let plain = try? Expression(parsing: text) {
      hold((try? Expression(parsing: plain.description)) == plain, "the same condition from \(plain)")
    }
    let columns = table.columns.map(\.name)
    guard let condition = try? Expression(parsing: text, columns: columns) else { return }
    hold((try? Expression(parsing: condition.description, columns: columns)) == condition, "the same from \(condition)")
    guard let predicate = try? Predicate(condition, text: text, real: table, k: 1) else { return }
    hold(predicate.mask(over: table).count == table.rowCount, "a condition holds or not in every row")
  }

  private static func checkValue(_ text: String, _ table: Table) {
    let columns = table.columns.map(\.name)
    guard let operand = try? Expression.Operand(parsing: text, columns: columns) else { return }
    let again = try? Expression.Operand(parsing: operand.description, columns: columns)
    hold(again == operand, "the same value from \(operand)")
    var binder = ExpressionBinder(text: text, columns: table.columns.map { ExpressionColumn($0, knowsLevels: true) }) {
      _, _ in 2.5
    }
    guard let (node, _) = try? binder.value(operand) else { return }
    let vector = ValueEvaluation(rowCount: table.rowCount) { table.column(named: $0) }.vector(node)
    hold(vector.missing.isEmpty || vector.missing.count == table.rowCount, "a value is missing or not in every row")
  }

  private static func checkRule(_ text: String, _ table: Table) {
    let columns = table.columns.map(\.name)
    guard let rule = try? Rule(parsing: text, columns: columns) else { return }
    hold((try? Rule(parsing: rule.description, columns: columns)) == rule, "the same rule from \(rule)")
    let recipe = RuleRecipe(text: text, parameters: Parameters())
    _ = try? RuleCheck.count(rule, recipe, over: table, figures: { _, _ in 2.5 })
  }
}
