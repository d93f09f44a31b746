import Evaluation
import Screen

/// A metric for people: its name in words, its numbers, and how it stands between a fresh real sample and shuffled columns.
enum MetricWords {
  static let titles: [String: String] = [
    "ks_complement": "shapes, numbers", "tv_complement": "shapes, levels", "pair_agreement": "pairs",
    "triple_agreement": "triples", "rank_correlation": "correlations", "association": "associations",
    "missing_pattern": "missing cells", "range_cover": "range covered", "range_excess": "out of range",
    "tail_reach": "tails reach", "tail_exceedance": "tails weigh", "rare_levels": "rare levels",
    "rare_pairs": "rare pairs", "detection_auc": "told apart", "detection_auc_ratios": "…by ratios",
    "train_on_synthetic": "models learn", "exact_copies": "exact copies", "nearest_leak": "nearest of fit",
    "nearest_distance": "nearest real row",
  ]

  static func title(_ metric: any Metric.Type) -> String { titles[metric.name] ?? metric.name }

  /// Agreements as percentages, differences and chances as numbers.
  static func number(_ result: MetricResult, _ metric: any Metric.Type) -> String {
    guard let value = result.value else { return "–" }
    if metric.best == 1 { return NumberText.fixed(100 * value, decimals: 1) }
    return NumberText.fixed(value, decimals: metric.best == 0.5 ? 2 : 3)
  }

  enum Verdict { case good, fair, bad, unknown }

  /// As good as fresh real rows (at most twice their loss), no better than shuffled columns, or between.
  static func verdict(_ entry: ScoreReport.Entry) -> Verdict {
    guard let best = entry.metric.best, let value = entry.synthetic.value, let floor = entry.noiseFloor.value else {
      return .unknown
    }
    let (loss, band) = (abs(value - best), 2 * abs(floor - best) + 0.002)
    // More than a fresh sample reaches is no fault.
    if loss <= band { return .good }
    guard let shuffled = entry.shuffled.value, abs(shuffled - best) > band else { return .fair }
    return loss >= abs(shuffled - best) ? .bad : .fair
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
