import Screen
import Synthesis
import Tables

/// A condition being written, with the number of real rows that satisfy it.
struct EventLayer: Equatable, Sendable {
  var field = TextField()
  /// Of the text as it stands; nil: not counted yet.
  var found: RareCandidate?
  var problem = ""
  /// Enter was pressed before the rows were counted.
  var isSubmitted = false
  /// Enter was pressed on a text that is no condition, so the problem is more than an unfinished word.
  var isRefused = false
  var choice = 0
}

/// What may stand where the cursor is.
struct ConditionCompletion: Equatable, Sendable {
  /// The letters that a choice takes the place of.
  var typed: String
  var choices: [Choice]
  /// `the first 6 of 23`; empty where all are shown.
  private(set) var restWords = ""

  private static let most = 6

  /// - Parameter functions: what may be called, where a value is to be written.
  init(_ field: TextField, functions: [String] = [], in state: WorkbenchState) {
    let before = field.text.prefix(field.cursor)
    let word = before.reversed().prefix { $0.isLetter || $0.isNumber || "_.-".contains($0) }.reversed()
    typed = String(word)
    let rest = before.dropLast(typed.count).reversed().drop { $0 == " " }
    let names = (0..<state.columnCount).map(state.columnName)
    let column = Self.column(before: rest.reversed().map { $0 }, among: names)
    // Behind the sign of equality of a formula stands no level.
    if functions.isEmpty, let sign = rest.first, "=,(<>".contains(sign), let column {
      choices = Self.levels(of: column, in: state)
    } else {
      choices = names.enumerated().map { Choice(Expression.column($1).description, state.columnKind($0).rawValue) }
      if !rest.isEmpty, !typed.isEmpty {
        choices += functions.isEmpty ? Self.words.map { Choice($0) } : functions.map { Choice($0 + "(") }
      }
    }
    let wanted = typed.lowercased()
    choices = choices.filter { wanted.isEmpty || $0.text.lowercased().contains(wanted) && $0.text != typed }
    choices.sort { left, right in
      let (first, second) = (left.text.lowercased().hasPrefix(wanted), right.text.lowercased().hasPrefix(wanted))
      return first && !second
    }
    restWords = ListWords.first(Self.most, of: choices.count)
    choices = Array(choices.prefix(Self.most))
  }

  /// Writes a choice in the place of what was typed of it.
  func take(_ place: Int, into field: inout TextField) {
    guard choices.indices.contains(place) else { return }
    for _ in typed { field.handle(.backspace) }
    field.insert(choices[place].text + (choices[place].text.hasSuffix("(") ? "" : " "))
  }

  private static let words = ["and", "or", "not", "in", "between", "is missing"]

  /// The name that stands last before the operator.
  private static func column(before text: [Character], among names: [String]) -> String? {
    let written = String(text)
    let found = names.compactMap { name -> (Int, String)? in
      written.ranges(of: Expression.column(name).description).last.map {
        (written.distance(from: written.startIndex, to: $0.upperBound), name)
      }
    }
    return found.max { ($0.0, $0.1.count) < ($1.0, $1.1.count) }?.1
  }

  private static func levels(of column: String, in state: WorkbenchState) -> [Choice] {
    guard !state.hides(column), let index = (0..<state.columnCount).first(where: { state.columnName($0) == column }),
      let profile = state.columnProfile(index)
    else { return [] }
    return profile.levels.map {
      let share = Double($0.count) / Double(max(1, profile.count))
      return Choice(Expression.literal($0.text.string).description, RareTarget.percent(share))
    }
  }
}

extension WorkbenchState {
  /// What was typed before and left is there again.
  mutating func writeEvent() -> [Effect] {
    var layer = EventLayer()
    let effects = open(.event(layer))
    guard let draft = takeDraft("event") else { return effects }
    layer.field = TextField(draft)
    return effects + changeEvent(layer)
  }

  mutating func handle(_ key: Key, _ layer: EventLayer) -> [Effect] {
    var next = layer
    let completion = ConditionCompletion(layer.field, in: self)
    switch key {
    case .escape:
      jobs[.count] = nil
      return leavePrompt("event", layer.field.text, key: "+")
    case .enter:
      next.isSubmitted = true
      layers[layers.count - 1] = .event(next)
      return submitEvent()
    case .up, .backTab: next.choice = max(0, layer.choice - 1)
    case .down: next.choice = min(max(0, completion.choices.count - 1), layer.choice + 1)
    case .tab:
      guard completion.choices.indices.contains(layer.choice) else { return [] }
      completion.take(layer.choice, into: &next.field)
      return changeEvent(next)
    default:
      guard next.field.handle(key) else { return [] }
      return changeEvent(next)
    }
    layers[layers.count - 1] = .event(next)
    return []
  }

  /// Another text: its rows are counted anew.
  mutating func changeEvent(_ layer: EventLayer) -> [Effect] {
    var next = layer
    (next.found, next.problem, next.isSubmitted, next.isRefused, next.choice) = (nil, "", false, false, 0)
    layers[layers.count - 1] = .event(next)
    guard let recipe, let real, next.field.text.contains(where: { $0 != " " }) else {
      jobs[.count] = nil
      return []
    }
    let work = Work.count(condition: next.field.text, recipe: Reference(recipe), real: real)
    return start(work, in: .count, title: "counting")
  }

  mutating func take(count result: Result<RareCandidate, CommandError>, of text: String) -> [Effect] {
    if case .target(let layer)? = layers.last, layer.condition == text { return take(count: result, for: layer) }
    guard case .event(var layer)? = layers.last, layer.field.text == text else { return [] }
    switch result {
    case .success(let found): layer.found = found
    case .failure(let error): layer.problem = error.description
    }
    layers[layers.count - 1] = .event(layer)
    return layer.isSubmitted ? submitEvent() : []
  }

  /// Takes the condition into the list and asks for its target, once its rows are counted and enough.
  private mutating func submitEvent() -> [Effect] {
    guard case .event(var layer)? = layers.last, let recipe else { return [] }
    guard let found = layer.found else {
      layer.isSubmitted = layer.problem.isEmpty && jobs[.count] != nil
      layer.isRefused = !layer.problem.isEmpty
      layers[layers.count - 1] = .event(layer)
      return []
    }
    guard found.rows >= max(1, recipe.privacy.k) else {
      (layer.isSubmitted, layer.isRefused) = (false, true)
      layer.problem =
        "\(found.rows) real rows satisfy it; nothing in a recipe may rest on fewer than k = \(recipe.privacy.k)"
      layers[layers.count - 1] = .event(layer)
      return []
    }
    layers.removeLast()
    if !rareLines.contains(where: { $0.when == found.when }) { rare.drafts.insert(found, at: 0) }
    rare.selected = found.when
    _ = selectRareLine(rareSelection)
    return askTarget(found.when, offering: found.offeredShare)
  }
}
