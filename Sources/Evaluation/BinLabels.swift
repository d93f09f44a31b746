import Statistics

/// The ranges of bins as text.
enum BinLabels {
  static func labels(of binning: Binning, _ scale: NumberScale) -> [String] {
    let ranges = zip(binning.edges, binning.edges.dropFirst()).map { low, high in
      binning.isLogarithmic && scale.kind != .integer
        ? "\(NumberText.short(low))–\(NumberText.short(high))" : label(low, high, scale)
    }
    return binning.hasZeroBar ? ["0"] + ranges : ranges
  }

  /// The labels with the outer ones open where their bins hold values beyond the edges: `6 and more`.
  static func opened(
    _ labels: [String], of binning: Binning, _ scale: NumberScale, low: Bool, high: Bool
  ) -> [String] {
    var labels = labels
    let first = binning.hasZeroBar ? 1 : 0
    if low, labels.indices.contains(first) { labels[first] = "below \(edge(binning.edges[1], scale))" }
    if high, labels.count > first {
      labels[labels.count - 1] = "\(edge(binning.edges[binning.edges.count - 2], scale)) and more"
    }
    return labels
  }

  private static func edge(_ value: Double, _ scale: NumberScale) -> String {
    if scale.isInstant || scale.isYear { return scale.text(value.rounded(.up)) }
    return NumberText.exact(scale.kind == .integer ? value.rounded(.up) : value)
  }

  private static func label(_ low: Double, _ high: Double, _ scale: NumberScale) -> String {
    if scale.isInstant { return scale.text(low.rounded(.up)) }
    guard scale.kind == .integer else { return "\(NumberText.exact(low))–\(NumberText.exact(high))" }
    let (first, last) = (low.rounded(.up), high.rounded(.up) - 1)
    let text = scale.isYear ? scale.text : NumberText.exact
    return first >= last ? text(first) : "\(text(first))–\(text(last))"
  }
}
