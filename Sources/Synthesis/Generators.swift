import Tables

/// Every generator; a new one is one file and one line here.
package enum Generators {
  package static let all: [any Generator.Type] = [
    EmpiricalGenerator.self,
    CategoricalGenerator.self,
    DatetimeGenerator.self,
    SequenceGenerator.self,
    IdentifierGenerator.self,
    PatternGenerator.self,
    PlaceholderGenerator.self,
    ConstantGenerator.self,
    UniformGenerator.self,
    NormalGenerator.self,
  ]

  package static func named(_ name: String) -> (any Generator.Type)? { all.first { $0.name == name } }

  /// What the picker offers for a column; the first is what it gets before the user chose.
  package static func suggestions(for column: Column, profile: ColumnProfile) -> [any Generator.Type] {
    let first = preferred(for: column, profile: profile)
    return [first] + all.filter { $0 != first && $0.suits(column, profile: profile) }
  }

  /// A column counts as shaped text where so many of its values have a shape that many share.
  private static let learnableShare = 0.6
  private static let defaultK = PrivacySettings().k

  private static func preferred(for column: Column, profile: ColumnProfile) -> any Generator.Type {
    guard profile.count - profile.missing > 0 else { return PlaceholderGenerator.self }
    if let personal = profile.personalData, let generator = generator(for: personal, column) { return generator }
    if SequenceGenerator.suits(column, profile: profile) { return SequenceGenerator.self }
    if profile.isConstant { return ConstantGenerator.self }
    switch column.storage {
    case .instants: return DatetimeGenerator.self
    case .levels: return CategoricalGenerator.self
    case .integers where column.kind == .identifier: return IdentifierGenerator.self
    case .integers, .decimals: return EmpiricalGenerator.self
    case .text: return generator(forText: column, profile: profile)
    }
  }

  /// Shapes of numbers carry no person; names, mail and postal addresses, and cards that could exist do.
  private static func generator(for personal: PersonalDataKind, _ column: Column) -> (any Generator.Type)? {
    if column.hasTexts {
      switch personal {
      case .phone, .nationalID, .iban: return isShaped(column) ? PatternGenerator.self : PlaceholderGenerator.self
      case .name, .email, .address, .card: return PlaceholderGenerator.self
      }
    }
    guard case .integers = column.storage else { return nil }
    return PlaceholderGenerator.self
  }

  private static func generator(forText column: Column, profile: ColumnProfile) -> any Generator.Type {
    let shapes = sampledShapes(column)
    guard shapes.share >= learnableShare else { return PlaceholderGenerator.self }
    let isUnique = profile.distinct == profile.count - profile.missing
    return column.kind == .identifier || isUnique && shapes.count == 1
      ? IdentifierGenerator.self : PatternGenerator.self
  }

  private static func isShaped(_ column: Column) -> Bool { sampledShapes(column).share >= learnableShare }

  /// How many shapes several thousand of the texts have in common, and which share of these texts has one.
  private static func sampledShapes(_ column: Column) -> (count: Int, share: Double) {
    let texts = column.sampledTexts(5_000)
    let learned = TextPatternLearning.patterns(of: texts, k: defaultK)
    let rows = learned.prefix(PatternGenerator.maximumPatterns).reduce(0) { $0 + $1.count }
    return (learned.count, Double(rows) / Double(max(1, texts.count)))
  }
}
