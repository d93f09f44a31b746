import Evaluation
import Screen
import Synthesis

/// Copying, in plain language.
enum PrivacyPane: Pane {
  static let name = "privacy"

  static func title(_ state: WorkbenchState) -> String { "Privacy" }

  static func trailing(_ state: WorkbenchState) -> String {
    guard let report = state.shownScore?.report else { return "" }
    return "\(Numbers.short(report.holdoutRows)) rows set aside"
  }

  /// How many of the lines fit whole.
  private static func shown(_ state: WorkbenchState, in size: Size) -> Int {
    var (row, shown) = (0, 0)
    for line in state.privacyLines {
      row += WrappedText.lines(line.text, width: size.width - 4, indent: 0).count
      guard row <= size.height else { break }
      shown += 1
    }
    return shown
  }

  static func position(_ state: WorkbenchState) -> String {
    guard let place = Layout(state).place(of: name) else { return "" }
    let (shown, all) = (shown(state, in: place.inside.size), state.privacyLines.count)
    return shown < all ? "\(shown) of \(all) notes, Tab z all" : ""
  }

  static func standing(_ state: WorkbenchState) -> String { "" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard !state.privacyLines.isEmpty else {
      surface.write("told with the scores", in: area, line: 0, indent: 1, role: .dim)
      return
    }
    var row = 0
    for line in state.privacyLines.prefix(shown(state, in: area.size)) {
      let wrapped = WrappedText.lines(line.text, width: area.size.width - 4, indent: 0)
      surface.write(line.sign, in: area, line: row, indent: 1, role: line.role)
      for text in wrapped {
        surface.write(text, in: area, line: row, indent: 3, role: line.role == .warn ? .warn : .text)
        row += 1
      }
    }
    guard row < area.size.height, state.shownScore != nil else { return }
    let cut = isFramed ? "" : position(state)
    surface.write(
      cut.isEmpty ? "A score is not a guarantee. e explains." : cut, in: area, line: area.size.height - 1, indent: 1,
      role: .dim)
  }
}

extension WorkbenchState {
  struct PrivacyLine: Equatable {
    var sign: String
    var role: Role
    var text: String
  }

  var privacyLines: [PrivacyLine] {
    guard let score = shownScore else { return [] }
    return [copies(score), nearest(score)].compactMap { $0 } + personal(score) + [
      PrivacyLine(
        sign: "·", role: .dim,
        text:
          "the rows are set aside for these scores only, the fit has seen them: rowsmith score --holdout with rows that it has not seen says more"
      )
    ]
  }

  private func copies(_ score: ScoredRecipe) -> PrivacyLine? {
    guard let entry = score.report.entry("exact_copies"), let share = entry.synthetic.value else { return nil }
    let usual = entry.noiseFloor.value ?? 0
    let count = Int((share * Double(score.rows)).rounded())
    let isMany = share > 1.5 * usual + 0.001
    let among = "real rows among themselves: \(Numbers.percent(usual, decimals: 2))"
    return PrivacyLine(
      sign: isMany ? "!" : "✓", role: isMany ? .warn : .good,
      text: "copies of a real row: \(Numbers.grouped(count)) of \(Numbers.grouped(score.rows)) "
        + "(\(Numbers.percent(share, decimals: 2)); \(among))")
  }

  private func nearest(_ score: ScoredRecipe) -> PrivacyLine? {
    guard let entry = score.report.entry("nearest_distance"), case .score(let found) = entry.synthetic else {
      return nil
    }
    let error = found.facts.first { $0.name == "standard_error" }?.value ?? 0
    let isNear = found.value > 0.5 + max(0.02, 3 * error)
    return PrivacyLine(
      sign: isNear ? "!" : "✓", role: isNear ? .warn : .good,
      text: "nearer to a real row than a real row set aside is: \(Numbers.percent(found.value)) of the time "
        + "(unrelated rows: 50%)")
  }

  private func personal(_ score: ScoredRecipe) -> [PrivacyLine] {
    var lines: [PrivacyLine] = []
    if !score.replaced.isEmpty {
      lines.append(
        PrivacyLine(
          sign: "✓", role: .good,
          text: "personal data made up, no value kept: \(score.replaced.joined(separator: ", "))"))
    }
    if !score.unreplaced.isEmpty {
      lines.append(
        PrivacyLine(
          sign: "!", role: .warn, text: "personal data learned from: \(score.unreplaced.joined(separator: ", "))"))
    }
    return lines
  }

  private var notScoredWords: String {
    jobs[.score] == nil
      ? "Nothing is scored yet: r scores the drawn rows."
      : "The drawn rows are being scored; e explains each line as soon as its score is there."
  }

  /// The report in sentences.
  var reportExplanation: [String] {
    guard let score = shownScore else { return [notScoredWords] }
    let scored = scoredLines
    var lines: [String] = []
    if focus == ScoresPane.name, scored.indices.contains(report.metrics.selection) {
      lines = [MetricWords.explanation(scored[report.metrics.selection]), ""]
    }
    lines += [
      "Every metric stands beside two others: fresh is what real rows set aside get against the rest, as good as chance "
        + "allows; shuffled is what the real rows get when every column is put in an order of its own, with all links gone.",
      "✓ at most twice as far from the best value as fresh rows.  ! no better than shuffled.  · between.", "",
    ]
    lines += score.report.entries.map(MetricWords.explanation)
    if !score.report.ignoredColumns.isEmpty {
      lines.append(
        "Keys and free text, compared by their gaps only: \(score.report.ignoredColumns.joined(separator: ", ")).")
    }
    if !score.report.extraColumns.isEmpty {
      lines.append("Not compared, as they are made up: \(score.report.extraColumns.joined(separator: ", ")).")
    }
    return lines
  }
}
