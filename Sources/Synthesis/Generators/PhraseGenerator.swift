import Statistics
import Tables

/// Texts of many values: those that k rows have are kept with their shares and go with the other columns; the others are put
/// together anew from words, and pairs of words, that k rows have.
package struct PhraseGenerator: Generator {
  package static let name = "phrases"
  package static let summary = "frequent texts as they are, others put together anew from frequent words"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .text,
    parameters: Parameters([
      ("part_1_levels", .texts(["teacher", "… nurse", "…"])), ("part_1_shares", .numbers([0.4, 0.4, 0.2])),
      ("words", .texts(["nurse", "senior", "clerk"])), ("lengths", .numbers([0.2, 0.8])),
      ("endings", .numbers([0.5, 0, 0.5])), ("others", .numbers([0, 1, 0])),
      ("pairs", .integers([0, 1])), ("pair_shares", .numbers([0.6])),
    ]))

  private static let sampledTexts = 5_000
  /// Share of the texts' words that must be known, on average.
  private static let coverage = 0.5

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    guard column.hasTexts, column.kind == .text || column.kind == .categorical, profile.personalData == nil,
      profile.count > profile.missing
    else { return false }
    let texts = column.sampledTexts(sampledTexts)
    // Words of one text alone are no language: most texts must have a word that others have, too.
    guard let model = PhraseModel(texts: texts, k: PrivacySettings().k) else { return false }
    return model.coverage(of: texts) >= coverage && texts.contains { $0.contains(UInt8(ascii: " ")) }
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let k = max(1, context.privacy.k)
    guard let split = PhraseSplit(column, k: k), let law = CompositePartLaw(split.part, k: k) else {
      let reason = "its texts have no words that k = \(k) rows share"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedPhrases(law: law, model: split.model, kind: column.kind)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let law = try CompositePartLaw(parameters, part: 1, column: column)
    let reader = ParameterReader(parameters, column: column.name)
    guard law.levels != nil else { throw reader.bad("part_1_levels", "a list of texts") }
    let fitted = FittedPhrases(law: law, model: try PhraseModel(reader, parameters), kind: column.kind)
    guard fitted.isSound else {
      throw reader.bad("part_1_levels", "levels whose last words after … are among the words, and end texts")
    }
    return fitted
  }
}

private struct FittedPhrases: ComposedGenerator {
  /// What a level stands for.
  private enum Meaning {
    case text
    /// The place of the last word among the words; nil: any.
    case phrase(last: Int?)
  }

  private let law: CompositePartLaw
  private let model: PhraseModel?
  private let picks: PhrasePicks?
  private let kind: ColumnKind
  private let meanings: [Meaning]
  private let texts: [ByteText]
  private let codes: [ByteText: Int32]
  /// Whether every level stands for something.
  let isSound: Bool

  init(law: CompositePartLaw, model: PhraseModel?, kind: ColumnKind) {
    (self.law, self.model, self.kind) = (law, model, kind)
    picks = model.map { PhrasePicks($0) }
    texts = law.levels ?? []
    codes = Dictionary(zip(texts, (0..<Int32(texts.count)).map { $0 })) { first, _ in first }
    let places = Dictionary((model?.words ?? []).enumerated().map { ($1, $0) }) { first, _ in first }
    let found = texts.map { level -> Meaning? in
      guard let word = PhraseSplit.ending(of: level) else { return .text }
      guard model != nil else { return nil }
      return word.bytes.isEmpty ? .phrase(last: nil) : places[word].map { .phrase(last: $0) }
    }
    isSound = !found.contains { $0 == nil }
    meanings = found.map { $0 ?? .text }
  }

  var isMarginal: Bool { false }
  var parts: [any FittedGenerator] { [law.generator] }

  var parameters: Parameters {
    var all = Parameters()
    law.append(to: &all, part: 1)
    model?.append(to: &all)
    return all
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    values(of: [law.generator.values(for: request)], uniforms: [request.uniforms])
  }

  func modelled(_ column: Column, k: Int) -> [CompositePart]? {
    guard let (codes, levels) = column.textLevels else { return nil }
    // What stands for no level, because fewer than k rows do, goes with the commonest others.
    let spare = texts.firstIndex { PhraseSplit.ending(of: $0) != nil } ?? 0
    let own = levels.map { self.codes[level(of: $0)] ?? Int32(spare) }
    return [
      CompositePart(values: .levels(codes.map { $0 < 0 ? -1 : own[Int($0)] }, texts), missing: column.missing)
    ]
  }

  func values(of parts: [ColumnStorage], uniforms: [ArraySlice<Double>]) -> ColumnStorage {
    guard case .levels(let codes, _)? = parts.first, let uniforms = uniforms.first else { return .text(PackedText()) }
    var drawn = PackedText()
    drawn.reserve(texts: codes.count, bytes: codes.count * 16)
    var bytes: [UInt8] = []
    for (code, uniform) in zip(codes, uniforms) {
      bytes.removeAll(keepingCapacity: true)
      switch meanings[Int(code)] {
      case .text: bytes += texts[Int(code)].bytes
      case .phrase(let last):
        guard let model, let picks else { break }
        // The words follow from u, as a marginal's values do: whoever draws the row again gets the same.
        model.append(last: last, from: RandomStream(seed: uniform.bitPattern), picks: picks, to: &bytes)
      }
      drawn.append(bytes)
    }
    return TextStorage.storage(of: drawn, kind: kind)
  }

  /// The level that a text is drawn at.
  private func level(of text: ByteText) -> ByteText {
    if codes[text] != nil { return text }
    let ending = PhraseModel.words(of: text.bytes[...]).last.map { PhraseSplit.spelling(ofEnding: ByteText($0)) }
    return ending.flatMap { codes[$0] == nil ? nil : $0 } ?? PhraseSplit.rest
  }

  func places(ofPart part: Int, in column: Column) -> [(lower: Double, upper: Double)?] {
    var known: [ByteText: (lower: Double, upper: Double)?] = [:]
    return (0..<column.count).map { row in
      guard !column.isMissing(row), let text = column.text(ofRow: row).map({ ByteText($0) }) else { return nil }
      if let place = known[text] { return place }
      let place = law.limits(of: [level(of: text)])?.intervals.first.map { (lower: $0.lower, upper: $0.upper) }
      known[text] = .some(place)
      return place
    }
  }

  func partLimits(of texts: Set<ByteText>) -> [UniformSet?] { [law.limits(of: Set(texts.map(level)))] }
}

extension PhraseModel {
  fileprivate func append(to all: inout Parameters) {
    all["words"] = .texts(words)
    all["lengths"] = .numbers(lengths)
    all["endings"] = .numbers(endings)
    all["others"] = .numbers(others)
    all["pairs"] = .integers(
      before.enumerated().flatMap { word, own in own.words.flatMap { [Int64(word), Int64($0)] } })
    all["pair_shares"] = .numbers(before.flatMap(\.shares))
  }

  /// nil where the column has no words: all its texts are levels.
  fileprivate init?(_ reader: ParameterReader, _ parameters: Parameters) throws(SynthesisError) {
    guard parameters["words"] != nil else { return nil }
    let words = try reader.texts("words")
    guard !words.isEmpty, Set(words).count == words.count, words.allSatisfy({ !$0.bytes.isEmpty }) else {
      throw reader.bad("words", "words that all differ, at least one")
    }
    let lengths = try reader.numbers("lengths", expected: "shares of 1, 2, … words")
    guard (1...Self.mostWords).contains(lengths.count) else {
      throw reader.bad("lengths", "1 to \(Self.mostWords) shares")
    }
    self.words = words
    self.lengths = try reader.shares("lengths", count: lengths.count)
    endings = try reader.shares("endings", count: words.count)
    let others = try reader.numbers("others", count: words.count)
    guard others.allSatisfy({ 0...1 ~= $0 }) else { throw reader.bad("others", "shares from 0 to 1") }
    self.others = others
    before = try Self.before(reader, parameters, wordCount: words.count)
  }

  private static func before(_ reader: ParameterReader, _ parameters: Parameters, wordCount: Int)
    throws(SynthesisError) -> [Before]
  {
    let expected = "places of a word and of one before it, from 0, for each pair"
    guard case .integers(let pairs)? = parameters["pairs"] ?? .integers([]), pairs.count % 2 == 0,
      pairs.allSatisfy({ (0..<Int64(wordCount)).contains($0) })
    else { throw reader.bad("pairs", expected) }
    let shares = pairs.isEmpty ? [] : try reader.numbers("pair_shares", count: pairs.count / 2)
    guard shares.allSatisfy({ 0...1 ~= $0 }) else { throw reader.bad("pair_shares", "shares from 0 to 1") }
    var before = [Before](repeating: Before(), count: wordCount)
    for (place, share) in shares.enumerated() {
      before[Int(pairs[2 * place])].words.append(Int32(pairs[2 * place + 1]))
      before[Int(pairs[2 * place])].shares.append(share)
    }
    return before
  }
}
