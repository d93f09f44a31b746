import Statistics
import Tables

/// A generator whose values are put together from parts, each a hidden column of the joint model.
protocol ComposedGenerator: FittedGenerator {
  /// In the order in which they stand in a value. Each is a marginal.
  var parts: [any FittedGenerator] { get }

  /// What the joint model learns of a column: one for each part; nil where it has other values than the generator draws.
  func modelled(_ column: Column, k: Int) -> [CompositePart]?

  /// The values that drawn parts make.
  /// - Parameters:
  ///   - parts: one list for each, of as many rows.
  ///   - uniforms: what each was drawn at.
  func values(of parts: [ColumnStorage], uniforms: [ArraySlice<Double>]) -> ColumnStorage

  /// Where in its uniforms each part must lie for one of some values; nil: one of them has a part that is never drawn.
  func partLimits(of texts: Set<ByteText>) -> [UniformSet?]

  /// Between which of its uniforms one part of each row's text lies; nil where the text is missing or could not be drawn.
  func places(ofPart part: Int, in column: Column) -> [(lower: Double, upper: Double)?]
}

/// What the joint model draws of a recipe's columns: a column itself, or a part of its values.
struct ModelledColumn: Sendable {
  let recipe: ColumnRecipe
  let generator: any FittedGenerator
}

extension ModelledColumn {
  /// What the joint model draws of each column of a recipe: nothing where its values take their own stream, one column, or the
  /// parts of its values.
  static func columns(_ columns: [(recipe: ColumnRecipe, generator: any FittedGenerator)]) -> [[ModelledColumn]] {
    let taken = Set(columns.map { ByteText($0.recipe.name) })
    return columns.map { recipe, generator in
      guard recipe.missingShare < 1 else { return [] }
      if generator.isMarginal { return [ModelledColumn(recipe: recipe, generator: generator)] }
      guard let composed = generator as? any ComposedGenerator else { return [] }
      return composed.parts.enumerated().map { place, part in
        let name = partName(recipe.name, place + 1, taken: taken)
        // All parts of a value are missing together: each has the missing rows of the whole.
        let own = ColumnRecipe(
          name: name, kind: kind(part), look: Look(), missingShare: recipe.missingShare, generator: recipe.generator,
          parameters: Parameters(), isDropped: true)
        return ModelledColumn(recipe: own, generator: part)
      }
    }
  }

  /// What a joint model draws of a recipe: the modelled columns, then those that it was fitted to and whose values now come
  /// from another generator. These are drawn, as others follow from them, and looked at by nobody.
  static func names(
    _ columns: [(recipe: ColumnRecipe, generator: any FittedGenerator)], fitted: [String]
  ) -> [String] {
    let modelled = self.columns(columns).joined().map(\.recipe.name)
    let known = Set(modelled.map { ByteText($0) })
    let exchanged = fitted.map { ByteText($0) }.filter { name in
      !known.contains(name)
        && columns.contains { column, _ in
          let own = Array(column.name.utf8)
          return name.bytes == own || name.bytes.starts(with: own + Array(" part ".utf8))
        }
    }
    return modelled + exchanged.map(\.string)
  }

  /// A name that no column of the recipe has.
  private static func partName(_ column: String, _ number: Int, taken: Set<ByteText>) -> String {
    var name = "\(column) part \(number)"
    while taken.contains(ByteText(name)) { name += "'" }
    return name
  }

  private static func kind(_ part: any FittedGenerator) -> ColumnKind {
    let none = DrawRequest(rows: 0..<0, uniforms: [], stream: RandomStream(seed: 0))
    if case .levels = part.values(for: none) { return .categorical }
    return .integer
  }
}
