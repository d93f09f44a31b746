import Synthesis
import Tables

/// The steps of the pipe on one table.
struct TableBenchmark {
  /// Times of one table, in the order of the steps.
  struct Times {
    var read = Stopwatch()
    var profile = Stopwatch()
    var fit = Stopwatch()
    var drawOne = Stopwatch()
    var drawTwo = Stopwatch()
  }

  enum Failure: Error { case cancelled }

  static let head =
    "table                          rows          read       profile           fit   rows/s, 1 thread         2 threads"

  let name: String
  let model: String
  let repetitions: Int

  /// - Parameter draws: rows drawn; nil: as many as the table has, and at least 200,000.
  func line(draws: UInt64? = nil, _ read: () throws -> Table) throws -> String {
    var times = Times()
    var (rows, drawn) = (0, UInt64(0))
    for _ in 0..<repetitions {
      let table = try times.read.time(read)
      guard let profile = times.profile.time({ Profiler.profile(table) }) else { throw Failure.cancelled }
      var options = FitOptions()
      options.model = model
      let fitted = try times.fit.time { try RecipeFitter.fit(table, profile: profile, options: options) }
      guard let fitted else { throw Failure.cancelled }
      rows = table.rowCount
      let drawing = Drawing(recipe: fitted, rows: draws ?? drawable(fitted, max(200_000, rows)))
      drawn = drawing.rows
      try times.drawOne.time { try drawing.run(jobs: 1) }
      try times.drawTwo.time { try drawing.run(jobs: 2) }
    }
    return Columns.text(name, 26, left: true) + Columns.text("\(rows)", 9)
      + [times.read, times.profile, times.fit].map { Columns.text(Columns.milliseconds($0), 14) }.joined()
      + [times.drawOne, times.drawTwo].map { Columns.text(Columns.rate(drawn, $0), 18) }.joined()
  }

  /// Fewer where a column has not so many different values.
  private func drawable(_ recipe: Recipe, _ rows: Int) -> UInt64 {
    let synthesizer = try? Synthesizer(recipe, total: UInt64(rows))
    let isEnough = (try? synthesizer?.checkCapacity(for: 0..<UInt64(rows))) != nil
    return UInt64(isEnough ? rows : min(rows, recipe.source.rows))
  }
}

/// Cells of the printed table.
enum Columns {
  static func text(_ text: String, _ width: Int, left: Bool = false) -> String {
    let text = String(text.prefix(width - 1))
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }

  static func milliseconds(_ watch: Stopwatch) -> String { "\(tenths(watch.median)) (\(tenths(watch.spread)))" }

  static func rate(_ rows: UInt64, _ watch: Stopwatch) -> String {
    "\(Int(Double(rows) / max(watch.median, 1e-6))),000"
  }

  private static func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }
}
