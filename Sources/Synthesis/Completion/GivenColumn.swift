import Statistics
import StrictYAML
import Tables

/// For each row of a given column the uniforms that its value stands for.
struct GivenColumn {
  /// nil: the row's value is to be drawn.
  let sets: [UniformSet?]
  let remark: String?

  private static let shownRows = 3

  /// The column stored as the generator stores its values, so that cells of both can stand in one; texts take any value.
  /// - Throws: `.given` where the recipe draws no texts and other values than are given.
  static func stored(_ column: Column, as part: Synthesizer.Part) throws(SynthesisError) -> Column {
    let search = UniformSearch(generator: part.generator)
    guard column.missingCount < column.count else {
      return column.storing(search.storage(at: Array(repeating: 0.5, count: column.count)))
    }
    switch (column.storage, search.storage(at: [])) {
    case (.integers, .integers), (.instants, .instants), (.decimals, .decimals), (.levels, .levels), (.text, .text):
      return column
    case (_, .text): return column.storing(.text(PackedText(texts(of: column))))
    case (_, .levels):
      let texts = texts(of: column)
      let levels = Array(Set(texts.indices.filter { !column.isMissing($0) }.map { texts[$0] })).sorted()
      let codes = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
      return column.storing(
        .levels(codes: texts.indices.map { column.isMissing($0) ? -1 : codes[texts[$0]] ?? -1 }, levels: levels))
    default:
      let example = (0..<column.count).firstResult { column.text(ofRow: $0) } ?? ""
      let reason =
        "its missing cells cannot be filled: the generator '\(part.recipe.generator)' draws other values than "
        + "'\(example.prefix(60))'"
      throw SynthesisError(.given(reason: reason), column: column.name)
    }
  }

  private static func texts(of column: Column) -> [ByteText] {
    (0..<column.count).map { ByteText(column.text(ofRow: $0) ?? "") }
  }

  /// A column read from a file as one of the recipe's kind.
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

  /// A narrow interval around a place, but never among missing values.
  static func around(_ place: Double, above missing: Double) -> (lower: Double, upper: Double) {
    let lower = min(max(place - halfWidth, missing), 1 - halfWidth)
    return (lower, min(1, max(place, lower) + halfWidth))
  }

  private static let halfWidth = 1e-9

  /// - Parameters lower, upper: on the axis of the values that are not missing.
  static func set(_ lower: Double, _ upper: Double, missing: Double) -> UniformSet {
    let (lower, upper) = (missing + (1 - missing) * lower, missing + (1 - missing) * upper)
    // No width: the recipe has no such number; the place between its neighbours stands for it.
    return UniformSet([upper > lower ? (lower, upper) : around(lower, above: missing)])
  }

  /// - Throws: `.given` for a missing cell where the recipe has none and none is to be filled.
  static func checkMissing(_ column: Column, _ recipe: ColumnRecipe, fillsMissing: Bool) throws(SynthesisError) {
    guard !fillsMissing, recipe.missingShare == 0, let row = (0..<column.count).first(where: column.isMissing) else {
      return
    }
    let reason = "row \(row + 1) is missing, and the recipe has no missing value there; --impute fills such cells"
    throw SynthesisError(.given(reason: reason), column: column.name)
  }

  /// - Throws: `.given` for a level that the recipe does not have, or a missing cell where none can be.
  init(_ column: Column, _ part: Synthesizer.Part, fillsMissing: Bool) throws(SynthesisError) {
    let missing = part.recipe.missingShare
    try Self.checkMissing(column, part.recipe, fillsMissing: fillsMissing)
    let finder = PlaceFinder(part)
    let found = try finder.places(of: column)
    sets = (0..<column.count).map { row in
      if column.isMissing(row) { return fillsMissing ? nil : UniformSet([(0, missing)]) }
      guard let place = found.places[row] else { return nil }
      return Self.set(place.lower, place.upper, missing: missing)
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

  init(_ part: Synthesizer.Part) { self.part = part }

  /// - Returns: also how many numbers no uniform gives.
  func places(of column: Column) throws(SynthesisError) -> (places: [Place?], nearest: Int) {
    switch (column.storage, UniformSearch(generator: part.generator).storage(at: [0.5])) {
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
    let search = UniformSearch(generator: part.generator)
    let lower = search.starts(distinct) { value($0, $1) >= $2 }
    let upper = search.starts(distinct) { value($0, $1) > $2 }
    var placeOfValue: [Value: Place] = [:]
    for (index, value) in distinct.enumerated() { placeOfValue[value] = (lower[index], upper[index]) }
    let places = values.indices.map { column.isMissing($0) ? nil : placeOfValue[values[$0]] }
    return (places, places.reduce(0) { $1.map { $0.upper > $0.lower } == false ? $0 + 1 : $0 })
  }
}

extension Column {
  /// The same column with its values stored in another way.
  fileprivate func storing(_ storage: ColumnStorage) -> Column {
    var column = self
    column.storage = storage
    return column
  }
}
