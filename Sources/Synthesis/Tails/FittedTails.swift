import Statistics
import Tables

/// The tails that a column's rows support, as its recipe holds them: `upper_tail: pareto(15000, 0.21, 1200)` and
/// `upper_shape_interval: [0.15, 0.28]`, likewise `lower_`.
package struct FittedTails: Equatable, Sendable {
  package struct Tail: Equatable, Sendable {
    package var threshold: Double
    package var law: GeneralizedPareto
    /// Where the shape lies with 95 % certainty.
    package var shapes: ClosedRange<Double>
  }

  package var lower: Tail?
  package var upper: Tail?

  package init(lower: Tail? = nil, upper: Tail? = nil) {
    self.lower = lower
    self.upper = upper
  }

  /// Fits both sides. The law of the threshold that the fit found is moved out to the outermost edge of the quantile function
  /// that still has a quarter of the law's rows beyond it, at least 50 and 5 k: up to there the rows themselves say more, beyond
  /// it their number is too uncertain.
  init(_ sample: QuantileFunctionSample, drawing: QuantileDrawing, k: Int) {
    var fit = TailFit()
    fit.k = k
    fit.step = drawing.grid?.step
    lower = Self.tail(fit, sample, drawing, upper: false)
    upper = Self.tail(fit, sample, drawing, upper: true)
  }

  private static func tail(
    _ fit: TailFit, _ sample: QuantileFunctionSample, _ drawing: QuantileDrawing, upper: Bool
  ) -> Tail? {
    guard case .pareto(let found) = fit.fit(sample, upper: upper) else { return nil }
    let share = Double(max(TailFit.fewest, 5 * fit.k, found.rows / 4)) / Double(sample.total)
    guard let edge = drawing.function.edge(withBeyond: share, upper: upper, grid: drawing.grid) else { return nil }
    let shift = upper ? edge - found.threshold : found.threshold - edge
    guard let law = found.law.beyond(shift) else { return nil }
    let shape = (law.shape * 1_000).rounded() / 1_000
    let scale = QuantileFunctionFit.rounded(law.scale, digits: 4)
    guard scale > 0 else { return nil }
    let shapes = (found.shapes.lowerBound * 1_000).rounded(.down)...(found.shapes.upperBound * 1_000).rounded(.up)
    return Tail(
      threshold: edge, law: GeneralizedPareto(shape: shape, scale: scale),
      shapes: (shapes.lowerBound / 1_000)...(shapes.upperBound / 1_000))
  }

  package subscript(side: ColumnTails.Side) -> Tail? { side == .lower ? lower : upper }

  func append(to parameters: inout Parameters) {
    for side in ColumnTails.Side.allCases {
      guard let tail = self[side] else { continue }
      let spelled = ColumnTail.pareto(threshold: tail.threshold, shape: tail.law.shape, scale: tail.law.scale)
      parameters["\(side)_tail"] = .text(ByteText(spelled.spelling))
      parameters["\(side)_shape_interval"] = .numbers([tail.shapes.lowerBound, tail.shapes.upperBound])
    }
  }

  init(_ reader: ParameterReader) throws(SynthesisError) {
    lower = try Self.tail(.lower, reader)
    upper = try Self.tail(.upper, reader)
  }

  private static func tail(_ side: ColumnTails.Side, _ reader: ParameterReader) throws(SynthesisError) -> Tail? {
    let name = "\(side)_tail"
    guard reader.parameters[name] != nil else { return nil }
    guard case .pareto(let threshold, let shape, let scale)? = ColumnTail(spelling: try reader.text(name).string) else {
      throw reader.bad(name, "pareto(threshold, shape, scale)")
    }
    let interval = "\(side)_shape_interval"
    let ends = try reader.numbers(interval, count: 2)
    guard ends[0] <= ends[1] else { throw reader.bad(interval, "two numbers, the lower one first") }
    return Tail(
      threshold: threshold, law: GeneralizedPareto(shape: shape, scale: scale), shapes: ends[0]...ends[1])
  }
}
