import Screen
import Synthesis
import Tables

/// A rule or a formula being written: what is wrong with it, and how often a rule is broken in the real table.
struct RuleLayer: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case rule
    /// `net = quantity * price`: the name of an existing column or of a new one, then the expression.
    case formula
  }

  var purpose: Purpose
  var field = TextField()
  /// Of the text as it stands; nil: not counted yet.
  var found: RuleCount?
  var problem = ""
  /// The text with a caret under the place of the problem.
  var excerpt: [String] = []
  /// Enter was pressed on a text that is refused, so the problem is more than an unfinished word.
  var isRefused = false
  /// Which of the rules found in the table, then of those of the recipe, is in the field; nil: none of them.
  var choice: Int?
}

extension WorkbenchState {
  /// The names by which expressions know the columns.
  private var columnNames: [String] { (0..<columnCount).map(columnName) }

  mutating func writeRule() -> [Effect] {
    let effects = open(.rule(RuleLayer(purpose: .rule))) + continueDraft()
    guard foundRules == nil, let recipe, let real else { return effects }
    return effects + start(.findRules(recipe: Reference(recipe), real: real), in: .rules, title: "looking for rules")
  }

  /// Rules that the table shows and the recipe does not keep.
  var offeredRules: [FoundRule] {
    let kept = Set(recipe?.rules.map { ByteText($0.text) } ?? [])
    return foundRules?.filter { !kept.contains(ByteText($0.text)) } ?? []
  }

  /// The next rule on offer comes into the field, and is counted as one that is typed.
  private mutating func offerRule(_ step: Int, _ layer: RuleLayer) -> [Effect] {
    let offered = offeredRules.map(\.text) + keptRules
    guard layer.purpose == .rule, !offered.isEmpty else { return [] }
    var next = layer
    let place = layer.choice.map { $0 + step } ?? (step > 0 ? 0 : offered.count - 1)
    next.choice = min(max(0, place), offered.count - 1)
    next.field = TextField()
    next.field.insert(offered[next.choice ?? 0])
    return changeRule(next)
  }

  /// The rules of the recipe, the newest first.
  var keptRules: [String] { recipe?.rules.reversed().map(\.text) ?? [] }

  /// Takes the rule of the recipe that is in the field out of it; the box stays for the next one.
  private mutating func removeShownRule(_ layer: RuleLayer) -> [Effect] {
    let text = layer.field.text
    guard layer.purpose == .rule, keptRules.contains(where: { ByteText($0) == ByteText(text) }) else { return [] }
    layers[layers.count - 1] = .rule(RuleLayer(purpose: .rule))
    jobs[.count] = nil
    return run("remove-rule \(text)")
  }

  /// On the selected column, with its expression where it has one.
  mutating func writeFormula() -> [Effect] {
    var layer = RuleLayer(purpose: .formula)
    let column = recipeColumn(selection)
    layer.field.insert("\(Expression.column(selectedName)) = \(column.flatMap(FormulaColumn.init)?.expression ?? "")")
    return open(.rule(layer)) + continueDraft()
  }

  /// What a text of this layer is kept under when it is left.
  private func draftName(_ layer: RuleLayer) -> String { layer.purpose == .rule ? "rule" : "formula \(selectedName)" }

  /// What was typed before and left is there again.
  private mutating func continueDraft() -> [Effect] {
    guard case .rule(var layer)? = layers.last, let draft = takeDraft(draftName(layer)) else {
      return []
    }
    layer.field = TextField(draft)
    return changeRule(layer)
  }

  private mutating func leave(_ layer: RuleLayer) -> [Effect] {
    jobs[.count] = nil
    let text = layer.field.text
    // What was only offered was not typed.
    let isTyped = layer.choice == nil && text.last { $0 != " " } != "="
    return leavePrompt(draftName(layer), isTyped ? text : "", key: layer.purpose == .rule ? "n" : "=")
  }

  /// What Tab would write; nil where there is no word that it could complete.
  func completion(of layer: RuleLayer) -> ConditionCompletion? {
    let functions = layer.purpose == .formula ? ValueFunction.all.map(\.name) : []
    let completion = ConditionCompletion(layer.field, functions: functions, in: self)
    return layer.choice != nil || completion.typed.isEmpty || completion.choices.isEmpty ? nil : completion
  }

  /// Completes the word at the cursor; in an empty field, or after a rule on offer, the next of these comes.
  private mutating func complete(_ layer: RuleLayer) -> [Effect] {
    guard layer.choice == nil, layer.field.text.contains(where: { $0 != " " }) else { return offerRule(1, layer) }
    guard let completion = completion(of: layer) else { return [] }
    var next = layer
    completion.take(0, into: &next.field)
    return changeRule(next)
  }

  mutating func handle(_ key: Key, _ layer: RuleLayer) -> [Effect] {
    switch key {
    case .escape: return leave(layer)
    case .enter: return submit(layer)
    case .tab: return complete(layer)
    case .down: return offerRule(1, layer)
    case .up, .backTab: return offerRule(-1, layer)
    case .control("x"): return removeShownRule(layer)
    default:
      var next = layer
      guard next.field.handle(key) else { return [] }
      next.choice = nil
      return changeRule(next)
    }
  }

  /// Another text: it is read, and the rows that break it are counted anew.
  mutating func changeRule(_ layer: RuleLayer) -> [Effect] {
    var next = layer
    (next.found, next.problem, next.excerpt, next.isRefused) = (nil, "", [], false)
    jobs[.count] = nil
    defer { layers[layers.count - 1] = .rule(next) }
    guard let recipe, next.field.text.contains(where: { $0 != " " }) else { return [] }
    switch layer.purpose {
    case .formula:
      note(problem(ofFormula: meant(by: next.field.text, recipe), recipe), in: &next)
      return []
    case .rule:
      do throws(ExpressionProblem) { _ = try Rule(parsing: next.field.text, columns: columnNames) } catch {
        (next.problem, next.excerpt) = (error.reason, error.excerpt)
        return []
      }
      guard let real else { return [] }
      return start(
        .countRule(next.field.text, recipe: Reference(recipe), real: real), in: .count, title: "counting")
    }
  }

  private func note(_ error: SynthesisError?, in layer: inout RuleLayer) {
    guard let error else { return }
    layer.problem = SynthesisError(error.kind).description
    switch error.kind {
    case .formula(let problem), .rule(let problem):
      layer.problem = problem.reason
      layer.excerpt = problem.excerpt
    default: break
    }
  }

  private func problem(ofFormula text: String, _ recipe: Recipe) -> SynthesisError? {
    do throws(CommandError) {
      let (name, expression) = try Self.formula(in: text)
      do throws(SynthesisError) { _ = try RecipeFitter.setting(formula: expression, ofColumn: name, in: recipe) } catch
      {
        return error
      }
      return nil
    } catch { return SynthesisError(.given(reason: error.description)) }
  }

  /// The formula takes the place of values that are learned from the table.
  func replacesValues(_ name: String) -> Bool {
    recipe?.column(named: name).map { FormulaColumn($0) == nil } ?? false
  }

  /// The column that the text gives a formula, where it is one that was fitted.
  func replacedColumn(by text: String) -> String? {
    guard let recipe, let (name, _) = try? Self.formula(in: meant(by: text, recipe)), replacesValues(name) else {
      return nil
    }
    return name
  }

  /// What is meant by a text of the layer: behind the offered `age = ` a whole `net = a - b` may be written, which no expression
  /// can be where no column is called `net`.
  private func meant(by text: String, _ recipe: Recipe) -> String {
    guard problem(ofFormula: text, recipe) != nil, let outer = try? Self.formula(in: text),
      let inner = try? Self.formula(in: outer.expression), !inner.expression.hasPrefix("="),
      inner.name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), recipe.column(named: inner.name) == nil
    else { return text }
    return outer.expression
  }

  /// `NAME = EXPRESSION`; a name of several words or marks stands in backticks.
  static func formula(in text: String) throws(CommandError) -> (name: String, expression: String) {
    let mistake = CommandError("write it so: name = expression, as in net = quantity * price")
    let trimmed = text.drop { $0 == " " }
    var (name, rest) = (Substring(), trimmed)
    if trimmed.first == "`", let end = trimmed.dropFirst().firstIndex(of: "`") {
      name = trimmed[trimmed.index(after: trimmed.startIndex)..<end]
      rest = trimmed[trimmed.index(after: end)...]
    } else if let sign = trimmed.firstIndex(of: "=") {
      name = trimmed[..<sign]
      rest = trimmed[sign...]
    }
    while name.last == " " { name.removeLast() }
    rest = rest.drop { $0 == " " }
    guard !name.isEmpty, rest.first == "=" else { throw mistake }
    let expression = rest.dropFirst().drop { $0 == " " }
    guard !expression.isEmpty else { throw mistake }
    return (String(name), String(expression))
  }

  private mutating func submit(_ layer: RuleLayer) -> [Effect] {
    guard layer.problem.isEmpty, layer.field.text.contains(where: { $0 != " " }) else {
      var refused = layer
      refused.isRefused = true
      layers[layers.count - 1] = .rule(refused)
      return []
    }
    layers.removeLast()
    jobs[.count] = nil
    guard layer.purpose == .formula else { return run("rule \(layer.field.text)") }
    return run("formula \(recipe.map { meant(by: layer.field.text, $0) } ?? layer.field.text)")
  }

  mutating func take(ruleCount result: Result<RuleCount, CommandError>, of text: String) -> [Effect] {
    guard case .rule(var layer)? = layers.last, layer.field.text == text else { return [] }
    switch result {
    case .success(let found): layer.found = found
    case .failure(let error): layer.problem = error.description
    }
    layers[layers.count - 1] = .rule(layer)
    return []
  }

  // MARK: - Commands

  mutating func setFormula(_ text: String) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    let (name, expression) = try Self.formula(in: text)
    do throws(SynthesisError) {
      let next = try RecipeFitter.setting(formula: expression, ofColumn: name, in: recipe)
      let isNew = recipe.column(named: name) == nil
      let remark = isNew ? ", a new column" : replacesValues(name) ? ", in place of what was fitted" : ""
      let effects = change(to: next, label: "\(name) = \(expression)\(remark)")
      return isNew ? effects + select(next.columns.count - 1) : effects
    } catch { throw CommandError(error.description) }
  }

  mutating func addRule(_ text: String) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    guard let real else { throw CommandError("a rule learns of the real table, which is not open") }
    do throws(ExpressionProblem) { _ = try Rule(parsing: text, columns: columnNames) } catch {
      throw CommandError("at character \(error.offset + 1) of the rule: \(error.reason)")
    }
    return start(.addRule(text, recipe: Reference(recipe), real: real), in: .model, title: "learning the rule")
  }

  /// Columns changed while the rule was learned keep their change.
  mutating func take(rule: RuleRecipe, _ count: RuleCount) -> [Effect] {
    guard var next = recipe, !next.rules.contains(where: { ByteText($0.text) == ByteText(rule.text) }) else {
      return []
    }
    next.rules.append(rule)
    let effects = change(to: next, label: "rule \(rule.text)")
    guard count.violations > 0, recipe == next else { return effects }
    let (broken, all) = (Numbers.grouped(count.violations), Numbers.grouped(count.checked))
    return say(.note, "rule \(rule.text): \(broken) of \(all) real rows break it   (u undoes)") + effects
  }

  mutating func removeRule(_ text: String) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    do throws(SynthesisError) {
      return change(to: try RecipeFitter.removing(rule: text, from: recipe), label: "no rule \(text)")
    } catch { throw CommandError(error.description) }
  }

  var ruleChoices: [Choice] {
    let known = Set(columnNames)
    return recipe?.rules.map { own in
      let rule = try? Rule(parsing: own.text, columns: columnNames)
      return Choice(own.text, rule?.columns(among: known).joined(separator: ", ") ?? "")
    } ?? []
  }
}

extension Performer {
  /// How many real rows break a rule that is being written.
  func count(rule text: String, _ recipe: Recipe, _ real: RealSide) -> Outcome {
    let side = RealTable(real, kindsOf: recipe)
    do throws(SynthesisError) {
      return .ruleCounted(text, .success(try RecipeFitter.count(rule: text, in: recipe, real: side.table)))
    } catch { return .ruleCounted(text, .failure(CommandError(SynthesisError(error.kind).description))) }
  }

  func findRules(_ recipe: Recipe, _ real: RealSide) -> Outcome {
    .rulesFound(RuleFinder(RealTable(real, kindsOf: recipe).table, k: recipe.privacy.k).rules())
  }

  func add(rule text: String, _ recipe: Recipe, _ real: RealSide) -> Outcome {
    let side = RealTable(real, kindsOf: recipe)
    do throws(SynthesisError) {
      let next = try RecipeFitter.adding(rule: text, to: recipe, real: side.table)
      let count = try RecipeFitter.count(rule: text, in: recipe, real: side.table)
      return next.rules.last.map { Outcome.ruleLearned($0, count) } ?? .nothing
    } catch { return .failed(error.description) }
  }
}
