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

  /// - Parameter more: spellings that the user named; missing in every column.
  init(more: [String]) {
    named = Set(more.map { ByteText($0) })
    amongTexts = Set(Self.amongTexts.map { ByteText($0) }).union(named)
  }

  /// Whether the user named this text, which may well be a number or a date.
  @inline(__always)
  func isNamed(_ text: UnsafeBufferPointer<UInt8>) -> Bool { !named.isEmpty && named.contains(ByteText(text)) }

  func isMissing(amongTexts text: UnsafeBufferPointer<UInt8>) -> Bool {
    isBlank(text) || (text.count <= longest && amongTexts.contains(ByteText(text)))
  }

  /// Nothing, or blanks only.
  private func isBlank(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.isEmpty || (text[0].isBlank && text.allSatisfy { $0.isBlank })
  }

  func isMissing(amongNumbers text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isMissing(amongTexts: text) { return true }
    return text.count <= 8 && Self.amongNumbers.contains(String(decoding: text, as: UTF8.self).lowercased())
  }

  private var longest: Int { amongTexts.reduce(8) { max($0, $1.bytes.count) } }
}

/// How often each spelling of a missing value was met in a column.
struct MissingTally {
  private(set) var empty = 0
  private(set) var others: [(spelling: ByteText, count: Int)] = []

  @inline(__always)
  mutating func addEmpty() { empty += 1 }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty { return addEmpty() }
    let spelling = ByteText(text)
    if let index = others.firstIndex(where: { $0.spelling == spelling }) {
      others[index].count += 1
    } else {
      others.append((spelling, 1))
    }
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
