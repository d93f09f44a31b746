/// JSON lines as delimited text: one object a line, a column for each key in order of first appearance.
///
/// A first pass finds the keys. Null is missing, as a key that an object lacks; arrays and objects are kept as their texts.
final class JSONLinesSource: ByteSource {
  private let lines: LineReader
  private let name: String
  private var text: DelimitedText
  private var places: [ByteText: Int] = [:]
  private var keys: [ByteText] = []
  private var pending = PendingBytes()
  private var hasHeader = false
  private var isAtEnd = false
  private var repeated = ReadReport.Remark(text: "repeated key in one object: its last value is taken", count: 0)
  private var nested = ReadReport.Remark(text: "array or object inside a row kept as text", count: 0)

  /// For each key, whether some object gives it a number, and a string.
  private var haveNumbers: [Bool] = []
  private var haveStrings: [Bool] = []

  private static let portion = 1 << 18
  private static let mostKeys = RecordParser.maximumColumns

  /// - Parameter source: UTF-8 text that can restart.
  /// - Throws: what the source throws; `.cannotRead` with the line that is no object.
  init(_ source: any ByteSource, name: String) throws(TableError) {
    (lines, self.name) = (LineReader(source, name: name), name)
    text = DelimitedText(columns: 0)
    try collectKeys()
    text = DelimitedText(columns: keys.count)
    try lines.restart()
  }

  /// Whether the first line of a text is an object with a member: no table of delimited fields begins like that.
  static func isRecognised(_ beginning: ArraySlice<UInt8>) -> Bool {
    let line = beginning.drop { $0 == 0x0A || $0 == 0x0D || $0.isBlank }.prefix { $0 != 0x0A }
    guard line.first == UInt8(ascii: "{") else { return false }
    return line.withUnsafeBufferPointer { JSONLine.members(of: $0)?.isEmpty == false }
  }

  var size: Int? { lines.source.size }
  var consumed: Int { lines.source.consumed }
  var canRestart: Bool { lines.source.canRestart }
  var remarks: [ReadReport.Remark] { lines.source.remarks + [repeated, nested].filter { $0.count > 0 } }

  func restart() throws(TableError) {
    try lines.restart()
    pending.clear()
    (hasHeader, isAtEnd, repeated.count, nested.count) = (false, false, 0, 0)
    (repeated.firstLines, nested.firstLines) = ([], [])
  }

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    if pending.isEmpty, !isAtEnd { try makeRows() }
    return pending.take(into: memory)
  }

  private func collectKeys() throws(TableError) {
    while let (bytes, members) = try nextObject() {
      let line = UnsafeBufferPointer(rebasing: bytes)
      for member in members {
        let key = ByteText(Self.key(member, line))
        if let place = places[key] {
          tally(member.value, place, line)
          continue
        }
        guard keys.count < Self.mostKeys else {
          throw TableError(
            .tooLarge(what: "the number of keys", limit: "\(Self.mostKeys)"), file: name, line: lines.line)
        }
        places[key] = keys.count
        keys.append(key)
        haveNumbers.append(false)
        haveStrings.append(false)
        tally(member.value, keys.count - 1, line)
      }
    }
  }

  private func tally(_ value: JSONLine.Value, _ place: Int, _ line: UnsafeBufferPointer<UInt8>) {
    switch value {
    case .string: haveStrings[place] = true
    case .bare(let range) where !line[range.lowerBound].isLetter: haveNumbers[place] = true
    case .bare, .null, .nested: break
    }
  }

  /// Where a file has numbers, its strings are none. Some programs write strings only; then they are read as other texts are.
  var textRules: [Int: TextRule] {
    guard haveNumbers.contains(true) else { return [:] }
    return keys.indices.reduce(into: [:]) { rules, key in
      if haveStrings[key], !haveNumbers[key] { rules[key] = .noNumbers }
    }
  }

  private func makeRows() throws(TableError) {
    text.clear()
    if !hasHeader { text.addHeader(keys.map(\.string)) }
    hasHeader = true
    var values = [JSONLine.Value?](repeating: nil, count: keys.count)
    while text.bytes.count < Self.portion {
      guard let (bytes, members) = try nextObject() else {
        isAtEnd = true
        break
      }
      let line = UnsafeBufferPointer(rebasing: bytes)
      for index in values.indices { values[index] = nil }
      for member in members {
        guard let place = places[ByteText(Self.key(member, line))] else { continue }
        if values[place] != nil { note(&repeated) }
        values[place] = member.value
      }
      for value in values { add(value, line) }
      text.endRow()
    }
    pending.refill(text.bytes)
  }

  private func add(_ value: JSONLine.Value?, _ line: UnsafeBufferPointer<UInt8>) {
    switch value {
    case nil, .null: text.missing()
    case .bare(let range): text.add(line[range])
    case .string(let range, let hasEscapes):
      if hasEscapes { text.add(JSONLine.unescaped(line, range)) } else { text.add(line[range]) }
    case .nested(let range):
      note(&nested)
      text.add(line[range])
    }
  }

  private func note(_ remark: inout ReadReport.Remark) {
    remark.count += 1
    if remark.firstLines.count < 5, remark.firstLines.last != lines.line { remark.firstLines.append(lines.line) }
  }

  private static func key(_ member: JSONLine.Member, _ line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    member.keyHasEscapes ? JSONLine.unescaped(line, member.key) : Array(line[member.key])
  }

  /// The next line that is not blank; its bytes are valid until the one after it.
  private func nextObject() throws(TableError) -> (Slice<UnsafeBufferPointer<UInt8>>, [JSONLine.Member])? {
    while let line = try lines.next() {
      let bytes = UnsafeBufferPointer(rebasing: line)
      if bytes.allSatisfy({ $0.isBlank || $0 == 0x0D }) { continue }
      guard let members = JSONLine.members(of: bytes) else {
        throw TableError(
          .cannotRead(reason: "this line is no JSON object, as the lines before it are"), file: name, line: lines.line)
      }
      return (line, members)
    }
    return nil
  }
}

/// Lines of a source, in a buffer that is used again.
final class LineReader {
  let source: any ByteSource
  /// Of the last line, from 1.
  private(set) var line = 0
  private let name: String
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  private static let longestLine = 1 << 28

  init(_ source: any ByteSource, name: String) {
    (self.source, self.name) = (source, name)
    buffer = .allocate(capacity: 1 << 18)
  }

  deinit { buffer.deallocate() }

  func restart() throws(TableError) {
    try source.restart()
    (line, start, end, isAtEnd) = (0, 0, 0, false)
  }

  /// The next line without its line feed, valid until the next call; nil at the end.
  func next() throws(TableError) -> Slice<UnsafeBufferPointer<UInt8>>? {
    var searched = start
    while true {
      if let found = UnsafeBufferPointer(buffer)[searched..<end].firstIndex(of: 0x0A) {
        return take(upTo: found, next: found + 1)
      }
      searched = end
      if isAtEnd { return start < end ? take(upTo: end, next: end) : nil }
      searched -= try fill()
    }
  }

  private func take(upTo last: Int, next: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    defer { start = next }
    line += 1
    return UnsafeBufferPointer(buffer)[start..<last]
  }

  /// - Returns: by how much the bytes were moved to the front.
  private func fill() throws(TableError) -> Int {
    let moved = start
    if buffer.count - end < 1 << 16 { try makeRoom() }
    let room = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[end...]))
    let count = try source.read(into: room)
    end += count
    isAtEnd = count == 0
    return moved - start
  }

  private func makeRoom() throws(TableError) {
    let count = end - start
    guard count < Self.longestLine else {
      throw TableError(.tooLarge(what: "a line", limit: "256 MiB"), file: name, line: line + 1)
    }
    let room =
      count * 2 > buffer.count ? UnsafeMutableBufferPointer<UInt8>.allocate(capacity: buffer.count * 2) : buffer
    if let target = room.baseAddress, let source = buffer.baseAddress {
      UnsafeMutableRawPointer(target).copyMemory(from: source + start, byteCount: count)
    }
    if room.baseAddress != buffer.baseAddress { buffer.deallocate() }
    (buffer, start, end) = (room, 0, count)
  }
}
