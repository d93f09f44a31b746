/// Bars regrouped for a sparkline.
enum Sparkline {
  static let width = 10

  /// Ten equal parts of the bins; a bin on the border of two parts is divided between them. A zero bar stays apart.
  static func bars(_ bars: [ColumnComparison.Bar], hasZeroBar: Bool) -> [ColumnComparison.Bar] {
    guard bars.count > width else { return bars }
    guard hasZeroBar else { return regrouped(bars, into: width) }
    return [bars[0]] + regrouped(Array(bars.dropFirst()), into: width - 1)
  }

  /// The largest levels, the rest pooled in the tenth bar.
  static func levels(_ bars: [ColumnComparison.Bar]) -> [ColumnComparison.Bar] {
    guard bars.count > width else { return bars }
    let rest = bars[(width - 1)...]
    let pooled = ColumnComparison.Bar(
      label: "\(rest.count) others", real: rest.reduce(0) { $0 + $1.real },
      synthetic: rest.reduce(0) { $0 + $1.synthetic })
    return bars.prefix(width - 1) + [pooled]
  }

  private static func regrouped(_ bars: [ColumnComparison.Bar], into parts: Int) -> [ColumnComparison.Bar] {
    var result = (0..<parts).map {
      ColumnComparison.Bar(label: bars[$0 * bars.count / parts].label, real: 0, synthetic: 0)
    }
    for (index, bar) in bars.enumerated() {
      let start = Double(index * parts) / Double(bars.count)
      let end = Double((index + 1) * parts) / Double(bars.count)
      for part in Int(start)...min(parts - 1, Int(end)) {
        let overlap = max(0, min(end, Double(part + 1)) - max(start, Double(part))) / (end - start)
        result[part].real += overlap * bar.real
        result[part].synthetic += overlap * bar.synthetic
      }
    }
    return result
  }
}
