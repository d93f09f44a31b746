import Glibc

// Medians of reading, profiling, fitting and generating for each table named on the command line.
let paths = CommandLine.arguments.dropFirst()
guard !paths.isEmpty else {
  print("usage: Benchmarks TABLE...")
  exit(2)
}
let repetitions = 7
print("medians of \(repetitions) runs in milliseconds (and the spread between their quartiles)")
print(TableBenchmark.head)
for path in paths {
  do { print(try TableBenchmark(path: path).line(repetitions: repetitions)) } catch {
    print("\(path): \(error)")
    exit(3)
  }
}
