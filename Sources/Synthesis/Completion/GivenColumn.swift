import Statistics
import StrictYAML
import Tables

/// For each row of a given column the uniforms that its value stands for.
struct GivenColumn {
  /// nil: the row's value is to be drawn.
  let sets: [UniformSet?]
  let remark: String?

  private static let shownRows = 3

  /// A column read from a file as the recipe stores it.
  static func typed(_ column: Column, as recipe: ColumnRecipe) throws(SynthesisError) -> Column {
    guard column.missingCount < column.count else {
      return MissingAtom.column(recipe, allMissing: column.count)
    }
    if recipe.kind == column.kind { return column }
    let (converted, failures) = column.converted(to: recipe.kind)
    guard let converted else {
      let examples = failures.prefix(shownRows).joined(separator: ", ")
      let reason = "the recipe's column is \(recipe.kind.rawValue), and \(examples) cannot be read so"
      throw SynthesisError(.given(reason: reason), column: column.name)
    }
    return converted
  }

  /// - Throws: `.given` for a level that the recipe does not have, or a missing cell where none can be.
  init(_ column: Column, _ part: Synthesizer.Part, fillsMissing: Bool) throws(SynthesisError) {
    let missing = part.recipe.missingShare
    if !fillsMissing, missing == 0, let row = (0..<column.count).first(where: column.isMissing) {
      let reason = "row \(row + 1) is missing, and the recipe has no missing value there; --impute fills such cells"
      throw SynthesisError(.given(reason: reason), column: column.name)
    }
    let finder = PlaceFinder(part)
    let found = try finder.places(of: column)
    sets = (0..<column.count).map { row in
      if column.isMissing(row) { return fillsMissing ? nil : UniformSet([(0, missing)]) }
      guard let place = found.places[row] else { return nil }
      let lower = missing + (1 - missing) * place.lower
      let upper = missing + (1 - missing) * place.upper
      // No width: the recipe has no such number; the place between its neighbours stands for it.
      return UniformSet([upper > lower ? (lower, upper) : (max(0, lower - 1e-9), min(1, lower + 1e-9))])
    }
    remark =
      found.nearest == 0
      ? nil
      : "column \(column.name): \(found.nearest) given numbers are none that the recipe draws; the others follow the nearest"
  }
}

/// Finds between which uniforms a column's generator gives a value.
private struct PlaceFinder {
  typealias Place = (lower: Double, upper: Double)
  private let part: Synthesizer.Part
  private static let rounds = 54

  init(_ part: Synthesizer.Part) { self.part = part }

  /// - Returns: also how many numbers no uniform gives.
  func places(of column: Column) throws(SynthesisError) -> (places: [Place?], nearest: Int) {
    switch (column.storage, storage([0.5])) {
    case (.levels(let codes, let levels), .levels(_, let known)):
      return (try places(codes, levels, known, column), 0)
    case (.text(let texts), .levels(_, let known)):
      let levels = (0..<texts.count).map { ByteText(texts.slice(at: $0)) }
      let codes = levels.indices.map { column.isMissing($0) ? -1 : Int32($0) }
      return (try places(codes, levels, known, column), 0)
    case (.integers(let values), .integers), (.instants(let values), .instants):
      return places(values, column) { storage, row in
        switch storage {
        case .integers(let numbers), .instants(let numbers): numbers[row]
        default: 0
        }
      }
    case (.decimals(let values), .decimals):
      return places(values, column) { storage, row in
        if case .decimals(let numbers) = storage { numbers[row] } else { 0 }
      }
    default: return (Array(repeating: nil, count: column.count), 0)
    }
  }

  private func places(_ codes: [Int32], _ levels: [ByteText], _ known: [ByteText], _ column: Column)
    throws(SynthesisError) -> [Place?]
  {
    var numbers: [ByteText: Int64] = [:]
    for (index, level) in known.enumerated() { numbers[level] = Int64(index) }
    for row in codes.indices where codes[row] >= 0 && numbers[levels[Int(codes[row])]] == nil {
      let level = levels[Int(codes[row])].string
      let hint = NearestName.of(level, among: known.map(\.string)).map { "; did you mean '\($0)'?" } ?? ""
      let reason = "row \(row + 1) has '\(level.prefix(60))', which the recipe cannot draw\(hint)"
      throw SynthesisError(.given(reason: reason), column: column.name)
    }
    let values = codes.map { $0 < 0 ? 0 : numbers[levels[Int($0)]] ?? 0 }
    return places(values, column) { storage, row in
      if case .levels(let codes, _) = storage { Int64(codes[row]) } else { 0 }
    }.places
  }

  private func places<Value: SteppedValue & Hashable>(
    _ values: [Value], _ column: Column, _ value: (ColumnStorage, Int) -> Value
  ) -> (places: [Place?], nearest: Int) {
    let distinct = Array(Set(values.indices.filter { !column.isMissing($0) }.map { values[$0] })).sorted()
    let lower = starts(distinct) { value($0, $1) >= distinct[$1] }
    let upper = starts(distinct) { value($0, $1) > distinct[$1] }
    var placeOfValue: [Value: Place] = [:]
    for (index, value) in distinct.enumerated() { placeOfValue[value] = (lower[index], upper[index]) }
    let places = values.indices.map { column.isMissing($0) ? nil : placeOfValue[values[$0]] }
    return (places, places.reduce(0) { $1.map { $0.upper > $0.lower } == false ? $0 + 1 : $0 })
  }

  /// For each value the lowest uniform that reaches it.
  private func starts<Value>(_ values: [Value], _ reaches: (ColumnStorage, Int) -> Bool) -> [Double] {
    var low = [Double](repeating: 0, count: values.count)
    var high = [Double](repeating: 1, count: values.count)
    guard !values.isEmpty else { return [] }
    for _ in 0..<Self.rounds {
      let middle = low.indices.map { low[$0] + (high[$0] - low[$0]) / 2 }
      let drawn = storage(middle.map { min(max($0, 0x1p-53), 1 - 0x1p-53) })
      for index in values.indices {
        if reaches(drawn, index) { high[index] = middle[index] } else { low[index] = middle[index] }
      }
    }
    return high.map { $0 > 1 - 0x1p-50 ? 1 : $0 < 0x1p-50 ? 0 : $0 }
  }

  private func storage(_ uniforms: [Double]) -> ColumnStorage {
    let request = DrawRequest(
      rows: 0..<UInt64(uniforms.count), uniforms: uniforms, stream: RandomStream(seed: 0))
    return part.generator.values(for: request)
  }
}
