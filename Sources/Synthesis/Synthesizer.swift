import Statistics
import StrictYAML
import Tables

/// From a recipe to rows: the only way.
package struct Synthesizer: Sendable {
  struct Part: Sendable {
    let recipe: ColumnRecipe
    let generator: any FittedGenerator
    /// The place among the modelled columns; nil for columns that take their own stream, or are put together from parts.
    let modelled: Int?
    /// Where the hidden columns stand among the synthesizer's parts that its values are put together from; empty for most.
    var components: Range<Int> = 0..<0
    /// Whether it is such a hidden column.
    var isHidden = false

    var isDrawnByTheModel: Bool { modelled != nil || !components.isEmpty }
  }

  private let name: String
  let parts: [Part]
  /// Columns that follow the joint model: the others can be no part of a rare event.
  package let modelledNames: [String]
  let model: any FittedJointModel
  /// Whether the model draws within the limits of the strata by itself.
  let modelKeepsLimits: Bool
  let stream: RandomStream
  /// nil: no rare event re-weights the rows.
  let strata: StratifiedDraw?
  /// What every row satisfies; nil: anything.
  var condition: ConditionedDraw?
  /// Rows whose given values are kept; nil: none are given.
  var completion: Completion?
  let sourceRows: Int
  private let additions: RareColumns

  /// Checks and restores every part of the recipe.
  /// - Parameter total: the rows of the whole draw, for rare events that ask for a number of rows; nil: as many as the source
  ///   has, or as the events need. `additions`: columns of weights and events, after all others,
  ///   beside those that the recipe has by itself.
  /// - Throws: also `.rareEvent` and `.rareTargets` for events that the recipe's columns or a draw of this size cannot have.
  package init(_ recipe: Recipe, total: UInt64? = nil, additions: RareColumns = []) throws(SynthesisError) {
    let parts = try Self.parts(of: recipe)
    let modelled = parts.filter { $0.modelled != nil }.map(\.recipe.name)
    guard let type = JointModels.named(recipe.model.name) else {
      let nearest = NearestName.of(recipe.model.name, among: JointModels.all.map { $0.name })
      throw SynthesisError(.unknownModel(name: recipe.model.name, nearest: nearest))
    }
    name = recipe.source.name
    sourceRows = recipe.source.rows
    self.parts = parts
    modelledNames = modelled
    let restored = try type.restore(recipe.model.parameters, columns: modelled)
    stream = RandomStream(seed: recipe.seed)
    let all = recipe.hasWeightColumn ? additions.union(.weight) : additions
    try all.check(recipe)
    self.additions = all
    try StratumRules.check(recipe.rare, against: restored.stratumShares)
    strata = try StratifiedDraw(recipe, parts: parts, total: total)
    let limited = strata.flatMap { restored.limited(to: $0.limits) }
    model = limited ?? restored
    modelKeepsLimits = limited != nil
  }

  /// Every column of a recipe, behind the hidden columns that it is put together from.
  private static func parts(of recipe: Recipe) throws(SynthesisError) -> [Part] {
    var restored: [(recipe: ColumnRecipe, generator: any FittedGenerator)] = []
    for column in recipe.columns { restored.append((column, try restore(column))) }
    var (parts, modelled) = ([Part](), 0)
    for (column, own) in zip(restored, ModelledColumn.columns(restored)) {
      let isItself = column.generator.isMarginal
      let start = parts.count
      for part in own {
        parts.append(
          Part(recipe: part.recipe, generator: part.generator, modelled: modelled, isHidden: !isItself))
        modelled += 1
      }
      guard own.isEmpty || !isItself else { continue }
      parts.append(
        Part(recipe: column.recipe, generator: column.generator, modelled: nil, components: start..<parts.count))
    }
    return parts
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

  /// The rows of `range` (half-open, from 0). Row i is a pure function of (recipe, seed, i), and of the size of the draw where a
  /// rare event asks for a number of rows.
  /// - Throws: `.rareEvent` where a row cannot be drawn that satisfies its event.
  package func rows(_ range: Range<UInt64>) throws(SynthesisError) -> Table {
    let count = Int(clamping: range.count)
    if let completion { return Table(name: name, columns: completion.rows(of: self, range), rowCount: count) }
    if let condition {
      let drawn = try condition.rows(of: self, range)
      let kept = parts.indices.filter { !parts[$0].recipe.isDropped }
      return Table(
        name: name, columns: kept.map { drawn.column($0, of: self, isRead: condition.reads($0)) }, rowCount: count)
    }
    let drawn = try strata?.rows(of: self, range)
    let block = drawn == nil ? self.block(range, strata: nil, in: stream) : nil
    var columns: [Column] = []
    for index in parts.indices where !parts[index].recipe.isDropped {
      if let block {
        columns.append(column(index, range, in: stream) { uniforms(parts[$0], block, range, in: stream) })
      }
      if let drawn { columns.append(drawn.drawn.column(index, of: self, isRead: strata?.reads(index) == true)) }
    }
    columns += additions.columns(drawn?.strata ?? Array(repeating: 0, count: count), strata)
    return Table(name: name, columns: columns, rowCount: count)
  }

  private func block(
    _ range: Range<UInt64>, strata: [Int32]?, in stream: RandomStream, model other: (any FittedJointModel)? = nil
  ) -> UniformBlock {
    var block = UniformBlock(columns: modelledNames, rowCount: Int(clamping: range.count))
    (other ?? model).fill(&block, for: BlockRequest(rows: range, stream: stream.stream(named: "model"), strata: strata))
    return block
  }

  /// The uniforms of one part, from the model or from the column's own stream.
  private func uniforms(_ part: Part, _ block: UniformBlock, _ range: Range<UInt64>, in stream: RandomStream)
    -> ArraySlice<Double>
  {
    part.modelled.map { block.column($0) } ?? Self.own(part, stream).uniforms(rows: range)[...]
  }

  /// The uniforms of every part.
  /// - Parameter model: what gives those of the modelled columns; nil: the recipe's own.
  func uniforms(
    _ range: Range<UInt64>, strata: [Int32]?, in stream: RandomStream, model: (any FittedJointModel)? = nil
  ) -> [[Double]] {
    let block = block(range, strata: strata, in: stream, model: model)
    return parts.map { Array(uniforms($0, block, range, in: stream)) }
  }

  /// The values of the part at `index`.
  /// - Parameters:
  ///   - stream: where values that do not follow u alone come from.
  ///   - uniforms: of the part, or of those it is put together from.
  func column(
    _ index: Int, _ range: Range<UInt64>, in stream: RandomStream, uniforms: (Int) -> ArraySlice<Double>
  ) -> Column {
    let part = parts[index]
    guard let composed = part.generator as? any ComposedGenerator, !part.components.isEmpty else {
      return column(part, uniforms(index), range, in: stream)
    }
    var missing: [Bool] = []
    let drawn = part.components.map { place in
      // The first part decides which rows are missing.
      let split = MissingAtom.split(uniforms(place), share: part.recipe.missingShare)
      if place == part.components.lowerBound { missing = split.missing }
      return parts[place].generator.values(
        for: DrawRequest(rows: range, uniforms: split.uniforms, stream: RandomStream(seed: 0)))
    }
    return MissingAtom.column(
      part.recipe, composed.values(of: drawn, rowCount: Int(clamping: range.count)), missing: missing)
  }

  /// The values of one part at its uniforms.
  /// - Parameter stream: where values that do not follow u alone come from.
  func column(_ part: Part, _ drawn: ArraySlice<Double>, _ range: Range<UInt64>, in stream: RandomStream) -> Column {
    guard part.recipe.missingShare < 1 else {
      return MissingAtom.column(part.recipe, allMissing: drawn.count)
    }
    let (uniforms, missing) = MissingAtom.split(drawn, share: part.recipe.missingShare)
    let request = DrawRequest(
      rows: range, uniforms: uniforms, stream: Self.values(ofColumn: part.recipe.name, stream), shared: stream,
      persons: persons)
    let storage = part.generator.values(for: request)
    return MissingAtom.column(part.recipe, storage, missing: missing)
  }

  /// Whatever a row was drawn again for, its persons stay.
  var persons: RandomStream { stream.stream(named: FakePersons.streamName) }

  static func own(_ part: Part, _ stream: RandomStream) -> RandomStream { own(part.recipe.name, stream) }

  private static func own(_ column: String, _ stream: RandomStream) -> RandomStream {
    stream.stream(named: "column").stream(named: column)
  }

  /// What the values of a column that are not made of uniforms are made of.
  /// - Parameter stream: that of the table.
  static func values(ofColumn name: String, _ stream: RandomStream) -> RandomStream {
    own(name, stream).stream(named: "value")
  }

  /// The column without a row, which shows how its values are stored.
  static func emptyColumn(_ recipe: ColumnRecipe, _ generator: any FittedGenerator) -> Column {
    guard recipe.missingShare < 1 else { return MissingAtom.column(recipe, allMissing: 0) }
    let request = DrawRequest(rows: 0..<0, uniforms: [], stream: RandomStream(seed: 0))
    return MissingAtom.column(recipe, generator.values(for: request), missing: [])
  }
}
