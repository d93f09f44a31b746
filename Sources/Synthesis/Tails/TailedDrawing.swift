import Statistics

/// A column's quantile function with what it does beyond the rows: the map from u to a value, never decreasing.
///
/// Between the thresholds the cells are drawn as they are. Beyond one, the excess is the law's quantile of the share that is
/// left, so the curve has no jump there, and the joint model's outermost cell moves the partners as before.
struct TailedDrawing: Sendable {
  private let drawing: QuantileDrawing
  private var lower: TailPart?
  private var upper: TailPart?
  /// The u of this function that u = 0 and u = 1 are mapped to: narrower than 0...1 where a side is bounded.
  private var window = 0.0...1.0
  private var bounds = -Double.infinity...Double.infinity

  /// - Throws: `.badParameter` for a threshold that no row lies beyond, and for bounds that leave no value.
  init(_ drawing: QuantileDrawing, fitted: FittedTails, wish: ColumnTails, column: String) throws(SynthesisError) {
    var drawing = drawing
    var parts: [ColumnTails.Side: TailPart] = [:]
    for side in ColumnTails.Side.allCases {
      if case .stretched(let factor) = wish[side], fitted[side] == nil {
        drawing = Self.stretched(drawing, by: factor, side)
      }
    }
    for side in ColumnTails.Side.allCases {
      guard let tail = Self.law(of: wish[side], fitted[side]) else { continue }
      guard let part = TailPart(tail.threshold, tail.law, side, of: drawing.function) else {
        throw Self.bad(wish[side], side, "a threshold with rows beyond it", column)
      }
      parts[side] = part
    }
    if let lower = parts[.lower], let upper = parts[.upper], lower.beyond + upper.beyond > 1 {
      throw Self.bad(wish.upper, .upper, "a threshold above that of the lower side", column)
    }
    self.drawing = drawing
    (lower, upper) = (parts[.lower], parts[.upper])
    try bound(wish, column)
  }

  private static func bad(_ wish: ColumnTail, _ side: ColumnTails.Side, _ expected: String, _ column: String)
    -> SynthesisError
  {
    SynthesisError(
      .badParameter(name: "tail.\(side)", found: wish.spelling, expected: expected), column: column)
  }

  private static func law(of wish: ColumnTail, _ fitted: FittedTails.Tail?)
    -> (threshold: Double, law: GeneralizedPareto)?
  {
    switch wish {
    case .none: return nil
    case .auto, .bounded: return fitted.map { ($0.threshold, $0.law) }
    case .pareto(let threshold, let shape, let scale):
      return (threshold, GeneralizedPareto(shape: shape, scale: scale))
    case .stretched(let factor):
      return fitted.map { tail in
        let scale = min(tail.law.scale * factor, Double.greatestFiniteMagnitude)
        return (tail.threshold, GeneralizedPareto(shape: tail.law.shape, scale: scale))
      }
    }
  }

  private static func stretched(_ drawing: QuantileDrawing, by factor: Double, _ side: ColumnTails.Side)
    -> QuantileDrawing
  {
    let isUpper = side == .upper
    let edge = drawing.function.edge(withBeyond: 0.05, upper: isUpper, grid: drawing.grid)
    guard let edge else { return drawing }
    let function = drawing.function.stretched(beyond: edge, by: factor, upper: isUpper, grid: drawing.grid)
    return QuantileDrawing(function: function, grid: drawing.grid)
  }

  private mutating func bound(_ wish: ColumnTails, _ column: String) throws(SynthesisError) {
    var (low, high) = (0.0, 1.0)
    var (lowest, highest) = (-Double.infinity, Double.infinity)
    if case .bounded(let value) = wish.lower {
      (low, lowest) = (share(below: edge(below: value), upper: false), value)
    }
    if case .bounded(let value) = wish.upper {
      (high, highest) = (share(below: edge(above: value), upper: true), value)
    }
    guard low < high, lowest <= highest else {
      let side: ColumnTails.Side = if case .bounded = wish.upper { .upper } else { .lower }
      throw Self.bad(wish[side], side, "a bound that leaves values", column)
    }
    (window, bounds) = (low...high, lowest...highest)
  }

  /// On a grid a bound means the last point that it allows, up to the edge beyond it.
  private func edge(above value: Double) -> Double {
    drawing.grid.map { $0.edge(aboveIndex: (value / $0.step + 1e-9).rounded(.down)) } ?? value
  }

  private func edge(below value: Double) -> Double {
    drawing.grid.map { $0.edge(aboveIndex: (value / $0.step - 1e-9).rounded(.up) - 1) } ?? value
  }

  private func share(below value: Double, upper isUpper: Bool) -> Double {
    if let share = upper?.share(beyond: value) { return 1 - share }
    if let share = lower?.share(beyond: value) { return share }
    return drawing.function.share(upTo: value, upper: isUpper)
  }

  func numbers(at uniforms: [Double]) -> [Double] {
    let uniforms = window == 0...1 ? uniforms : uniforms.map(windowed)
    var values = drawing.numbers(at: uniforms)
    if let lower { replace(&values, uniforms) { $0 < lower.beyond ? lower.value(remaining: $0) : nil } }
    if let upper {
      let start = 1 - upper.beyond
      replace(&values, uniforms) { $0 > start ? upper.value(remaining: 1 - $0) : nil }
    }
    guard window != 0...1 else { return values }
    return values.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
  }

  func integers(at uniforms: [Double]) -> [Int64] {
    if lower == nil, upper == nil, window == 0...1 { return drawing.integers(at: uniforms) }
    return numbers(at: uniforms).map { Int64(clamping: $0.rounded()) }
  }

  private func windowed(_ u: Double) -> Double {
    min(max(window.lowerBound + u * (window.upperBound - window.lowerBound), window.lowerBound), window.upperBound)
  }

  @inline(__always)
  private func replace(_ values: inout [Double], _ uniforms: [Double], with value: (Double) -> Double?) {
    let grid = drawing.grid
    for index in uniforms.indices {
      guard let value = value(uniforms[index]) else { continue }
      values[index] = grid?.rounded(value) ?? value
    }
  }
}
