import Tables

/// The saved, reusable design of a synthetic table: everything needed to draw rows, and no row of the source.
///
/// A plain value: two equal recipes draw equal rows. The file format is in `RecipeFile`.
package struct Recipe: Equatable, Sendable {
  package var source: SourceFacts
  package var seed: UInt64
  package var privacy: PrivacySettings
  package var model: ModelRecipe
  /// In the order of the source.
  package var columns: [ColumnRecipe]
  /// Rare events with their targets; a row belongs to the first it satisfies.
  package var rare: [RareEventRecipe]
  /// Rows carry the column `_weight`, which undoes rare events in weighted means.
  package var hasWeightColumn: Bool
  /// Columns whose law was made equal across groups before the fit.
  package var parity: [ParityRecipe]
  /// What holds in every row, or in all together.
  package var rules: [RuleRecipe]

  package init(
    source: SourceFacts, seed: UInt64, privacy: PrivacySettings, model: ModelRecipe, columns: [ColumnRecipe],
    rare: [RareEventRecipe] = [], hasWeightColumn: Bool = false, parity: [ParityRecipe] = [], rules: [RuleRecipe] = []
  ) {
    self.source = source
    self.seed = seed
    self.privacy = privacy
    self.model = model
    self.columns = columns
    self.rare = rare
    self.hasWeightColumn = hasWeightColumn
    self.parity = parity
    self.rules = rules
  }

  package func column(named name: String) -> ColumnRecipe? { columns.first { $0.name == name } }
}

/// What the recipe says of the table it was fitted on. A name, never a path.
package struct SourceFacts: Equatable, Sendable {
  package var name: String
  package var rows: Int
  package var columns: Int
  package var delimiter: UInt8
  package init(name: String, rows: Int, columns: Int, delimiter: UInt8 = UInt8(ascii: ",")) {
    self.name = name
    self.rows = rows
    self.columns = columns
    self.delimiter = delimiter
  }
}

package struct PrivacySettings: Equatable, Sendable {
  /// Nothing in the recipe is supported by fewer than `k` real rows. At least 1.
  package var k: Int
  package init(k: Int = 11) { self.k = k }
}

/// Which joint model, and what it learned.
package struct ModelRecipe: Equatable, Sendable {
  package var name: String
  package var parameters: Parameters
  package init(name: String, parameters: Parameters = Parameters()) {
    self.name = name
    self.parameters = parameters
  }

  /// Rows that a leaf of a tree cascade was asked to hold at least; nil where the size of the table decided, or there are none.
  package var detail: Int? {
    guard case .integer(let rows)? = parameters[FittedTreeCascade.detailName] else { return nil }
    return Int(exactly: rows)
  }
}

/// One column of the design.
package struct ColumnRecipe: Equatable, Sendable {
  package var name: String
  package var kind: ColumnKind
  package var look: Look
  /// Share of rows that are missing, 0...1; an atom at the lowest uniforms.
  package var missingShare: Double
  package var generator: String
  package var parameters: Parameters
  /// What an empirical column does beyond the values seen; others have no say.
  package var tails: ColumnTails
  /// Left out of the output; still drawn where others depend on it.
  package var isDropped: Bool
  package var personalData: PersonalDataKind?
  /// Parameters of the generator, and `missing`, that were set by hand: a new fit keeps them.
  package var pinned: [String]

  package init(
    name: String, kind: ColumnKind, look: Look, missingShare: Double, generator: String, parameters: Parameters,
    tails: ColumnTails = ColumnTails(), isDropped: Bool = false, personalData: PersonalDataKind? = nil,
    pinned: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.look = look
    self.missingShare = missingShare
    self.generator = generator
    self.parameters = parameters
    self.tails = tails
    self.isDropped = isDropped
    self.personalData = personalData
    self.pinned = pinned
  }
}
