import Statistics
import Tables

/// One step from drawn rows to rows that keep the rules. A step changes what it writes so that its rule holds, once and without
/// trying again, and leaves rows that keep it already as they are.
protocol RowStep: Sendable {
  /// The rules it keeps, as text; a formula column names itself.
  var names: [String] { get }
  /// Parts of the synthesizer whose values it needs as they come out, beside those that it writes.
  var reads: [Int] { get }
  var writes: [Int] { get }
  /// Parts whose values it needs as they were drawn, before another step changes them.
  var drawn: [Int] { get }
  /// Of several steps that write one column the lowest comes first.
  var phase: RowPhase { get }
  /// How many rows it can serve; nil: any number.
  var capacity: UInt64? { get }

  func apply(to rows: inout PlannedRows)
}

extension RowStep {
  var capacity: UInt64? { nil }
  var drawn: [Int] { [] }
}

enum RowPhase: Int, Comparable, Sendable {
  case missing, limits, determined, bounds, choice

  static func < (left: RowPhase, right: RowPhase) -> Bool { left.rawValue < right.rawValue }
}

/// Where columns stand among the parts of a synthesizer.
struct PartNames: Sendable {
  private let places: [ByteText: Int]

  init(_ parts: [Synthesizer.Part]) {
    places = Dictionary(
      parts.enumerated().filter { !$0.element.isHidden }.map { (ByteText($0.element.recipe.name), $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(name: String) -> Int? { places[ByteText(name)] }
}

/// A column computed from others.
struct ComputedStep: RowStep {
  let part: Int
  let computed: ComputedColumn
  /// A rule leaves missing what is missing; a formula column is nothing but its formula.
  let isRule: Bool
  let names: [String]
  let reads: [Int]
  let parts: PartNames

  var writes: [Int] { [part] }
  var phase: RowPhase { .determined }

  func apply(to rows: inout PlannedRows) {
    let columns = rows.columns
    let own = computed.column(rowCount: rows.rowCount) { name in parts[name].flatMap { columns[$0] } }
    guard isRule else {
      rows.columns[part] = own
      return
    }
    guard let drawn = rows.columns[part] else { return }
    let known = (0..<rows.rowCount).filter { !own.isMissing($0) && !drawn.isMissing($0) }
    rows.set(part, rows: known, to: own.storage.taking(known))
  }
}

/// A column of dates and times moved, within its day, to the hour that was drawn for a column which tells it.
///
/// The joint model knows how the hour goes with the other columns, and how the days do; it has far fewer cells than a year has hours.
struct HourStep: RowStep {
  let moment: Int
  let hour: Int
  /// The hour of a moment.
  let computed: ComputedColumn
  let names: [String]
  let parts: PartNames

  var reads: [Int] { [] }
  var writes: [Int] { [moment] }
  var drawn: [Int] { [hour] }
  var phase: RowPhase { .limits }

  func apply(to rows: inout PlannedRows) {
    // Once more for what was moved over an hour in which clocks were put forward or back.
    if move(&rows) { _ = move(&rows) }
  }

  /// - Returns: whether anything was moved.
  private func move(_ rows: inout PlannedRows) -> Bool {
    let columns = rows.columns
    let own = computed.column(rowCount: rows.rowCount) { name in parts[name].flatMap { columns[$0] } }
    guard let wanted = columns[hour], let moments = columns[moment], case .integers(let hours) = wanted.storage,
      case .integers(let present) = own.storage, case .instants(let instants) = moments.storage
    else { return false }
    let moved = (0..<rows.rowCount).filter { row in
      hours[row] != present[row] && 0...23 ~= hours[row]
        && !wanted.isMissing(row) && !own.isMissing(row) && !moments.isMissing(row)
    }
    rows.set(moment, rows: moved, to: .instants(moved.map { instants[$0] &+ (hours[$0] - present[$0]) * Season.hour }))
    return !moved.isEmpty
  }
}

/// A column limited to some of its uniforms, in the rows of a condition or in all.
struct LimitStep: RowStep {
  let part: Int
  let set: UniformSet
  let allowed: Predicate
  let when: Predicate?
  let names: [String]
  let reads: [Int]

  var writes: [Int] { [part] }
  var phase: RowPhase { .limits }

  func apply(to rows: inout PlannedRows) {
    guard let column = rows.columns[part] else { return }
    let present = rows.columns.compactMap { $0 }
    let holds = allowed.mask(over: [column], rowCount: rows.rowCount)
    let applies = when?.mask(over: present, rowCount: rows.rowCount)
    let broken = holds.indices.filter { !holds[$0] && !column.isMissing($0) && applies?[$0] != false }
    guard !broken.isEmpty else { return }
    let share = rows.parts[part].recipe.missingShare
    let own = rows.uniforms(part)
    // In order, so that high values stay high; on the axis of what is not missing.
    let uniforms = broken.map { row -> Double in
      let uniform = own[own.startIndex + row]
      let squeezed = set.squeezed((uniform - share) / (1 - share))
      return (squeezed - share) / (1 - share)
    }
    rows.set(part, rows: broken, to: rows.values(ofPart: part, rows: broken, at: uniforms))
  }
}

/// Columns that are missing in the same rows: those of the first.
struct MissingTogetherStep: RowStep {
  let first: Int
  let others: [Int]
  let names: [String]

  var reads: [Int] { [first] }
  var writes: [Int] { others }
  var phase: RowPhase { .missing }

  func apply(to rows: inout PlannedRows) {
    guard let lead = rows.columns[first] else { return }
    for part in others {
      guard let column = rows.columns[part] else { continue }
      rows.clear(part, rows: (0..<rows.rowCount).filter { lead.isMissing($0) && !column.isMissing($0) })
      rows.fill(part, rows: (0..<rows.rowCount).filter { !lead.isMissing($0) && column.isMissing($0) })
    }
  }
}

/// A column that is missing where a condition is true, and is not where it is false.
struct MissingWhenStep: RowStep {
  let part: Int
  let when: Predicate
  let unless: Predicate
  let names: [String]
  let reads: [Int]

  var writes: [Int] { [part] }
  var phase: RowPhase { .missing }

  func apply(to rows: inout PlannedRows) {
    guard let column = rows.columns[part] else { return }
    let present = rows.columns.compactMap { $0 }
    let isMissing = when.mask(over: present, rowCount: rows.rowCount)
    let isPresent = unless.mask(over: present, rowCount: rows.rowCount)
    rows.clear(part, rows: isMissing.indices.filter { isMissing[$0] && !column.isMissing($0) })
    rows.fill(part, rows: isPresent.indices.filter { isPresent[$0] && column.isMissing($0) })
  }
}

/// Exactly one of some columns is true.
struct OneHotStep: RowStep {
  let parts: [Int]
  /// By column the share of the rows in which it is the one.
  let shares: [Double]
  let names: [String]

  var reads: [Int] { [] }
  var writes: [Int] { parts }
  var phase: RowPhase { .choice }

  func apply(to rows: inout PlannedRows) {
    let columns = parts.compactMap { rows.columns[$0] }
    guard columns.count == parts.count else { return }
    let truths = columns.map(Flags.init)
    let broken = (0..<rows.rowCount).filter { row in
      !columns.contains { $0.isMissing(row) } && truths.reduce(0) { $1.isTrue(row) ? $0 + 1 : $0 } != 1
    }
    guard !broken.isEmpty else { return }
    let chances = rows.ownUniforms(names.first ?? "one_hot", broken)
    let chosen = broken.enumerated().map { place, row -> Int in
      let set = truths.map { $0.isTrue(row) }
      let weights = shares.indices.map { set[$0] || !set.contains(true) ? max(shares[$0], 1e-9) : 0 }
      return weights.place(at: chances[place])
    }
    for (place, part) in parts.enumerated() {
      let storage = truths[place].storage(chosen.map { $0 == place })
      rows.set(part, rows: broken, to: storage)
    }
  }
}

/// True and false of a column of levels or of whole numbers.
struct Flags {
  private let column: Column
  private let isYes: [Bool]
  private let yes: ByteText
  private let no: ByteText

  init(_ column: Column) {
    self.column = column
    guard case .levels(_, let levels) = column.storage else {
      (isYes, yes, no) = ([], "1", "0")
      return
    }
    isYes = levels.map { ExpressionColumn.meaning(of: $0.string) == true }
    yes = zip(levels, isYes).first { $1 }?.0 ?? "true"
    no = levels.first { ExpressionColumn.meaning(of: $0.string) == false } ?? "false"
  }

  /// Whether a column can be one of flags.
  static func suits(_ column: Column) -> Bool {
    switch column.storage {
    case .integers: true
    case .levels(_, let levels): levels.allSatisfy { ExpressionColumn.meaning(of: $0.string) != nil }
    case .decimals, .instants, .text: false
    }
  }

  func isTrue(_ row: Int) -> Bool {
    switch column.storage {
    case .integers(let values): values[row] == 1
    case .levels(let codes, _): isYes.indices.contains(Int(codes[row])) && isYes[Int(codes[row])]
    case .decimals, .instants, .text: false
    }
  }

  func storage(_ truths: [Bool]) -> ColumnStorage {
    if case .integers = column.storage { return .integers(truths.map { $0 ? 1 : 0 }) }
    return .levels(codes: truths.map { $0 ? 1 : 0 }, levels: [no, yes])
  }
}

extension [Double] {
  /// The place that a uniform chooses, by weights.
  func place(at uniform: Double) -> Int {
    var left = uniform * reduce(0, +)
    for (place, weight) in enumerated() where weight > 0 {
      left -= weight
      if left < 0 { return place }
    }
    return lastIndex { $0 > 0 } ?? 0
  }
}
