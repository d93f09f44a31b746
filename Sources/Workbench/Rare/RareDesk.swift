import Evaluation
import Screen
import Synthesis
import Tables

/// What the rare-event designer knows beside the recipe.
struct RareDesk: Equatable, Sendable {
  /// Found in the real table; nil: not looked for yet.
  var candidates: [RareCandidate]?
  /// What they were last looked for in.
  var scanned: RareScan?
  /// Conditions that the user wrote, with or without a target.
  var drafts: [RareCandidate] = []
  /// The condition of the selected line; one that is not there means the first.
  var selected = ""
  var top = 0
  /// The column whose rows of the event are drawn; nil: the one that shifts most.
  var shown: String?
  var effectsTop = 0
  /// Real against synthetic rows of an event and of the others.
  var strata: Reference<StratumComparison>?
  /// What was last asked to be compared.
  var stratified: StrataRequest?
}

/// A table as the recipe reads it: candidates are those of one.
struct RareScan: Hashable, Sendable {
  var table: Reference<ReadTable>
  var kinds: [ColumnKind]
  var generators: [String]
}

/// Rows to be compared by whether they satisfy a condition.
struct StrataRequest: Hashable, Sendable {
  var synthetic: Reference<Table>
  var when: String
  var bins: Int
}

/// One line of the list of events.
struct RareLine: Equatable, Sendable {
  var candidate: RareCandidate
  /// As the recipe has it; nil: no target.
  var event: RareEventRecipe?

  var when: String { event?.when ?? candidate.when }
  /// The real share of its rows.
  var share: Double { event?.share ?? candidate.share }
  /// Real rows it rests on.
  var support: Int { event?.support ?? candidate.rows }

  /// The condition without its column.
  var words: String {
    switch candidate.form {
    case .level(let level): "= \(level)"
    case .topPercent(let value): "> \(ShortNumber.text(value)) (top 1%)"
    case .outliers(let value): "> \(ShortNumber.text(value)) (outliers)"
    case .missing: "missing"
    case .condition: ""
    }
  }
}

extension WorkbenchState {
  /// The events of the list: those that only the recipe or the user knows, then the candidates, each at its place whether it has a
  /// target or not.
  var rareLines: [RareLine] {
    let candidates = rare.candidates ?? []
    let known = Set((candidates + rare.drafts).map(\.when))
    let events = recipe?.rare ?? []
    let written = events.filter { !known.contains($0.when) }.map { event in
      RareLine(
        candidate: RareCandidate(
          column: "", form: .condition, when: event.when, rows: event.support, share: event.share),
        event: event)
    }
    return written
      + (rare.drafts + candidates).map { candidate in
        RareLine(candidate: candidate, event: events.first { $0.when == candidate.when })
      }
  }

  var rareSelection: Int { rareLines.firstIndex { $0.when == rare.selected } ?? 0 }

  var selectedRareLine: RareLine? {
    let lines = rareLines
    return lines.first { $0.when == rare.selected } ?? lines.first
  }

  /// The comparison of the selected event's rows; nil while it is of another event.
  var selectedStrata: StratumComparison? {
    guard let strata = rare.strata?.value, strata.when == selectedRareLine?.when else { return nil }
    return strata
  }

  mutating func selectRareLine(_ index: Int) -> [Effect] {
    let lines = rareLines
    guard !lines.isEmpty else { return [] }
    let place = max(0, min(index, lines.count - 1))
    rare.selected = lines[place].when
    var position = ListPosition(selection: place, top: rare.top)
    position.reveal(count: lines.count, height: EventsPane.lines(in: Layout(self)))
    rare.top = position.top
    return []
  }

  /// What the designer needs next: candidates once for a table, and the rows of the selected event after every draw.
  mutating func missingRareWork() -> [Effect] {
    guard let real, let recipe, !isFitting else { return [] }
    var effects: [Effect] = []
    let scan = RareScan(
      table: real.table, kinds: recipe.columns.map(\.kind), generators: recipe.columns.map(\.generator))
    if rare.scanned != scan {
      rare.scanned = scan
      effects += start(
        .findRare(recipe: Reference(recipe), real: real), in: .rareCandidates, title: "looking for events")
    }
    guard let synthetic, let line = selectedRareLine, jobs[.rareCandidates] == nil else { return effects }
    let request = StrataRequest(synthetic: synthetic, when: line.when, bins: stratumBins)
    guard rare.stratified != request else { return effects }
    rare.stratified = request
    let order = StrataOrder(recipe: Reference(recipe), real: real, request: request)
    return effects + start(.compareStrata(order), in: .strata, title: "comparing")
  }

  private var stratumBins: Int {
    let layout = Layout(self)
    let width = layout.place(of: "stratum").map { $0.inside.size.width - 2 } ?? layout.body.size.width / 2
    return max(8, width)
  }
}
