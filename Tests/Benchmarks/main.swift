import Files
import Glibc
import Synthesis
import Tables

// Medians for each table named on the command line, then for simulated tables:
//   Benchmarks [--simulated ROWS] TABLE...
var paths = Array(CommandLine.arguments.dropFirst())
var simulatedRows = 1_000_000
if let flag = paths.firstIndex(of: "--simulated"), flag + 1 < paths.count, let rows = Int(paths[flag + 1]) {
  simulatedRows = rows
  paths.removeSubrange(flag...flag + 1)
}
guard !paths.isEmpty || simulatedRows > 0 else {
  print("usage: Benchmarks [--simulated ROWS] TABLE...")
  exit(2)
}

func report(_ path: String, _ line: () throws -> String) {
  do {
    print(try line())
    fflush(nil)
  } catch {
    print("\(path): \(error)")
    exit(3)
  }
}

print("medians of 7 runs (3 where simulated) in milliseconds (and the spread between their quartiles); tree_cascade,")
print("fitted on \(WorkerThreads.processors) threads and drawn into CSV")
print(TableBenchmark.head)
for path in paths {
  let name = path.split(separator: "/").last.map(String.init) ?? path
  report(path) {
    try TableBenchmark(name: name, model: "tree_cascade", repetitions: 7).line {
      try TableReader.read(path: path).table
    }
  }
}

/// Writes a table to a file that is read like any other, so that the peak of memory is that of the whole pipe.
func simulatedFile(rows: Int, columns: Int) throws -> String {
  let path = "/tmp/rowsmith-benchmark-\(getpid()).csv"
  let table = SimulatedTable.mixed(rows: rows, columns: columns)
  var bytes: [UInt8] = []
  CSVFormat().appendHeader(of: table.columns, to: &bytes)
  CSVFormat().appendRows(of: table, to: &bytes)
  let output = try OutputFile(path: path, replacesExisting: true)
  try output.append(bytes)
  try output.finish()
  return path
}

if simulatedRows > 0 {
  report("simulated") {
    let path = try simulatedFile(rows: simulatedRows, columns: 20)
    defer { unlink(path) }
    PeakMemory.reset()
    let benchmark = TableBenchmark(name: "simulated x 20", model: "tree_cascade", repetitions: 3)
    let line = try benchmark.line { try TableReader.read(path: path).table }
    return line + "\n  peak memory \(PeakMemory.megabytes.map { "\($0) MB" } ?? "unknown")"
  }
  report("independent") {
    let table = SimulatedTable.mixed(rows: min(simulatedRows, 100_000), columns: 19)
    let benchmark = TableBenchmark(name: "independent x 19", model: "independent", repetitions: 3)
    return try benchmark.line(draws: 2_000_000) { table }
  }
  report("expressions") { try ExpressionBenchmark.lines().joined(separator: "\n") }
}
