/// Every metric, in the order of the report; a new one is one file and one line here.
package enum Metrics {
  package static let all: [any Metric.Type] = [
    KSComplementMetric.self,
    TVComplementMetric.self,
    PairAgreementMetric.self,
    TripleAgreementMetric.self,
    RankCorrelationMetric.self,
    AssociationMetric.self,
    MissingPatternMetric.self,
    RangeCoverMetric.self,
    RangeExcessMetric.self,
    TailReachMetric.self,
    TailExceedanceMetric.self,
    RareLevelsMetric.self,
    RarePairsMetric.self,
    DetectionMetric.self,
    RatioDetectionMetric.self,
    UtilityMetric.self,
    ExactCopiesMetric.self,
    NearestLeakMetric.self,
    NearestDistanceMetric.self,
  ]

  /// Raised whenever a definition changes, so that numbers of different versions are not compared.
  package static let formulaVersion = 1

  package static func named(_ name: String) -> (any Metric.Type)? { all.first { $0.name == name } }
}
