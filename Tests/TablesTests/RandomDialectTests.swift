import Testing

@testable import Tables

/// Random tables in random dialects: how often everything is found from the data alone. What was found is compared with what the
/// same file gives when it is told how it was written.
struct RandomDialectTests {
  /// How one file is written.
  private struct Writing: CustomStringConvertible {
    var delimiter: Character
    var quote: Character
    var escapesByBackslash: Bool
    var quotesAll: Bool
    var lineEnd: String
    var preamble: [String]
    var comments: Bool
    var hasHeader: Bool
    var encoding: String

    init(_ seeds: inout Seeds) {
      func choice<Value>(_ values: [Value]) -> Value { values[seeds.next(below: values.count)] }
      delimiter = choice([",", ",", ";", ";", "\t", "|", "^", "~"])
      quote = choice(["\"", "\"", "\"", "'"])
      escapesByBackslash = seeds.next(below: 4) == 0
      quotesAll = seeds.next(below: 3) == 0
      lineEnd = choice(["\n", "\n", "\r\n", "\r"])
      preamble = choice([[], [], [], ["Export of all orders"], ["Report", "made by someone on 2024-05-01", ""]])
      comments = seeds.next(below: 6) == 0
      hasHeader = seeds.next(below: 4) > 0
      encoding = choice(["UTF-8", "UTF-8", "BOM", "UTF-16LE", "windows-1252"])
    }

    var description: String {
      let parts = [
        "delimiter \(delimiter == "\t" ? "tab" : String(delimiter))", quote == "'" ? "single quotes" : "",
        escapesByBackslash ? "backslashes" : "", quotesAll ? "all quoted" : "", lineEnd == "\r" ? "CR" : "",
        preamble.isEmpty ? "" : "preamble \(preamble.count)", comments ? "comments" : "", hasHeader ? "" : "no header",
        encoding,
      ]
      return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    func cell(_ text: String) -> String {
      let marks: [Character] = [delimiter, quote, "\n", "\r", "\r\n"]
      guard quotesAll || text.contains(where: marks.contains) else { return text }
      var inside = text
      if escapesByBackslash { inside = inside.replacing("\\", with: "\\\\") }
      inside = inside.replacing(String(quote), with: (escapesByBackslash ? "\\" : String(quote)) + String(quote))
      return String(quote) + inside + String(quote)
    }

    func bytes(_ table: RandomTable) -> [UInt8] {
      var lines = preamble
      if comments { lines.append("# a comment, of the program that wrote this") }
      for (row, cells) in ((hasHeader ? [table.names] : []) + table.rows).enumerated() {
        if comments, row == 3 { lines.append("# another") }
        lines.append(cells.map(cell).joined(separator: String(delimiter)))
      }
      let text = lines.map { $0 + lineEnd }.joined()
      switch encoding {
      case "BOM": return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
      case "UTF-16LE": return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      case "windows-1252": return text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
      default: return Array(text.utf8)
      }
    }

    /// Everything that the writer of the file knows.
    var options: ReadOptions {
      var options = ReadOptions()
      options.delimiter = delimiter.asciiValue
      options.quote = .byte(quote.asciiValue ?? 0x22)
      options.escape = escapesByBackslash ? .byte(UInt8(ascii: "\\")) : .doubled
      options.hasHeader = hasHeader
      options.skippedLines = preamble.count
      if comments { options.comment = UInt8(ascii: "#") }
      options.encoding = encoding == "windows-1252" ? .windows1252 : encoding == "UTF-16LE" ? nil : .utf8
      return options
    }
  }

  /// A table that shows its shape: at least three rows and two columns.
  private func table(_ seed: Int) -> RandomTable {
    for attempt in 0... {
      let table = RandomTable(seed * 1000 + attempt, isWild: false)
      if table.names.count >= 2, table.rows.count >= 7 { return table }
    }
    return RandomTable(seed, isWild: false)
  }

  private struct Outcome {
    var writing: Writing
    var shape = false
    var header = false
    var cells = false
  }

  private func outcome(_ seed: Int) throws -> Outcome? {
    var seeds = Seeds(seed)
    let writing = Writing(&seeds)
    let bytes = writing.bytes(table(seed))
    let told = try TableReader.read(bytes: bytes, name: "t", options: writing.options)
    var outcome = Outcome(writing: writing)
    guard let found = try? TableReader.read(bytes: bytes, name: "t") else { return outcome }
    let (rows, columns) = (found.table.rowCount, found.table.columns.count)
    outcome.header = found.dialect.hasHeader == writing.hasHeader
    let total = told.table.rowCount + (writing.hasHeader ? 1 : 0)
    outcome.shape = columns == told.table.columns.count && rows + (found.dialect.hasHeader ? 1 : 0) == total
    outcome.cells = outcome.shape && outcome.header && found.table.columns == told.table.columns
    return outcome
  }

  @Test func mostAreFoundFromTheDataAlone() throws {
    let outcomes = try (0..<80).compactMap { try outcome($0) }
    func share(_ path: KeyPath<Outcome, Bool>) -> Double {
      Double(outcomes.filter { $0[keyPath: path] }.count) / Double(outcomes.count)
    }
    let missed = outcomes.enumerated().filter { !$0.element.cells }.map { index, outcome in
      "\(index) \(outcome.shape ? "" : "SHAPE ")\(outcome.header ? "" : "HEADER ")\(outcome.writing)"
    }
    let report =
      "shape \(share(\.shape)), header \(share(\.header)), cells \(share(\.cells))\n" + missed.joined(separator: "\n")
    #expect(share(\.shape) >= 0.97 && share(\.header) >= 0.95 && share(\.cells) >= 0.93, "\(report)")
  }
}
