import Statistics
import StrictYAML
import Tables

/// What computes the values of a column: an expression, bound to the columns it reads, that gives what the column holds.
struct ComputedColumn: Equatable, Sendable {
  let name: String
  let kind: ColumnKind
  let look: Look
  private let node: ValueNode
  private let type: ValueType
  /// How true and false are spelled in a column of levels.
  private let spellings: (no: ByteText, yes: ByteText)

  static func == (left: ComputedColumn, right: ComputedColumn) -> Bool {
    left.name == right.name && left.kind == right.kind && left.look == right.look && left.node == right.node
      && left.spellings == right.spellings
  }

  /// - Parameters:
  ///   - text: what was parsed, for problems.
  ///   - levels: of the column, where it is one of true and false.
  ///   - columns: that may be read. `figures`: what `mean(x)` and the like are.
  /// - Throws: the first mistake; also where the expression gives what the column cannot hold.
  init(
    _ name: String, _ kind: ColumnKind, _ look: Look, levels: [ByteText] = [], _ operand: Expression.Operand,
    text: String, columns: [ExpressionColumn], figures: @escaping ExpressionBinder.Figures
  ) throws(ExpressionProblem) {
    var binder = ExpressionBinder(text: text, columns: columns, figures: figures)
    let wanted: ValueType? =
      switch kind {
      case .boolean: .truth
      case .categorical, .text, .identifier: .text
      case .integer, .decimal: nil
      case .date, .time, .datetime: .instant(kind)
      }
    let isWord = if case .word = operand.form { true } else { false }
    let bound = try binder.value(operand, expecting: isWord ? wanted : nil)
    guard Self.holds(bound.type, kind) else {
      throw ExpressionProblem(
        text: text, offset: operand.offset,
        reason: "'\(name)' is \(kind.rawValue), and this gives \(bound.type.words)")
    }
    (self.name, self.kind, self.look) = (name, kind, look)
    (node, type) = (bound.node, bound.type)
    let no = levels.first { ExpressionColumn.meaning(of: $0.string) == false } ?? "false"
    spellings = (no, levels.first { ExpressionColumn.meaning(of: $0.string) == true } ?? "true")
  }

  private static func holds(_ type: ValueType, _ kind: ColumnKind) -> Bool {
    switch (kind, type) {
    case (.integer, .number), (.decimal, .number), (.integer, .truth), (.decimal, .truth), (.boolean, .truth): true
    case (.categorical, _), (.text, .text), (.text, .number), (.text, .truth): true
    case (.identifier, .text), (.identifier, .number): true
    case (.date, .instant(let own)): own == .date || own == .datetime
    case (.datetime, .instant(let own)): own == .date || own == .datetime
    case (.time, .instant(let own)): own == .time
    default: false
    }
  }

  /// The columns it reads.
  var reads: [String] { node.columns }

  /// What kind a column that holds nothing else than this has.
  static func kind(of type: ValueType) -> ColumnKind {
    switch type {
    case .number: .decimal
    case .text: .text
    case .truth: .boolean
    case .instant(let kind): kind
    }
  }

  // MARK: - Values

  /// The column for some rows; missing where an operand is, and where the result has no place in the column.
  func column(rowCount: Int, _ column: @escaping (String) -> Column?) -> Column {
    let own = ValueEvaluation(rowCount: rowCount, column: column).vector(node)
    let (storage, missing) = stored(own)
    return MissingAtom.column(recipe, storage, missing: missing)
  }

  private var recipe: ColumnRecipe {
    ColumnRecipe(name: name, kind: kind, look: look, missingShare: 0, generator: "", parameters: Parameters())
  }

  private func stored(_ own: ValueVector) -> (ColumnStorage, [Bool]) {
    switch kind {
    case .integer: return Self.whole(own)
    case .decimal: return (.decimals(NumberSteps(look).rounded(own.numbers)), own.missing)
    case .boolean:
      return (.levels(codes: own.truths.map { $0 ? 1 : 0 }, levels: [spellings.no, spellings.yes]), own.missing)
    case .date, .time, .datetime: return (.instants(instants(own)), own.missing)
    case .categorical: return (Self.levels(texts(own)), own.missing)
    case .text, .identifier: return (.text(PackedText(texts(own))), own.missing)
    }
  }

  private static func whole(_ own: ValueVector) -> (ColumnStorage, [Bool]) {
    var missing = own.missing
    let rounded = own.numbers.map { $0.rounded() }
    let whole = rounded.map(Int64.init(clampingFinite:))
    for row in rounded.indices where rounded[row].magnitude >= 0x1p63 {
      if missing.isEmpty { missing = Array(repeating: false, count: rounded.count) }
      missing[row] = true
    }
    return (.integers(whole), missing)
  }

  private func instants(_ own: ValueVector) -> [Int64] {
    switch (type, kind) {
    case (.instant(.date), .datetime):
      return own.instants.map { $0.multipliedReportingOverflow(by: DateFormatter.microsecondsPerDay).partialValue }
    case (.instant(.datetime), .date):
      return own.instants.map { Int64(ValueEvaluation.day(of: $0, isMoment: true)) }
    default:
      let step = NumberSteps.instants(kind, look)
      return step <= 1 ? own.instants : own.instants.map { $0 - ($0 % step + step) % step }
    }
  }

  private func texts(_ own: ValueVector) -> [ByteText] {
    switch own.values {
    case .texts(let texts): return texts
    case .numbers(let numbers): return numbers.map(ValueFunction.spelling)
    case .truths(let truths): return truths.map { $0 ? spellings.yes : spellings.no }
    case .instants(let instants):
      let instantKind = if case .instant(let own) = type { own } else { ColumnKind.date }
      let column = Column(name: name, kind: instantKind, storage: .instants(instants))
      return instants.indices.map { ByteText(column.text(ofRow: $0) ?? "") }
    }
  }

  private static func levels(_ texts: [ByteText]) -> ColumnStorage {
    var (codes, levels): ([ByteText: Int32], [ByteText]) = ([:], [])
    let own = texts.map { text -> Int32 in
      if let code = codes[text] { return code }
      let code = Int32(levels.count)
      codes[text] = code
      levels.append(text)
      return code
    }
    return .levels(codes: own, levels: levels)
  }
}

/// The steps between the numbers that a column can show: what rules hold for after rounding.
struct NumberSteps: Equatable, Sendable {
  /// Digits after the mark; nil where they are unlimited.
  let decimals: Int?
  /// How far apart two numbers may be that say the same, as a share of them.
  private(set) var tolerance = 0.0
  /// Digits in which numbers of single precision are written: all 17 that they have, or the 15 of statistical programs; nil where
  /// the numbers are no such numbers.
  private(set) var singleDigits: Int?

  private static let powers: [Double] = [
    1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  init(_ look: Look) {
    switch look.decimals {
    case .fixed(let digits), .upTo(let digits): decimals = min(max(0, digits), 15)
    case .shortest:
      decimals = nil
      // Without a last digit, equal is what arithmetic in another order could give.
      tolerance = 1e-9
    }
  }

  /// Those of a column, whose numbers may have been stored in single precision by who wrote them: computed anew they differ from
  /// the seventh digit on.
  init(of column: Column) {
    self.init(column.look)
    guard case .decimals(let values) = column.storage else { return }
    singleDigits = Self.singleDigits(values, column.missing, decimals ?? 15)
    if singleDigits != nil { tolerance = 1e-6 }
  }

  private static let sampledRows = 500

  /// In how many digits some values are those nearest to numbers of single precision, where several have more than it tells.
  private static func singleDigits(_ values: [Double], _ missing: [Bool], _ decimals: Int) -> Int? {
    let half = 0.5000001 / powers[min(decimals, 15)]
    var (known, long, short) = (0, 0, 0)
    for row in stride(from: 0, to: values.count, by: max(1, values.count / sampledRows)) {
      guard missing.isEmpty || !missing[row], values[row].isFinite, values[row] != 0 else { continue }
      let value = values[row]
      let single = Double(Float(value))
      guard (single - value).magnitude <= max(half, 1e-12 * value.magnitude) else { return nil }
      known += 1
      // Some programs leave out a further digit where it is a 0 in their eyes.
      if QuantileFunctionFit.significant(single, digits: 15) == value { short += 1 }
      if (QuantileFunctionFit.significant(value, digits: 7) - value).magnitude > 1e-9 * value.magnitude { long += 1 }
    }
    guard known >= 20, long * 10 >= known else { return nil }
    return short * 10 >= known * 9 ? 15 : 17
  }

  /// Whether two numbers say the same as the column shows them.
  @inline(__always)
  func agree(_ one: Double, _ other: Double) -> Bool {
    rounded(one) == rounded(other) || (one - other).magnitude <= tolerance * max(one.magnitude, other.magnitude)
  }

  /// Halves away from 0.
  @inline(__always)
  func rounded(_ value: Double) -> Double {
    guard let decimals else { return value }
    let scaled = (value * Self.powers[decimals]).rounded()
    return scaled.magnitude < 0x1p53 ? scaled / Self.powers[decimals] : value
  }

  func rounded(_ values: [Double]) -> [Double] { decimals == nil ? values : values.map(rounded) }

  /// The least distance of two numbers; 0 where there is none.
  var least: Double { decimals.map { 1 / Self.powers[$0] } ?? 0 }

  /// In storage units: what a pattern cannot show smaller than.
  static func instants(_ kind: ColumnKind, _ look: Look) -> Int64 {
    guard kind != .date, let pattern = look.datePattern?.text else { return kind == .date ? 1 : 1_000_000 }
    let letters = pattern.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }.map(\.element).joined()
    if letters.contains("S") { return 1 }
    if letters.contains("s") { return 1_000_000 }
    return letters.contains("m") ? 60_000_000 : 3_600_000_000
  }
}
