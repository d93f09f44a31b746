import Statistics
import Tables

/// Texts of the same shape as the real ones; no value is learned.
package struct PatternGenerator: Generator {
  package static let name = "pattern"
  package static let summary = "texts of the same shape: AA-9999"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .text,
    parameters: Parameters([
      ("patterns", .texts(["AA-9999"])), ("shares", .numbers([1])),
    ]))

  static let maximumPatterns = 100

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    column.hasTexts && profile.count > profile.missing
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let texts = column.presentTexts ?? []
    let learned = TextPatternLearning.patterns(of: texts, k: context.privacy.k).prefix(maximumPatterns)
    let total = Double(learned.reduce(0) { $0 + $1.count })
    guard total > 0 else {
      let reason = "no shape is shared by k = \(context.privacy.k) texts"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    return FittedPattern(
      patterns: learned.map(\.pattern),
      shares: learned.map { QuantileFunctionFit.rounded(Double($0.count) / total, digits: 4) },
      kind: column.kind)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let written = try reader.texts("patterns")
    guard !written.isEmpty else { throw reader.bad("patterns", "at least one pattern") }
    let patterns = written.compactMap { TextPattern(written: $0) }
    guard patterns.count == written.count else { throw reader.bad("patterns", "no pattern that ends in a backslash") }
    let shares = try reader.shares("shares", count: patterns.count)
    return FittedPattern(patterns: patterns, shares: shares, kind: column.kind)
  }
}

private struct FittedPattern: FittedGenerator {
  let patterns: [TextPattern]
  let shares: [Double]
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parameters: Parameters {
    Parameters([("patterns", .texts(patterns.map(\.written))), ("shares", .numbers(shares))])
  }

  func values(for request: DrawRequest) -> ColumnStorage {
    let pick = SharePick(shares)
    var texts = PackedText()
    var bytes: [UInt8] = []
    for (row, u) in zip(request.rows, request.uniforms) {
      bytes.removeAll(keepingCapacity: true)
      // 64 counters for each row: more than any learned pattern needs.
      patterns[pick.place(at: u)].append(randomText: request.stream, at: row &* 64, to: &bytes)
      texts.append(bytes)
    }
    return TextStorage.storage(of: texts, kind: kind)
  }
}

/// Texts as the storage that a column's kind has.
enum TextStorage {
  static func storage(of texts: PackedText, kind: ColumnKind) -> ColumnStorage {
    guard kind == .categorical || kind == .boolean else { return .text(texts) }
    var levels: [ByteText] = []
    var codes: [ByteText: Int32] = [:]
    let rows = (0..<texts.count).map { row in
      let text = texts[row]
      if let code = codes[text] { return code }
      codes[text] = Int32(levels.count)
      levels.append(text)
      return Int32(levels.count - 1)
    }
    return .levels(codes: rows, levels: levels)
  }
}
