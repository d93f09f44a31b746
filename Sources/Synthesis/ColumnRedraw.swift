import Statistics
import Tables

/// One column drawn again and again with other parameters while everything else stays: its uniforms are drawn once.
///
/// The values are those that the whole table would have, unless a rare event reads the column and its new values move rows to
/// another stratum.
package struct ColumnRedraw: Sendable {
  private let recipe: Recipe
  private let stream: RandomStream
  private let shared: RandomStream
  private let persons: RandomStream
  private let range: Range<UInt64>
  /// From the joint model; nil where the column was no marginal.
  private let modelled: [Double]?
  /// What the rules that write the column need beside it; nil where none does.
  private let others: Others?

  /// Drawn once: the columns by part, before any rule, with what they were drawn with.
  private struct Others: Sendable {
    let place: Int
    let columns: [Column?]
    let uniforms: [[Double]]
  }

  /// Rows between two looks at whether anybody still wants them.
  private static let blockRows: UInt64 = 50_000

  /// - Parameters:
  ///   - rows: from the first.
  ///   - isCancelled: asked between blocks; nil is returned where it says so.
  /// - Throws: what the synthesizer says of the recipe; `.unknownColumn`.
  package init?(_ name: String, of recipe: Recipe, rows: UInt64, isCancelled: () -> Bool = { false })
    throws(SynthesisError)
  {
    let synthesizer = try Synthesizer(recipe, total: max(rows, recipe.totalForItsEvents))
    guard let place = synthesizer.parts.firstIndex(where: { $0.recipe.name == name }) else {
      throw SynthesisError(.unknownColumn(name: name, nearest: nil))
    }
    self.recipe = recipe
    range = 0..<rows
    stream = Synthesizer.own(synthesizer.parts[place], synthesizer.stream)
    shared = synthesizer.stream
    persons = synthesizer.persons
    others = try Self.others(of: place, synthesizer, 0..<rows)
    guard synthesizer.parts[place].modelled != nil else {
      modelled = nil
      return
    }
    var uniforms: [Double] = []
    uniforms.reserveCapacity(Int(clamping: rows))
    for start in Swift.stride(from: 0, to: rows, by: Int(Self.blockRows)) {
      if isCancelled() { return nil }
      uniforms += try synthesizer.uniforms(ofPart: place, start..<min(rows, start + Self.blockRows))
    }
    modelled = uniforms
  }

  /// The values of the rows under other parameters, missing shares or another generator.
  /// - Throws: what the generator says of its parameters.
  /// - Complexity: O(rows).
  package func column(_ recipe: ColumnRecipe) throws(SynthesisError) -> Column {
    if recipe.generator == FormulaGenerator.name { return try computed(recipe) }
    let drawn = try drawn(recipe)
    guard let others else { return drawn }
    return try ruled(drawn, recipe, others)
  }

  /// Before any rule.
  private func drawn(_ recipe: ColumnRecipe) throws(SynthesisError) -> Column {
    let generator = try Synthesizer.restore(recipe)
    guard recipe.missingShare < 1 else { return MissingAtom.column(recipe, allMissing: range.count) }
    let own = generator.isMarginal ? modelled : nil
    let (uniforms, missing) = MissingAtom.split(
      (own ?? stream.uniforms(rows: range))[...], share: recipe.missingShare)
    let request = DrawRequest(
      rows: range, uniforms: uniforms, stream: stream.stream(named: "value"), shared: shared, persons: persons)
    return MissingAtom.column(recipe, generator.values(for: request), missing: missing)
  }
}

extension ColumnRedraw {
  private static func others(of place: Int, _ synthesizer: Synthesizer, _ range: Range<UInt64>) throws(SynthesisError)
    -> Others?
  {
    let plan = synthesizer.plan
    guard plan.steps.contains(where: { $0.writes.contains(place) }) else { return nil }
    let (uniforms, column) = try synthesizer.unruled(range)
    var columns = [Column?](repeating: nil, count: synthesizer.parts.count)
    for part in plan.needed(for: [place]) where part != place { columns[part] = column(part) }
    return Others(place: place, columns: columns, uniforms: uniforms)
  }

  /// The column as the rules leave it.
  private func ruled(_ drawn: Column, _ column: ColumnRecipe, _ others: Others) throws(SynthesisError) -> Column {
    var changed = recipe
    guard let place = changed.columns.firstIndex(where: { $0.name == column.name }) else { return drawn }
    changed.columns[place] = column
    let (plan, parts) = try Synthesizer.plan(of: changed)
    // A generator that is put together from parts stands elsewhere among them.
    guard parts.count == others.columns.count, parts[others.place].recipe.name == column.name else {
      return try computed(column)
    }
    var columns = others.columns
    columns[others.place] = drawn
    var rows = PlannedRows(
      range: range, stream: shared.stream(named: "rules"), columns: columns, uniforms: { others.uniforms[$0][...] },
      parts: parts, keeping: nil)
    plan.apply(to: &rows)
    return rows.columns[others.place] ?? drawn
  }

  /// A column that depends on the others of the row, which are drawn with it.
  private func computed(_ column: ColumnRecipe) throws(SynthesisError) -> Column {
    var changed = recipe
    guard let place = changed.columns.firstIndex(where: { $0.name == column.name }) else {
      throw SynthesisError(.unknownColumn(name: column.name, nearest: nil))
    }
    changed.columns[place] = column
    let drawn = try Synthesizer(changed, total: max(range.upperBound, changed.totalForItsEvents)).everything.rows(range)
    return drawn.column(named: column.name) ?? MissingAtom.column(column, allMissing: range.count)
  }
}

extension Synthesizer {
  /// The uniforms of all parts, and what draws the column of a part at them, before any rule.
  fileprivate func unruled(_ range: Range<UInt64>) throws(SynthesisError) -> ([[Double]], column: (Int) -> Column) {
    if let strata {
      let drawn = try strata.rows(of: self, range).drawn
      return (drawn.uniforms, { drawn.column($0, of: self, isRead: strata.reads($0)) })
    }
    let own = uniforms(range, strata: nil, in: stream)
    return (own, { place in self.column(place, range, in: self.stream) { own[$0][...] } })
  }

  /// The uniforms of one part, as they are after rows were drawn again to suit their stratum.
  fileprivate func uniforms(ofPart place: Int, _ range: Range<UInt64>) throws(SynthesisError) -> [Double] {
    if let strata { return try strata.rows(of: self, range).drawn.uniforms[place] }
    return uniforms(range, strata: nil, in: stream)[place]
  }
}
