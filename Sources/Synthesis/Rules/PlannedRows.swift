import Statistics
import Tables

/// Rows on their way through the steps of a plan: as the joint model drew them, made to keep the rules.
struct PlannedRows {
  let range: Range<UInt64>
  /// For what the rules draw themselves, at the row's number.
  let stream: RandomStream
  /// By part of the synthesizer; empty where the plan does not need it.
  var columns: [Column?]
  /// The uniforms that a part was drawn with.
  let uniforms: (Int) -> ArraySlice<Double>
  let parts: [Synthesizer.Part]
  /// A part's column with the values put back that were given and that no rule may change.
  var keeping: ((_ part: Int, Column) -> Column)?

  /// After a step that wrote some parts: what is computed of given values follows them.
  mutating func putBackGiven(_ written: some Sequence<Int>) {
    guard let keeping else { return }
    for part in written { columns[part] = columns[part].map { keeping(part, $0) } }
  }

  var rowCount: Int { range.count }

  func column(_ part: Int) -> Column? { columns[part] }

  /// One for each of some rows, by a name of its own.
  func ownUniforms(_ name: String, _ rows: [Int]) -> [Double] {
    let own = stream.stream(named: name)
    return rows.map { own.uniform(at: range.lowerBound + UInt64($0)) }
  }

  /// Values of a part for some rows, at uniforms of what is not missing.
  func values(ofPart part: Int, rows: [Int], at uniforms: [Double]) -> ColumnStorage {
    let generator = parts[part].generator
    let held = uniforms.map { min(max($0, 0x1p-53), 1 - 0x1p-53) }
    if generator.isMarginal {
      let request = DrawRequest(rows: 0..<UInt64(rows.count), uniforms: held[...], stream: stream)
      return NumberSteps.rounded(generator.values(for: request), parts[part].recipe)
    }
    // Others follow the row's number: all rows between the first and the last are drawn.
    guard let first = rows.first, let last = rows.last else {
      return generator.values(for: DrawRequest(rows: 0..<0, uniforms: [], stream: stream))
    }
    let own = range.lowerBound + UInt64(first)..<range.lowerBound + UInt64(last) + 1
    var filled = [Double](repeating: 0.5, count: own.count)
    for (place, row) in rows.enumerated() { filled[row - first] = held[place] }
    let drawn = generator.values(
      for: DrawRequest(
        rows: own, uniforms: filled[...], stream: stream.stream(named: "filled").stream(named: parts[part].recipe.name))
    )
    return drawn.taking(rows.map { $0 - first })
  }

  /// Exchanges the values of some rows, which are then not missing.
  mutating func set(_ part: Int, rows: [Int], to storage: ColumnStorage) {
    guard !rows.isEmpty, var column = columns[part] else { return }
    column.set(rows, to: storage)
    columns[part] = column
  }

  /// Some rows that are missing get values, where they had fallen below the missing share: those of the uniform that is left.
  mutating func fill(_ part: Int, rows: [Int]) {
    guard !rows.isEmpty else { return }
    let share = parts[part].recipe.missingShare
    let isModelled = parts[part].generator.isMarginal && share > 0 && share < 1
    let own = isModelled ? uniforms(part) : []
    let fresh = ownUniforms("fill \(parts[part].recipe.name)", rows)
    let places = rows.enumerated().map { place, row -> Double in
      guard isModelled, own[own.startIndex + row] < share else { return fresh[place] }
      return own[own.startIndex + row] / share
    }
    set(part, rows: rows, to: values(ofPart: part, rows: rows, at: places))
  }

  /// Makes some rows missing.
  mutating func clear(_ part: Int, rows: [Int]) {
    guard !rows.isEmpty, var column = columns[part] else { return }
    column.clear(rows)
    columns[part] = column
  }
}

extension NumberSteps {
  /// Decimals as the column shows them.
  static func rounded(_ storage: ColumnStorage, _ recipe: ColumnRecipe) -> ColumnStorage {
    guard case .decimals(let values) = storage else { return storage }
    return .decimals(NumberSteps(recipe.look).rounded(values))
  }
}

extension ColumnStorage {
  func taking(_ rows: [Int]) -> ColumnStorage {
    switch self {
    case .integers(let values): .integers(rows.map { values[$0] })
    case .instants(let values): .instants(rows.map { values[$0] })
    case .decimals(let values): .decimals(rows.map { values[$0] })
    case .levels(let codes, let levels): .levels(codes: rows.map { codes[$0] }, levels: levels)
    case .text(let texts): .text(PackedText(rows.map { texts[$0] }))
    }
  }
}

extension Column {
  /// Exchanges the values of some rows, one of `storage` for each; they are then not missing. What is stored in another way
  /// than the column changes nothing.
  mutating func set(_ rows: [Int], to new: ColumnStorage) {
    switch (storage, new) {
    case (.integers(var values), .integers(let others)):
      storage = .integers([])
      for (place, row) in rows.enumerated() { values[row] = others[place] }
      storage = .integers(values)
    case (.instants(var values), .instants(let others)):
      storage = .instants([])
      for (place, row) in rows.enumerated() { values[row] = others[place] }
      storage = .instants(values)
    case (.decimals(var values), .decimals(let others)):
      storage = .decimals([])
      for (place, row) in rows.enumerated() { values[row] = others[place] }
      storage = .decimals(values)
    case (.levels(var codes, var levels), .levels(let others, let names)):
      storage = .levels(codes: [], levels: [])
      var known: [ByteText: Int32] = [:]
      for (code, level) in levels.enumerated() { known[level] = Int32(code) }
      for (place, row) in rows.enumerated() {
        let level = names[Int(others[place])]
        if known[level] == nil {
          known[level] = Int32(levels.count)
          levels.append(level)
        }
        codes[row] = known[level] ?? 0
      }
      storage = .levels(codes: codes, levels: levels)
    case (.text(let texts), .text(let others)):
      var placeOfRow: [Int: Int] = [:]
      for (place, row) in rows.enumerated() { placeOfRow[row] = place }
      storage = .text(PackedText((0..<texts.count).map { row in placeOfRow[row].map { others[$0] } ?? texts[row] }))
    default: return
    }
    guard !missing.isEmpty else { return }
    for row in rows { missing[row] = false }
  }

  /// Makes some rows missing, with the neutral value of the storage.
  mutating func clear(_ rows: [Int]) {
    switch storage {
    case .integers(var values):
      for row in rows { values[row] = 0 }
      storage = .integers(values)
    case .instants(var values):
      for row in rows { values[row] = 0 }
      storage = .instants(values)
    case .decimals(var values):
      for row in rows { values[row] = 0 }
      storage = .decimals(values)
    case .levels(var codes, let levels):
      for row in rows { codes[row] = -1 }
      storage = .levels(codes: codes, levels: levels)
    case .text(let texts):
      let cleared = Set(rows)
      storage = .text(PackedText((0..<texts.count).map { cleared.contains($0) ? "" : texts[$0] }))
    }
    if missing.isEmpty { missing = Array(repeating: false, count: count) }
    for row in rows { missing[row] = true }
  }

  /// The values as numbers in storage units, whatever is missing; nil for texts and levels.
  var storedNumbers: [Double]? {
    switch storage {
    case .integers(let values), .instants(let values): values.map(Double.init)
    case .decimals(let values): values
    case .levels, .text: nil
    }
  }

  /// Numbers stored as the column stores its values.
  func storage(of numbers: [Double]) -> ColumnStorage {
    switch storage {
    case .instants: .instants(numbers.map(Int64.init(clampingFinite:)))
    case .integers: .integers(numbers.map(Int64.init(clampingFinite:)))
    case .decimals, .levels, .text: .decimals(numbers)
    }
  }
}
