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
  /// What the model draws: the modelled columns, and others that it was fitted to.
  private let drawnNames: [String]
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
  /// Asked again and again where rows are drawn until they satisfy a condition, which may take long; nil: nobody stops it.
  package var isStopped: (@Sendable () -> Bool)?
  let sourceRows: Int
  private var showsDropped = false
  /// From drawn rows to rows with their formulas computed and their rules kept.
  let plan: RowPlan
  /// Parts that follow others once these are settled.
  let followers: [Follower]
  private let additions: RareColumns

  /// Checks and restores every part of the recipe.
  /// - Parameter total: the rows of the whole draw, for rare events that ask for a number of rows; nil: as many as the source
  ///   has, or as the events need. `additions`: columns of weights and events, after all others,
  ///   beside those that the recipe has by itself.
  /// - Throws: also `.rareEvent` and `.rareTargets` for events that the recipe's columns or a draw of this size cannot have.
  package init(_ recipe: Recipe, total: UInt64? = nil, additions: RareColumns = []) throws(SynthesisError) {
    let columns = try Self.restored(recipe)
    let parts = Self.parts(of: columns)
    let modelled = parts.filter { $0.modelled != nil }.map(\.recipe.name)
    guard let type = JointModels.named(recipe.model.name) else {
      let nearest = NearestName.of(recipe.model.name, among: JointModels.all.map { $0.name })
      throw SynthesisError(.unknownModel(name: recipe.model.name, nearest: nearest))
    }
    name = recipe.source.name
    sourceRows = recipe.source.rows
    self.parts = parts
    followers = try Self.followers(among: parts)
    modelledNames = modelled
    drawnNames = ModelledColumn.names(columns, fitted: type.columns(of: recipe.model.parameters))
    let restored = try type.restore(recipe.model.parameters, columns: drawnNames)
    stream = RandomStream(seed: recipe.seed)
    plan = try RowPlan(recipe, parts: parts, seed: stream.stream(named: "rules"))
    let all = recipe.hasWeightColumn ? additions.union(.weight) : additions
    try all.check(recipe)
    self.additions = all
    try StratumRules.check(recipe.rare, against: restored.stratumShares)
    strata = try StratifiedDraw(recipe, parts: parts, plan: plan, total: total)
    let limited = strata.flatMap { restored.limited(to: $0.limits) }
    model = limited ?? restored
    modelKeepsLimits = limited != nil
  }

  private typealias Restored = (recipe: ColumnRecipe, generator: any FittedGenerator)

  private static func restored(_ recipe: Recipe) throws(SynthesisError) -> [Restored] {
    var restored: [Restored] = []
    for column in recipe.columns { restored.append((column, try restore(column))) }
    return restored
  }

  /// Every column of a recipe, behind the hidden columns that it is put together from.
  private static func parts(of restored: [Restored]) -> [Part] {
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

  /// Checks formulas and rules against the columns of a recipe, without its joint model.
  /// - Throws: as `init` does of them.
  static func checkPlan(of recipe: Recipe) throws(SynthesisError) { _ = try plan(of: recipe) }

  /// The steps of a recipe and the parts they speak of, without its joint model.
  static func plan(of recipe: Recipe) throws(SynthesisError) -> (plan: RowPlan, parts: [Part]) {
    let parts = parts(of: try restored(recipe))
    let seed = RandomStream(seed: recipe.seed).stream(named: "rules")
    return (try RowPlan(recipe, parts: parts, seed: seed), parts)
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
    if let (rule, capacity) = plan.shortage(for: range.upperBound) {
      let reason = "can be kept in \(capacity) rows at most, fewer than the \(range.upperBound) rows asked"
      throw SynthesisError(.rules([rule], reason: reason))
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
      let columns = planned(shown, range, uniforms: { drawn.uniforms[$0][...] }) { index in
        drawn.column(index, of: self, isRead: condition.reads(index))
      }
      return Table(name: name, columns: columns, rowCount: count)
    }
    let drawn = try strata?.rows(of: self, range)
    let block = drawn == nil ? self.block(range, strata: nil, in: stream) : nil
    var columns: [Column] = []
    if let block {
      let own = { (index: Int) in uniforms(parts[index], block, range, in: stream) }
      columns = planned(shown, range, uniforms: own) { column($0, range, in: stream, uniforms: own) }
    }
    if let drawn {
      columns = planned(shown, range, uniforms: { drawn.drawn.uniforms[$0][...] }) { index in
        drawn.drawn.column(index, of: self, isRead: strata?.reads(index) == true)
      }
    }
    columns += additions.columns(drawn?.strata ?? Array(repeating: 0, count: count), strata)
    return Table(name: name, columns: columns, rowCount: count)
  }

  /// The parts that come out, in order.
  private var shown: [Int] {
    parts.indices.filter { showsDropped ? !parts[$0].isHidden : !parts[$0].recipe.isDropped }
  }

  /// The same, with the columns that are left out of the output.
  var everything: Synthesizer {
    var own = unconditioned
    own.showsDropped = true
    return own
  }

  /// Some parts as they come out: drawn, then computed and made to keep the rules.
  /// - Parameters:
  ///   - uniforms: what a part is drawn with.
  ///   - keeping: puts the values of a part back that were given.
  ///   - draw: a part's values before any rule.
  func planned(
    _ wanted: [Int], _ range: Range<UInt64>, uniforms: (Int) -> ArraySlice<Double>,
    keeping: ((Int, Column) -> Column)? = nil, draw: (Int) -> Column
  ) -> [Column] {
    var sources: [Int] = []
    for source in followers.filter({ wanted.contains($0.part) }).flatMap(\.sources)
    where !wanted.contains(source) && !sources.contains(source) {
      sources.append(source)
    }
    let drawn = wanted + sources
    let columns = ruled(drawn, range, uniforms: uniforms, keeping: keeping, draw: draw)
    return followers.isEmpty ? columns : Array(following(drawn, columns, range).prefix(wanted.count))
  }

  private func ruled(
    _ wanted: [Int], _ range: Range<UInt64>, uniforms: (Int) -> ArraySlice<Double>,
    keeping: ((Int, Column) -> Column)?, draw: (Int) -> Column
  ) -> [Column] {
    guard !plan.parts.isDisjoint(with: wanted) else { return wanted.map(draw) }
    var columns = [Column?](repeating: nil, count: parts.count)
    for part in plan.needed(for: Set(wanted)) { columns[part] = draw(part) }
    return withoutActuallyEscaping(uniforms) { uniforms in
      var rows = PlannedRows(
        range: range, stream: stream.stream(named: "rules"), columns: columns, uniforms: uniforms, parts: parts,
        keeping: keeping)
      plan.apply(to: &rows)
      return wanted.map { rows.columns[$0] ?? draw($0) }
    }
  }

  private func block(
    _ range: Range<UInt64>, strata: [Int32]?, in stream: RandomStream, model other: (any FittedJointModel)? = nil
  ) -> UniformBlock {
    var block = UniformBlock(columns: drawnNames, rowCount: Int(clamping: range.count))
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
    guard !part.components.isEmpty, let composed = part.generator as? any ComposedGenerator else {
      return column(part, uniforms(index), range, in: stream)
    }
    var missing: [Bool] = []
    var held: [ArraySlice<Double>] = []
    let drawn = part.components.map { place in
      // The first part decides which rows are missing.
      let split = MissingAtom.split(uniforms(place), share: part.recipe.missingShare)
      if place == part.components.lowerBound { missing = split.missing }
      held.append(split.uniforms)
      return parts[place].generator.values(
        for: DrawRequest(rows: range, uniforms: split.uniforms, stream: RandomStream(seed: 0)))
    }
    return MissingAtom.column(part.recipe, composed.values(of: drawn, uniforms: held), missing: missing)
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
