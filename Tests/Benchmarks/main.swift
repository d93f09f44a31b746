import Glibc

// Medians of reading, profiling, fitting and generating for each table named on the command line.
let arguments = Array(CommandLine.arguments.dropFirst())
let paths = arguments.filter { !$0.hasPrefix("--") }
guard !paths.isEmpty else {
  fputs("usage: Benchmarks TABLE...\n", stderr)
  exit(2)
}
let repetitions = 7
fputs("medians of \(repetitions) runs, milliseconds (spread between the quartiles)\n", stderr)
puts(TableBenchmark.head)
for path in paths {
  do { puts(try TableBenchmark(path: path).line(repetitions: repetitions)) } catch {
    fputs("\(path): \(error)\n", stderr)
    exit(3)
  }
}
