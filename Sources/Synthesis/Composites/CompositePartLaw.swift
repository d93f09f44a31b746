import Statistics
import Tables

/// The marginal of one part of composite texts, and how it is spelled.
struct CompositePartLaw: Sendable {
  let generator: any FittedGenerator
  /// Leading zeros fill numbers up to it; 0: there are none.
  private let width: Int
  private static let widths = 0...15

  /// nil where the part has fewer than k rows.
  init?(_ part: CompositePart, k: Int) {
    let column = part.column(named: "part")
    let recipe = Self.recipe(column.name, column.kind)
    let parameters: Parameters
    switch part.values {
    case .numbers(_, let width, let digits):
      self.width = width
      guard let own = Self.parameters(column, width: width, digits: digits, k: k) else { return nil }
      parameters = own
    case .levels(let codes, let levels):
      width = 0
      guard let own = Self.parameters(codes, levels, part, k: k) else { return nil }
      parameters = own
    }
    guard let generator = try? Self.restored(parameters, recipe) else { return nil }
    self.generator = generator
  }

  private static func recipe(_ name: String, _ kind: ColumnKind) -> ColumnRecipe {
    ColumnRecipe(
      name: name, kind: kind, look: Look(), missingShare: 0,
      generator: kind == .integer ? EmpiricalGenerator.name : CategoricalGenerator.name, parameters: Parameters())
  }

  private static func restored(_ parameters: Parameters, _ recipe: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    recipe.kind == .integer
      ? try EmpiricalGenerator.restore(parameters, column: recipe)
      : try CategoricalGenerator.restore(parameters, column: recipe)
  }

  /// A part never leaves the digits it has: a year stays one of four digits.
  private static func parameters(_ column: Column, width: Int, digits: ClosedRange<Int>, k: Int) -> Parameters? {
    guard let numbers = column.presentNumbers else { return nil }
    var sample = QuantileFunctionSample(rows: numbers)
    var fit = QuantileFunctionFit()
    fit.k = k
    let hasZeros = width > 0 || digits.lowerBound == 1
    fit.bounds =
      (hasZeros ? 0 : power(digits.lowerBound - 1))...(power(max(width, digits.upperBound)) - 1)
    fit.grid = .fitting(values: sample.values, counts: sample.counts, decimals: 0, k: k)
    if let grid = fit.grid { sample = sample.snapped(to: grid) }
    return fit.fit(sample).map { QuantileParameters.parameters(of: $0, grid: fit.grid) }
  }

  private static func power(_ digits: Int) -> Double { QuantileFunctionGrid.powerOfTen(digits) }

  private static func parameters(_ codes: [Int32], _ levels: [ByteText], _ part: CompositePart, k: Int) -> Parameters? {
    guard let order = part.levelOrder else { return nil }
    let present = codes.indices.map { part.missing.isEmpty || !part.missing[$0] ? codes[$0] : -1 }
    let counts = MidRanks.levelCounts(of: present, levels: levels.count).ofLevels
    let total = Double(counts.reduce(0, +))
    guard total > 0, counts.allSatisfy({ $0 >= k }) else { return nil }
    return Parameters([
      ("levels", .texts(order.map { levels[Int($0)] })),
      ("shares", .numbers(order.map { QuantileFunctionFit.rounded(Double(counts[Int($0)]) / total, digits: 4) })),
    ])
  }

  /// The texts that the part may be, in the order of u; nil for numbers.
  var levels: [ByteText]? { if case .texts(let levels)? = generator.parameters["levels"] { levels } else { nil } }

  // MARK: - Recipe

  private static func prefix(_ part: Int) -> String { "part_\(part)_" }

  func append(to all: inout Parameters, part: Int) {
    if width > 0 { all[Self.prefix(part) + "width"] = .integer(Int64(width)) }
    for entry in generator.parameters.entries { all[Self.prefix(part) + entry.name] = entry.value }
  }

  /// - Throws: `.badParameter` with the name that stands in the recipe.
  init(_ all: Parameters, part: Int, column: ColumnRecipe) throws(SynthesisError) {
    let prefix = Self.prefix(part)
    let own = all.under(prefix)
    let isLevels = own["levels"] != nil
    do throws(SynthesisError) {
      let reader = ParameterReader(own, column: column.name)
      let widths = Int64(Self.widths.lowerBound)...Int64(Self.widths.upperBound)
      width = Int(try reader.optionalInteger("width", expected: "0 to \(widths.upperBound)", in: widths) ?? 0)
      generator = try Self.restored(own, Self.recipe(column.name, isLevels ? .categorical : .integer))
    } catch {
      guard case .badParameter(let name, let found, let expected) = error.kind else { throw error }
      throw SynthesisError(
        .badParameter(name: prefix + name, found: found, expected: expected), column: column.name)
    }
  }

  // MARK: - Texts

  func append(_ drawn: ColumnStorage, row: Int, to bytes: inout [UInt8]) {
    switch drawn {
    case .integers(let values):
      let start = bytes.count
      var rest = values[row].magnitude
      repeat {
        bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      } while rest > 0
      while bytes.count - start < width { bytes.append(UInt8(ascii: "0")) }
      bytes[start...].reverse()
    case .levels(let codes, let levels): bytes += levels[Int(codes[row])].bytes
    case .decimals, .instants, .text: break
    }
  }

  /// The uniforms that give one of some spellings of this part; nil: all do.
  func limits(of texts: Set<ByteText>) -> UniformSet? {
    let column = Self.recipe("part", generator.isNumeric ? .integer : .categorical)
    let search = UniformLimitSearch(column: column, generator: generator)
    guard generator.isNumeric else { return search.limits(of: ColumnCondition(.texts(texts, isComplement: false))) }
    let numbers = texts.compactMap(number).map { $0...$0 }
    return search.limits(of: ColumnCondition(.integers(ValueRanges(numbers))))
  }

  /// nil where the part is never spelled so.
  private func number(_ text: ByteText) -> Int64? {
    guard text.bytes.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
      let value = Int64(text.string)
    else { return nil }
    var spelled: [UInt8] = []
    append(.integers([value]), row: 0, to: &spelled)
    return spelled == text.bytes ? value : nil
  }
}

extension FittedGenerator {
  fileprivate var isNumeric: Bool {
    let none = DrawRequest(rows: 0..<0, uniforms: [], stream: RandomStream(seed: 0))
    if case .integers = values(for: none) { return true }
    return false
  }
}
