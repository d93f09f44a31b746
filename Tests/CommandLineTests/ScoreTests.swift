import Testing

/// `score`: a table for people, an object for programs, errors in one line.
struct ScoreTests {
  /// Numbers x and y that move together, and a level by x; `shift` makes other rows of the same law.
  private static func table(rows: Int, shift: Int) -> String {
    let lines = (0..<rows).map { row in
      let x = (row * 37 + shift * 11) % 101
      let noise = (row * 53 + shift * 7) % 13
      return "\(x),\(2 * x + noise),\(x < 30 ? "low" : x < 80 ? "mid" : "high")\n"
    }
    return "x,y,level\n" + lines.joined()
  }

  private func program() throws -> Program {
    let program = try Program()
    try program.write(Self.table(rows: 300, shift: 0), to: "real.csv")
    try program.write(Self.table(rows: 200, shift: 1), to: "drawn.csv")
    try program.write(Self.table(rows: 100, shift: 2), to: "held.csv")
    return program
  }

  @Test func everyMetricIsInTheTable() throws {
    let program = try program()
    defer { program.remove() }
    let result = try program.run("score", "real.csv", "drawn.csv", "--holdout", "held.csv", "--target", "level")
    #expect(result.status == 0 && result.errors == "", "\(result)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("200 synthetic rows against 300 real ones and 100 held back") == true)
    for name in ["ks_complement", "pair_agreement", "detection_auc_ratios", "train_on_synthetic", "nearest_leak"] {
      #expect(lines.contains { $0.contains(" \(name) ") }, "\(name)")
    }
    #expect(!result.output.contains("nan") && !result.output.contains("no --holdout"))
  }

  @Test func theObjectIsTheSameEveryTimeAndHoldsNoCell() throws {
    let program = try program()
    defer { program.remove() }
    let line = "$R score real.csv drawn.csv --target level --json"
    let result = try program.shell("\(line) > 1.json && \(line) > 2.json && cmp 1.json 2.json")
    #expect(result.status == 0, "\(result)")
    let text = try program.text(of: "1.json")
    for member in [
      "\"schema\": 1", "\"formula_version\": 1", "\"holdout\": \"held_back\"", "\"real_rows\": 225",
      "\"noise_floor\": {\"value\": ", "\"shuffled\": {\"value\": ",
    ] {
      #expect(text.contains(member), "\(member)")
    }
    #expect(!text.contains("\"low\"") && !text.contains("nan"))
  }

  @Test func whatIsAssumedIsSaid() throws {
    let program = try program()
    defer { program.remove() }
    let result = try program.run("score", "real.csv", "drawn.csv", "--explain")
    #expect(result.output.contains("note: no --holdout: a quarter of the real rows was held back"))
    #expect(result.output.contains("note: nearest_leak: needs --holdout"))
    #expect(result.output.contains("note: train_on_synthetic: no --target is given"))
    #expect(result.output.contains("\nks_complement: "))
  }

  private static let mistakes: [(arguments: String, status: Int32, words: String)] = [
    ("real.csv other.csv", 4, "other.csv: lacks the column level of the real table; did you mean levl?"),
    ("real.csv words.csv", 4, "words.csv: column x cannot be read as integer"),
    ("real.csv drawn.csv --holdout other.csv", 4, "other.csv: lacks"),
    ("real.csv drawn.csv --target levl", 2, "no column is called levl; did you mean level?"),
    ("real.csv head.csv", 3, "head.csv: 0 rows; a score needs at least 10"),
    ("none.csv drawn.csv", 3, "none.csv"),
    ("real.csv", 2, "Missing expected argument"),
  ]

  @Test(arguments: mistakes.indices) func mistakesAreToldInOneLine(_ index: Int) throws {
    let (arguments, status, words) = Self.mistakes[index]
    let program = try program()
    defer { program.remove() }
    try program.write(Self.table(rows: 20, shift: 0).replacing("level", with: "levl"), to: "other.csv")
    try program.write("x,y,level\n" + String(repeating: "a b,1,low\nc d,2,mid\n", count: 10), to: "words.csv")
    try program.write("x,y,level\n", to: "head.csv")
    let result = try program.shell("$R score \(arguments)")
    #expect(result.status == status && result.output == "", "\(result)")
    #expect(result.errors.contains(words) && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }
}
