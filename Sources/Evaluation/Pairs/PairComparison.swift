/// Two columns of a real and of a synthetic table on one scale: what the pair chart shows.
package struct PairComparison: Equatable, Sendable {
  package enum Shape: Equatable, Sendable {
    case points(PairGrid)
    case levels(PairLevels)
    case boxes(PairBoxes)
    /// Why there is nothing to show.
    case nothing(String)
  }

  package var first: String
  package var second: String
  package var shape: Shape
  /// Σ min over the cells of the chart, 0...1; nil where they are no shares.
  package var agreement: Double?
  /// How strongly the columns go together: what it is called, and its value for both sides.
  package var association: (name: String, real: Double, synthetic: Double)?

  package static func == (left: PairComparison, right: PairComparison) -> Bool {
    left.first == right.first && left.second == right.second && left.shape == right.shape
      && left.agreement == right.agreement && left.association?.name == right.association?.name
      && left.association?.real == right.association?.real
      && left.association?.synthetic == right.association?.synthetic
  }
}

/// Shares of rows in a grid of equal cells, row by row from the bottom; values outside the edges are in the outer cells.
package struct PairGrid: Equatable, Sendable {
  package var width: Int
  package var height: Int
  package var real: [Double]
  package var synthetic: [Double]
  /// The ends of both scales, in storage units.
  package var x: PairScale
  package var y: PairScale
  /// Rows on each side.
  package var realRows: Int
  package var syntheticRows: Int
}

/// One axis.
package struct PairScale: Equatable, Sendable {
  package var lower: Double
  package var upper: Double
  package var isLogarithmic: Bool
}

/// A table of shares: the most common levels of both, the rest as one.
package struct PairLevels: Equatable, Sendable {
  package var rows: [String]
  package var columns: [String]
  /// Row by row.
  package var real: [Double]
  package var synthetic: [Double]
}

/// The numbers of one column for each level of the other.
package struct PairBoxes: Equatable, Sendable {
  /// Quantiles at 0.05, 0.25, 0.5, 0.75 and 0.95, in storage units; empty for a level without rows.
  package struct Box: Equatable, Sendable {
    package var level: String
    package var real: [Double]
    package var synthetic: [Double]
  }

  package var boxes: [Box]
  package var scale: PairScale
  /// The level comes from the second column.
  package var isSwapped: Bool
}
