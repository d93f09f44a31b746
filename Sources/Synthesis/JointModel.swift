import Statistics
import Tables

/// How columns move together. One type per file, one line in `JointModels.all`.
package protocol JointModel: Sendable {
  static var name: String { get }
  static var summary: String { get }
  /// Columns that it can be fitted to at most; of more columns, each is drawn on its own.
  static var maximumColumns: Int { get }

  /// Learns the dependence between the columns of `input`, from their ranks only: exchanging a column's marginal later
  /// needs no refit.
  static func fit(_ input: ModelInput) throws(SynthesisError) -> any FittedJointModel
  static func restore(_ parameters: Parameters, columns: [String]) throws(SynthesisError) -> any FittedJointModel

  /// The columns that fitted parameters are about, where only these can be restored together; empty where any can.
  static func columns(of parameters: Parameters) -> [String]
}

/// The modelled columns of a table, with the order of their levels along u.
package struct ModelInput: Sendable {
  package var columns: [Column]
  /// For each column of levels the order of its codes along u; nil for other columns.
  package var levelOrders: [[Int32]?]
  package var privacy: PrivacySettings
  package var seed: UInt64
  /// The rows by rare event, for a model that draws every column given the stratum; nil: no event re-weights the table.
  package var strata: Strata?
  /// Rows that a leaf holds at least, for a model of trees; nil: by the size of the table.
  package var detail: Int?
  /// Columns that a model which draws one after another draws first, in this order.
  package var leading: [Int]

  package init(
    columns: [Column], levelOrders: [[Int32]?], privacy: PrivacySettings, seed: UInt64, strata: Strata? = nil,
    detail: Int? = nil, leading: [Int] = []
  ) {
    self.detail = detail
    self.columns = columns
    self.levelOrders = levelOrders
    self.privacy = privacy
    self.seed = seed
    self.strata = strata
    self.leading = leading
  }
}

extension JointModel {
  package static func columns(of parameters: Parameters) -> [String] { [] }

  package static var maximumColumns: Int { .max }
}

package protocol FittedJointModel: Sendable {
  var parameters: Parameters { get }

  /// The real share of each stratum that was told to the fit, the rows of no event first; 0 for an event of fewer than k rows.
  /// Empty where the model knows no strata.
  var stratumShares: [Double] { get }

  /// What the model learned and what it rests on, for the disclosure ledger.
  /// - Parameter rows: of the source.
  func learned(rows: Int) -> [DisclosureLedger.Entry]

  /// Fills one dependent uniform in (0, 1) per row and modelled column.
  ///
  /// A model may draw column by column, each conditional on the earlier ones and on the row's stratum: the block is
  /// column-major and every column's randomness comes from `request.stream.stream(named: column)` at the row number.
  func fill(_ block: inout UniformBlock, for request: BlockRequest)

  /// The same model, which draws each row within the limits of its stratum: the limited columns from their conditional law,
  /// the others given them. nil: it cannot, and the synthesizer draws rows again until they suit their stratum.
  func limited(to limits: UniformLimits) -> (any FittedJointModel)?

  /// The same model under conditions, each stratum of the limits an alternative with its own: all columns are drawn from their
  /// conditional law, those before a limited one too.
  /// - Parameter stream: for what has to be found out by drawing.
  func conditioned(on limits: UniformLimits, stream: RandomStream) -> ConditionedModel?
}

extension FittedJointModel {
  package var stratumShares: [Double] { [] }

  package func learned(rows: Int) -> [DisclosureLedger.Entry] { [] }

  package func conditioned(on limits: UniformLimits, stream: RandomStream) -> ConditionedModel? {
    limited(to: limits).map { ConditionedModel(model: $0) }
  }

  package func limited(to limits: UniformLimits) -> (any FittedJointModel)? { nil }
}

package struct BlockRequest: Sendable {
  package var rows: Range<UInt64>
  package var stream: RandomStream
  /// The stratum of each row where rare events re-weight the table; nil: one stratum.
  package var strata: [Int32]?

  package init(rows: Range<UInt64>, stream: RandomStream, strata: [Int32]? = nil) {
    self.rows = rows
    self.stream = stream
    self.strata = strata
  }
}

/// Uniforms of a block of rows, column-major: the uniform of column c in row r is `values[c * rowCount + r]`.
package struct UniformBlock: Sendable {
  package let columns: [String]
  package let rowCount: Int
  package var values: [Double]

  package init(columns: [String], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
    values = Array(repeating: 0.5, count: columns.count * rowCount)
  }

  package func column(_ index: Int) -> ArraySlice<Double> { values[index * rowCount..<(index + 1) * rowCount] }

  /// Moves the uniforms of limited columns into their limits, each column by itself.
  package mutating func squeeze(to limits: UniformLimits, strata: [Int32]) {
    for (index, name) in columns.enumerated() {
      let sets = limits.ofStratum.map { $0[name] }
      guard sets.contains(where: { $0 != nil }) else { continue }
      for row in 0..<rowCount {
        guard let set = sets[Int(strata[row])] else { continue }
        values[index * rowCount + row] = set.squeezed(values[index * rowCount + row])
      }
    }
  }
}
