import Synthesis
import Tables

/// The four steps of the pipe on one table.
struct TableBenchmark {
  let path: String

  static let head = "table                          rows          read       profile           fit      generate"

  enum Failure: Error { case cancelled }

  func line(repetitions: Int) throws -> String {
    var read = Stopwatch()
    var profile = Stopwatch()
    var fit = Stopwatch()
    var generate = Stopwatch()
    var rows = 0
    for _ in 0..<repetitions {
      let table = try read.time { try TableReader.read(path: path) }.table
      guard let profiled = profile.time({ Profiler.profile(table) }) else { throw Failure.cancelled }
      let recipe = try fit.time { try RecipeFitter.fit(table, profile: profiled, options: FitOptions()) }
      guard let recipe else { throw Failure.cancelled }
      let synthesizer = try Synthesizer(recipe)
      rows = table.rowCount
      generate.time { draw(UInt64(rows), from: synthesizer) }
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return padded(String(name.prefix(24)), 26, left: true) + padded(String(rows), 9)
      + [read, profile, fit, generate].map { padded(text(of: $0), 14) }.joined()
  }

  /// On one thread, in the blocks that batch generation uses.
  private func draw(_ rows: UInt64, from synthesizer: Synthesizer) {
    var next: UInt64 = 0
    while next < rows {
      let end = next + min(8_192, rows - next)
      _ = try synthesizer.rows(next..<end)
      next = end
    }
  }

  private func text(of watch: Stopwatch) -> String { "\(tenths(watch.median)) (\(tenths(watch.spread)))" }
  private func tenths(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

  private func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }
}
