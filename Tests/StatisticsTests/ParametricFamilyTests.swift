import TestSupport
import Testing

@testable import Statistics

/// Laws of every family of `ParametricFamilies.all`.
@Suite struct ParametricFamilyTests {
  static let families = ParametricFamilies.all.map { $0.family }
  static let names = families.map(\.name)

  private func family(_ name: String) throws -> ParametricFamily {
    try #require(Self.families.first { $0.name == name })
  }

  private struct Reference {
    var law: ParametricLaw
    /// Share, quantile, log density, cdf, survival.
    var points: [[Double]] = []
  }

  private static let references: [String: [Reference]] = {
    var references: [String: [Reference]] = [:]
    var name = ""
    for line in (try? fixtureLines("families.txt")) ?? [] {
      let words = line.split(separator: " ")
      if words[0] == "family" {
        name = String(words[1])
        guard let family = families.first(where: { $0.name == name }),
          let law = ParametricLaw(family, words.dropFirst(2).compactMap { Double($0) })
        else { continue }
        references[name, default: []].append(Reference(law: law))
      } else if let last = references[name]?.indices.last {
        references[name]?[last].points.append(words.compactMap { Double($0) })
      }
    }
    return references
  }()

  /// Both sides lose digits where a density or share is the difference of larger numbers; 1e-8 holds from 0.1 % to 99.9 %.
  @Test(arguments: names) func agreesWithSciPy(_ name: String) throws {
    let references = try #require(Self.references[name])
    #expect(!references.isEmpty)
    for reference in references {
      let law = reference.law
      #expect(reference.points.count == 10)
      for point in reference.points {
        let x = point[1]
        expect(law.quantile(point[0]), x, "quantile of \(name) at \(point[0])")
        expect(law.logDensity(x), point[2], "log density of \(name) at \(x)")
        expect(law.cdf(x), point[3], "cdf of \(name) at \(x)")
        expect(law.survival(x), point[4], "survival of \(name) at \(x)")
      }
    }
  }

  private func expect(_ found: Double, _ expected: Double, _ what: String) {
    #expect(abs(found - expected) <= 1e-8 * abs(expected), "\(what): \(found), not \(expected)")
  }

  @Test(arguments: names) func quantilesNeverDecreaseAndTheTableAgrees(_ name: String) throws {
    let family = try family(name)
    let law = try #require(ParametricLaw(family, family.example))
    let drawn = LawQuantiles(law)
    let uniforms = (1..<4_000).map { Double($0) / 4_000 } + [1 - 1e-9, 1 - 0x1p-53]
    let values = drawn.values(at: [0x1p-53, 1e-12, 1e-6] + uniforms)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    let spread = law.quantile(0.75) - law.quantile(0.25)
    for (u, value) in zip(uniforms.dropLast(2), values.dropFirst(3)) where u > 0.001 && u < 0.999 {
      let exact = law.quantile(u)
      #expect(abs(value - exact) <= 2e-8 * max(abs(exact), spread), "\(name) at \(u): \(value), not \(exact)")
    }
  }

  @Test(arguments: names) func cdfAndQuantileAreInverse(_ name: String) throws {
    let family = try family(name)
    let law = try #require(ParametricLaw(family, family.example))
    for u in [1e-6, 0.003, 0.1, 0.42, 0.5, 0.77, 0.999] {
      let x = law.quantile(u)
      if family.isWhole {
        #expect(law.cdf(x) >= u * (1 - 1e-12) && law.cdf(x - 1) < u)
      } else {
        #expect(abs(law.cdf(x) - u) <= 1e-9 * u, "\(name) at \(u)")
      }
      #expect(abs(law.cdf(x) + law.survival(x) - 1) < 1e-12)
    }
  }

  /// Parameters outside their domain are no law, and no exception crosses the C face.
  @Test(arguments: names) func refusesParametersOutsideTheirDomain(_ name: String) throws {
    let family = try family(name)
    let wild: [Double] = [-1, 0, 1, 1e300, -1e300, .infinity, .nan, .leastNonzeroMagnitude, 7]
    for (place, _) in family.example.enumerated() {
      for value in wild {
        var parameters = family.example
        parameters[place] = value
        guard let law = ParametricLaw(family, parameters) else { continue }
        #expect(value.isFinite)
        for u in [1e-9, 0.5, 1 - 1e-9] { _ = law.quantile(u) }
        for x in wild where !x.isNaN {
          let (below, above) = (law.cdf(x), law.survival(x))
          #expect(below.isNaN || (-1e-9...1 + 1e-9).contains(below), "\(name) \(parameters) at \(x): \(below)")
          #expect(above.isNaN || (-1e-9...1 + 1e-9).contains(above), "\(name) \(parameters) at \(x): \(above)")
        }
      }
    }
    #expect(ParametricLaw(family, []) == nil)
  }
}
