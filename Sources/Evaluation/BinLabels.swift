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

  private static func label(_ low: Double, _ high: Double, _ scale: NumberScale) -> String {
    if scale.isInstant { return scale.text(low.rounded(.up)) }
    guard scale.kind == .integer else { return "\(NumberText.exact(low))–\(NumberText.exact(high))" }
    let (first, last) = (low.rounded(.up), high.rounded(.up) - 1)
    let text = scale.isYear ? scale.text : NumberText.exact
    return first >= last ? text(first) : "\(text(first))–\(text(last))"
  }
}
