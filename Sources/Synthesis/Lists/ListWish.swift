import StrictYAML
import Tables

/// Values of the user's own list, as people ask for them: `choice cities.csv:city:people`, `choice @home_town`,
/// `pool faker.company/de_DE 5000`. They are looked up once, when the column is fitted, and stored in the recipe.
package struct ListWish: Equatable, Sendable {
  enum Source: Equatable, Sendable {
    /// A column of a file, each line as often as a column of weights says; nil: the column of the same name, all alike.
    case file(path: String, column: String?, weight: String?)
    /// The values of another column of the table that k rows share, by their shares.
    case column(String)
    case pool(FakerPool)
  }

  let source: Source
  /// What stands behind the generator's name, `choice`.
  let text: String

  static let poolName = "pool"
  private static let expected =
    "a file, such as cities.csv or cities.csv:city:people, or another column, such as @home_town"

  /// - Parameter text: what stands behind `choice`.
  /// - Throws: `.badParameter`.
  init(choice text: String) throws(SynthesisError) {
    self.text = text
    if text.first == "@" {
      let name = String(text.dropFirst())
      guard !name.isEmpty else { throw Self.bad(text) }
      source = .column(name)
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let path = parts.count <= 3 ? parts[0] : parts.dropLast(2).joined(separator: ":")
    let names = Array(parts.dropFirst(max(1, parts.count - 2)))
    guard !path.isEmpty, !names.contains("") else { throw Self.bad(text) }
    source = .file(path: path, column: names.first, weight: names.count > 1 ? names[1] : nil)
  }

  /// - Parameter text: what stands behind `pool`.
  init(pool text: String) throws(SynthesisError) {
    let pool = try FakerPool(parsing: text)
    source = .pool(pool)
    self.text = "\(Self.poolName) \(pool.spelling)"
  }

  private static func bad(_ text: String) -> SynthesisError {
    SynthesisError(
      .badParameter(
        name: ChoiceGenerator.name, found: text.isEmpty ? "empty" : "'\(text.prefix(60))'", expected: expected))
  }

  /// Looks the values up.
  /// - Throws: `.cannotFit` with the reason: what is not there, cannot be read, or is none of the column's kind.
  func parameters(for column: Column, in context: FitContext) throws(SynthesisError) -> Parameters {
    var parameters: Parameters
    switch source {
    case .file(let path, let name, let weight):
      parameters = try ListFile(path).parameters(for: column, named: name, weight: weight)
    case .column(let name): parameters = try Self.learned(name, for: column, in: context)
    case .pool(let pool):
      guard column.hasTexts else { throw Self.cannot("it gives texts, and the column holds \(column.kind.rawValue)") }
      parameters = try pool.parameters()
    }
    parameters[ChoiceGenerator.sourceName] = .text(ByteText(text))
    let recipe = ColumnRecipe(
      name: column.name, kind: column.kind, look: column.look, missingShare: 0, generator: ChoiceGenerator.name,
      parameters: parameters)
    return try ChoiceGenerator.restore(parameters, column: recipe).parameters
  }

  /// Personal values stand for nothing else, however many rows share them.
  private static func learned(_ name: String, for column: Column, in context: FitContext) throws(SynthesisError)
    -> Parameters
  {
    guard let other = context.table?.column(named: name) else {
      let names = context.table?.columns.map(\.name) ?? []
      throw SynthesisError(
        .unknownColumn(name: name, nearest: NearestName.of(name, among: names)), column: column.name)
    }
    let profile = Profiler.profile(other)
    if let personal = profile.personalData {
      throw cannot("the values of '\(name)' are personal (\(personal.rawValue)), and no other column may show them")
    }
    guard other.kind == column.kind else {
      throw cannot("'\(name)' is \(other.kind.rawValue), and the column \(column.kind.rawValue)")
    }
    return try ChoiceGenerator.fit(other, in: FitContext(profile: profile, privacy: context.privacy)).parameters
  }

  static func cannot(_ reason: String) -> SynthesisError {
    SynthesisError(.cannotFit(generator: ChoiceGenerator.name, reason: reason))
  }
}
