import StrictYAML
import Tables

/// From a located document to a recipe, with every field typed and ranged. Problems go to the document's reader.
struct RecipeReading {
  /// Whether generators and the joint model are asked to accept their parameters.
  let restores: Bool

  func recipe(from root: YAMLValue) -> Recipe? {
    guard let mapping = root.mapping(), isThisVersion(mapping, root) else { return nil }
    let source = mapping.required("source").flatMap(sourceFacts)
    let seed: UInt64? = mapping.required("seed")?.integer(in: 0...UInt64.max)
    let privacy = mapping.required("privacy").flatMap(privacySettings)
    let model = mapping.required("model")
    let list = mapping.required("columns")
    let parameters = ParameterReading(packing: packing(mapping.optional("fitted")))
    let columns = list.flatMap { restoredColumns(from: $0, parameters) }
    let joint = model.flatMap { self.model(from: $0, parameters, columns: columns) }
    let rare = mapping.optional("rare").map { RecipeRare.events(from: $0, columns: columns, restores: restores) } ?? []
    let weight = mapping.optional("weight_column")
    let hasWeightColumn = weight == nil ? false : weight?.flag()
    let names = columns?.map(\.recipe.name)
    let parity = mapping.optional("parity").map { RecipeParity.parities(from: $0, columns: names) } ?? []
    let rules = mapping.optional("rules").map { RecipeRules.rules(from: $0, parameters, columns: names) } ?? []
    mapping.refuseUnknownKeys()
    guard let source, let seed, let privacy, let joint, let columns, let rare, let parity, let hasWeightColumn,
      let rules
    else {
      return nil
    }
    let recipe = Recipe(
      source: source, seed: seed, privacy: privacy, model: joint, columns: columns.map(\.recipe), rare: rare,
      hasWeightColumn: hasWeightColumn, parity: parity, rules: rules)
    if restores, !root.reader.hasProblems { checkPlan(recipe, list, mapping.optional("rules")) }
    return recipe
  }

  /// Formulas and rules against the columns, each at its line.
  private func checkPlan(_ recipe: Recipe, _ columns: YAMLValue?, _ rules: YAMLValue?) {
    guard !recipe.rules.isEmpty || recipe.columns.contains(where: { $0.generator == FormulaGenerator.name }) else {
      return
    }
    do throws(SynthesisError) { try Synthesizer.checkPlan(of: recipe) } catch {
      switch error.kind {
      case .formula(let problem):
        let place = recipe.columns.firstIndex { $0.name == error.column }.flatMap { columns?.formula(at: $0) }
        place?.refuse(
          atCharacter: problem.offset, "at character \(problem.offset + 1) of the formula: \(problem.reason)")
      case .formulaCycle:
        let place = recipe.columns.firstIndex { $0.name == error.column }.flatMap { columns?.formula(at: $0) }
        place?.refuse(SynthesisError(error.kind).description)
      default: rules?.refuse(error.description)
      }
    }
  }

  private func isThisVersion(_ mapping: YAMLMapping, _ root: YAMLValue) -> Bool {
    guard let value = mapping.optional("rowsmith") else {
      root.refuse("this is no recipe: the key 'rowsmith' with the format's version is missing")
      return false
    }
    guard let version: Int = value.integer(in: 1...Int.max) else { return false }
    if version != RecipeFile.version {
      value.refuse("this recipe has version \(version); this rowsmith reads version \(RecipeFile.version)")
    }
    return version == RecipeFile.version
  }

  private func sourceFacts(from value: YAMLValue) -> SourceFacts? {
    guard let mapping = value.mapping() else { return nil }
    let name = mapping.required("name")?.text()
    let rows: Int? = mapping.required("rows")?.integer(in: 0...Int.max)
    let columns: Int? = mapping.required("columns")?.integer(in: 0...Int.max)
    let delimiter = mapping.optional("delimiter").map { byte(from: $0, except: "\r\n\"") } ?? UInt8(ascii: ",")
    mapping.refuseUnknownKeys()
    guard let name, let rows, let columns, let delimiter else { return nil }
    return SourceFacts(name: name, rows: rows, columns: columns, delimiter: delimiter)
  }

  private func byte(from value: YAMLValue, except refused: String) -> UInt8? {
    guard let text = ByteText(reading: value) else { return nil }
    guard let byte = text.bytes.first, text.bytes.count == 1, !refused.utf8.contains(byte) else {
      value.refuse("expected one character of one byte, found '\(text.string.prefix(20))'")
      return nil
    }
    return byte
  }

  private func privacySettings(from value: YAMLValue) -> PrivacySettings? {
    guard let mapping = value.mapping() else { return nil }
    let k: Int? = mapping.required("k")?.integer(in: 1...Int.max)
    mapping.refuseUnknownKeys()
    return k.map { PrivacySettings(k: $0) }
  }

  private func packing(_ value: YAMLValue?) -> RecipePacking {
    guard let value, let bytes = value.binary() else { return RecipePacking() }
    do {
      return try RecipePacking(bytes)
    } catch {
      value.refuse("the fitted part \(error.reason)")
      return RecipePacking()
    }
  }

  private func restoredColumns(from value: YAMLValue, _ parameters: ParameterReading) -> [RestoredColumn]? {
    guard let members = value.list() else { return nil }
    if members.isEmpty { value.refuse("a recipe has at least one column") }
    var names: [[UInt8]: Int] = [:]
    var columns: [RestoredColumn] = []
    for member in members {
      guard let mapping = member.mapping() else { continue }
      let name = name(from: mapping, seen: &names)
      let column = ColumnReading(mapping: mapping, parameters: parameters, restores: restores).column(named: name)
      if let column { columns.append(column) }
    }
    return columns.count == members.count && !members.isEmpty ? columns : nil
  }

  /// Names are compared as bytes: `é` in two spellings is two names.
  private func name(from mapping: YAMLMapping, seen: inout [[UInt8]: Int]) -> String? {
    guard let value = mapping.required("name"), let name = value.text() else { return nil }
    if name.isEmpty { value.refuse("a column's name cannot be empty") }
    if let line = seen.updateValue(value.place.line, forKey: Array(name.utf8)) {
      value.refuse("the column '\(name.prefix(40))' already stands in line \(line)")
    }
    return name
  }

  private func model(from value: YAMLValue, _ parameters: ParameterReading, columns: [RestoredColumn]?) -> ModelRecipe?
  {
    guard let part = NamedPart(value, parameters) else { return nil }
    if restores, let type = part.registered(JointModels.all, by: { $0.name }, called: "a joint model"), let columns {
      let restored = columns.compactMap { column in column.fitted.map { (recipe: column.recipe, generator: $0) } }
      let modelled = ModelledColumn.names(restored, fitted: type.columns(of: part.parameters))
      do throws(SynthesisError) {
        let fitted = try type.restore(part.parameters, columns: modelled)
        part.refuseParameters(unknownTo: fitted.parameters)
      } catch {
        part.note(error)
      }
    }
    return ModelRecipe(name: part.name, parameters: part.parameters)
  }
}

extension YAMLValue {
  /// The expression of one of a recipe's columns.
  fileprivate func formula(at index: Int) -> YAMLValue? {
    guard case .sequence = node, let members = list(), members.indices.contains(index),
      let own = members[index].mapping()
    else { return nil }
    if let short = own.optional(FormulaGenerator.expressionName) { return short }
    guard let generator = own.optional("generator"), case .mapping = generator.node else { return members[index] }
    return generator.mapping()?.optional("parameters")?.mapping()?.optional(FormulaGenerator.expressionName)
  }
}
