import Statistics
import StrictYAML
import Tables

/// Rows of which some values are given: every row keeps them and gets the others from the joint model's conditional law.
///
/// The recipe draws a sample of its own, and a tree cascade is fitted to it for each pattern of given columns, with these first:
/// so the rest follows from them in one pass, whatever the recipe's joint model. Beyond the most frequent patterns one order
/// serves all that are left, with weighted particles where a given column comes late.
package struct Completion: Sendable {
  /// The given columns as the recipe stores them, by part of the synthesizer; nil where not given.
  private let given: [Column?]
  private let model: CompletionModel
  private let fillsMissing: Bool
  package let rowCount: Int
  /// What a user should know: sentences.
  package let remarks: [String]

  /// - Parameters:
  ///   - table: columns of the recipe, in any order.
  ///   - fillsMissing: its missing cells are filled with values; otherwise they are given as missing.
  /// - Throws: `.unknownColumn`; `.given` for a value that the recipe cannot produce, with its row.
  init(_ table: Table, _ synthesizer: Synthesizer, fillsMissing: Bool) throws(SynthesisError) {
    let names = synthesizer.parts.map(\.recipe.name)
    for column in table.columns where !names.contains(where: { ByteText($0) == ByteText(column.name) }) {
      let nearest = NearestName.of(column.name, among: names)
      throw SynthesisError(.unknownColumn(name: column.name, nearest: nearest))
    }
    self.fillsMissing = fillsMissing
    rowCount = table.rowCount
    var (given, sets, remarks): ([Column?], [[UniformSet?]?], [String]) = ([], [], [])
    for (index, part) in synthesizer.parts.enumerated() {
      guard !part.isHidden else {
        given.append(nil)
        sets.append(try Self.sets(ofPart: index, table, synthesizer, fillsMissing: fillsMissing))
        continue
      }
      let column = table.columns.first { ByteText($0.name) == ByteText(part.recipe.name) }
      var typed = try column.map { column throws(SynthesisError) in try GivenColumn.typed(column, as: part.recipe) }
      if fillsMissing, let column = typed, column.missingCount > 0 {
        if part.recipe.missingShare < 1 {
          typed = try GivenColumn.stored(column, as: part)
        } else {
          remarks.append("column \(part.recipe.name): its missing cells stay so, as the recipe has no value there")
        }
      }
      given.append(typed)
      guard part.modelled != nil else { continue }
      let found = try typed.map { column throws(SynthesisError) in
        try GivenColumn(column, part, fillsMissing: fillsMissing)
      }
      sets.append(found?.sets)
      if let remark = found?.remark { remarks.append(remark) }
    }
    for (part, column) in zip(synthesizer.parts, given) where column != nil && !part.isDrawnByTheModel {
      remarks.append("column \(part.recipe.name): kept as given; other columns do not depend on it")
    }
    self.given = given
    self.remarks = remarks
    model = try CompletionModel(sets, rowCount: table.rowCount, synthesizer, requiresValues: fillsMissing)
  }

  /// Where the given texts that a hidden part is one of want it to lie.
  private static func sets(
    ofPart index: Int, _ table: Table, _ synthesizer: Synthesizer, fillsMissing: Bool
  ) throws(SynthesisError) -> [UniformSet?]? {
    guard let whole = synthesizer.parts.first(where: { $0.components.contains(index) }),
      let composed = whole.generator as? any ComposedGenerator,
      let column = table.columns.first(where: { ByteText($0.name) == ByteText(whole.recipe.name) })
    else { return nil }
    let typed = try GivenColumn.typed(column, as: whole.recipe)
    try GivenColumn.checkMissing(typed, whole.recipe, fillsMissing: fillsMissing)
    let missing = whole.recipe.missingShare
    let places = composed.places(ofPart: index - whole.components.lowerBound, in: typed)
    return places.enumerated().map { row, place in
      if typed.isMissing(row) { return fillsMissing ? nil : UniformSet([(0, missing)]) }
      return place.map { GivenColumn.set($0.lower, $0.upper, missing: missing) }
    }
  }

  /// The rows of a range; beyond the given ones there are none.
  func rows(of synthesizer: Synthesizer, _ range: Range<UInt64>) -> [Column] {
    let places = Int(clamping: range.lowerBound)..<Int(clamping: range.upperBound)
    let uniforms = synthesizer.uniforms(range, strata: nil, in: synthesizer.stream, model: model)
    let shown = synthesizer.parts.indices.filter { !synthesizer.parts[$0].recipe.isDropped }
    let rows = Array(places.clamped(to: 0..<rowCount))
    let own = given.map { $0?.taking(rows) }
    // Whatever a rule says, given values stay as they are.
    let keeping = { (index: Int, column: Column) -> Column in
      guard let own = own[index] else { return column }
      let isKept = !fillsMissing || own.missingCount == 0 || synthesizer.parts[index].recipe.missingShare >= 1
      return isKept ? own : own.filled(from: column)
    }
    let columns = synthesizer.planned(shown, range, uniforms: { uniforms[$0][...] }, keeping: keeping) { index in
      let part = synthesizer.parts[index]
      let own = own[index]
      if let own, !fillsMissing || own.missingCount == 0 || part.recipe.missingShare >= 1 { return own }
      // What the model draws for a given column's cells is no missing value; a column of its own stream is told here.
      let missing = own != nil && !part.isDrawnByTheModel ? part.recipe.missingShare : 0
      let values = missing > 0 ? uniforms[index].map { UniformSet([(missing, 1)]).squeezed($0) } : uniforms[index]
      let drawn = synthesizer.column(index, range, in: synthesizer.stream) {
        $0 == index ? values[...] : uniforms[$0][...]
      }
      return own.map { $0.filled(from: drawn) } ?? drawn
    }
    return zip(shown, columns).map(keeping)
  }
}

extension Synthesizer {
  /// The same synthesizer, whose rows are those of a table with their missing columns drawn. Rare events do not re-weight them.
  /// - Parameter fillsMissing: missing cells of the table are drawn, too.
  /// - Throws: `.unknownColumn`; `.given` for a value that the recipe cannot produce.
  package func completing(_ table: Table, fillsMissing: Bool) throws(SynthesisError) -> (Synthesizer, remarks: [String])
  {
    var own = unconditioned
    let completion = try Completion(table, own, fillsMissing: fillsMissing)
    own.completion = completion
    return (own, completion.remarks)
  }
}
