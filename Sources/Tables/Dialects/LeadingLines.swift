/// What may stand before a table.
struct LeadingLines {
  let text: [UInt8]
  private(set) var position: Int

  init(text: [UInt8], start: Int) {
    self.text = text
    position = start
  }

  private var line: ArraySlice<UInt8> { text[position...].prefix { $0 != 0x0A && $0 != 0x0D } }

  private mutating func skipLine() {
    position = line.endIndex
    if position < text.count, text[position] == 0x0D { position += 1 }
    if position < text.count, text[position] == 0x0A { position += 1 }
  }

  mutating func skip(_ lines: Int) {
    for _ in 0..<max(0, lines) where position < text.count { skipLine() }
  }

  /// The delimiter that Excel's first line `sep=;` names.
  mutating func takeSeparatorLine() -> UInt8? {
    let bare = line.filter { $0 != UInt8(ascii: "\"") }
    let isNamed = bare.prefix(4).map { $0 | 0x20 }.elementsEqual("sep=".utf8.map { $0 | 0x20 })
    guard bare.count == 5, isNamed, let delimiter = bare.last else { return nil }
    skipLine()
    return delimiter
  }

  /// Lines that begin with `#` are comments, unless all of the text is such lines or the last of them is the header.
  mutating func takeComments() {
    let before = position
    var last = position
    while position < text.count, line.first == UInt8(ascii: "#") {
      last = position
      skipLine()
    }
    guard position < text.count else { return position = before }
    let delimiter = Array(",;\t|".utf8).first(where: line.contains)
    guard let delimiter, last < position else { return }
    // As many fields as the line below: `#id,name` is a header.
    if fields(text[last..<position], delimiter) == fields(line, delimiter) { position = last }
  }

  /// Delimiters outside of quotes.
  private func fields(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> Int {
    var (count, isQuoted) = (0, false)
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == delimiter, !isQuoted { count += 1 }
    }
    return count
  }
}
