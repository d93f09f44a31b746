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
        let scale = min(max(tail.law.scale * factor, .leastNonzeroMagnitude), .greatestFiniteMagnitude)
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

  func numbers(at uniforms: ArraySlice<Double>) -> [Double] {
    let uniforms = windowed(uniforms)
    var values = drawing.numbers(at: uniforms)
    replaceTails(uniforms) { values[$0] = $1 }
    guard isBounded else { return values }
    return values.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
  }

  func integers(at uniforms: ArraySlice<Double>) -> [Int64] {
    guard !isBounded else { return numbers(at: uniforms).map { Int64(clamping: $0.rounded()) } }
    var values = drawing.integers(at: uniforms)
    replaceTails(uniforms) { values[$0] = Int64(clamping: $1.rounded()) }
    return values
  }

  private var isBounded: Bool { window != 0...1 }

  private func windowed(_ uniforms: ArraySlice<Double>) -> ArraySlice<Double> {
    guard isBounded else { return uniforms }
    let (low, high) = (window.lowerBound, window.upperBound)
    return uniforms.map { min(max(low + $0 * (high - low), low), high) }[...]
  }

  /// Hands on the place among the uniforms and the value of each that lies beyond a threshold: few do.
  @inline(__always)
  private func replaceTails(_ uniforms: ArraySlice<Double>, _ replace: (Int, Double) -> Void) {
    guard lower != nil || upper != nil else { return }
    let (low, high) = (lower?.beyond ?? 0, 1 - (upper?.beyond ?? 0))
    uniforms.withUnsafeBufferPointer { uniforms in
      OutsideRows.each(of: uniforms, below: low, above: high) { index in
        let u = uniforms[index]
        let part = u < low ? lower : upper
        guard let value = part?.value(remaining: u < low ? u : 1 - u) else { return }
        let rounded = drawing.grid?.rounded(value) ?? value
        // A law of a user's own may lead to numbers that no grid reaches.
        replace(index, rounded.isFinite ? rounded : value)
      }
    }
  }
}
