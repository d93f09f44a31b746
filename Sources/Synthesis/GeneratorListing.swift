import Statistics
import Tables

/// What there is to know about a generator without a table: for `rowsmith list generators`, its table in the manual, and the
/// picker.
package struct GeneratorListing: Sendable {
  package let name: String
  package let summary: String
  /// `mean 70, standard_deviation 12`, as a recipe may hold them; empty where only a fit gives them.
  package let parameters: String
  /// What it draws with these parameters.
  package let examples: [String]

  package static var all: [GeneratorListing] { Generators.all.map { GeneratorListing($0) } }

  package static let exampleCount = 3
  private static let shownItems = 3

  package init(_ type: any Generator.Type) {
    name = type.name
    summary = type.summary
    guard let example = type.example else {
      (parameters, examples) = ("", [])
      return
    }
    parameters = example.parameters.entries.map { "\($0.name) \(Self.spelling($0.value))" }.joined(separator: ", ")
    examples = Self.drawn(type, example)
  }

  private static func drawn(_ type: any Generator.Type, _ example: GeneratorExample) -> [String] {
    var look = Look()
    if example.kind == .decimal { look.decimals = .upTo(2) }
    let recipe = ColumnRecipe(
      name: type.name, kind: example.kind, look: look, missingShare: 0, generator: type.name,
      parameters: example.parameters)
    guard let fitted = try? type.restore(example.parameters, column: recipe) else { return [] }
    let stream = RandomStream(seed: 42).stream(named: type.name)
    let rows = 0..<UInt64(exampleCount)
    let storage = fitted.values(for: DrawRequest(rows: rows, uniforms: stream.uniforms(rows: rows), stream: stream))
    let column = MissingAtom.column(recipe, storage, missing: [])
    return (0..<exampleCount).compactMap { column.text(ofRow: $0) }
  }

  /// Long lists are cut.
  private static func spelling(_ value: ParameterValue) -> String {
    func list(_ items: [String]) -> String {
      let shown = items.prefix(shownItems).joined(separator: ", ")
      return "[\(shown)\(items.count > shownItems ? ", …" : "")]"
    }
    return switch value {
    case .integers(let items): list(items.map { "\($0)" })
    case .numbers(let items): list(items.map { ParameterValue.number($0).spelling })
    case .texts(let items): list(items.map { $0.string })
    case .flag, .integer, .number, .text: value.spelling
    }
  }
}
