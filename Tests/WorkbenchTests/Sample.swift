@testable import Evaluation
import Screen
import Statistics
import Synthesis
import Tables

@testable import Workbench

/// A small state made by hand, so that screens do not change when a fit does.
enum Sample {
  static func empty(_ width: Int = 120, _ height: Int = 40) -> WorkbenchState {
    WorkbenchState(
      file: OpenFile(path: "data/card_fraud.csv"), size: Size(width: width, height: height), theme: .plain)
  }

  static func loading(_ width: Int = 120, _ height: Int = 40) -> WorkbenchState {
    var state = empty(width, height)
    _ = state.begin()
    return state
  }

  /// Read, profiled, fitted, drawn and compared.
  static func fitted(_ width: Int = 120, _ height: Int = 40) -> WorkbenchState {
    var state = empty(width, height)
    state.file.form = .table
    state.table = Reference(
      ReadTable(
        table: Table(name: "card_fraud.csv", columns: columns(rows: 40)), dialect: Dialect(), report: ReadReport()))
    state.profile = Reference(Profile(rows: 40, columns: profiles))
    state.history.start(from: recipe)
    state.settledRecipe = recipe
    state.synthetic = Reference(Table(name: "card_fraud.csv", columns: columns(rows: 30)))
    state.comparisons = comparisons
    state.status = StatusMessage(.success, "fitted 6 columns, drew 40 rows")
    return state
  }

  static let names = ["txn_id", "when", "customer_name", "channel", "amount", "is_fraud"]
  static let kinds: [ColumnKind] = [.identifier, .date, .text, .categorical, .decimal, .boolean]
  static let generators = ["sequence", "empirical", "placeholder", "categorical", "empirical", "boolean"]

  static func columns(rows: Int) -> [Column] {
    let stream = RandomStream(seed: 7)
    let numbers = (0..<rows).map { UInt64($0) }
    let shops: [ByteText] = ["web", "shop", "phone"]
    let storages: [ColumnStorage] = [
      .integers(numbers.map { Int64($0) + 1 }),
      .instants(numbers.map { Int64(stream.bits(at: $0) % 365) + 20_089 }),
      .text(PackedText(numbers.map { ByteText("Person \(stream.bits(at: $0) % 1000)") })),
      .levels(codes: numbers.map { Int32(stream.bits(at: $0) % 3) }, levels: shops),
      .decimals(numbers.map { (stream.uniform(at: $0) * 20_000).rounded() / 100 }),
      .levels(codes: numbers.map { stream.bits(at: $0) % 10 == 0 ? 1 : 0 }, levels: ["0", "1"]),
    ]
    var look = Look()
    look.datePattern = DatePattern("yyyy-MM-dd")
    look.decimals = .fixed(2)
    return zip(zip(names, kinds), storages).enumerated().map { index, column in
      let missing = index == 4 ? numbers.map { $0 % 9 == 4 } : []
      return Column(name: column.0.0, kind: column.0.1, storage: column.1, missing: missing, look: look)
    }
  }

  static var profiles: [ColumnProfile] {
    zip(names, kinds).enumerated().map { index, column in
      var profile = ColumnProfile(name: column.0, kind: column.1)
      profile.count = 40
      profile.missing = index == 4 ? 4 : 0
      profile.distinct = [40, 38, 40, 3, 36, 2][index]
      profile.personalData = index == 2 ? .name : nil
      if index == 3 { profile.levels = [ColumnProfile.Level(text: "web", count: 20)] }
      return profile
    }
  }

  static var recipe: Recipe {
    let columns = zip(zip(names, kinds), generators).enumerated().map { index, column in
      ColumnRecipe(
        name: column.0.0, kind: column.0.1, look: Sample.columns(rows: 1)[index].look,
        missingShare: index == 4 ? 0.1 : 0, generator: column.1, parameters: Parameters(),
        personalData: index == 2 ? .name : nil)
    }
    return Recipe(
      source: SourceFacts(name: "card_fraud.csv", rows: 40, columns: 6), seed: 42, privacy: PrivacySettings(),
      model: ModelRecipe(name: "gaussian_copula"), columns: columns)
  }

  static var comparisons: [ColumnComparison?] {
    names.indices.map { index in
      switch index {
      case 0, 2: notCompared(index)
      case 3: levels(index, [("web", 0.5, 0.45), ("shop", 0.3, 0.3), ("phone", 0.2, 0.25)])
      case 5: levels(index, [("0", 0.9, 0.9), ("1", 0.1, 0.1)])
      default: histogram(index)
      }
    }
  }

  private static func notCompared(_ index: Int) -> ColumnComparison {
    var result = base(index, shape: .notCompared("unique"), bars: [])
    result.statistics = [.init(name: "distinct", real: "40", synthetic: "40", change: "")]
    return result
  }

  private static func levels(_ index: Int, _ shares: [(String, Double, Double)]) -> ColumnComparison {
    let bars = shares.map { ColumnComparison.Bar(label: $0.0, real: $0.1, synthetic: $0.2) }
    return base(index, shape: .levels(pooledLevels: 0), bars: bars)
  }

  private static func histogram(_ index: Int) -> ColumnComparison {
    let edges = (0...20).map { Double($0) * (index == 1 ? 20 : 10) + (index == 1 ? 20_000 : 0) }
    let heights = (0..<20).map { Double(20 - abs($0 - 8)) }
    let sum = heights.reduce(0, +)
    let bars = heights.enumerated().map { place, height in
      let real = height / sum
      return ColumnComparison.Bar(
        label: "\(place)", real: real, synthetic: real + (place % 5 == 0 ? 0.01 : place % 5 == 1 ? -0.01 : 0))
    }
    var result = base(index, shape: .histogram(edges: edges, isLogarithmic: false, hasZeroBar: false), bars: bars)
    result.statistics = [
      .init(name: "mean", real: "74.1", synthetic: "72.3", change: "−2.4%"),
      .init(name: "sd", real: "117.6", synthetic: "104.8", change: "−10.9%"),
      .init(name: "median", real: "40.5", synthetic: "41.3", change: "+2.0%"),
      .init(name: "q99", real: "522", synthetic: "486", change: "−6.9%"),
      .init(name: "max", real: "9,331", synthetic: "4,103", change: "−56.0%"),
      .init(name: "missing", real: "4", synthetic: "4", change: ""),
    ]
    if index == 4 { result.warning = "tail: 96 real outliers, synthetic 9" }
    return result
  }

  private static func base(
    _ index: Int, shape: ColumnComparison.Shape, bars: [ColumnComparison.Bar]
  ) -> ColumnComparison {
    let agreement = bars.isEmpty ? nil : bars.reduce(0) { $0 + min($1.real, $1.synthetic) }
    return ColumnComparison(
      column: names[index], kind: kinds[index], shape: shape, bars: bars, agreement: agreement,
      freshAgreement: agreement == nil ? nil : 0.993, realMissingShare: 0, syntheticMissingShare: 0, realRows: 40,
      syntheticRows: 30, statistics: [], sparkline: Array(bars.prefix(10)), warning: nil)
  }
}

extension WorkbenchState {
  /// Presses the keys of a script.
  @discardableResult
  mutating func press(_ script: String) -> [Effect] {
    (Key.parse(script) ?? []).flatMap { update(.event(.key($0))) }
  }

  var screen: String {
    var surface = Surface(size: size)
    draw(on: &surface)
    return surface.text
  }
}
