import Statistics
import Tables
import Testing

@testable import Synthesis

/// Draws columns of made-up values as a table would.
struct FakeDraw {
  let seed: UInt64

  init(seed: UInt64 = 11) { self.seed = seed }

  /// A column's generator; parameters beside the provider as the recipe spells them.
  func fitted(
    _ provider: String, _ locale: String? = nil, kind: ColumnKind = .text, _ more: [(String, ParameterValue)] = []
  )
    throws -> any FittedGenerator
  {
    var entries: [(String, ParameterValue)] = [("provider", .text(ByteText(provider)))]
    if let locale { entries.append(("locale", .text(ByteText(locale)))) }
    let recipe = ColumnRecipe(
      name: provider, kind: kind, look: Look(), missingShare: 0, generator: FakeGenerator.name,
      parameters: Parameters(entries + more))
    return try Synthesizer.restore(recipe)
  }

  func storage(_ fitted: any FittedGenerator, _ rows: Range<UInt64>, column: String = "x") -> ColumnStorage {
    let root = RandomStream(seed: seed)
    return fitted.values(
      for: DrawRequest(
        rows: rows, uniforms: rows.map { _ in 0.5 }, stream: root.stream(named: column),
        persons: root.stream(named: FakePersons.streamName)))
  }

  func texts(_ fitted: any FittedGenerator, _ rows: Range<UInt64>, column: String = "x") -> [String] {
    drawnValues(storage(fitted, rows, column: column))
  }

  func texts(_ provider: String, _ locale: String? = nil, rows: Range<UInt64>, _ more: [(String, ParameterValue)] = [])
    throws -> [String]
  {
    texts(try fitted(provider, locale, more), rows, column: provider)
  }

}

private func drawnValues(_ storage: ColumnStorage) -> [String] { texts(storage) }
