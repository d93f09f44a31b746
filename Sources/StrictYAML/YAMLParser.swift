import Yams

/// From the bytes of one YAML document to located nodes: the only door, and the only use of Yams.
///
/// The text is checked first (`YAMLCharacters`, `YAMLScan`): size, encoding, control characters, anchors, aliases, tags, merge
/// keys, directives, depth, number of nodes, one document. Then Yams composes its nodes without resolving any type, so that
/// YAML 1.1 readings (`no`, `012`, `12:30`) never happen. Nothing of the text can trap or allocate without bound.
///
/// - Complexity: O(n) in the bytes, and at most about 400 bytes of memory per node.
package enum YAMLParser {
  /// - Throws: the first problem that makes the text unreadable.
  package static func parse(_ bytes: [UInt8]) throws(YAMLProblem) -> YAMLNode {
    let text = try YAMLCharacters.check(bytes)
    var scan = YAMLScan(text)
    try scan.run()
    do {
      // Yams chooses an encoding by an environment variable unless told.
      let parser = try Parser(yaml: String(decoding: text, as: UTF8.self), resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw YAMLProblem("this file is empty", at: YAMLPlace(line: 1, column: 1))
      }
      // Nodes hold their anchors weakly; the parser owns them until the nodes are checked.
      return try withExtendedLifetime(parser) { try YAMLConversion().node(from: root, depth: 0) }
    } catch let error as YamlError {
      throw problem(from: error, text: text)
    } catch let problem as YAMLProblem {
      throw problem
    } catch {
      throw YAMLProblem("this text cannot be read as YAML", at: YAMLPlace(line: 1, column: 1))
    }
  }

  private static func problem(from error: YamlError, text: [UInt8]) -> YAMLProblem {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let when = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
      return YAMLProblem(message: problem + when, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let keys, let context): return duplicate(keys, context, text: text)
    case .reader(let problem, let offset, _, _):
      return YAMLProblem(problem, at: YAMLCharacters.place(of: min(offset ?? 0, text.count), in: text))
    default: return YAMLProblem("this text cannot be read as YAML", at: YAMLPlace(line: 1, column: 1))
    }
  }

  /// Yams names one line of a duplicate key; the scan finds both, except where the spellings differ by escapes.
  private static func duplicate(_ keys: [String], _ context: YamlError.Context, text: [UInt8]) -> YAMLProblem {
    var scan = YAMLScan(text, findsDuplicateKeys: true)
    do {
      try scan.run()
    } catch {
      return error
    }
    return YAMLProblem(
      message: "the key '\(keys.first ?? "")' is used twice", line: context.mark.line, column: context.mark.column)
  }
}
