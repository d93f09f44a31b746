import Statistics
import Tables

/// Texts of parts between marks (`2:3:1`, `AB-2014-0031`): each part is drawn like a column of its own, together with all other
/// columns, and the text put together from them.
///
/// A text that fewer than k rows have is kept nowhere; one may come out again where its parts happen to meet.
package struct CompositeGenerator: Generator {
  package static let name = "composite"
  package static let summary = "texts of parts between marks, each part with its real values: 2:3:1"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .text,
    parameters: Parameters([
      ("marks", .texts(["", ":", ""])), ("cut", .text("marks")), ("part_1_levels", .texts(["0", "1", "2"])),
      ("part_1_shares", .numbers([0.4, 0.4, 0.2])), ("part_2_levels", .texts(["0", "1"])),
      ("part_2_shares", .numbers([0.6, 0.4])),
    ]))

  private static let sampledTexts = 2_000

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    guard column.hasTexts, column.kind != .boolean, profile.personalData == nil, profile.count > profile.missing else {
      return false
    }
    return CompositeForm.common(to: column.sampledTexts(sampledTexts)) != nil
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    guard let split = CompositeSplit(column, k: k) else {
      let reason = "its texts share no marks with whole numbers or levels of k = \(k) rows between them"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    var parts: [CompositePartLaw] = []
    for part in split.parts {
      guard let law = CompositePartLaw(part, k: k) else {
        let reason = "a part has fewer than k = \(k) rows"
        throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
      }
      parts.append(law)
    }
    return FittedComposite(form: split.form, laws: parts, kind: column.kind)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let marks = try reader.texts("marks")
    let spellings = CompositeForm.Cut.allCases.map(\.rawValue).joined(separator: ", ")
    guard let cut = CompositeForm.Cut(rawValue: try reader.text("cut", expected: "one of \(spellings)").string) else {
      throw reader.bad("cut", "one of \(spellings)")
    }
    let form = CompositeForm(cut: cut, separators: marks)
    guard form.isSound else {
      let counts = CompositeForm.partCounts
      throw reader.bad(
        "marks", "\(counts.lowerBound + 1) to \(counts.upperBound + 1) texts without letters and digits")
    }
    var parts: [CompositePartLaw] = []
    for number in 1...form.partCount {
      parts.append(try CompositePartLaw(parameters, part: number, column: column))
    }
    return FittedComposite(form: form, laws: parts, kind: column.kind)
  }
}

private struct FittedComposite: ComposedGenerator {
  let form: CompositeForm
  let laws: [CompositePartLaw]
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parts: [any FittedGenerator] { laws.map(\.generator) }

  var parameters: Parameters {
    var all = Parameters([
      ("marks", .texts(form.separators)), ("cut", .text(ByteText(form.cut.rawValue))),
    ])
    for (place, law) in laws.enumerated() { law.append(to: &all, part: place + 1) }
    return all
  }

  /// Parts drawn without regard to each other: a recipe's parts get their uniforms from its joint model.
  func values(for request: DrawRequest) -> ColumnStorage {
    let streams = laws.indices.map { request.stream.stream(named: "part \($0 + 1)") }
    let uniforms = streams.map { $0.uniforms(rows: request.rows)[...] }
    let drawn = laws.indices.map { place in
      laws[place].generator.values(
        for: DrawRequest(rows: request.rows, uniforms: uniforms[place], stream: streams[place]))
    }
    return values(of: drawn, uniforms: uniforms)
  }

  func modelled(_ column: Column, k: Int) -> [CompositePart]? { CompositeSplit(column, k: k)?.parts }

  func values(of parts: [ColumnStorage], uniforms: [ArraySlice<Double>]) -> ColumnStorage {
    let rowCount = uniforms.first?.count ?? 0
    var texts = PackedText()
    texts.reserve(
      texts: rowCount, bytes: rowCount * (form.separators.reduce(0) { $0 + $1.bytes.count } + 4 * parts.count))
    var bytes: [UInt8] = []
    for row in 0..<rowCount {
      bytes.removeAll(keepingCapacity: true)
      for (place, part) in parts.enumerated() {
        bytes += form.separators[place].bytes
        laws[place].append(part, row: row, to: &bytes)
      }
      bytes += form.separators[parts.count].bytes
      texts.append(bytes)
    }
    return TextStorage.storage(of: texts, kind: kind)
  }

  func places(ofPart part: Int, in column: Column) -> [(lower: Double, upper: Double)?] {
    var known: [ByteText: UniformSet] = [:]
    var places: [Range<Int>] = []
    return (0..<column.count).map { row in
      guard !column.isMissing(row), let text = column.text(ofRow: row).map({ ByteText($0) }),
        form.find(&places, in: text.bytes[...])
      else { return nil }
      let own = ByteText(text.bytes[places[part]])
      let set = known[own] ?? laws[part].limits(of: [own]) ?? UniformSet([(0, 1)])
      known[own] = set
      return set.intervals.first.map { ($0.lower, $0.upper) }
    }
  }

  func partLimits(of texts: Set<ByteText>) -> [UniformSet?] {
    var wanted = [Set<ByteText>](repeating: [], count: laws.count)
    var places: [Range<Int>] = []
    for text in texts where form.find(&places, in: text.bytes[...]) {
      for (part, place) in places.enumerated() { wanted[part].insert(ByteText(text.bytes[place])) }
    }
    return zip(laws, wanted).map { $0.limits(of: $1) }
  }
}
