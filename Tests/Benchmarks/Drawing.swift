import Files
import Synthesis
import Tables

/// Rows of a recipe as the bytes of a CSV file, on the path of `rowsmith generate`.
struct Drawing {
  let recipe: Recipe
  let rows: UInt64

  /// Writes to `/dev/null`.
  func run(jobs: Int) throws {
    let synthesizer = try Synthesizer(recipe, total: rows)
    let output = try OutputFile(path: "/dev/null", replacesExisting: true)
    let bytes: @Sendable (Table) -> [UInt8] = { block in
      var bytes: [UInt8] = []
      CSVFormat().appendRows(of: block, to: &bytes)
      return bytes
    }
    try synthesizer.blocks(of: 0..<rows, jobs: jobs, map: bytes) { piece in
      try output.append(piece)
      return true
    }
    try output.finish()
  }
}
