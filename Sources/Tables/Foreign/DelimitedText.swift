/// Comma-separated text that other kinds of tables are turned into.
struct DelimitedText {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true
  /// The only cell of a row must not become an empty line.
  private let isAlone: Bool

  init(columns: Int) { isAlone = columns == 1 }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func endRow() {
    bytes.append(0x0A)
    isFirst = true
  }

  mutating func missing() {
    separate()
    if isAlone { bytes += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
  }

  /// - Parameter isQuoted: whether quotes are set even where none are needed.
  mutating func add(_ text: some Collection<UInt8>, isQuoted: Bool = false) {
    separate()
    guard isQuoted || text.isEmpty || text.contains(where: Self.isSpecial) else {
      return bytes.append(contentsOf: text)
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      bytes.append(byte)
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func add(_ value: Int64) {
    separate()
    Digits.append(value, to: &bytes)
  }

  mutating func add(_ value: Double) {
    separate()
    Digits.append(value, by: Self.shortest, to: &bytes)
  }

  /// Names are quoted, so that none begins a comment.
  mutating func addHeader(_ names: [String]) {
    for name in names { add(name.utf8, isQuoted: true) }
    endRow()
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }

  private static let shortest: Look = {
    var look = Look()
    look.decimals = .shortest
    return look
  }()
}

/// Hands bytes on that were made in larger pieces than are asked for.
struct PendingBytes {
  private var bytes: [UInt8] = []
  private var position = 0

  var isEmpty: Bool { position >= bytes.count }

  mutating func refill(_ more: [UInt8]) { (bytes, position) = (more, 0) }
  mutating func clear() { refill([]) }

  mutating func take(into memory: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(memory.count, bytes.count - position)
    bytes.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}
