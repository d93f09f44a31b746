/// Collects every problem of a document while its parts are read, and gives them in file order.
///
/// ```swift
/// let reader = YAMLReader()
/// let root = reader.root(try YAMLParser.parse(bytes)).mapping()
/// let seed = root?.required("seed")?.integer(in: 0...UInt64.max)
/// let width = root?.optional("width")?.integer(in: 1...500) ?? 80
/// root?.refuseUnknownKeys()
/// try reader.finish()        // throws all problems at once
/// ```
/// Every accessor returns nil after it noted a problem, so that reading goes on and finds the next one.
package final class YAMLReader {
  private var found: [YAMLProblem] = []
  private var count = 0

  package init() {}

  package func root(_ node: YAMLNode) -> YAMLValue { YAMLValue(node: node, path: "", reader: self) }

  /// A hostile text may have a problem per line; beyond a thousand they are only counted, not worded.
  package func note(_ problem: @autoclosure () -> YAMLProblem) {
    count += 1
    if found.count < 10 * YAMLLimits.problems { found.append(problem()) }
  }

  package var hasProblems: Bool { count > 0 }

  /// In file order, at most `YAMLLimits.problems`; the last then says how many more there are.
  package var problems: [YAMLProblem] {
    let sorted = found.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }
    var shown = sorted.prefix(YAMLLimits.problems).map(\.element)
    if count > shown.count, let last = shown.last {
      shown.append(
        YAMLProblem(message: "and \(count - shown.count) more problems", line: last.line, column: last.column))
    }
    return shown
  }

  /// - Throws: all problems, if there is any.
  package func finish() throws(YAMLProblems) {
    if hasProblems { throw YAMLProblems(problems) }
  }
}

/// Several problems of one text, in file order; never empty.
package struct YAMLProblems: Error, Equatable, Sendable {
  package let problems: [YAMLProblem]
  package init(_ problems: [YAMLProblem]) { self.problems = problems }
}

extension YAMLReader {
  /// Whether a text begins with this key, comments aside: what a file is, told without reading all of it.
  package static func isFirstKey(_ key: String, of bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).first { line in
      line.first != UInt8(ascii: "#") && line.contains { $0 > 0x20 }
    }?.starts(with: Array("\(key):".utf8)) ?? false
  }
}
