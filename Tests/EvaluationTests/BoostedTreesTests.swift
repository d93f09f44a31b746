import Glibc
import Statistics
import Synthesis
import Testing

@testable import Evaluation

@Suite struct BoostedTreesTests {
  private static let stream = RandomStream(seed: 7)

  /// Two numbers, one category with gaps; the label is the first number above the second, turned in one category.
  private static func problem(_ rows: Int, from first: Int = 0) -> (features: FeatureMatrix, labels: [Float]) {
    var (values, labels) = ([Float](), [Float]())
    for row in first..<first + rows {
      let own = (0..<3).map { Float(stream.uniform(at: UInt64(4 * row + $0))) }
      let category: Float = row % 17 == 0 ? .nan : Float(Int(own[2] * 6))
      values += [own[0], own[1], category]
      labels.append((own[0] > own[1]) != (category == 3) ? 1 : 0)
    }
    return (FeatureMatrix(rows: rows, isCategory: [false, false, true], values: values), labels)
  }

  private static func predictions(threads: Int = 1) throws -> [Float] {
    let (train, test) = (problem(3_000), problem(1_000, from: 3_000))
    return try BoostedTrees(task: .binary, threads: threads).predictions(
      for: test.features, training: train.features, labels: train.labels)
  }

  /// The labels have no noise: what is lost are rows within about a bin (1/256) and a few splits of the border, a few in 100.
  @Test func learnsWhatIsThere() throws {
    let labels = Self.problem(1_000, from: 3_000).labels
    let area = AreaUnderCurve.area(of: try Self.predictions().map(Double.init), isFirst: labels.map { $0 == 1 })
    #expect(try #require(area) > 0.97)
  }

  @Test func threadsDoNotMatter() throws {
    let alone = try Self.predictions()
    #expect(try Self.predictions(threads: 2) == alone)
    let together = Parallel.map(4) { _ in try? Self.predictions() }
    #expect(together.allSatisfy { $0 == alone })
  }

  @Test func numbersAndClassesArePredicted() throws {
    let (train, test) = (Self.problem(2_000), Self.problem(500, from: 2_000))
    func truth(_ matrix: FeatureMatrix) -> [Float] {
      (0..<matrix.rows).map { 3 * matrix.values[3 * $0] - matrix.values[3 * $0 + 1] }
    }
    let numbers = try BoostedTrees(task: .number).predictions(
      for: test.features, training: train.features, labels: truth(train.features))
    let errors = zip(numbers, truth(test.features)).map { abs($0 - $1) }
    // A tenth of the spread of 3 a - b, √(10 / 12) = 0.91, with no noise to hide in.
    #expect(errors.reduce(0, +) / 500 < 0.1)
    let shares = try BoostedTrees(task: .classes(3), rounds: 5).predictions(
      for: test.features, training: train.features, labels: train.labels)
    #expect(shares.count == 1_500)
    for row in 0..<500 { #expect(abs(shares[3 * row] + shares[3 * row + 1] + shares[3 * row + 2] - 1) < 1e-4) }
  }

  @Test func refusalsAreErrorsWithTheLibrarysWords() {
    let own = Self.problem(50)
    #expect {
      try BoostedTrees(task: .classes(2)).predictions(
        for: own.features, training: own.features, labels: own.labels.map { $0 + 5 })
    } throws: { error in
      guard let error = error as? EvaluationError, case .boosting(let reason) = error.kind else { return false }
      return reason.contains("num_class") && !reason.contains("\n")
    }
  }

  /// Each training has two matrices of 2.4 MB in the library: thirty kept ones would need 144 MB, every time. Less than half of
  /// that is what the allocator may keep and other tests use at the same time, at least once in a few times.
  @Test func memoryIsGivenBack() throws {
    let own = Self.problem(200_000)
    func train() throws {
      _ = try BoostedTrees(task: .binary, rounds: 1).predictions(
        for: own.features, training: own.features, labels: own.labels)
    }
    for _ in 0..<5 { try train() }
    var least = Int.max
    for _ in 0..<5 where least >= 60 * 256 {
      let before = try Self.residentPages()
      for _ in 0..<30 { try train() }
      least = min(least, try Self.residentPages() - before)
    }
    #expect(least < 60 * 256, "pages of 4 KB")
  }

  private static func residentPages() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    try #require(fgets(&line, 200, file) != nil)
    let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    return try #require(words.count > 1 ? Int(words[1]) : nil)
  }
}
