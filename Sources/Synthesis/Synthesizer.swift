import Statistics
import StrictYAML
import Tables

/// From a recipe to rows: the only way.
package struct Synthesizer: Sendable {
  private struct Part: Sendable {
    let recipe: ColumnRecipe
    let generator: any FittedGenerator
    /// The place among the modelled columns; nil for columns that take their own stream.
    let modelled: Int?
  }

  private let name: String
  private let parts: [Part]
  private let modelledNames: [String]
  private let model: any FittedJointModel
  private let stream: RandomStream
  /// nil: no rare event re-weights the rows.
  private let plan: RarePlan?

  /// Checks and restores every part of the recipe.
  /// - Parameter total: the rows of the whole draw, for rare events that ask for a number of rows; nil: as many as the source
  ///   has.
  package init(_ recipe: Recipe, total: UInt64? = nil) throws(SynthesisError) {
    var parts: [Part] = []
    var modelled: [String] = []
    for column in recipe.columns {
      let generator = try Self.restore(column)
      let isModelled = generator.isMarginal && column.missingShare < 1
      parts.append(Part(recipe: column, generator: generator, modelled: isModelled ? modelled.count : nil))
      if isModelled { modelled.append(column.name) }
    }
    guard let type = JointModels.named(recipe.model.name) else {
      let nearest = NearestName.of(recipe.model.name, among: JointModels.all.map { $0.name })
      throw SynthesisError(.unknownModel(name: recipe.model.name, nearest: nearest))
    }
    name = recipe.source.name
    self.parts = parts
    modelledNames = modelled
    model = try type.restore(recipe.model.parameters, columns: modelled)
    stream = RandomStream(seed: recipe.seed)
    plan = try RarePlan(recipe, total: total)
  }

  static func restore(_ column: ColumnRecipe) throws(SynthesisError) -> any FittedGenerator {
    guard let type = Generators.named(column.generator) else {
      let nearest = NearestName.of(column.generator, among: Generators.all.map { $0.name })
      throw SynthesisError(.unknownGenerator(name: column.generator, nearest: nearest), column: column.name)
    }
    guard 0...1 ~= column.missingShare else {
      let found = "\(column.missingShare)"
      let kind = SynthesisError.Kind.badParameter(name: "missing", found: found, expected: "a share from 0 to 1")
      throw SynthesisError(kind, column: column.name)
    }
    return try type.restore(column.parameters, column: column)
  }

  /// Checks that every column whose values differ from row to row has enough of them for the rows of `range`.
  /// - Throws: `.capacity` for the first that has not.
  package func checkCapacity(for range: Range<UInt64>) throws(SynthesisError) {
    for part in parts where !part.recipe.isDropped {
      if let capacity = part.generator.capacity, capacity < range.upperBound {
        throw SynthesisError(.capacity(values: "\(capacity)", rows: range.upperBound), column: part.recipe.name)
      }
    }
  }

  /// The rows of `range` (half-open, from 0). Row i is a pure function of (recipe, seed, i).
  package func rows(_ range: Range<UInt64>) -> Table {
    let count = Int(clamping: range.count)
    var block = UniformBlock(columns: modelledNames, rowCount: count)
    let strata = plan?.sequence.codes(of: range)
    model.fill(&block, for: BlockRequest(rows: range, stream: stream.stream(named: "model"), strata: strata))
    let columns = parts.filter { !$0.recipe.isDropped }.map { column($0, block, range) }
    return Table(name: name, columns: columns, rowCount: count)
  }

  private func column(_ part: Part, _ block: UniformBlock, _ range: Range<UInt64>) -> Column {
    let own = stream.stream(named: "column").stream(named: part.recipe.name)
    let count = block.rowCount
    guard part.recipe.missingShare < 1 else {
      return MissingAtom.column(part.recipe, allMissing: count)
    }
    let drawn = part.modelled.map { Array(block.column($0)) } ?? range.map { own.uniform(at: $0) }
    let (uniforms, missing) = MissingAtom.split(drawn, share: part.recipe.missingShare)
    let request = DrawRequest(rows: range, uniforms: uniforms, stream: own.stream(named: "value"))
    let storage = part.generator.values(for: request)
    return MissingAtom.column(part.recipe, storage, missing: missing)
  }
}
