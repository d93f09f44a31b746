/// Which texts stand for a missing value.
struct MissingSpellings: Sendable {
  /// Missing in columns of numbers, dates and times, where nothing else could be meant.
  private static let amongNumbers: Set<String> = [
    "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", ".", "?", "#null!", "#value!", "#div/0!",
    "(null)", "<na>", "n.a.", "-nan",
  ]
  /// Missing in columns of text as well.
  private static let amongTexts: Set<String> = ["NA", "N/A", "null", "NULL", "NaN", "?", "<NA>", "\\N", "#N/A"]

  private let amongTexts: Set<ByteText>
  private let named: Set<ByteText>
  private let longest: Int
  /// Whether a spelling of either list begins with the byte.
  private let begins: [Bool]

  /// - Parameter more: spellings that the user named; missing in every column.
  init(more: [String]) {
    named = Set(more.map { ByteText($0) })
    amongTexts = Set(Self.amongTexts.map { ByteText($0) }).union(named)
    longest = amongTexts.reduce(8) { max($0, $1.bytes.count) }
    var begins = [Bool](repeating: false, count: 256)
    let firsts =
      amongTexts.compactMap(\.bytes.first)
      + Self.amongNumbers.flatMap { [$0, $0.uppercased()] }.compactMap(\.utf8.first)
    for first in firsts { begins[Int(first)] = true }
    self.begins = begins
  }

  /// Whether the user named any.
  var hasNames: Bool { !named.isEmpty }

  /// Whether the user named this text, which may well be a number or a date.
  @inline(__always)
  func isNamed(_ text: UnsafeBufferPointer<UInt8>) -> Bool { !named.isEmpty && named.contains(ByteText(text)) }

  func isMissing(amongTexts text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, !first.isBlank else { return isBlank(text) }
    return begins[Int(first)] && text.count <= longest && amongTexts.contains(ByteText(text))
  }

  /// Nothing, or blanks only.
  private func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.isEmpty || (text[0].isBlank && text.allSatisfy { $0.isBlank })
  }

  func isMissing(amongNumbers text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isMissing(amongTexts: text) { return true }
    return text.count <= 8 && begins[Int(text[0])]
      && Self.amongNumbers.contains(String(decoding: text, as: UTF8.self).lowercased())
  }

  /// One mark per first byte: its lengths below 63 that a text which is missing among texts may have, bit by bit.
  var quickMarks: [UInt64] {
    var marks = [UInt64](repeating: 0, count: 256)
    for spelling in amongTexts {
      guard let first = spelling.bytes.first else { continue }
      marks[Int(first)] |= 1 << UInt64(min(63, spelling.bytes.count))
    }
    // Blanks of any length may be nothing but blanks.
    for blank in UInt8.min...UInt8.max where blank.isBlank { marks[Int(blank)] = .max }
    return marks
  }
}

/// How often each spelling of a missing value was met in a column.
struct MissingTally {
  private(set) var empty = 0
  private(set) var others: [(spelling: ByteText, count: Int)] = []

  @inline(__always)
  mutating func addEmpty(_ times: Int = 1) { empty += times }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ times: Int = 1) {
    if text.isEmpty { return addEmpty(times) }
    add(ByteText(text), times)
  }

  private mutating func add(_ spelling: ByteText, _ times: Int) {
    if let index = others.firstIndex(where: { $0.spelling == spelling }) {
      others[index].count += times
    } else {
      others.append((spelling, times))
    }
  }

  mutating func merge(_ next: Self) {
    empty += next.empty
    for other in next.others { add(other.spelling, other.count) }
  }

  /// By falling count, then by bytes.
  var spellings: [(spelling: ByteText, count: Int)] {
    let all = others + (empty > 0 ? [(spelling: ByteText(""), count: empty)] : [])
    return all.sorted { ($1.count, $0.spelling) < ($0.count, $1.spelling) }
  }

  /// Cells of blanks only.
  var blank: Int {
    others.reduce(0) { sum, other in other.spelling.bytes.allSatisfy { $0.isBlank } ? sum + other.count : sum }
  }

  var total: Int { others.reduce(empty) { $0 + $1.count } }
}
