import Evaluation
import Files

extension ScoreReport {
  /// A table of the metrics under what was compared, and what is to be known about it. Safe for a terminal.
  func text(explained: Bool) -> String {
    let rows = MetricFacet.allCases.flatMap { facet in
      entries.filter { $0.metric.facet == facet }.enumerated().map { row($1, facet: $0 == 0 ? facet.rawValue : "") }
    }
    var lines = [headline, ""] + AlignedText.lines(of: [Self.heads] + rows, alignments: Self.alignments)
    let notes = notes
    if !notes.isEmpty { lines += [""] + notes.map { "note: " + SafeText.visible($0) } }
    if explained { lines += [""] + entries.map { "\($0.metric.name): \($0.metric.explanation)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let heads = ["", "metric", "synthetic", "noise floor", "shuffled", "best", "furthest from it"]
  private static let alignments: [AlignedText.Alignment] = [.left, .left, .right, .right, .right, .right, .left]

  private var headline: String {
    "\(NumberText.grouped(syntheticRows)) synthetic rows against \(NumberText.grouped(realRows)) real ones and "
      + "\(NumberText.grouped(holdoutRows)) held back · formulas \(formulaVersion)"
  }

  private func row(_ entry: Entry, facet: String) -> [String] {
    [
      facet, entry.metric.name, number(entry.synthetic), number(entry.noiseFloor), number(entry.shuffled),
      entry.metric.best.map { NumberText.short($0, isInteger: true) } ?? "floor", details(entry.synthetic),
    ]
  }

  private func number(_ result: MetricResult) -> String {
    result.value.map { NumberText.fixed($0, decimals: 4) } ?? "–"
  }

  /// The worst columns or pairs; of metrics without them, their facts.
  private func details(_ result: MetricResult) -> String {
    guard case .score(let score) = result else { return "" }
    let parts = score.worst.isEmpty ? score.facts : Array(score.worst.prefix(3))
    return parts.map { "\(AlignedText.cut($0.name, to: 40)) \(NumberText.short($0.value, isInteger: true))" }.joined(
      separator: ", ")
  }

  private var notes: [String] {
    var notes: [String] = []
    if !isHoldoutGiven {
      notes.append(
        "no --holdout: a quarter of the real rows was held back by a fixed seed; the synthetic rows may rest on them too, so "
          + "train_on_synthetic flatters")
    }
    if !ignoredColumns.isEmpty {
      notes.append("keys and free text, compared by their gaps only: \(ignoredColumns.joined(separator: ", "))")
    }
    if !extraColumns.isEmpty {
      notes.append("columns that the real table lacks, left out: \(extraColumns.joined(separator: ", "))")
    }
    return notes + undefined + samples
  }

  private var undefined: [String] {
    entries.compactMap {
      guard case .undefined(let reason) = $0.synthetic else { return nil }
      return "\($0.metric.name): \(reason)"
    }
  }

  private var samples: [String] {
    let most = max(realRows, holdoutRows, syntheticRows)
    guard most > min(limits.modelRows / 2, limits.nearestRows, limits.correlationRows) else { return [] }
    return [
      "samples by a fixed seed: models \(NumberText.grouped(limits.modelRows)) rows, correlations "
        + "\(NumberText.grouped(limits.correlationRows)), pairs and triples \(NumberText.grouped(limits.jointRows)), nearest rows "
        + "of \(NumberText.grouped(realRows > 50_000 ? limits.nearestRowsOfLarge : limits.nearestRows))"
    ]
  }
}
