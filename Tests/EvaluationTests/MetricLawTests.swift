import Statistics
import Tables
import TestSupport
import Testing

@testable import Evaluation

/// What every metric obeys.
@Suite struct MetricLawTests {
  private static func context(
    _ synthetic: Table, real: Table = ScoreSamples.table(900, seed: 1), target: String? = "c"
  ) throws -> ScoreContext {
    try Scorer().context(real: real, synthetic: synthetic, holdout: ScoreSamples.table(900, seed: 2), target: target)
  }

  /// Fresh rows of the same law against the same real ones; made once, since that is most of the work.
  private static let fresh = (5...7).compactMap { try? context(ScoreSamples.table(900, seed: $0)) }
  private static let ownRows = try? context(ScoreSamples.table(900, seed: 1))

  private static func metric(_ name: String) throws -> any Metric.Type { try #require(Metrics.named(name)) }

  @Test(arguments: Metrics.all.map { $0.name }) func sameRowsSameScore(_ name: String) throws {
    let metric = try Self.metric(name)
    let results = try Self.fresh.prefix(1).flatMap { context in
      try [metric.score(.synthetic, in: context), metric.score(.synthetic, in: context)]
    }
    #expect(results.count == 2 && results[0] == results[1] && results[0].value?.isFinite == true)
  }

  /// Metrics of distributions reach their best value where both sides are the same rows.
  @Test(arguments: Metrics.all.filter { $0.facet == .fidelity && $0.best != 0.5 }.map { $0.name })
  func realRowsAreTheirOwnBest(_ name: String) throws {
    let metric = try Self.metric(name)
    let result = try metric.score(.synthetic, in: #require(Self.ownRows))
    #expect(abs(try #require(result.value) - (metric.best ?? 0)) < 1e-9)
    if case .score(let score) = result { #expect(score.worst.isEmpty) }
  }

  /// The distance of a fresh sample from the best is of the order of its noise floor: at most three times it and a little,
  /// since the floor is an expectation and each of 900 rows is 0.0011.
  @Test(
    arguments: Metrics.all.filter { $0.facet == .fidelity && $0.best != 0.5 }.map { $0.name }, 0..<3)
  func freshRowsAreNearTheNoiseFloor(_ name: String, sample: Int) throws {
    let metric = try Self.metric(name)
    let context = try #require(Self.fresh.count == 3 ? Self.fresh[sample] : nil)
    let (score, floor) = try (metric.score(.synthetic, in: context).value, metric.noiseFloor(in: context).value)
    let (own, least) = (try #require(score), try #require(floor))
    let best = metric.best ?? 0
    #expect(abs(own - best) <= 3 * abs(least - best) + 0.01, "\(own), floor \(least)")
  }

  /// The baseline of shuffled columns: dependence is lost, margins are not.
  @Test func shuffledRowsKeepMarginsAndLoseDependence() throws {
    let context = try #require(Self.fresh.first)
    for metric: any Metric.Type in [KSComplementMetric.self, TVComplementMetric.self] {
      #expect(abs(try #require(try metric.score(.shuffled, in: context).value) - 1) < 1e-9)
    }
    let jointly: [any Metric.Type] = [
      PairAgreementMetric.self, TripleAgreementMetric.self, RankCorrelationMetric.self, AssociationMetric.self,
    ]
    for metric in jointly {
      let (lost, kept) = try (
        metric.score(.shuffled, in: context).value, metric.score(.synthetic, in: context).value
      )
      let best = metric.best ?? 0
      #expect(abs(try #require(lost) - best) > 2 * abs(try #require(kept) - best), "\(metric.name)")
    }
    for metric: any Metric.Type in [DetectionMetric.self, RatioDetectionMetric.self] {
      // b stays within about 0.3 of a; three rows in four that are shuffled do not.
      #expect(try #require(try metric.score(.shuffled, in: context).value) > 0.9)
    }
  }

  /// With 900 rows a side the area under the curve of two samples of one law varies by about 0.02.
  @Test func freshRowsAreNotDetected() throws {
    let context = try #require(Self.fresh.first)
    for candidate in [Candidate.synthetic, .holdout] {
      for metric: any Metric.Type in [DetectionMetric.self, RatioDetectionMetric.self] {
        #expect(abs(try #require(try metric.score(candidate, in: context).value) - 0.5) < 0.07)
      }
    }
  }

  @Test func copiesAreFound() throws {
    let real = ScoreSamples.table(900, seed: 1)
    let copies = try Self.context(ScoreSamples.bootstrap(real, seed: 9), real: real)
    let fresh = try #require(Self.fresh.first)
    func value(_ metric: any Metric.Type, _ context: ScoreContext) throws -> Double {
      try #require(try metric.score(.synthetic, in: context).value)
    }
    #expect(try value(ExactCopiesMetric.self, copies) == 1)
    #expect(try value(ExactCopiesMetric.self, fresh) == 0)
    #expect(try value(NearestLeakMetric.self, copies) == 1)
    #expect(try value(NearestDistanceMetric.self, copies) == 1)
    // Four standard errors: 0.5 / √900 is 0.017, that of two samples of 900 and 450 is 0.017.
    #expect(abs(try value(NearestLeakMetric.self, fresh) - 0.5) < 0.07)
    #expect(abs(try value(NearestDistanceMetric.self, fresh) - 0.5) < 0.07)
  }

  @Test func aLostTailAndInventedValuesAreSeen() throws {
    let real = ScoreSamples.table(900, seed: 1)
    guard case .decimals(let e) = real.columns[4].storage else { throw NoNumbers() }
    var cut = real
    cut.columns[4].storage = .decimals(e.map { min($0, 20) })
    var wild = real
    wild.columns[4].storage = .decimals(e.map { $0 * 10 })
    func worst(_ metric: any Metric.Type, _ table: Table) throws -> String? {
      guard case .score(let score) = try metric.score(.synthetic, in: Self.context(table, real: real)) else {
        return nil
      }
      return score.worst.first?.name
    }
    #expect(try worst(TailReachMetric.self, cut) == "e upper")
    #expect(try worst(TailExceedanceMetric.self, cut) == "e")
    #expect(try worst(RangeCoverMetric.self, cut) == "e")
    #expect(try worst(RangeExcessMetric.self, wild) == "e")
    #expect(try worst(KSComplementMetric.self, wild) == "e")
  }

  private struct NoNumbers: Error {}

  // MARK: - Registry

  @Test func everyFileIsRegistered() throws {
    let types = Metrics.all.map { "\($0)" }.sorted()
    #expect(try sourceNames(in: "Evaluation/Metrics", ending: "Metric.swift").map { $0 + "Metric" }.sorted() == types)
  }

  @Test func namesAreSnakeCaseDifferAndAreFound() {
    #expect(Set(Metrics.all.map { $0.name }).count == Metrics.all.count)
    for metric in Metrics.all {
      #expect(metric.name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (97...122).contains($0) })
      #expect(Metrics.named(metric.name) == metric && !metric.explanation.isEmpty)
    }
  }
}
