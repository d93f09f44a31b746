import Statistics
import Tables

/// Columns as normal scores of their mid-ranks: Φ⁻¹ of the middle of each value's interval of u.
enum NormalScores {
  /// One list for every column; nil for texts, which have no order.
  static func columns(of input: ModelInput) -> [[Double]?] {
    let columns = Parallel.map(input.columns.count) { index in
      scores(of: input.columns[index], order: input.levelOrders[index])
    }
    return columns
  }

  static func scores(of column: Column, order: [Int32]?) -> [Double]? {
    guard var shares = midRanks(of: column, order: order) else { return nil }
    shares.withUnsafeMutableBufferPointer { Normal.quantiles($0) }
    return shares
  }

  private static func midRanks(of column: Column, order: [Int32]?) -> [Double]? {
    switch column.storage {
    case .integers(let values), .instants(let values): return MidRanks.shares(of: values, missing: column.missing)
    case .decimals(let values): return MidRanks.shares(of: values, missing: column.missing)
    case .levels(let codes, let levels):
      return MidRanks.shares(ofCodes: codes, positions: order.map(positions), levels: levels.count)
    case .text: return nil
    }
  }

  /// The place of each code in an order: the inverse permutation.
  static func positions(_ order: [Int32]) -> [Int32] {
    var positions = [Int32](repeating: 0, count: order.count)
    for (place, code) in order.enumerated() { positions[Int(code)] = Int32(place) }
    return positions
  }
}
