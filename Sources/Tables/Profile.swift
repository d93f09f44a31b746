/// A hint that a column holds personal data, from its name and from its values.
package enum PersonalDataKind: String, CaseIterable, Sendable, Hashable {
  case name, email, phone, address, card, iban, nationalID = "national_id"
}

/// What was learned about one column for display and for choosing a generator.
///
/// It is computed from all values. It may hold real extremes and rare levels and is therefore for the screen only: nothing of
/// it is written to a recipe or session.
package struct ColumnProfile: Equatable, Sendable {
  /// Numbers of an integer, decimal, date, time or datetime column, in storage units (days, microseconds).
  package struct Numbers: Equatable, Sendable {
    package var minimum = 0.0
    package var maximum = 0.0
    package var mean = 0.0
    /// Standard deviation with n - 1; 0 for a single value.
    package var standardDeviation = 0.0
    /// (probability, value) at .01, .05, .25, .5, .75, .95, .99; linear interpolation between order statistics (type 7).
    package var quantiles: [Quantile] = []
    /// Values more than 3 interquartile ranges outside the quartiles.
    package var lowOutliers = 0
    package var highOutliers = 0
    package init() {}
  }

  package struct Quantile: Equatable, Sendable {
    package var probability: Double
    package var value: Double
    package init(probability: Double, value: Double) {
      self.probability = probability
      self.value = value
    }
  }

  package struct Level: Equatable, Sendable {
    package var text: ByteText
    package var count: Int
    package init(text: ByteText, count: Int) {
      self.text = text
      self.count = count
    }
  }

  package var name: String
  package var kind: ColumnKind
  package var count = 0
  package var missing = 0
  /// Number of distinct values that are not missing.
  package var distinct = 0
  /// Two standard errors of `distinct` as a share of it; 0 where it is exact.
  package var distinctError = 0.0
  package var numbers: Numbers?
  /// How far, as a share of the values, the rank of a quantile in `numbers` may be from what was asked, 99 times of 100; 0 where
  /// quantiles and outliers are exact.
  package var rankError = 0.0
  /// The most common levels, by falling count, then by bytes; at most 64. Categories and booleans only.
  package var levels: [Level] = []
  /// One value in every row that is not missing.
  package var isConstant = false
  /// At least 95 % of the values differ (and there are at least 20), so the column is shown as `≈ unique`.
  package var isNearlyUnique = false
  package var personalData: PersonalDataKind?

  package init(name: String, kind: ColumnKind) {
    self.name = name
    self.kind = kind
  }
}

package struct Profile: Equatable, Sendable {
  package var rows: Int
  package var columns: [ColumnProfile]
  package init(rows: Int, columns: [ColumnProfile]) {
    self.rows = rows
    self.columns = columns
  }
}
