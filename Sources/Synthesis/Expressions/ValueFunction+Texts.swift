import Tables

extension ValueFunction {
  static let texts: [ValueFunction] = [
    text("upper(text)", "in capitals") { cased($0) { $0.uppercased() } },
    text("lower(text)", "in small letters") { cased($0) { $0.lowercased() } },
    text("trim(text)", "without blanks at its ends") { trimmed($0, true, true) },
    text("ltrim(text)", "without blanks at its start") { trimmed($0, true, false) },
    text("rtrim(text)", "without blanks at its end") { trimmed($0, false, true) },
    ValueFunction("length(text)", 1...1, "its characters", .scalars([.text], .number, length)),
    ValueFunction("left(text, n)", 2...2, "its first n characters", .scalars([.text, .number], .text, left)),
    ValueFunction("right(text, n)", 2...2, "its last n characters", .scalars([.text, .number], .text, right)),
    ValueFunction(
      "substring(text, start, n)", 2...3, "n characters from one, counted from 1; all to the end without n",
      .scalars([.text, .number], .text, substring)),
    ValueFunction("replace(text, old, new)", 3...3, "every old part exchanged", .scalars([.text], .text, replaced)),
    ValueFunction("concat(a, b, ...)", 1...Int.max, "one behind the other", .scalars([.text], .text, joined)),
    ValueFunction(
      "lpad(text, n, fill)", 2...3, "filled to n characters from the left, by blanks",
      .scalars([.text, .number, .text], .text, padded)),
    test("starts_with(text, part)") { $0.starts(with: $1) },
    test("ends_with(text, part)") { $0.reversed().starts(with: $1.reversed()) },
    test("contains(text, part)") { find($1, in: $0, from: 0) != nil },
    ValueFunction("number(text)", 1...1, "missing where it is none", .scalars([.text], .number, number)),
    ValueFunction("text(number)", 1...1, "its shortest spelling", .scalars([.number], .text, spelled)),
  ]

  private static func text(_ signature: String, _ summary: String, _ body: @escaping @Sendable (ByteText) -> ByteText)
    -> ValueFunction
  {
    ValueFunction(
      signature, 1...1, summary,
      .scalars([.text], .text) { if case .text(let text) = $0[0] { .text(body(text)) } else { nil } })
  }

  private static func test(_ signature: String, _ body: @escaping @Sendable ([UInt8], [UInt8]) -> Bool) -> ValueFunction
  {
    ValueFunction(
      signature, 2...2, "true or false",
      .scalars([.text], .truth) {
        guard case .text(let text) = $0[0], case .text(let part) = $0[1] else { return nil }
        return .truth(body(text.bytes, part.bytes))
      })
  }

  /// Only texts of valid UTF-8 change beyond ASCII.
  private static func cased(_ text: ByteText, _ body: (String) -> String) -> ByteText {
    guard let string = String(validating: text.bytes, as: UTF8.self) else { return text }
    return ByteText(body(string))
  }

  private static func trimmed(_ text: ByteText, _ start: Bool, _ end: Bool) -> ByteText {
    var bytes = text.bytes[...]
    if start { bytes = bytes.drop { $0 == 0x20 || 0x09...0x0D ~= $0 } }
    if end { while let last = bytes.last, last == 0x20 || 0x09...0x0D ~= last { bytes.removeLast() } }
    return ByteText(bytes)
  }

  // MARK: - Characters

  /// Where characters (Unicode scalars) begin, and the end.
  private static func places(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 || $0 == 0 } + [bytes.count]
  }

  private static func slice(_ text: ByteText, from first: Double, count: Double) -> Scalar {
    let places = places(text.bytes)
    let all = Double(places.count - 1)
    let start = max(0, min(all, first.rounded(.down)))
    let end = max(start, min(all, (first + max(0, count)).rounded(.down)))
    return .text(ByteText(text.bytes[places[Int(start)]..<places[Int(end)]]))
  }

  @Sendable private static func length(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0] else { return nil }
    return .number(Double(places(text.bytes).count - 1))
  }

  @Sendable private static func left(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0], case .number(let count) = values[1] else { return nil }
    return slice(text, from: 0, count: count)
  }

  @Sendable private static func right(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0], case .number(let count) = values[1] else { return nil }
    let all = Double(places(text.bytes).count - 1)
    return slice(text, from: max(0, all - max(0, count)), count: count)
  }

  @Sendable private static func substring(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0], case .number(let start) = values[1] else { return nil }
    guard values.count > 2 else { return slice(text, from: start - 1, count: 1e15) }
    guard case .number(let count) = values[2] else { return nil }
    return slice(text, from: start - 1, count: count)
  }

  // MARK: - Parts

  private static func find(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard part.count <= text.count else { return nil }
    return (start..<max(start, text.count - part.count + 1)).first { text[$0...].starts(with: part) }
  }

  private static let longestText = 1 << 20

  @Sendable private static func replaced(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0], case .text(let old) = values[1], case .text(let new) = values[2] else {
      return nil
    }
    guard !old.isEmpty else { return values[0] }
    var (result, place): ([UInt8], Int) = ([], 0)
    while let found = find(old.bytes, in: text.bytes, from: place) {
      result += text.bytes[place..<found] + new.bytes
      place = found + old.bytes.count
      guard result.count <= longestText else { return nil }
    }
    return .text(ByteText(result + text.bytes[place...]))
  }

  @Sendable private static func joined(_ values: [Scalar]) -> Scalar? {
    var bytes: [UInt8] = []
    for value in values { if case .text(let text) = value { bytes += text.bytes } }
    return bytes.count <= longestText ? .text(ByteText(bytes)) : nil
  }

  @Sendable private static func padded(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0], case .number(let width) = values[1] else { return nil }
    var fill: [UInt8] = [0x20]
    if values.count > 2, case .text(let own) = values[2], !own.isEmpty { fill = own.bytes }
    let lacking = Int(min(max(0, width - Double(places(text.bytes).count - 1)), 1_000))
    return .text(ByteText((0..<lacking).map { fill[$0 % fill.count] } + text.bytes))
  }

  // MARK: - Numbers

  @Sendable private static func number(_ values: [Scalar]) -> Scalar? {
    guard case .text(let text) = values[0] else { return nil }
    return ExpressionNumber.decimal(trimmed(text, true, true).string).map(Scalar.number)
  }

  @Sendable static func spelled(_ values: [Scalar]) -> Scalar? {
    guard case .number(let number) = values[0] else { return nil }
    return .text(spelling(of: number))
  }

  /// Whole numbers without a point.
  static func spelling(of number: Double) -> ByteText {
    if let whole = Int64(exactly: number) { return ByteText(String(whole)) }
    return ByteText(number.description)
  }
}
