import Statistics
import StrictYAML
import Tables

/// Turns the formulas and rules of a recipe into steps.
struct RowPlanBuilder {
  let recipe: Recipe
  let parts: [Synthesizer.Part]
  let names: PartNames
  let seed: RandomStream
  let columns: [ExpressionColumn]
  let empty: [Column]
  var steps: [any RowStep] = []
  var implied: [String] = []
  /// By part what settles its values: the text of a rule, or of a formula.
  var settled: [Int: String] = [:]
  private var missing: [Int: String] = [:]

  init(_ recipe: Recipe, _ parts: [Synthesizer.Part], _ seed: RandomStream) {
    (self.recipe, self.parts, self.seed) = (recipe, parts, seed)
    names = PartNames(parts)
    empty = parts.filter { !$0.isHidden }.map { Synthesizer.emptyColumn($0.recipe, $0.generator) }
    columns = empty.map { ExpressionColumn($0, knowsLevels: true) }
  }

  // MARK: - Formulas

  mutating func addFormulas() throws(SynthesisError) {
    for (place, part) in parts.enumerated() {
      guard let formula = part.generator as? FittedFormula else { continue }
      do throws(ExpressionProblem) {
        let operand = try Expression.Operand(parsing: formula.expression, columns: recipe.columnNames)
        let name = "\(part.recipe.name) = \(formula.expression)"
        steps.append(try computed(place, operand, text: formula.expression, name: name, isRule: false))
        settled[place] = name
      } catch { throw SynthesisError(.formula(error), column: part.recipe.name) }
    }
  }

  private func computed(_ place: Int, _ operand: Expression.Operand, text: String, name: String, isRule: Bool)
    throws(ExpressionProblem) -> ComputedStep
  {
    let recipe = parts[place].recipe
    var levels: [ByteText] = []
    if case .levels(_, let own) = Synthesizer.emptyColumn(recipe, parts[place].generator).storage { levels = own }
    let computed = try ComputedColumn(
      recipe.name, recipe.kind, recipe.look, levels: levels, operand, text: text, columns: columns, figures: figures)
    return ComputedStep(
      part: place, computed: computed, isRule: isRule, names: [name], reads: computed.reads.compactMap { names[$0] },
      parts: names)
  }

  var figures: ExpressionBinder.Figures {
    let (parts, names) = (parts, names)
    return { name, figure in names[name].flatMap { parts[$0].figure(figure) } }
  }

  // MARK: - Rules

  mutating func addRules() throws(SynthesisError) {
    var orders: [BoundRule] = []
    for own in recipe.rules {
      let rule = try recipe.rule(own)
      do throws(ExpressionProblem) {
        switch rule {
        case .order, .limit, .range: orders.append(BoundRule(rule: rule, recipe: own))
        case .computed(let column, let operand):
          let place = try part(column, own)
          try settle(place, own.text)
          let step = try computed(place, operand, text: own.text, name: own.text, isRule: true)
          steps.append(step)
          if let hours = hourStep(step, operand) { steps.append(hours) }
        default: try add(rule, own)
        }
      } catch { throw SynthesisError(.rule(error)) }
      if let clash { throw clash }
    }
    let settled = settled
    steps.removeAll { ($0 as? HourStep).map { settled[$0.moment] != nil } ?? false }
    try addBounds(orders)
  }

  /// What keeps the hours that were drawn, where a column tells the hour of another one.
  private func hourStep(_ step: ComputedStep, _ operand: Expression.Operand) -> HourStep? {
    guard case .call("hour", _) = operand.form, Set(step.reads).count == 1, let moment = step.reads.first,
      parts[moment].recipe.kind == .datetime, parts[moment].generator.isMarginal,
      parts[step.part].recipe.kind == .integer, parts[step.part].generator.isMarginal
    else { return nil }
    return HourStep(moment: moment, hour: step.part, computed: step.computed, names: step.names, parts: names)
  }

  /// What was found while steps were added.
  private(set) var clash: SynthesisError?

  mutating func refuse(_ rules: [String], _ reason: String) {
    if clash == nil { clash = SynthesisError(.rules(rules, reason: reason)) }
  }

  mutating func settle(_ part: Int, _ text: String) throws(ExpressionProblem) {
    if let other = settled[part] {
      refuse([other, text], "clash: both settle '\(parts[part].recipe.name)'")
    }
    settled[part] = text
  }

  private mutating func settleMissing(_ part: Int, _ text: String) {
    if let other = missing[part] {
      refuse([other, text], "clash: both settle where '\(parts[part].recipe.name)' is missing")
    }
    missing[part] = text
  }

  func part(_ name: String, _ own: RuleRecipe) throws(ExpressionProblem) -> Int {
    guard let place = names[name] else {
      throw ExpressionProblem(text: own.text, offset: 0, reason: "no column is called '\(name.prefix(60))'")
    }
    return place
  }

  func places(_ columns: [String], _ own: RuleRecipe) throws(ExpressionProblem) -> [Int] {
    var found: [Int] = []
    for name in columns { found.append(try part(name, own)) }
    return found
  }

  func predicate(_ expression: Expression, _ text: String) throws(ExpressionProblem) -> Predicate {
    try Predicate(expression, text: text, drawn: empty, figures: figures)
  }

  private mutating func add(_ rule: Rule, _ own: RuleRecipe) throws(ExpressionProblem) {
    switch rule {
    case .missingTogether(let columns):
      let places = try places(columns, own)
      for place in places.dropFirst() { settleMissing(place, own.text) }
      steps.append(MissingTogetherStep(first: places[0], others: Array(places.dropFirst()), names: [own.text]))
    case .missing(let column, let condition):
      let place = try part(column, own)
      settleMissing(place, own.text)
      let when = try predicate(condition, own.text)
      steps.append(
        MissingWhenStep(
          part: place, when: when, unless: try predicate(.not(condition), own.text), names: [own.text],
          reads: when.columns.compactMap { names[$0] }))
    case .oneHot(let columns):
      let places = try places(columns, own)
      for place in places {
        guard Flags.suits(Synthesizer.emptyColumn(parts[place].recipe, parts[place].generator)) else {
          refuse([own.text], "needs columns of true and false, or of 0 and 1; '\(parts[place].recipe.name)' is neither")
          return
        }
        try settle(place, own.text)
      }
      let shares = (try? ParameterReader(own.parameters, column: "").numbers("shares", count: places.count))
      steps.append(
        OneHotStep(parts: places, shares: shares ?? places.map { _ in 1 }, names: [own.text]))
    case .dependency(let determinants, let column): try addDependency(determinants, column, own)
    case .combinations(let columns): try addCombinations(columns, own)
    case .unique(let columns): try addUnique(columns, own)
    case .rising(let column, let along, let within): try addRising(column, along, within, own)
    case .order, .computed, .limit, .range: break
    }
  }

  private mutating func addDependency(_ determinants: [String], _ column: String, _ own: RuleRecipe)
    throws(ExpressionProblem)
  {
    let (sources, place) = (try places(determinants, own), try part(column, own))
    try settle(place, own.text)
    refusePersonal([place], own)
    var keys = ValueRows(lists: [], codes: [])
    var values = ValueList(.texts([]))
    if !own.parameters.entries.isEmpty {
      do throws(SynthesisError) {
        keys = try ValueRows(own.parameters, prefix: "key", columns: sources.count)
        values = try ValueList(own.parameters, "value", count: keys.count)
      } catch {
        refuse([own.text], "holds a table that cannot be read: \(error.description)")
        return
      }
    }
    steps.append(
      DependencyStep(determinants: sources, part: place, keys: keys, values: values, names: [own.text]))
  }

  /// A table of real values is nothing for columns whose values must not come from the table.
  private mutating func refusePersonal(_ places: [Int], _ own: RuleRecipe) {
    for place in places {
      let column = parts[place].recipe
      guard column.personalData != nil || Generators.named(column.generator)?.learns == false else { continue }
      refuse([own.text], "would write real values into '\(column.name)', whose values are made up")
    }
  }

  private mutating func addCombinations(_ columns: [String], _ own: RuleRecipe) throws(ExpressionProblem) {
    let places = try places(columns, own)
    for place in places { try settle(place, own.text) }
    refusePersonal(places, own)
    do throws(SynthesisError) {
      let rows = try ValueRows(own.parameters, prefix: "value", columns: places.count)
      let weights = try ParameterReader(own.parameters, column: "").numbers("weights", count: rows.count)
      guard rows.count > 0 else { return refuse([own.text], "has no combination that k rows share") }
      steps.append(CombinationStep(parts: places, combinations: rows, weights: weights, names: [own.text]))
    } catch {
      refuse([own.text], "holds no table of combinations (\(error.description)); add it where the real table is open")
    }
  }

  private mutating func addRising(_ column: String, _ along: String?, _ within: [String], _ own: RuleRecipe)
    throws(ExpressionProblem)
  {
    let place = try part(column, own)
    let (sources, groups) = (try places([along].compactMap { $0 }, own), try places(within, own))
    try settle(place, own.text)
    do throws(SynthesisError) {
      let reader = ParameterReader(own.parameters, column: "")
      let knots = try reader.numbers("at")
      let values = try reader.numbers("values", count: knots.count)
      guard !knots.isEmpty, knots.isRising, values.isRising else {
        return refuse([own.text], "holds a curve that falls")
      }
      var (known, offsets) = (ValueRows(lists: [], codes: []), [Double]())
      if !groups.isEmpty, own.parameters["offsets"] != nil {
        known = try ValueRows(own.parameters, prefix: "group", columns: groups.count)
        offsets = try reader.numbers("offsets", count: known.count)
      }
      steps.append(
        RisingStep(
          part: place, along: sources.first, within: groups, knots: knots, values: values, groups: known,
          offsets: offsets, names: [own.text]))
    } catch {
      refuse([own.text], "holds no curve (\(error.description)); add it where the real table is open")
    }
  }
}

extension [Double] {
  fileprivate var isRising: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
