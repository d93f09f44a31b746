import Statistics
import Synthesis
import Tables

/// Real against synthetic rows of a rare event and of all others, column by column: whether each part keeps its shape when
/// only their shares change.
package struct StratumComparison: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package var column: String
    /// Within the rows of the event.
    package var event: ColumnComparison
    /// Within all other rows.
    package var rest: ColumnComparison
  }

  /// The condition of the event.
  package var when: String
  package var realRows: Int
  package var syntheticRows: Int
  package var realTotal: Int
  package var syntheticTotal: Int
  /// In the order of the real table; columns that the event reads and those the synthetic table lacks are left out.
  package var entries: [Entry]

  package func entry(_ column: String) -> Entry? { entries.first { $0.column == column } }
}

extension Comparer {
  /// Compares the rows that satisfy `condition`, and the others, each real with synthetic.
  ///
  /// - Parameters:
  ///   - real: the table that the condition was compiled for. `profile`: of its columns.
  ///   - isCancelled: asked before every column.
  /// - Returns: nil where it was cancelled.
  /// - Throws: `.expression` where the synthetic columns are of other kinds.
  package static func compareStrata(
    of condition: EventCondition, real: Table, profile: Profile, synthetic: Table, wish: BinningWish,
    isCancelled: () -> Bool = { false }
  ) throws(SynthesisError) -> StratumComparison? {
    let realParts = parts(condition.rows(of: real))
    let drawnParts = parts(try condition.rows(ofDrawn: synthetic))
    var result = StratumComparison(
      when: condition.when, realRows: realParts.event.count, syntheticRows: drawnParts.event.count,
      realTotal: real.rowCount, syntheticTotal: synthetic.rowCount, entries: [])
    let read = Set(condition.columns.map { ByteText($0) })
    for (column, profile) in zip(real.columns, profile.columns) where !read.contains(ByteText(column.name)) {
      if isCancelled() { return nil }
      guard let drawn = synthetic.column(named: column.name), drawn.kind == column.kind else { continue }
      func compared(_ real: [Int], _ synthetic: [Int]) -> ColumnComparison {
        compare(real: column.taking(real), profile: profile, synthetic: drawn.taking(synthetic), wish: wish)
      }
      result.entries.append(
        StratumComparison.Entry(
          column: column.name, event: compared(realParts.event, drawnParts.event),
          rest: compared(realParts.rest, drawnParts.rest)))
    }
    return result
  }

  private static func parts(_ mask: [Bool]) -> (event: [Int], rest: [Int]) {
    (mask.indices.filter { mask[$0] }, mask.indices.filter { !mask[$0] })
  }
}
