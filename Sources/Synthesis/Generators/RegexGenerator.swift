import Statistics
import Tables

/// Texts of regular expressions; with check digits where the real ones have them. No value is learned.
package struct RegexGenerator: Generator {
  package static let name = "regex"
  package static let summary = "texts of regular expressions, check digits too: [A-Z]{2}\\d{6}{luhn}"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .text,
    parameters: Parameters([
      ("expressions", .texts(["[A-Z]{2}-\\d{5}{luhn}", "EX-(north|south)-\\d{1,3}"])),
      ("shares", .numbers([0.8, 0.2])),
      ("unique", .flag(false)),
    ]))

  static let mostExpressions = 100

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    column.hasTexts && column.kind != .boolean && profile.count > profile.missing
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    let learned = LearnedExpressions(column.presentTexts ?? [], k: max(1, context.privacy.k))
    let present = context.profile.count - context.profile.missing
    guard !learned.expressions.isEmpty else {
      let reason = "no shape is shared by k = \(context.privacy.k) texts"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    let isUnique = learned.expressions.count == 1 && context.profile.distinct == present
    return try FittedRegex(
      expressions: learned.expressions, shares: learned.shares, isUnique: isUnique, column: column.name,
      kind: column.kind)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let expressions = try reader.texts("expressions", expected: "a list of regular expressions")
    guard 1...mostExpressions ~= expressions.count else {
      throw reader.bad("expressions", "one to \(mostExpressions) regular expressions")
    }
    let shares =
      parameters["shares"] == nil
      ? expressions.map { _ in 1.0 } : try reader.shares("shares", count: expressions.count)
    let isUnique = try reader.flag("unique") ?? false
    guard !isUnique || expressions.count == 1 else { throw reader.bad("unique", "false, or a single expression") }
    return try FittedRegex(
      expressions: expressions, shares: shares, isUnique: isUnique, column: column.name, kind: column.kind)
  }
}

private struct FittedRegex: FittedGenerator {
  private let expressions: [ByteText]
  private let shares: [Double]
  private let isUnique: Bool
  private let automata: [TextAutomaton]
  private let pick: SharePick
  private let kind: ColumnKind

  init(expressions: [ByteText], shares: [Double], isUnique: Bool, column: String, kind: ColumnKind)
    throws(SynthesisError)
  {
    var automata: [TextAutomaton] = []
    for text in expressions {
      do throws(RegularExpression.Problem) {
        automata.append(try TextAutomaton(try RegularExpression(text.bytes[...])))
      } catch {
        let found = "\"\(text.string.prefix(60))\""
        throw SynthesisError(
          .badParameter(name: "expressions", found: found, expected: error.expected), column: column)
      }
    }
    self.expressions = expressions
    self.shares = shares
    self.isUnique = isUnique
    self.automata = automata
    pick = SharePick(shares)
    self.kind = kind
  }

  var isMarginal: Bool { false }
  var capacity: UInt64? { isUnique ? automata[0].capacity : nil }

  var parameters: Parameters {
    Parameters([("expressions", .texts(expressions)), ("shares", .numbers(shares)), ("unique", .flag(isUnique))])
  }

  /// Counters of one row: more than a text has places.
  private static let counters: UInt64 = 4_096

  func values(for request: DrawRequest) -> ColumnStorage {
    let order = isUnique ? KeyedPermutation(stream: request.stream, size: automata[0].capacity) : nil
    var texts = PackedText()
    var bytes: [UInt8] = []
    for (row, u) in zip(request.rows, request.uniforms) {
      bytes.removeAll(keepingCapacity: true)
      if let order {
        automata[0].append(textNumber: order.value(ofRow: row), to: &bytes)
      } else {
        automata[pick.place(at: u)].append(randomText: request.stream, at: row &* Self.counters, to: &bytes)
      }
      texts.append(bytes)
    }
    return TextStorage.storage(of: texts, kind: kind)
  }
}
