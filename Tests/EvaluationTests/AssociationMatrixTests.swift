import Statistics
import Tables
import Testing

@testable import Evaluation

/// How strongly columns go together, and the report in steps.
@Suite struct AssociationMatrixTests {
  @Test func matrixIsSymmetricAndKnowsTheLinks() throws {
    let (real, drawn) = (ScoreSamples.table(800, seed: 5), ScoreSamples.table(800, seed: 6))
    let context = try Scorer().context(real: real, synthetic: drawn, holdout: nil, target: nil)
    let matrix = AssociationMatrix(context)
    #expect(matrix.names == ["a", "b", "c", "d", "e", "f", "g"] && matrix.leftOut == 0)
    for row in matrix.names.indices {
      for column in 0..<row { #expect(matrix.pair(row, column) == matrix.pair(column, row)) }
    }
    // b = a + 0.3 noise: Pearson 0.958, Spearman 0.953 for normal numbers; five standard errors of 600 rows are 0.02.
    let strong = try #require(matrix.pair(0, 1))
    #expect(abs(strong.real - 0.953) < 0.02 && abs(strong.synthetic - 0.953) < 0.02)
    // e is on its own.
    #expect(abs(try #require(matrix.pair(0, 4)).real) < matrix.band)
    let sizes = matrix.byDifference.map { abs($0.difference) }
    #expect(sizes == sizes.sorted(by: >) && !sizes.isEmpty)
  }

  @Test func aReportInStepsIsTheReport() throws {
    let (real, drawn) = (ScoreSamples.table(200, seed: 7), ScoreSamples.table(150, seed: 8))
    var scorer = Scorer()
    scorer.metrics = [KSComplementMetric.self, TVComplementMetric.self, PairAgreementMetric.self]
    var steps: [Int] = []
    let stepped = try #require(
      try scorer.report(real: real, synthetic: drawn) { soFar, done, total in
        steps.append(done)
        #expect(total == 4 && soFar.entries.count <= 3)
        return true
      })
    let whole = try scorer.report(real: real, synthetic: drawn)
    #expect(steps == [0, 1, 3, 4] && stepped.associations != nil && whole.associations == nil)
    #expect(stepped.entries.map(\.synthetic) == whole.entries.map(\.synthetic))
    #expect(stepped.entries.map(\.noiseFloor) == whole.entries.map(\.noiseFloor))
    let cancelled = try scorer.report(real: real, synthetic: drawn) { _, done, _ in done < 1 }
    #expect(cancelled == nil)
  }
}
