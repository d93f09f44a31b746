import Statistics
import Testing

@Suite struct CholeskyTests {
  /// numpy.linalg.cholesky([[1, .5, .2], [.5, 1, -.3], [.2, -.3, 1]]).
  @Test func factorMatchesNumPy() throws {
    let matrix = SymmetricMatrix(size: 3, elements: [1, 0.5, 1, 0.2, -0.3, 1])
    let factor = try #require(Cholesky(matrix))
    #expect(close(factor.elements, [1, 0.5, 0.8660254037844386, 0.2, -0.4618802153517007, 0.8640987597877147]))
    #expect(factor[0, 2] == 0)
  }

  @Test(arguments: 1..<40) func factorTimesItsTransposeIsTheMatrix(size: Int) throws {
    let (matrix, factor, amount) = randomCorrelation(size: size, rows: 100).shrunkToPositiveDefinite()
    #expect(amount == 0)
    for row in 0..<size {
      for column in 0...row {
        let product = (0..<size).reduce(0) { $0 + factor[row, $1] * factor[column, $1] }
        #expect(abs(product - matrix[row, column]) < 1e-12)
      }
    }
  }

  /// Fewer rows than columns: the correlation matrix has no full rank.
  @Test(arguments: [2, 5, 20, 80]) func singularMatricesAreShrunkByLittle(size: Int) {
    let singular = randomCorrelation(size: size, rows: max(2, size / 2))
    let (matrix, factor, amount) = singular.shrunkToPositiveDefinite()
    #expect(factor.size == size)
    #expect(amount > 0 && amount < 1e-6)
    #expect(Cholesky(matrix) == factor)
    #expect(Cholesky(singular.shrunk(by: amount / 1.2)) == nil)
    #expect((0..<size).allSatisfy { abs(matrix[$0, $0] - 1) < 1e-12 })
  }

  @Test func impossibleMatricesAreMendedToo() {
    // No three columns correlate like this; the smallest eigenvalue is -0.8.
    let impossible = SymmetricMatrix(size: 3, elements: [1, 0.9, 1, 0.9, -0.9, 1])
    let (_, _, amount) = impossible.shrunkToPositiveDefinite()
    #expect(amount > 0.8 / 1.8 - 1e-9 && amount < 1.1 * 0.8 / 1.8)
    let broken = SymmetricMatrix(size: 2, elements: [.nan, .infinity, 0])
    #expect(broken.shrunkToPositiveDefinite().matrix == SymmetricMatrix(identityOfSize: 2))
    #expect(SymmetricMatrix(identityOfSize: 0).shrunkToPositiveDefinite().amount == 0)
  }

  @Test func correlateAgreesWithTheMatrixProduct() throws {
    let (size, rows) = (6, 33)
    let factor = try #require(Cholesky(randomCorrelation(size: size, rows: 50)))
    let source = RandomStream(seed: 5).uniforms(rows: 0..<UInt64(size * rows))
    var block = source
    block.withUnsafeMutableBufferPointer { factor.correlate($0, rowCount: rows) }
    for column in 0..<size {
      for row in 0..<rows {
        let expected = (0...column).reduce(0) { $0 + factor[column, $1] * source[$1 * rows + row] }
        #expect(abs(block[column * rows + row] - expected) < 1e-12)
      }
    }
  }

  private func randomCorrelation(size: Int, rows: Int) -> SymmetricMatrix {
    let root = RandomStream(seed: UInt64(size))
    return Correlation.pearson(
      (0..<size).map { Normal.quantiles(of: root.stream(named: "\($0)").uniforms(rows: 0..<UInt64(rows))) })
  }
}
