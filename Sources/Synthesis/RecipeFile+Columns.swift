import StrictYAML
import Tables

/// A column as it was read, and its generator ready to draw where that was asked.
struct RestoredColumn {
  var recipe: ColumnRecipe
  var fitted: (any FittedGenerator)?
}

/// One member of a recipe's `columns`.
struct ColumnReading {
  let mapping: YAMLMapping
  let parameters: ParameterReading
  let restores: Bool

  func column(named name: String?) -> RestoredColumn? {
    let kind = mapping.required("kind")?.choice(of: ColumnKind.self)
    let look = mapping.optional("look").map(RecipeLook.look) ?? Look()
    let missing = mapping.optional("missing").map { $0.number(in: 0...1) } ?? 0
    let tails = mapping.optional("tail").map(TailReading.tails) ?? ColumnTails()
    let isDropped = mapping.optional("drop").map { $0.flag() } ?? false
    let personalData = mapping.optional("personal_data").map { $0.choice(of: PersonalDataKind.self) }
    let pinned = mapping.optional("pinned")
    let pins = pinned.map { $0.list()?.compactMap { $0.text() } } ?? []
    let expression = mapping.optional(FormulaGenerator.expressionName)
    let generator = mapping.required("generator").flatMap { NamedPart($0, parameters, expression: expression) }
    mapping.refuseUnknownKeys()
    guard let name, let kind, let look, let missing, let tails, let isDropped, let pins, let generator else {
      return nil
    }
    pinned.map { generator.refusePins(pins, at: $0) }
    if restores, !tails.isAuto, generator.name != EmpiricalGenerator.name {
      mapping.optional("tail")?.refuse("only columns of the generator \(EmpiricalGenerator.name) have tails")
    }
    let recipe = ColumnRecipe(
      name: name, kind: kind, look: look, missingShare: missing, generator: generator.name,
      parameters: generator.parameters, tails: tails, isDropped: isDropped, personalData: personalData ?? nil,
      pinned: pins)
    return RestoredColumn(recipe: recipe, fitted: restores ? restore(recipe, generator) : nil)
  }

  private func restore(_ recipe: ColumnRecipe, _ part: NamedPart) -> (any FittedGenerator)? {
    guard let type = part.registered(Generators.all, by: { $0.name }, called: "a generator") else { return nil }
    do throws(SynthesisError) {
      let fitted = try type.restore(part.parameters, column: recipe)
      part.refuseParameters(unknownTo: fitted.parameters)
      return fitted
    } catch {
      if case .badParameter(let name, _, _) = error.kind, name.hasPrefix("tail.") {
        mapping.optional("tail")?.refuse(SynthesisError(error.kind).description)
      } else {
        part.note(error)
      }
      return nil
    }
  }
}

/// `name` and `parameters` of a generator or joint model.
struct NamedPart {
  let name: String
  let parameters: Parameters
  private let nameValue: YAMLValue
  private let places: YAMLMapping?

  /// - Parameter expression: of a formula written in short, beside its name: `generator: formula`, `expression: a + b`.
  init?(_ value: YAMLValue, _ reading: ParameterReading, expression: YAMLValue? = nil) {
    if case .scalar = value.node {
      guard let name = value.text() else { return nil }
      var parameters = Parameters()
      if let expression, let text = expression.text() {
        parameters[FormulaGenerator.expressionName] = .text(ByteText(text))
      }
      (self.name, self.parameters, nameValue, places) = (name, parameters, value, nil)
      return
    }
    if let expression {
      expression.refuse("it stands among the generator's parameters, or beside 'generator: formula'")
    }
    guard let mapping = value.mapping() else { return nil }
    let nameValue = mapping.required("name")
    let name = nameValue?.text()
    let list = mapping.optional("parameters")
    let parameters = list.map { reading.parameters(from: $0) } ?? Parameters()
    mapping.refuseUnknownKeys()
    guard let nameValue, let name, let parameters else { return nil }
    (self.name, self.parameters, self.nameValue) = (name, parameters, nameValue)
    if case .mapping = list?.node { places = list?.mapping() } else { places = nil }
  }

  /// The member of a registry with this name; otherwise a problem with the nearest name.
  func registered<Member>(_ all: [Member], by memberName: (Member) -> String, called: String) -> Member? {
    let names = all.map(memberName)
    guard let index = names.firstIndex(of: name) else {
      _ = nameValue.choice(among: names, expected: "the name of \(called)")
      return nil
    }
    return all[index]
  }

  /// Refuses what the restored part has no use for: a misspelled name would else be ignored in silence.
  func refuseParameters(unknownTo known: Parameters) {
    let names = known.entries.map(\.name)
    let set = Set(names)
    for entry in parameters.entries where !set.contains(entry.name) {
      let hint = NearestName.of(entry.name, among: names).map { "; did you mean '\($0)'?" } ?? ""
      (places?.optional(entry.name) ?? nameValue).refuse("\(name) has no parameter '\(entry.name)'\(hint)")
    }
  }

  /// Only parameters, and the missing share, can be pinned.
  func refusePins(_ pins: [String], at place: YAMLValue) {
    let names = parameters.entries.map(\.name) + [RecipeFitter.missingName]
    for pin in pins where !names.contains(pin) {
      let hint = NearestName.of(pin, among: names).map { "; did you mean '\($0)'?" } ?? ""
      place.refuse("\(name) has no parameter '\(pin)' that could be pinned\(hint)")
    }
  }

  /// Notes the error at the parameter it names, or at the name.
  func note(_ error: SynthesisError) {
    var place = nameValue
    if case .badParameter(let parameter, _, _) = error.kind { place = places?.optional(parameter) ?? nameValue }
    place.refuse(SynthesisError(error.kind).description)
  }
}
