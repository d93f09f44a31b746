import Statistics
import Tables

/// A family of columns: how it is fitted to real values and restored from a recipe. One type per file, one line in
/// `Generators.all`.
package protocol Generator: Sendable {
  /// The frozen recipe spelling.
  static var name: String { get }
  /// One line for the picker and `rowsmith list generators`.
  static var summary: String { get }
  /// Whether its parameters hold anything of the column's values; by default they do.
  static var learns: Bool { get }
  /// Parameters to show what it draws; nil where only a fit can give them.
  static var example: GeneratorExample? { get }

  /// Whether the picker offers it for such a column.
  static func suits(_ column: Column, profile: ColumnProfile) -> Bool

  /// Learns from the values that are not missing.
  /// - Throws: `.cannotFit` with the reason (no value, wrong storage).
  static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator

  /// The inverse of `FittedGenerator.parameters`, with every parameter checked.
  /// - Throws: `.badParameter` naming the parameter, what was found and what was expected.
  static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError) -> any FittedGenerator
}

extension Generator {
  package static var learns: Bool { true }
  package static var example: GeneratorExample? { nil }
}

/// A column that shows what a generator draws: its kind and parameters, as a recipe may hold them.
package struct GeneratorExample: Sendable {
  package var kind: ColumnKind
  package var parameters: Parameters
  package init(kind: ColumnKind, parameters: Parameters) {
    self.kind = kind
    self.parameters = parameters
  }
}

/// What a generator may know while it is fitted.
package struct FitContext: Sendable {
  package var profile: ColumnProfile
  package var privacy: PrivacySettings
  /// For columns of levels: the order of the level codes along u, by the table's first principal axis; nil: by share.
  package var levelOrder: [Int32]?
  /// Which made-up values the user asked for; nil: what the column looks like.
  package var fake: FakeWish?
  /// The table, for columns that take the values of another one.
  package var table: Table?

  package init(
    profile: ColumnProfile, privacy: PrivacySettings, levelOrder: [Int32]? = nil, fake: FakeWish? = nil,
    table: Table? = nil
  ) {
    self.profile = profile
    self.privacy = privacy
    self.levelOrder = levelOrder
    self.fake = fake
    self.table = table
  }
}

/// A generator with its parameters: pure, sendable, ready to draw.
package protocol FittedGenerator: Sendable {
  /// Everything `restore` needs. Nothing in it is supported by fewer than k rows.
  var parameters: Parameters { get }

  /// A marginal maps the joint model's uniforms to values and never decreases in u (level codes for levels). Others
  /// (identifiers, patterns, placeholders) take the row number and their own stream.
  var isMarginal: Bool { get }

  /// How many different values exist, where every row must have its own; nil: rows may repeat.
  var capacity: UInt64? { get }

  /// The values of `request.rows`, one per row. Never missing: the missing atom is the synthesizer's business.
  func values(for request: DrawRequest) -> ColumnStorage
}

extension FittedGenerator {
  package var capacity: UInt64? { nil }
}

/// The rows to draw and where their randomness comes from.
package struct DrawRequest: Sendable {
  package var rows: Range<UInt64>
  /// One per row, inside (0, 1): from the joint model for marginals, from the column's own stream for others.
  package var uniforms: ArraySlice<Double>
  /// The column's own stream; use counters derived from the row number.
  package var stream: RandomStream
  /// The stream of the table as these rows are drawn, for what a column has from another one.
  package var shared: RandomStream
  /// The stream of the persons that the table's rows show, the same for all columns.
  package var persons: RandomStream

  /// - Parameter shared, persons: nil: the column stands alone.
  package init(
    rows: Range<UInt64>, uniforms: ArraySlice<Double>, stream: RandomStream, shared: RandomStream? = nil,
    persons: RandomStream? = nil
  ) {
    self.rows = rows
    self.uniforms = uniforms
    self.stream = stream
    self.shared = shared ?? stream
    self.persons = persons ?? stream
  }

  package init(rows: Range<UInt64>, uniforms: [Double], stream: RandomStream, persons: RandomStream? = nil) {
    self.init(rows: rows, uniforms: uniforms[...], stream: stream, persons: persons)
  }
}
