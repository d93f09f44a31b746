import Files
import Synthesis
import Tables

/// How many values of an expression are computed and compared in a second on one thread, by the check of a rule over a table.
enum ExpressionBenchmark {
  static let rows = 1_000_000
  static let expressions = ["a + b", "a * b + 1", "round(a * 0.19, 2)", "if(a > b, a, b)"]

  static func lines() throws -> [String] {
    let a = (0..<rows).map { Double(($0 &* 7_919) % 10_000) / 4 }
    let b = (0..<rows).map { Double(($0 &* 104_729) % 10_000) / 8 }
    return try expressions.map { expression in
      let values = zip(a, b).map { a, b in
        switch expression {
        case "a + b": a + b
        case "a * b + 1": a * b + 1
        case "if(a > b, a, b)": max(a, b)
        default: (a * 0.19 * 100).rounded() / 100
        }
      }
      let table = Table(
        name: "t",
        columns: [("a", a), ("b", b), ("c", values)].map { Column(name: $0, kind: .decimal, storage: .decimals($1)) })
      guard let profile = Profiler.profile(table) else { return "" }
      var options = FitOptions()
      options.model = IndependentModel.name
      options.rules = ["c = \(expression)"]
      guard let recipe = try RecipeFitter.fit(table, profile: profile, options: options) else { return "" }
      var (watch, violations) = (Stopwatch(), 0)
      for _ in 0..<7 {
        violations = try watch.time { try RuleCheck.counts(recipe, over: table).reduce(0) { $0 + $1.violations } }
      }
      let rate = Double(rows) / watch.median / 1_000
      return "c = \(expression): \(Int(rate.rounded())) million a second on one thread (\(violations) differ)"
    }
  }
}
