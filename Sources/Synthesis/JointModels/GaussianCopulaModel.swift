import Statistics
import Tables

/// A Gaussian copula: the correlation of the columns' normal scores.
///
/// Fitted on mid-ranks, missing rows as the lowest atom and levels in their given order. The correlation is shrunk towards
/// independence by p / n, more for few rows than for many, until it is positive definite; below 100 rows nothing but the
/// strongest shape is left of it.
package struct GaussianCopulaModel: JointModel {
  package static let name = "gaussian_copula"
  package static let summary = "one correlation for every pair of columns, by rank"

  /// Beyond it, one correlation for every pair is neither small nor quick.
  package static let maximumColumns = 500

  package static func fit(_ input: ModelInput) throws(SynthesisError) -> any FittedJointModel {
    let scores = NormalScores.columns(of: input)
    let used = scores.indices.filter { scores[$0].map(hasSpread) ?? false }
    guard used.count <= maximumColumns else {
      let reason = "\(used.count) columns; at most \(maximumColumns)"
      throw SynthesisError(.cannotModel(model: name, reason: reason))
    }
    let names = used.map { input.columns[$0].name }
    let rows = input.columns.first?.count ?? 0
    let raw = Correlation.pearson(used.compactMap { scores[$0] })
    return FittedGaussianCopula(columns: names, correlation: stable(raw, rows: rows, k: input.privacy.k))
  }

  /// Shrunk for few rows, rounded to 4 decimals, and still positive definite.
  private static func stable(_ raw: SymmetricMatrix, rows: Int, k: Int) -> SymmetricMatrix {
    guard rows >= max(2, k) else { return SymmetricMatrix(identityOfSize: raw.size) }
    let amount = min(1, Double(raw.size + (rows < 100 ? 100 - rows : 0)) / Double(rows))
    let shrunk = raw.shrunk(by: amount).shrunkToPositiveDefinite(pivotFloor: 1e-4).matrix
    return shrunk.roundedTo4Decimals.shrunkToPositiveDefinite(pivotFloor: 1e-6).matrix.roundedTo4Decimals
  }

  private static func hasSpread(_ scores: [Double]) -> Bool {
    scores.contains { $0 != scores[0] }
  }

  package static func restore(_ parameters: Parameters, columns: [String]) throws(SynthesisError)
    -> any FittedJointModel
  {
    let reader = ParameterReader(parameters, column: nil)
    let names = parameters.entries.isEmpty ? [] : try reader.texts("columns").map(\.string)
    guard Set(names).count == names.count else { throw reader.bad("columns", "names that all differ") }
    let count = names.count * max(0, names.count - 1) / 2
    let values = names.isEmpty ? [] : try reader.numbers("correlations", count: count)
    guard values.allSatisfy({ -1...1 ~= $0 }) else { throw reader.bad("correlations", "numbers from -1 to 1") }
    var correlation = SymmetricMatrix(identityOfSize: names.count)
    for (place, value) in zip(SymmetricMatrix.places(size: names.count), values) {
      correlation[place.row, place.column] = value
    }
    guard Cholesky(correlation) != nil else {
      throw reader.bad("correlations", "correlations that can hold together (a positive definite matrix)")
    }
    return FittedGaussianCopula(columns: names, correlation: correlation)
  }
}

struct FittedGaussianCopula: FittedJointModel {
  let columns: [String]
  let correlation: SymmetricMatrix
  private let factor: Cholesky

  init(columns: [String], correlation: SymmetricMatrix) {
    self.columns = columns
    self.correlation = correlation
    factor = Cholesky(correlation) ?? Cholesky(identityOfSize: columns.count)
  }

  /// The lower triangle without the diagonal, row by row.
  var parameters: Parameters {
    let lower = SymmetricMatrix.places(size: columns.count).map { correlation[$0.row, $0.column] }
    return Parameters([("columns", .texts(columns.map { ByteText($0) })), ("correlations", .numbers(lower))])
  }

  /// Every correlation is one of all rows.
  func learned(rows: Int) -> [DisclosureLedger.Entry] {
    let pairs = columns.count * max(0, columns.count - 1) / 2
    return pairs == 0
      ? [] : [.init(subject: "model", learned: "\(pairs) correlations of \(columns.count) columns", support: rows)]
  }

  func fill(_ block: inout UniformBlock, for request: BlockRequest) {
    let scores = dependentUniforms(for: request)
    var places: [String: Int] = [:]
    for (index, name) in columns.enumerated() { places[name] = index }
    for (index, name) in block.columns.enumerated() {
      guard let place = places[name] else {
        block.fillIndependently(index, for: request)
        continue
      }
      let count = block.rowCount
      block.values.replaceSubrange(
        index * count..<(index + 1) * count, with: scores[place * count..<(place + 1) * count])
    }
  }

  func limited(to limits: UniformLimits) -> (any FittedJointModel)? { LimitedGaussianCopula(self, limits) }

  /// Φ(L e), column-major, each column's e from its own stream.
  private func dependentUniforms(for request: BlockRequest) -> [Double] {
    let count = request.rows.count
    var values = [Double](repeating: 0, count: count * columns.count)
    values.withUnsafeMutableBufferPointer { values in
      for (index, name) in columns.enumerated() {
        let stream = request.stream.stream(named: name)
        for row in 0..<count {
          values[index * count + row] = stream.uniform(at: request.rows.lowerBound &+ UInt64(row))
        }
      }
      Normal.quantiles(values)
      factor.correlate(values, rowCount: count)
      Normal.cdfs(values)
      for index in values.indices { values[index] = min(max(values[index], 0x1p-53), 1 - 0x1p-53) }
    }
    return values
  }
}

extension SymmetricMatrix {
  /// The places below the diagonal, row by row.
  fileprivate static func places(size: Int) -> [(row: Int, column: Int)] {
    (0..<size).flatMap { row in (0..<row).map { (row, $0) } }
  }

  fileprivate var roundedTo4Decimals: SymmetricMatrix {
    var result = self
    for (row, column) in Self.places(size: size) {
      result[row, column] = (self[row, column] * 10_000).rounded() / 10_000
    }
    return result
  }
}
