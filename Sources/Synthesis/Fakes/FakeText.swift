import Tables

/// The bytes of made-up values, one behind the other, in a buffer that grows. A value only appends, and may change its own bytes.
struct FakeText: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var room: Int
  private(set) var count = 0

  init(room: Int = 256) {
    self.room = max(room, 1)
    start = .allocate(capacity: self.room + Digits.slack)
  }

  deinit { start.deallocate() }

  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  subscript(place: Int) -> UInt8 {
    get {
      precondition(place >= 0 && place < count, "byte \(place) of \(count)")
      return start[place]
    }
    set {
      precondition(place >= 0 && place < count, "byte \(place) of \(count)")
      start[place] = newValue
    }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count &+= 1
  }

  @inline(__always)
  static func += (text: inout FakeText, word: FakeWord) {
    text.reserve(word.count)
    Digits.copy(word.start, count: word.count, to: text.start + text.count)
    text.count &+= word.count
  }

  @inline(__always)
  static func += (text: inout FakeText, bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { text.append($0) }
  }

  static func += (text: inout FakeText, utf8: String.UTF8View) { for byte in utf8 { text.append(byte) } }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    reserve(bytes.count)
    (start + count).update(from: first, count: bytes.count)
    count &+= bytes.count
  }

  /// A number in decimal digits, zeros before it up to `width`.
  mutating func append(number: UInt64, width: Int = 1) {
    var (least, limit) = (1, UInt64(10))
    while least < 20, number >= limit {
      (least, limit) = (least + 1, limit.multipliedReportingOverflow(by: 10).partialValue)
    }
    let digits = max(least, width)
    reserve(digits)
    var rest = number
    for place in (0..<digits).reversed() {
      let tenth = rest / 10
      start[count + place] = UInt8(ascii: "0") | UInt8(truncatingIfNeeded: rest &- tenth &* 10)
      rest = tenth
    }
    count += digits
  }

  /// Takes bytes from `place` on out again where `isLeftOut` holds.
  mutating func removeAll(from place: Int, where isLeftOut: (UInt8) -> Bool) {
    var end = place
    for old in place..<max(place, count) where !isLeftOut(start[old]) {
      start[end] = start[old]
      end += 1
    }
    count = min(count, end)
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) { if count &+ more > room { grow(more) } }

  @inline(never)
  private mutating func grow(_ more: Int) {
    room = max(2 * room, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: room + Digits.slack)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}

/// One of `FakeWords`.
struct FakeWord: RandomAccessCollection {
  fileprivate let start: UnsafePointer<UInt8>
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }
  subscript(place: Int) -> UInt8 {
    precondition(place >= 0 && place < count, "byte \(place) of \(count)")
    return start[place]
  }
}

/// Words in one buffer. The buffer is never given back: lists are unpacked once and kept as long as the program runs, and so the
/// many reads of a draw count no references.
struct FakeWords: RandomAccessCollection, @unchecked Sendable {
  private let starts: UnsafePointer<UInt32>
  private let bytes: UnsafePointer<UInt8>
  let count: Int

  init(_ words: [[UInt8]]) {
    count = words.count
    let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: count + 1)
    let total = words.reduce(0) { $0 + $1.count }
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: total + Digits.slack)
    bytes.initialize(repeating: 0, count: total + Digits.slack)
    var end = 0
    for (place, word) in words.enumerated() {
      (starts + place).initialize(to: UInt32(end))
      for byte in word {
        bytes[end] = byte
        end += 1
      }
    }
    (starts + count).initialize(to: UInt32(end))
    self.starts = UnsafePointer(starts)
    self.bytes = UnsafePointer(bytes)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  @inline(__always)
  subscript(place: Int) -> FakeWord {
    precondition(place >= 0 && place < count)
    let start = starts[place]
    return FakeWord(start: bytes + Int(start), count: Int(starts[place &+ 1] &- start))
  }
}
