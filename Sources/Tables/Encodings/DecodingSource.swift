/// The bytes of a text as UTF-8, decoded as they are asked for.
///
/// Text is taken as UTF-8 until a byte does not allow it; there, from what follows, either single bytes are damaged, or all of the
/// text is in another encoding, which is guessed. What came before was ASCII, or the file is damaged UTF-8.
final class DecodingSource: ByteSource {
  private let source: any ByteSource
  private let detected: DetectedEncoding
  private let isNamed: Bool
  /// nil while the text is UTF-8.
  private var decoder: CharacterDecoder?
  private(set) var guess: EncodingGuess?
  /// Bytes that are read and not decoded, or the beginning of a character.
  private var waiting: [UInt8] = []
  private var isAtEnd = false
  /// Characters of more than one byte of UTF-8 so far.
  private var sequences = 0
  private var made = 0
  private var lines = 1
  private var zeros = PlaceTally()
  private var bad = PlaceTally()
  private var guessedAt = PlaceTally()

  private static let blockSize = 1 << 16
  private static let checkedSize = 1 << 18
  private static let lookahead = 1 << 18

  /// - Parameter named: the encoding that the user named.
  init(_ source: PeekedSource, named: TextEncoding?) throws(TableError) {
    self.source = source
    isNamed = named != nil
    let found = EncodingDetector.detect(source.first[...])
    detected = Self.chosen(found, named)
    if detected.encoding != .utf8 { decoder = CharacterDecoder(detected.encoding) }
    let first = source.first
    if !isNamed, decoder == nil, UTF8Check(first, from: detected.markLength).isOther(first) { decide(first) }
    try skipMark()
  }

  private static func chosen(_ found: DetectedEncoding, _ named: TextEncoding?) -> DetectedEncoding {
    guard let named, found.encoding != named else { return found }
    // Whoever names UTF-16 leaves the order of bytes to the mark.
    if found.markLength > 0, named.unit > 1, named.unit == found.encoding.unit { return found }
    return DetectedEncoding(encoding: named)
  }

  /// The name that is shown: final once all is read.
  var encodingName: String { (guess?.encoding).map(\.name) ?? detected.name }

  var size: Int? { source.size }
  var consumed: Int { source.consumed }
  var canRestart: Bool { source.canRestart }

  func restart() throws(TableError) {
    try source.restart()
    decoder?.restart()
    (waiting, isAtEnd, sequences, made, lines) = ([], false, 0, 0, 1)
    (zeros, bad, guessedAt) = (PlaceTally(), PlaceTally(), PlaceTally())
    try skipMark()
  }

  private func skipMark() throws(TableError) {
    guard detected.markLength > 0 else { return }
    try refill(to: max(4, detected.markLength))
    waiting.removeFirst(min(waiting.count, detected.markLength))
  }

  // MARK: - Reading

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    while true {
      if decoder == nil {
        if let count = try readPlain(into: memory) { return count }
        continue
      }
      if waiting.isEmpty, isAtEnd { return 0 }
      if waiting.count < 8, !isAtEnd { try refill(to: Self.blockSize) }
      let count = decode(into: memory)
      if count > 0 { return count }
      // A character longer than what waits: more is needed.
      if !isAtEnd { try refill(to: waiting.count + Self.blockSize) }
    }
  }

  /// UTF-8 goes through as it is.
  /// - Returns: nil where the text turned out to be something else.
  private func readPlain(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int? {
    let kept = min(waiting.count, memory.count)
    for index in 0..<kept { memory[index] = waiting[index] }
    waiting.removeFirst(kept)
    var count = kept
    if waiting.isEmpty, !isAtEnd, memory.count > kept {
      // Little at a time, so that what was read is still near the processor when it is checked.
      let room = memory[kept..<min(memory.count, max(4, kept + Self.checkedSize))]
      let more = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room))
      isAtEnd = more == 0
      count += more
    }
    let bytes = UnsafeBufferPointer(rebasing: memory.assumingMemoryBound(to: UInt8.self)[..<count])
    let check = UTF8Check.valid(bytes)
    let rest = Array(bytes[check.count...])
    waiting = rest + waiting
    sequences += check.sequences
    for zero in check.zeros { zeros.add(made + zero, line: line(of: zero, in: bytes)) }
    zeros.count += check.moreZeros
    lines += check.lineFeeds
    made += check.count
    if check.count > 0 || (count == 0 && isAtEnd) { return check.count }
    if !rest.isEmpty, isAtEnd || !UTF8Check.isCut(bytes, at: 0) { try meetOther() }
    return nil
  }

  /// At the first byte that UTF-8 does not allow.
  private func meetOther() throws(TableError) {
    try refill(to: Self.lookahead)
    if isNamed {
      decoder = CharacterDecoder(.utf8)
    } else {
      decide(waiting)
    }
  }

  private func decide(_ bytes: [UInt8]) {
    let check = UTF8Check(bytes, from: 0)
    // Many good sequences and few bad bytes: a damaged UTF-8 file rather than one of another encoding.
    if sequences > 0 || check.validSequences > 4 * check.invalid.count {
      decoder = CharacterDecoder(.utf8, repairsUTF8: true)
    } else {
      let guess = EncodingGuess(bytes[...])
      self.guess = guess
      decoder = CharacterDecoder(guess.encoding)
    }
  }

  private func decode(into memory: UnsafeMutableRawBufferPointer) -> Int {
    guard let decoder else { return 0 }
    let isAtEnd = isAtEnd
    let step = waiting.withUnsafeBytes { decoder.decode($0, isEnd: isAtEnd, into: memory) }
    let bytes = UnsafeBufferPointer(rebasing: memory.assumingMemoryBound(to: UInt8.self)[..<step.made])
    for place in step.bad { bad.add(made + place, line: bad.isFull ? 0 : line(of: place, in: bytes)) }
    tallyZeros(bytes)
    if guess != nil, guessedAt.count == 0, let first = bytes.firstIndex(where: { $0 >= 0x80 }) {
      guessedAt.add(made + first, line: line(of: first, in: bytes))
    }
    lines += Self.lineFeeds(bytes)
    made += step.made
    waiting.removeFirst(step.taken)
    return step.made
  }

  private func tallyZeros(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.contains(0) else { return }
    for index in bytes.indices where bytes[index] == 0 {
      zeros.add(made + index, line: zeros.isFull ? 0 : line(of: index, in: bytes))
    }
  }

  private func refill(to count: Int) throws(TableError) {
    let kept = waiting.count
    guard kept < count, !isAtEnd else { return }
    waiting += [UInt8](repeating: 0, count: max(4, count - kept))
    let more = try source.fill(&waiting, behind: kept)
    isAtEnd = more == 0
    waiting.removeLast(waiting.count - kept - more)
  }

  // MARK: - Lines

  private func line(of index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    lines + Self.lineFeeds(bytes[..<index])
  }

  private static func lineFeeds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    lineFeeds(bytes[...])
  }

  private static func lineFeeds(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    var count = 0
    for byte in bytes { count &+= byte == 0x0A ? 1 : 0 }
    return count
  }

  // MARK: - What there is to tell

  /// Peculiarities with offsets in what was handed out.
  var problems: [DecodedText.Problem] {
    var problems: [DecodedText.Problem] = []
    func add(_ text: String, _ tally: PlaceTally) {
      guard tally.count > 0 else { return }
      problems.append(DecodedText.Problem(text: text, count: tally.count, offsets: tally.offsets, lines: tally.lines))
    }
    add(guessText, guessedAt)
    if decoder?.encoding == .utf8, !isNamed {
      add("byte that is not UTF-8, read as windows-1252", bad)
    } else {
      let control = decoder?.encoding == .windows1252
      let meaning = control ? "kept as a control character" : "read as U+FFFD"
      add("byte without meaning in \(encodingName), \(meaning)", bad)
    }
    add("NUL byte kept in the text", zeros)
    return problems
  }

  private var guessText: String {
    guard let guess else { return "" }
    let percent = Int((guess.confidence * 100).rounded(.down))
    let next = guess.runnerUp.map { ", then \($0.name)" } ?? ""
    return "not UTF-8: read as \(guess.encoding.name), a guess (\(percent) % sure\(next)); --encoding NAME changes it"
  }

  var remarks: [ReadReport.Remark] {
    source.remarks
      + problems.map { ReadReport.Remark(text: $0.text, count: $0.count, firstLines: $0.lines, isFault: $0.isFault) }
  }
}

/// Places of a peculiarity: how often, and the byte offsets and lines of the first few.
struct PlaceTally {
  var count = 0
  private(set) var offsets: [Int] = []
  private(set) var lines: [Int] = []
  static let most = 5

  var isFull: Bool { offsets.count >= Self.most }

  mutating func add(_ offset: Int, line: Int) {
    count += 1
    guard !isFull else { return }
    offsets.append(offset)
    lines.append(line)
  }
}
