import Evaluation
import Screen

/// A metric for people: its name in words, its numbers, and how it stands between a fresh real sample and shuffled columns.
enum MetricWords {
  static let titles: [String: String] = [
    "ks_complement": "number shapes", "tv_complement": "level shapes", "pair_agreement": "pairs",
    "triple_agreement": "triples", "rank_correlation": "correlations", "association": "associations",
    "missing_pattern": "missing cells", "range_cover": "range covered", "range_excess": "out of range",
    "tail_reach": "tail reach", "tail_exceedance": "tail weight", "rare_levels": "rare levels",
    "rare_pairs": "rare pairs", "detection_auc": "detection", "detection_auc_ratios": "… with ratios",
    "train_on_synthetic": "models learn", "exact_copies": "exact copies", "nearest_leak": "nearest of fit",
    "nearest_distance": "nearest real row",
  ]

  static func title(_ metric: any Metric.Type) -> String { titles[metric.name] ?? metric.name }

  /// The widest title of the table.
  static let titleWidth = Metrics.all.filter { $0.facet == .fidelity }.map { title($0).count }.max() ?? 0

  /// Agreements as percentages, differences and chances as numbers.
  static func number(_ result: MetricResult, _ metric: any Metric.Type) -> String {
    result.value.map { number($0, metric) } ?? "–"
  }

  private static func number(_ value: Double, _ metric: any Metric.Type) -> String {
    if metric.best == 1 { return NumberText.fixed(100 * value, decimals: 1) }
    return NumberText.fixed(value, decimals: metric.best == 0.5 ? 2 : 3)
  }

  /// What an entry says: its numbers as the table has them, what they mean on that scale, and what is furthest from the best.
  static func explanation(_ entry: ScoreReport.Entry) -> String {
    let title = title(entry.metric)
    guard case .score(let score) = entry.synthetic else {
      if case .undefined(let reason) = entry.synthetic { return "\(title): not answered, \(reason)." }
      return ""
    }
    let beside = [("fresh", entry.noiseFloor), ("shuffled", entry.shuffled)].compactMap { name, result in
      result.value.map { "\(name) \(number($0, entry.metric))" }
    }
    let numbers = ([number(score.value, entry.metric)] + beside).joined(separator: ", ")
    let furthest = score.worst.prefix(3).map { "\($0.name) \(number($0.value, entry.metric))" }
    let worst = furthest.isEmpty ? "" : " Furthest: \(furthest.joined(separator: ", "))."
    return "\(title) \(numbers): \(meaning(entry.metric)).\(worst)"
  }

  /// The metric's explanation as what follows a title, in percent where the table is.
  private static func meaning(_ metric: any Metric.Type) -> String {
    var text = metric.explanation
    for head in ["numbers", "levels", "levels with levels and numbers"] where text.hasPrefix(head + ": ") {
      text = "of \(head), " + text.dropFirst(head.count + 2)
    }
    guard metric.best == 1 else { return text }
    for (one, hundred) in [("; 1 is best", "; 100% is best"), ("1 minus", "100% minus")] {
      text = text.split(separator: one, omittingEmptySubsequences: false).joined(separator: hundred)
    }
    return text
  }

  /// How many metrics stand where.
  struct Tally: Equatable {
    var good = 0
    var bad = 0
    /// Those with a verdict.
    var all = 0

    init(_ entries: [ScoreReport.Entry]) {
      for verdict in entries.map(MetricWords.verdict) where verdict != .unknown {
        all += 1
        good += verdict == .good ? 1 : 0
        bad += verdict == .bad ? 1 : 0
      }
    }

    var verdict: Verdict { all == 0 ? .unknown : good == all ? .good : bad > 0 ? .bad : .fair }

    /// The longest first.
    var words: [String] {
      let shuffled = bad > 0 ? ", \(bad) hardly better than shuffled" : ""
      return [
        "\(good) of \(all) close to fresh real rows\(shuffled)", "\(good) of \(all) close to fresh rows",
        "\(good) of \(all) close to fresh",
      ]
    }
  }

  enum Verdict { case good, fair, bad, unknown }

  /// As good as fresh real rows, hardly better than shuffled columns, or between.
  static func verdict(_ entry: ScoreReport.Entry) -> Verdict {
    guard let best = entry.metric.best, let value = entry.synthetic.value, let floor = entry.noiseFloor.value else {
      return .unknown
    }
    let (loss, fresh) = (abs(value - best), abs(floor - best))
    let shuffled = entry.shuffled.value.map { abs($0 - best) }
    // More than a fresh sample reaches is no fault.
    if loss <= band(fresh: fresh, shuffled: shuffled) { return .good }
    guard let shuffled, shuffled > band(fresh: fresh, shuffled: shuffled) else { return .fair }
    // Less than a tenth of what fresh rows keep is no more than chance.
    return loss >= shuffled - (shuffled - fresh) / 10 ? .bad : .fair
  }

  /// The loss that passes for that of fresh real rows: at most twice theirs. Where these lose much themselves, as in tables of many
  /// cells, it is no more than a quarter of the way to columns that know nothing of each other, or a tenth over theirs.
  static func band(fresh: Double, shuffled: Double?) -> Double {
    let twice = 2 * fresh + 0.002
    let tenth = 1.1 * fresh + 0.002
    guard let shuffled else { return min(twice, max(tenth, fresh + 0.1)) }
    return shuffled > fresh ? min(twice, max(tenth, fresh + (shuffled - fresh) / 4)) : min(twice, fresh + 0.1)
  }

  static func sign(_ verdict: Verdict) -> (text: String, role: Role) {
    switch verdict {
    case .good: ("✓", .good)
    case .fair: ("·", .dim)
    case .bad: ("!", .warn)
    case .unknown: (" ", .dim)
    }
  }
}
