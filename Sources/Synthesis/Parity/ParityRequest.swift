/// A wish: the law of one column made equal across the levels of another.
package struct ParityRequest: Hashable, Sendable {
  package var target: String
  package var group: String

  package init(target: String, group: String) {
    self.target = target
    self.group = group
  }

  /// Reads `TARGET~GROUP`; the first tilde parts them.
  /// - Throws: `.parity` where a part is missing.
  package init(parsing text: String) throws(SynthesisError) {
    let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw SynthesisError(
        .parity(
          target: text, group: "",
          reason: "cannot be read; expected TARGET~GROUP, two columns with a tilde between them"))
    }
    self.init(target: parts[0], group: parts[1])
  }
}

/// A parity as a recipe keeps it: what the repair found and what it left. Every figure rests on at least k rows or is 0; levels
/// of fewer rows are pooled.
package struct ParityRecipe: Equatable, Sendable {
  /// What the figures are.
  package enum Measure: String, CaseIterable, Sendable {
    /// Of each level, its share among the group's rows; missing last where k rows are. 0 also where a share is hidden.
    case share
    /// The quartiles of the group's values.
    case quartile
  }

  package var target: String
  package var group: String
  package var measure: Measure
  /// The levels of the group, and how many real rows each has, to 3 significant digits.
  package var groups: [String]
  package var rows: [Int]
  /// What the figures of each group are of: levels of the target, or `25%`, `50%`, `75%`.
  package var labels: [String]
  /// Group by group, one figure per label; in storage units of the target.
  package var before: [Double]
  package var after: [Double]
  /// Rows of the table whose target was changed before the fit; 0 where they are fewer than k.
  package var changed: Int

  package init(
    target: String, group: String, measure: Measure, groups: [String], rows: [Int], labels: [String], before: [Double],
    after: [Double], changed: Int
  ) {
    self.target = target
    self.group = group
    self.measure = measure
    self.groups = groups
    self.rows = rows
    self.labels = labels
    self.before = before
    self.after = after
    self.changed = changed
  }
}
