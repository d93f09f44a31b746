import Files

/// Problems as a user reads them: `file:line:column: path: message`, the line, and a caret. Safe for a terminal.
package enum YAMLExcerpt {
  /// Scalars of a long line shown before and after the place.
  private static let (before, after) = (60, 38)

  /// - Parameters:
  ///   - bytes: the text that was parsed; what is not UTF-8 shows as U+FFFD.
  ///   - file: as the user named it.
  package static func describe(_ problem: YAMLProblem, in bytes: [UInt8], file: String) -> String {
    let path = problem.path.isEmpty ? "" : "\(problem.path): "
    let head = "\(file):\(problem.line):\(problem.column): \(path)\(problem.message)"
    let line = scalars(ofLine: problem.line, in: bytes, upTo: problem.column + after)
    let start = max(0, min(problem.column - 1, line.count) - before)
    let window = Array(line[start...].prefix(before + after))
    let indent = window.prefix(problem.column - 1 - start).reduce(0) { $0 + width(of: $1) }
    let text = (start > 0 ? "…" : "") + String(String.UnicodeScalarView(window))
    let pad = String(repeating: " ", count: 2 + indent + (start > 0 ? 1 : 0))
    return SafeText.visible(head) + "\n  " + SafeText.visible(text) + "\n" + pad + "^"
  }

  /// One paragraph per problem.
  package static func describe(_ problems: [YAMLProblem], in bytes: [UInt8], file: String) -> String {
    problems.map { describe($0, in: bytes, file: file) }.joined(separator: "\n")
  }

  private static func scalars(ofLine number: Int, in bytes: [UInt8], upTo limit: Int) -> [Unicode.Scalar] {
    let range = bytes.withUnsafeBufferPointer { lineRange(number, in: $0) }
    // A scalar has at most four bytes, so that a line of a megabyte is not decoded whole.
    let line = bytes[range].prefix(4 * max(0, limit))
    return Array(String(decoding: line, as: UTF8.self).unicodeScalars.prefix(max(0, limit)))
  }

  private static func lineRange(_ number: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for _ in 1..<max(1, number) {
      guard let end = bytes[start...].firstIndex(where: isBreak) else { return bytes.count..<bytes.count }
      let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
    }
    return start..<(bytes[start...].firstIndex(where: isBreak) ?? bytes.count)
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Cells of a scalar: enough of the East Asian widths to put the caret under its place.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: 0
    default: 1
    }
  }
}
