import Statistics
import Tables
import Testing

@testable import Synthesis

/// Synthetic columns agree with real ones as well as a fresh real sample would, less one point.
@Suite struct AgreementTests {
  static let columns = ["skewed", "spiked", "two humps", "grid of 25", "small counts", "rounded"]

  private func column(_ name: String, _ rows: Int) -> Column {
    let normals = SampleTables.uniforms(rows, name).map { Normal.quantile($0) }
    let coins = SampleTables.uniforms(rows, "coin \(name)")
    switch name {
    case "skewed": return decimals(name, normals.map { (1.2 * $0).exponential * 100 }, 9)
    case "spiked": return decimals(name, zip(normals, coins).map { $1 < 0.3 ? 7.25 : ($0 * 100).rounded() / 50 }, 2)
    case "two humps": return decimals(name, zip(normals, coins).map { $1 < 0.4 ? $0 : $0 * 0.3 + 9 }, 9)
    case "grid of 25":
      return SampleTables.column(name, .integer, .integers(normals.map { Int64(($0 * 32 + 168).rounded()) * 25 }))
    case "small counts":
      return SampleTables.column(name, .integer, .integers(normals.map { Int64(($0 * 0.8).exponential) }))
    default: return decimals(name, normals.map { ($0 * 20).rounded() / 10 }, 1)
    }
  }

  private func decimals(_ name: String, _ values: [Double], _ digits: Int) -> Column {
    let scale = QuantileFunctionGrid.powerOfTen(digits)
    return SampleTables.column(
      name, .decimal, .decimals(values.map { ($0 * scale).rounded() / scale }), decimals: digits)
  }

  /// 30 bins that hold about equally many real rows, cut where values change.
  private func shares(_ column: Column, edges: [Double]) -> [Double] {
    let values = column.presentNumbers ?? []
    var counts = [Double](repeating: 0, count: edges.count + 1)
    for value in values { counts[edges.partitionedIndex(above: value)] += 1 / Double(values.count) }
    return counts
  }

  @Test(arguments: columns, [344, 1000, 3000]) func agreesAsWellAsARealSample(_ name: String, rows: Int) throws {
    let real = column(name, rows)
    let recipe = try SampleTables.fit(Table(name: "t", columns: [real]))
    let synthesizer = try Synthesizer(recipe)
    let sorted = (real.presentNumbers ?? []).sorted()
    var edges: [Double] = []
    for bin in 1..<30 where sorted[bin * rows / 30] > edges.last ?? sorted[0] { edges.append(sorted[bin * rows / 30]) }
    let realShares = shares(real, edges: edges)
    // What a fresh sample agrees is an expectation, so eight draws are averaged against it.
    let agreements = try (0..<8).map { draw in
      let drawn = try synthesizer.rows(UInt64(draw * rows)..<UInt64((draw + 1) * rows)).columns[0]
      return Agreement.score(real: realShares, synthetic: shares(drawn, edges: edges))
    }
    let agreement = agreements.reduce(0, +) / 8
    let floor = Agreement.freshAgreement(shares: realShares, realCount: rows, syntheticCount: rows)
    #expect(agreement > floor - 0.01, "\(agreement), expected \(floor)")
  }
}

extension [Double] {
  /// The number of rising members at or below `value`.
  fileprivate func partitionedIndex(above value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
