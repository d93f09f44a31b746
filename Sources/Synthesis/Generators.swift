import Statistics
import Tables

/// Every generator; a new one is one file and one line here, a new parametric family one line in `ParametricFamilies`.
package enum Generators {
  package static let all: [any Generator.Type] = ownKinds + ParametricFamilies.all.map { generator(of: $0) }

  private static let ownKinds: [any Generator.Type] = [
    EmpiricalGenerator.self,
    CategoricalGenerator.self,
    DatetimeGenerator.self,
    ClockNumberGenerator.self,
    SequenceGenerator.self,
    IdentifierGenerator.self,
    CompositeGenerator.self,
    PhraseGenerator.self,
    PatternGenerator.self,
    FakeGenerator.self,
    PlaceholderGenerator.self,
    ConstantGenerator.self,
    FormulaGenerator.self,
    RegexGenerator.self,
    ChoiceGenerator.self,
    ForeignKeyGenerator.self,
    CalendarGenerator.self,
    ArrivalsGenerator.self,
  ]

  private static func generator<Named: NamedFamily>(of family: Named.Type) -> any Generator.Type {
    FamilyGenerator<Named>.self
  }

  /// Those of a parametric family.
  package static let families: [any ParametricGenerator.Type] = all.compactMap { $0 as? any ParametricGenerator.Type }

  package static func named(_ name: String) -> (any Generator.Type)? { all.first { $0.name == name } }

  /// What the picker offers for a column, the preferred one first.
  package static func suggestions(for column: Column, profile: ColumnProfile) -> [any Generator.Type] {
    let first = preferred(for: column, profile: profile)
    return [first] + all.filter { $0 != first && $0.suits(column, profile: profile) }
  }

  /// A column counts as shaped text where so many of its values have a shape that many share.
  private static let learnableShare = 0.6
  private static let defaultK = PrivacySettings().k

  /// What a column gets before the user chose.
  static func preferred(for column: Column, profile: ColumnProfile) -> any Generator.Type {
    guard profile.count - profile.missing > 0 else { return PlaceholderGenerator.self }
    if let personal = profile.personalData {
      if FakeGenerator.suits(column, profile: profile) { return FakeGenerator.self }
      if let generator = generator(for: personal, column) { return generator }
    }
    if SequenceGenerator.suits(column, profile: profile) { return SequenceGenerator.self }
    if profile.isConstant { return ConstantGenerator.self }
    switch column.storage {
    case .instants: return DatetimeGenerator.self
    case .levels: return isOfRareLevels(column, profile) ? CompositeGenerator.self : CategoricalGenerator.self
    case .integers where column.kind == .identifier: return IdentifierGenerator.self
    case .integers where ClockNumberGenerator.suits(column, profile: profile): return ClockNumberGenerator.self
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
    let isUnique = profile.distinct == profile.count - profile.missing
    if column.kind == .identifier || isUnique && shapes.count == 1 {
      return shapes.share >= learnableShare ? IdentifierGenerator.self : PlaceholderGenerator.self
    }
    if CompositeGenerator.suits(column, profile: profile) { return CompositeGenerator.self }
    if PhraseGenerator.suits(column, profile: profile) { return PhraseGenerator.self }
    return shapes.share >= learnableShare ? PatternGenerator.self : PlaceholderGenerator.self
  }

  /// Whether most rows have a level that could not be named, and levels have parts that could.
  private static func isOfRareLevels(_ column: Column, _ profile: ColumnProfile) -> Bool {
    guard case .levels(let codes, let levels) = column.storage, levels.count * defaultK > codes.count else {
      return false
    }
    let counts = MidRanks.levelCounts(of: codes, levels: levels.count).ofLevels
    let covered = counts.reduce(0) { $1 >= defaultK ? $0 + $1 : $0 }
    return 2 * covered < counts.reduce(0, +) && CompositeGenerator.suits(column, profile: profile)
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
