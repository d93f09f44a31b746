import CDistributions

/// A family of laws with a few parameters: normal, gamma, Poisson. What the laws are is in `CDistributions`.
package struct ParametricFamily: Sendable {
  /// A parameter as a recipe names it.
  package struct Parameter: Equatable, Sendable {
    package enum Domain: Sendable {
      /// Any number, in the units of the values.
      case value
      /// Any number without a unit.
      case real
      case positive
      /// Inside (0, 1).
      case share
      /// A whole number from 0.
      case count
      /// A positive number that no fit changes.
      case fixed
      /// A list as long as the other lists of the family.
      case shares, values, positives
    }

    package let name: String
    package let domain: Domain

    package init(_ name: String, _ domain: Domain) {
      self.name = name
      self.domain = domain
    }

    package var isList: Bool {
      switch domain {
      case .shares, .values, .positives: true
      case .value, .real, .positive, .share, .count, .fixed: false
      }
    }
  }

  /// Which values the laws can have.
  package enum Support: Sendable {
    case line, positive
    /// Between two parameters, `minimum` and `maximum`.
    case bounded
    /// From 0 to the parameter `period`.
    case circle
    /// Whole numbers: from 0, from 1, or 0 and 1.
    case counts, ranks, coin
  }

  /// The recipe spelling of its generator.
  package let name: String
  /// One line for the picker.
  package let summary: String
  package let parameters: [Parameter]
  package let support: Support
  /// Parameters of a law to show, in order; of lists as the C face has them.
  package let example: [Double]
  let law: rs_law
  /// Where the search for the largest likelihood begins; empty where the family has a fit of its own.
  let starts: @Sendable (FamilySample) -> [[Double]]
  /// A fit of its own.
  let ownFit: (@Sendable (FamilySample) -> [[Double]])?
  /// Whether quantiles are worth a table: they are found by iteration.
  let hasTable: Bool

  init(
    _ name: String, _ summary: String, _ law: rs_law, _ parameters: [Parameter], on support: Support,
    example: [Double], hasTable: Bool = false, starts: @escaping @Sendable (FamilySample) -> [[Double]],
    ownFit: (@Sendable (FamilySample) -> [[Double]])? = nil
  ) {
    self.name = name
    self.summary = summary
    self.law = law
    self.parameters = parameters
    self.support = support
    self.example = example
    self.starts = starts
    self.ownFit = ownFit
    self.hasTable = hasTable
  }

  /// Whether the laws are of whole numbers.
  package var isWhole: Bool {
    switch support {
    case .counts, .ranks, .coin: true
    case .line, .positive, .bounded, .circle: false
    }
  }

  /// Whether all known rows of a sample can come from one of the laws.
  package func suits(_ sample: FamilySample) -> Bool {
    let (first, last) = (sample.first, sample.last)
    switch support {
    case .line, .bounded: return first < last
    case .positive: return first < last && (sample.step > 0 ? first >= 0 : first > 0)
    case .circle: return sample.period != nil
    case .counts: return sample.isWhole && first >= 0 && first < last
    case .ranks: return sample.isWhole && first >= 1 && first < last
    case .coin: return sample.isWhole && first == 0 && last == 1
    }
  }
}

/// A family by a name of its own, so that a registry can list it.
package protocol NamedFamily: Sendable {
  static var family: ParametricFamily { get }
}
