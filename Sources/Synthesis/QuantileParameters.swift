import Statistics
import Tables

/// How generators write a quantile function as parameters: three parallel lists, `lower`, `upper`, `share`, and the grid.
enum QuantileParameters {
  static func parameters(of function: QuantileFunction, grid: QuantileFunctionGrid?) -> Parameters {
    var parameters = Parameters([
      ("lower", .numbers(function.cells.map(\.lower))),
      ("upper", .numbers(function.cells.map(\.upper))),
      ("share", .numbers(function.cells.map(\.share))),
    ])
    if let grid {
      parameters["step"] = .number(grid.step)
      parameters["decimals"] = .integer(Int64(grid.decimals))
    }
    return parameters
  }

  static func function(_ reader: ParameterReader) throws(SynthesisError) -> QuantileFunction {
    let lower = try reader.numbers("lower")
    guard !lower.isEmpty else { throw reader.bad("lower", "at least one cell") }
    let upper = try reader.numbers("upper", count: lower.count)
    let shares = try reader.numbers("share", count: lower.count)
    var cells: [QuantileFunction.Cell] = []
    for index in lower.indices { cells.append(.init(lower: lower[index], upper: upper[index], share: shares[index])) }
    if let problem = QuantileFunction.problem(in: cells) {
      let name = problem.expected.contains("share") ? "share" : "lower"
      throw reader.bad(name, "\(problem.expected) (cell \(problem.cell + 1))")
    }
    return QuantileFunction(cells: cells)
  }

  static func grid(_ reader: ParameterReader) throws(SynthesisError) -> QuantileFunctionGrid? {
    guard let step = try reader.optionalNumber("step", expected: "a number above 0", where: { $0 > 0 }) else {
      return nil
    }
    let decimals = try reader.optionalInteger("decimals", expected: "0 to 15", in: 0...15) ?? 0
    return QuantileFunctionGrid(step: step, decimals: Int(decimals))
  }
}

/// Draws the values of a quantile function, cells rounded to the grid, atoms as they are.
typealias QuantileDrawing = QuantileFunctionDrawing

extension QuantileFunctionDrawing {
  func numbers(at uniforms: ArraySlice<Double>) -> [Double] {
    uniforms.mapped { fill($0, at: $1) }
  }

  func integers(at uniforms: ArraySlice<Double>) -> [Int64] {
    uniforms.mapped { fill($0, at: $1) }
  }
}

extension ArraySlice<Double> {
  /// As many values as there are uniforms, all set by `fill`.
  @inline(__always)
  func mapped<Value>(_ fill: (UnsafeMutableBufferPointer<Value>, UnsafeBufferPointer<Double>) -> Void) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { target, initialized in
      withUnsafeBufferPointer { fill(UnsafeMutableBufferPointer(rebasing: target[..<count]), $0) }
      initialized = count
    }
  }
}
