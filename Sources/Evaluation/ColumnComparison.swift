import Statistics
import Tables

/// A real and a synthetic column side by side on the same bins: what the three-tone chart, the sparkline and the statistics
/// table of a column show.
package struct ColumnComparison: Equatable, Sendable {
  /// One bar: a bin of numbers, a level, or the pooled rest.
  package struct Bar: Equatable, Sendable {
    /// The bin's range as text, or the level.
    package var label: String
    package var real: Double
    package var synthetic: Double
    /// Whether the label is a bin or a level; false where it is words about several.
    package var isNamed: Bool
    package init(label: String, real: Double, synthetic: Double, isNamed: Bool = true) {
      self.label = label
      self.real = real
      self.synthetic = synthetic
      self.isNamed = isNamed
    }
  }

  package enum Shape: Equatable, Sendable {
    /// Bins of numbers or instants, with the edges in storage units and whether they are equally wide on a log scale.
    /// `hasZeroBar`: the first bar is the atom at zero.
    case histogram(edges: [Double], isLogarithmic: Bool, hasZeroBar: Bool)
    /// Levels by falling real share; `pooledLevels` of them are the last bar.
    case levels(pooledLevels: Int)
    /// Nothing to compare (identifiers, free text): why.
    case notCompared(String)
  }

  /// A row of the statistics table.
  package struct Statistic: Equatable, Sendable {
    package var name: String
    package var real: String
    package var synthetic: String
    /// Relative or absolute change as text, empty where it has no meaning.
    package var change: String
    package init(name: String, real: String, synthetic: String, change: String) {
      self.name = name
      self.real = real
      self.synthetic = synthetic
      self.change = change
    }
  }

  package var column: String
  package var kind: ColumnKind
  package var shape: Shape
  /// Shares of the rows that are not missing; each side sums to 1 (or is all 0 where it has no value).
  package var bars: [Bar]
  /// Σ min(real, synthetic), 0...1; nil where nothing is compared.
  package var agreement: Double?
  /// Whether the first bin also holds values below its edge, of either side, and the last values above.
  package var holdsLower = false
  package var holdsHigher = false
  /// The agreement that a fresh real sample of as many rows is expected to have.
  package var freshAgreement: Double?
  package var realMissingShare: Double
  package var syntheticMissingShare: Double
  package var realRows: Int
  package var syntheticRows: Int
  package var statistics: [Statistic]
  /// The bars regrouped to at most ten for the list's sparkline; still shares that sum to 1.
  package var sparkline: [Bar]
  /// A sentence to warn with ("tail: 96 real outliers, synthetic 9"), if there is one.
  package var warning: String?
  /// Whether the labels of levels cannot be read: those are meant to be gone.
  package var isMasked = false
}

/// How the user wants the chart binned.
package struct BinningWish: Hashable, Sendable {
  /// Upper limit of bins, normally the pane's width in cells.
  package var maximumBins: Int
  /// Upper limit of level bars, normally the pane's height in cells; the last pools the rest.
  package var maximumLevels: Int
  /// Halvings (negative) or doublings (positive) of the automatic number, from `<` and `>`.
  package var refinement: Int
  /// nil: chosen from the data (log where positive and strongly skewed).
  package var logarithmic: Bool?
  package init(maximumBins: Int = 60, maximumLevels: Int = 30, refinement: Int = 0, logarithmic: Bool? = nil) {
    self.maximumBins = maximumBins
    self.maximumLevels = maximumLevels
    self.refinement = refinement
    self.logarithmic = logarithmic
  }
}
