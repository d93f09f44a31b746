import StrictYAML
import Tables

/// From a recipe to the content of its file. Long lists are packed on the way.
struct RecipeWriting {
  private typealias Entries = [(key: String, value: YAMLContent)]

  private let recipe: Recipe
  private var packing = RecipePacking()
  /// Longer lists are packed.
  private let longestPlainList: Int

  init(of recipe: Recipe) {
    self.recipe = recipe
    let parameters =
      [recipe.model.parameters] + recipe.columns.map(\.parameters) + recipe.rules.map(\.parameters)
    let lengths = parameters.flatMap { $0.entries.compactMap(\.value.listCount) }.filter { $0 <= 200 }
    // A table of thousands of columns must stay far below the limits of a YAML file.
    longestPlainList = lengths.reduce(0, +) <= 100_000 ? 200 : 16
  }

  mutating func content() -> YAMLContent {
    var entries: Entries = [("rowsmith", .integer(Int64(RecipeFile.version)))]
    entries.append(("source", .mapping(source())))
    entries.append(("seed", .unsigned(recipe.seed)))
    entries.append(("privacy", .mapping([("k", .integer(Int64(recipe.privacy.k)))])))
    entries.append(("model", .mapping(part(name: recipe.model.name, parameters: recipe.model.parameters))))
    if !recipe.rare.isEmpty {
      entries.append(("rare", .sequence(recipe.rare.map { .mapping(RecipeRare.entries($0)) })))
    }
    if recipe.hasWeightColumn { entries.append(("weight_column", .flag(true))) }
    if !recipe.parity.isEmpty {
      entries.append(("parity", .sequence(recipe.parity.map { .mapping(RecipeParity.entries($0)) })))
    }
    if !recipe.rules.isEmpty { entries.append(("rules", .sequence(recipe.rules.map { rule($0) }))) }
    entries.append(("columns", .sequence(recipe.columns.map { .mapping(column($0)) })))
    if !packing.lists.isEmpty {
      let remark = "The long lists that are called 'packed' above; not for editing."
      entries.append(("fitted", .remarked(remark, .binary(packing.bytes))))
    }
    return .mapping(entries)
  }

  private func source() -> Entries {
    [
      ("name", .text(recipe.source.name)), ("rows", .integer(Int64(recipe.source.rows))),
      ("columns", .integer(Int64(recipe.source.columns))), ("delimiter", .bytes([recipe.source.delimiter])),
    ]
  }

  /// A generator or joint model.
  private mutating func part(name: String, parameters: Parameters) -> Entries {
    var entries: Entries = [("name", .text(name))]
    if !parameters.entries.isEmpty {
      let values = parameters.entries.map { (key: $0.name, value: content(of: $0.value)) }
      entries.append(("parameters", .mapping(values)))
    }
    return entries
  }

  private mutating func rule(_ rule: RuleRecipe) -> YAMLContent {
    guard !rule.parameters.entries.isEmpty else { return .text(rule.text) }
    let learned = rule.parameters.entries.map { (key: $0.name, value: content(of: $0.value)) }
    return .mapping([("rule", .text(rule.text)), ("learned", .mapping(learned))])
  }

  private mutating func column(_ column: ColumnRecipe) -> Entries {
    var entries: Entries = [("name", .text(column.name)), ("kind", .text(column.kind.rawValue))]
    let look = RecipeLook.settings(of: column.look).map { (key: $0.name, value: content(of: $0.value)) }
    if !look.isEmpty { entries.append(("look", .flowMapping(look))) }
    if column.missingShare != 0 { entries.append(("missing", .number(column.missingShare))) }
    if !column.tails.isAuto { entries.append(("tail", .flowMapping(TailWriting.entries(of: column.tails)))) }
    if column.isDropped { entries.append(("drop", .flag(true))) }
    if let data = column.personalData { entries.append(("personal_data", .text(data.rawValue))) }
    if !column.pinned.isEmpty { entries.append(("pinned", .flowSequence(column.pinned.map(YAMLContent.text)))) }
    entries.append(("generator", .mapping(part(name: column.generator, parameters: column.parameters))))
    return entries
  }

  private mutating func content(of value: ParameterValue) -> YAMLContent {
    if let count = value.listCount, count > longestPlainList, value.isPackable {
      return .flowMapping([("packed", .integer(Int64(packing.append(value))))])
    }
    return switch value {
    case .flag(let flag): .flag(flag)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let text): .bytes(text.bytes)
    case .integers([]): .flowMapping([("empty", .text("integers"))])
    case .numbers([]): .flowMapping([("empty", .text("numbers"))])
    case .integers(let values): .flowSequence(values.map(YAMLContent.integer))
    case .numbers(let values): .flowSequence(values.map(YAMLContent.number))
    case .texts(let texts): .flowSequence(texts.map { .bytes($0.bytes) })
    }
  }
}

extension ParameterValue {
  /// Members of a list; nil for a single value.
  package var listCount: Int? {
    switch self {
    case .flag, .integer, .number, .text: nil
    case .integers(let values): values.count
    case .numbers(let values): values.count
    case .texts(let texts): texts.count
    }
  }

  /// A number that is not finite has no place in a recipe; written plainly, reading names the list it is in.
  fileprivate var isPackable: Bool {
    if case .numbers(let values) = self { values.allSatisfy(\.isFinite) } else { true }
  }
}
