import Evaluation
import Screen
import Synthesis
import Tables

/// Trials of joint models: what is wanted, what came of it.
extension WorkbenchState {
  var modelNames: [String] { JointModels.all.map { $0.name } }

  var selectedModel: String {
    modelNames.contains(models.selected) ? models.selected : recipe?.model.name ?? modelNames.first ?? ""
  }

  /// Whether what is known of a model is of this recipe.
  func isCurrent(_ entry: ModelEntry, _ name: String) -> Bool { entry.key == fitKey(ofModel: name) }

  /// Fits and scores every model that was not yet with these settings, one after the other, while work goes on.
  mutating func compareModels() -> [Effect] {
    let wanted = modelNames.filter { name in
      guard let entry = models.entries[name], isCurrent(entry, name) else { return true }
      return entry.trial == nil && entry.problem.isEmpty
    }
    guard !wanted.isEmpty else { return say(.note, "every model is scored with these settings already") }
    // The quick ones first: there is something to see at once.
    models.queue = wanted.sorted { place($0) < place($1) }
    return jobs[.trial] == nil ? startTrial() : []
  }

  private func place(_ name: String) -> Int {
    switch name {
    case IndependentModel.name: 0
    case TreeCascadeModel.name: 2
    default: 1
    }
  }

  mutating func startTrial() -> [Effect] {
    guard let recipe, let real, !models.queue.isEmpty else { return [] }
    let name = models.queue.removeFirst()
    guard let key = fitKey(ofModel: name) else { return [] }
    models.entries[name] = ModelEntry(key: key, fit: fits[key])
    let order = TrialOrder(
      fit: FitOrder(real: real, options: key.options, base: Reference(recipe)), known: fits[key]?.recipe,
      seconds: fits[key]?.seconds ?? 0, rows: min(previewRows, Self.drawnForCharts))
    return start(.tryModel(order), in: .trial, title: "trying \(name)")
  }

  /// Rows that are drawn of a model for its charts.
  private static let drawnForCharts = 20_000

  mutating func take(_ step: TrialStep, isLast: Bool) -> [Effect] {
    let name: String
    switch step {
    case .fitted(let model, let fit, let bytes):
      name = model
      models.entries[name]?.fit = fit
      models.entries[name]?.bytes = bytes
      if let key = models.entries[name]?.key { keep(fit.recipe.value, seconds: fit.seconds, for: key) }
    case .drawn(let model, let rows):
      name = model
      models.entries[name]?.drawn = rows
    case .scored(let model, let trial):
      name = model
      models.entries[name]?.trial = trial
    case .refused(let model, let reason):
      name = model
      models.entries[name]?.problem = reason
    }
    return isLast ? endTrial() : []
  }

  private mutating func endTrial() -> [Effect] {
    guard models.queue.isEmpty else { return startTrial() }
    return say(.success, trialWords)
  }

  /// Which model has the best pairs, in a sentence.
  private var trialWords: String {
    let scored = modelNames.compactMap { name in models.entries[name]?.trial?.pairs.map { (name, $0) } }
    guard let best = scored.max(by: { $0.1 < $1.1 }) else { return "no model could be scored" }
    let alarm = models.entries[best.0]?.trial?.copiesRows == true ? ", but it copies rows" : ""
    let here = best.0 == recipe?.model.name ? "in use" : "Enter takes the selected one"
    return "\(best.0) has the best pairs, \(Numbers.percent(best.1, decimals: 1))\(alarm); \(here)"
  }

  mutating func selectModel(by steps: Int) -> [Effect] {
    let names = modelNames
    let current = names.firstIndex(of: selectedModel) ?? 0
    models.selected = names[max(0, min(names.count - 1, current + max(-names.count, min(names.count, steps))))]
    return []
  }

  /// Marks the selected model for the charts, or takes the mark away; of three the oldest goes.
  mutating func markModel() -> [Effect] {
    let name = selectedModel
    if models.marks.contains(name) {
      models.marks.removeAll { $0 == name }
    } else {
      models.marks.append(name)
      if models.marks.count > 2 { models.marks.removeFirst() }
    }
    return []
  }

  /// The models of the two charts: those that are marked, else the one in use and the selected or best other.
  var chartedModels: (a: String, b: String?) {
    let used = recipe?.model.name ?? ""
    if models.marks.count == 2 { return (models.marks[0], models.marks[1]) }
    if let mark = models.marks.first {
      return mark == selectedModel ? (mark, mark == used ? nil : used) : (mark, selectedModel)
    }
    if selectedModel != used { return (used, selectedModel) }
    let others = modelNames.filter { $0 != used && models.entries[$0]?.drawn != nil }
    return (
      used,
      others.max { (models.entries[$0]?.trial?.pairs ?? 0) < (models.entries[$1]?.trial?.pairs ?? 0) }
    )
  }

  /// The rows drawn of a model: those of the preview for the one in use.
  func drawn(ofModel name: String) -> Reference<Table>? {
    name == recipe?.model.name ? synthetic : models.entries[name]?.drawn
  }

  // MARK: - Pairs

  /// Every pair, the one that A or B draws worst first.
  var pairList: [(pair: ColumnPair, a: Double, b: Double?)] {
    let (a, b) = chartedModels
    guard let scores = drawn(ofModel: a).flatMap({ models.pairScores[$0]?.value }) else { return [] }
    let others = b.flatMap { drawn(ofModel: $0) }.flatMap { models.pairScores[$0]?.value }
    let list = scores.enumerated().map { index, score in
      let other = others.flatMap { $0.indices.contains(index) ? $0[index].agreement : nil }
      return (pair: ColumnPair(first: score.first, second: score.second), a: score.agreement, b: other)
    }
    return list.enumerated().sorted {
      let (left, right) = (min($0.element.a, $0.element.b ?? 1), min($1.element.a, $1.element.b ?? 1))
      return left == right ? $0.offset < $1.offset : left < right
    }.map(\.element)
  }

  var shownPair: ColumnPair? {
    if let pair = models.pair { return pair }
    return pairList.first?.pair
  }

  mutating func showPair(by steps: Int) -> [Effect] {
    let list = pairList
    guard !list.isEmpty else { return [] }
    let current = list.firstIndex { $0.pair == shownPair } ?? 0
    let next = max(0, min(list.count - 1, current + max(-list.count, min(list.count, steps))))
    models.pair = list[next].pair
    var position = ListPosition(selection: next, top: models.pairTop)
    position.reveal(count: list.count, height: PairsPane.lines(in: Layout(self)))
    models.pairTop = position.top
    return []
  }

  /// What the view needs next: pair scores of the tables in the charts, and the drawn pair.
  mutating func missingModelWork() -> [Effect] {
    guard let recipe, let real, jobs[.draw] == nil else { return [] }
    let (a, b) = chartedModels
    let names = [a] + (b.map { [$0] } ?? [])
    let drawn = names.compactMap { name in self.drawn(ofModel: name).map { (name, $0) } }
    guard !drawn.isEmpty else { return [] }
    var effects: [Effect] = []
    let unscored = drawn.map(\.1).filter { models.pairScores[$0] == nil }
    let scores = PairScoresRequest(tables: unscored)
    if !unscored.isEmpty, models.scored != scores {
      models.scored = scores
      let order = PairScoresOrder(recipe: Reference(recipe), real: real, request: scores)
      effects += start(.scorePairs(order), in: .pairs, title: "comparing pairs")
    }
    guard let pair = shownPair else { return effects }
    let tables = Dictionary(drawn, uniquingKeysWith: { first, _ in first })
    let request = PairRequest(pair: pair, tables: tables, size: FirstPairPane.halfSize(self), form: models.form)
    guard models.compared != request else { return effects }
    models.compared = request
    let order = PairOrder(recipe: Reference(recipe), real: real, request: request)
    return effects + start(.comparePair(order), in: .pair, title: "comparing")
  }

  mutating func take(_ scores: [Reference<Table>: Reference<[PairScore]>]) -> [Effect] {
    // Only tables that may be shown again are kept alive.
    let wanted = Set(modelNames.compactMap { drawn(ofModel: $0) })
    models.pairScores = models.pairScores.merging(scores) { $1 }.filter { wanted.contains($0.key) }
    return []
  }

  // MARK: - Detail

  static let details = ["auto", "11", "20", "50", "100", "300"]

  /// To the next finer or coarser leaves.
  mutating func turnDetail(by steps: Int) -> [Effect] {
    guard let recipe else { return [] }
    let now = recipe.model.detail
    let place = now.map { rows in Self.details.firstIndex { (Int($0) ?? 0) >= rows } ?? Self.details.count - 1 } ?? 0
    let next = max(0, min(Self.details.count - 1, place + steps))
    guard next != place else { return say(.note, steps < 0 ? "no finer than auto" : "no coarser") }
    return run("detail \(Self.details[next])")
  }
}
