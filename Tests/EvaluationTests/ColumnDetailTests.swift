import Statistics
import Tables
import Testing

@testable import Evaluation

/// Quantiles, tails, boxes and gaps of one column.
@Suite struct ColumnDetailTests {
  private static func detail(_ real: Column, _ drawn: Column) -> ColumnDetail {
    ColumnDetail(
      ColumnDetail.Real(real, profile: Profiler.profile(real), wish: BinningWish()), synthetic: drawn)
  }

  @Test(arguments: [1, 2, 30, 1000]) func tailsAndQuantilesAreThoseOfTheValues(_ rows: Int) throws {
    let stream = RandomStream(seed: 3)
    let values = (0..<UInt64(rows)).map { 100 * stream.uniform(at: $0) }
    let detail = Self.detail(ScoreSamples.decimals("x", values), ScoreSamples.decimals("x", values))
    let numbers = try #require(detail.real)
    #expect(numbers.quantiles.count == 101 && numbers.quantiles == numbers.quantiles.sorted())
    #expect(numbers.quantiles.first == values.min() && numbers.quantiles.last == values.max())
    for point in numbers.tail {
      // At least as many values reach the point as its share says.
      #expect(values.count { $0 >= point.value } >= Int(point.share * Double(rows)))
    }
    #expect(numbers.tail.map(\.value) == numbers.tail.map(\.value).sorted())
    #expect(numbers.tail.last?.value == values.max())
    #expect(detail.distance == 0 && detail.real == detail.synthetic)
  }

  @Test func gapsAreCountedWhereTheyAre() {
    let values = [Double](repeating: 1, count: 600)
    let late = (0..<600).map { $0 >= 300 }
    let detail = Self.detail(ScoreSamples.decimals("x", values, missing: late), ScoreSamples.decimals("x", values))
    #expect(detail.realMissing == Array(repeating: 0, count: 30) + Array(repeating: 1, count: 30))
    #expect(detail.syntheticMissing.isEmpty)
  }

  @Test func levelsHaveNoNumbers() {
    let column = ScoreSamples.levels("c", [0, 1, 0, 1, 1, 0, 0, 0, 1, 0], ["a", "b"])
    let detail = Self.detail(column, column)
    #expect(detail.real == nil && detail.distance == nil && detail.comparison.agreement == 1)
  }
}
