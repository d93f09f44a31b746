@testable import Tables

/// The slow, obvious reading of delimited text, which the fast one must agree with.
struct NaiveRecords {
  let text: [UInt8]
  let syntax: FieldSyntax
  private(set) var rows: [[[UInt8]]] = []
  private var position = 0
  private var unclosedQuotes = 0

  init(_ text: [UInt8], _ syntax: FieldSyntax) {
    self.text = text
    self.syntax = syntax
    while position < text.count {
      let (row, isBlank) = nextRow()
      if !isBlank { rows.append(row) }
    }
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func nextRow() -> (row: [[UInt8]], isBlank: Bool) {
    let start = position
    var row: [[UInt8]] = []
    while true {
      row.append(nextField())
      guard position < text.count else { break }
      let byte = text[position]
      position += 1
      if byte == 0x0D, position < text.count, text[position] == 0x0A { position += 1 }
      if isEnd(byte) { break }
    }
    return (row, text[start..<position].allSatisfy(isEnd))
  }

  private mutating func nextField() -> [UInt8] {
    if position < text.count, text[position] == syntax.quote, unclosedQuotes < 2 {
      if let field = quotedField() { return field }
    }
    let field = Array(text[position..<endOfPlain(position)])
    position += field.count
    return field
  }

  private func endOfPlain(_ start: Int) -> Int {
    (start..<text.count).first { text[$0] == syntax.delimiter || isEnd(text[$0]) } ?? text.count
  }

  /// nil where the quote is a letter.
  private mutating func quotedField() -> [UInt8]? {
    var value: [UInt8] = []
    var index = position + 1
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : nil
      if text[index] == syntax.escape, let next {
        value += next == syntax.quote || next == syntax.escape ? [next] : [text[index], next]
        index += 2
      } else if text[index] == syntax.quote, next == syntax.quote {
        value.append(text[index])
        index += 2
      } else if text[index] == syntax.quote {
        break
      } else {
        value.append(text[index])
        index += 1
      }
    }
    guard index < text.count else {
      unclosedQuotes += 1
      return nil
    }
    let stray = text[(index + 1)..<endOfPlain(index + 1)]
    let isBlank = stray.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if !isBlank, text[position..<index].contains(where: isEnd) { return nil }
    position = index + 1 + stray.count
    return isBlank ? value : value + stray
  }
}

extension CellGrid {
  /// The rows as lists, without padding and with the extra fields.
  var lists: [[[UInt8]]] {
    var rows = (0..<self.rows).map { row in
      (0..<width).map { self[row, $0] }.filter { !$0.isAbsent }.map { Array(text($0)) }
    }
    for extra in extras { rows[extra.row].append(Array(text(extra.cell))) }
    return rows
  }
}
