import Statistics
import Tables

/// Every column on its own.
package struct IndependentModel: JointModel {
  package static let name = "independent"
  package static let summary = "every column on its own: no dependence is kept"

  package static func fit(_ input: ModelInput) throws(SynthesisError) -> any FittedJointModel { FittedIndependent() }

  package static func restore(_ parameters: Parameters, columns: [String]) throws(SynthesisError)
    -> any FittedJointModel
  {
    FittedIndependent()
  }
}

private struct FittedIndependent: FittedJointModel {
  var limits: UniformLimits?

  var parameters: Parameters { Parameters() }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    let counters = CounterBits(rows: request.rows)
    for index in block.columns.indices { block.fillIndependently(index, for: request, at: counters) }
    if let limits, let strata = request.strata { block.squeeze(to: limits, strata: strata) }
  }

  func limited(to limits: UniformLimits) -> (any FittedJointModel)? { FittedIndependent(limits: limits) }

  func conditioned(on limits: UniformLimits, stream: RandomStream) -> ConditionedModel? {
    let probabilities = limits.ofStratum.map { $0.sorted { $0.key < $1.key }.reduce(1) { $0 * $1.value.measure } }
    return ConditionedModel(model: FittedIndependent(limits: limits), probabilities: probabilities)
  }
}

extension UniformBlock {
  /// Fills a column from its own stream alone.
  /// - Parameter counters: those of the rows that are asked for, where several columns are filled.
  mutating func fillIndependently(_ index: Int, for request: BlockRequest, at counters: CounterBits? = nil) {
    let counters = counters ?? CounterBits(rows: request.rows)
    let stream = request.stream.stream(named: columns[index])
    let places = index * rowCount..<(index + 1) * rowCount
    values.withUnsafeMutableBufferPointer { values in
      stream.fillUniforms(at: counters, into: UnsafeMutableBufferPointer(rebasing: values[places]))
    }
  }
}
