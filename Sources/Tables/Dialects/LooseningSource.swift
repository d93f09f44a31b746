/// Makes plain text of loosely delimited text (`Loosening`), as it is read. Line ends stay what and where they are, so that line
/// numbers hold.
final class LooseningSource: ByteSource {
  /// What stands behind blanks.
  private enum Follower { case text, quote, end }

  private enum Place { case lineStart, fieldStart, unquoted, quoted, escaped, closing, comment }

  private let source: any ByteSource
  private let syntax: FieldSyntax
  private let rules: Loosening
  private var input: [UInt8]
  private var waiting: Range<Int> = 0..<0
  private var isAtEnd = false
  private var ready: [UInt8] = []
  private var given = 0

  private var place = Place.lineStart
  /// Blanks of which it is not known yet what they are.
  private var blanks: [UInt8] = []
  private var line = 1
  private var made = 0
  /// Lines that were emptied.
  private(set) var comments = PlaceTally()

  private static let blockSize = 1 << 16

  init(_ source: any ByteSource, syntax: FieldSyntax) {
    (self.source, self.syntax, rules) = (source, syntax, syntax.loosening)
    input = [UInt8](repeating: 0, count: Self.blockSize)
  }

  var size: Int? { source.size }
  var consumed: Int { source.consumed }
  var canRestart: Bool { source.canRestart }

  var remarks: [ReadReport.Remark] { source.remarks + commentRemarks }

  private var commentRemarks: [ReadReport.Remark] {
    guard comments.count > 0 else { return [] }
    return [ReadReport.Remark(text: "comment line left out", count: comments.count, firstLines: comments.lines)]
  }

  func restart() throws(TableError) {
    try source.restart()
    (waiting, isAtEnd, ready, given, place, blanks, line, made) = (0..<0, false, [], 0, .lineStart, [], 1, 0)
    comments = PlaceTally()
  }

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    while given == ready.count {
      if isAtEnd, waiting.isEmpty { return 0 }
      ready.removeAll(keepingCapacity: true)
      given = 0
      try refill()
      loosen()
      made += ready.count
    }
    let count = min(memory.count, ready.count - given)
    ready.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count])) }
    given += count
    return count
  }

  private func refill() throws(TableError) {
    let kept = Array(input[waiting])
    for (index, byte) in kept.enumerated() { input[index] = byte }
    let more = isAtEnd ? 0 : try source.read(into: &input, behind: kept.count)
    isAtEnd = more == 0
    waiting = 0..<(kept.count + more)
  }

  /// Takes what waits, but for a few bytes at its end that more may follow.
  private func loosen() {
    var position = 0
    let needed = max(1, rules.longDelimiter.count)
    while position < waiting.upperBound, isAtEnd || waiting.upperBound - position >= needed {
      position += take(at: position)
    }
    waiting = position..<waiting.upperBound
    if isAtEnd, position == waiting.upperBound { endBlanks(before: .end) }
  }

  /// - Returns: how many bytes were taken.
  private func take(at position: Int) -> Int {
    let byte = input[position]
    switch place {
    case .escaped:
      place = .quoted
    case .quoted:
      if byte == syntax.escape { place = .escaped } else if byte == syntax.quote { place = .closing }
    case .closing where byte == syntax.quote:
      place = .quoted
    case .closing:
      place = .unquoted
      return takeBare(byte, at: position)
    case .comment:
      guard byte == 0x0A || byte == 0x0D else { return 1 }
      place = .lineStart
    case .lineStart, .fieldStart, .unquoted: return takeBare(byte, at: position)
    }
    emit(byte)
    return 1
  }

  private func takeBare(_ byte: UInt8, at position: Int) -> Int {
    if byte == 0x0A || byte == 0x0D {
      endBlanks(before: .end)
      place = .lineStart
      emit(byte)
    } else if place == .lineStart, byte == rules.comment {
      comments.add(made + ready.count, line: line)
      place = .comment
    } else if byte == UInt8(ascii: " ") || byte == 0x09, keepsBack {
      if blanks.count < 1 << 12 { blanks.append(byte) }
    } else if isLongDelimiter(at: position) {
      endBlanks(before: .end)
      ready.append(Loosening.unit)
      place = .fieldStart
      return rules.longDelimiter.count
    } else {
      takeText(byte)
    }
    return 1
  }

  private func takeText(_ byte: UInt8) {
    endBlanks(before: byte == syntax.quote ? .quote : .text)
    if byte == syntax.quote, place != .unquoted {
      place = .quoted
    } else if byte == syntax.delimiter, rules.longDelimiter.isEmpty, !rules.mergesBlanks {
      place = .fieldStart
    } else {
      place = .unquoted
    }
    emit(byte == Loosening.unit && !rules.longDelimiter.isEmpty ? Loosening.substitute : byte)
  }

  /// Whether blanks here may have to go.
  private var keepsBack: Bool {
    rules.mergesBlanks || (rules.skipsBlanks && (place == .lineStart || place == .fieldStart))
  }

  /// What blanks that were kept back become. Where they are delimiters: one between fields, none at the ends of a line. Where they
  /// are left out before quotes: themselves before anything else, so that a field of nothing but blanks, which may be its whole
  /// line, stays.
  private func endBlanks(before follower: Follower) {
    guard !blanks.isEmpty else { return }
    if rules.mergesBlanks {
      if follower != .end, place != .lineStart {
        ready.append(UInt8(ascii: " "))
        place = .fieldStart
      }
    } else if follower != .quote {
      ready += blanks
      place = .unquoted
    }
    blanks.removeAll(keepingCapacity: true)
  }

  private func isLongDelimiter(at position: Int) -> Bool {
    let delimiter = rules.longDelimiter
    guard let first = delimiter.first, input[position] == first, waiting.upperBound - position >= delimiter.count else {
      return false
    }
    return input[position..<position + delimiter.count].elementsEqual(delimiter)
  }

  private func emit(_ byte: UInt8) {
    if byte == 0x0A { line += 1 }
    ready.append(byte)
  }
}

extension LooseningSource {
  /// Plain text of what stands behind `start`; what stands before it stays.
  static func loosened(
    _ text: [UInt8], from start: Int, syntax: FieldSyntax
  ) -> (bytes: [UInt8], comments: PlaceTally) {
    let source = LooseningSource(MemorySource(Array(text[start...])), syntax: syntax)
    // Memory throws nothing.
    let rest = (try? source.rest(limit: .max, expected: text.count - start)).flatMap { $0 } ?? []
    return (Array(text[..<start]) + rest, source.comments)
  }
}
