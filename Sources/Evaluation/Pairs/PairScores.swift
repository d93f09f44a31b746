import Statistics
import Tables

/// How well a pair of columns agrees: 1 minus the total variation distance of their table on bins of the real rows.
package struct PairScore: Equatable, Sendable {
  package var first: String
  package var second: String
  package var agreement: Double
}

extension Scorer {
  /// The agreement of every pair of compared columns, as `PairAgreementMetric` defines it, in the order of the columns; of very
  /// many pairs a random part.
  /// - Throws: `EvaluationError` where the tables cannot be compared.
  package func pairScores(real: Table, synthetic: Table) throws(EvaluationError) -> [PairScore] {
    let context = try context(real: real, synthetic: synthetic, holdout: real, target: nil)
    let (train, drawn) = (context.binsOfTrain, context.bins(of: .synthetic))
    return context.pairs(of: context.places { $0.role != .ignored }).map { places in
      PairScore(
        first: context.columns[places[0]].name, second: context.columns[places[1]].name,
        agreement: Agreement.score(
          real: context.bins.shares(of: places, codes: train), synthetic: context.bins.shares(of: places, codes: drawn))
      )
    }
  }
}
