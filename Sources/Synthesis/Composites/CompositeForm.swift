import Tables

/// What texts made of parts have in common: the marks before, between and after the parts (`2:3:1`, `AB-2014-0031`, `10.0.3.7`).
struct CompositeForm: Equatable, Hashable, Sendable {
  /// Where parts end. The raw values are recipe spellings.
  enum Cut: String, CaseIterable, Sendable {
    /// At marks, and where digits and letters meet.
    case classes
    /// At marks only.
    case marks
  }

  let cut: Cut
  /// One more than there are parts; none holds a letter or a digit.
  let separators: [ByteText]

  static let partCounts = 2...8
  static let longestText = 64
  /// Share of the texts that must have the form.
  private static let share = 0.99

  var partCount: Int { separators.count - 1 }

  /// The form that nearly all of the texts share; nil where there is none.
  static func common(to texts: [ArraySlice<UInt8>]) -> CompositeForm? {
    for cut in Cut.allCases {
      var counts: [CompositeForm: Int] = [:]
      for text in texts {
        if let form = CompositeForm(of: text, cut: cut) { counts[form, default: 0] += 1 }
      }
      if let best = counts.max(by: { $0.value < $1.value }), Double(best.value) >= share * Double(texts.count) {
        return best.key
      }
    }
    return nil
  }

  init(cut: Cut, separators: [ByteText]) {
    self.cut = cut
    self.separators = separators
  }

  private init?(of text: ArraySlice<UInt8>, cut: Cut) {
    guard text.count <= Self.longestText else { return nil }
    self.cut = cut
    var separators: [ByteText] = []
    var place = text.startIndex
    while true {
      let mark = place..<(text[place...].firstIndex { ByteClass($0) != .mark } ?? text.endIndex)
      separators.append(ByteText(text[mark]))
      place = mark.upperBound
      guard place < text.endIndex, separators.count <= Self.partCounts.upperBound else { break }
      place = Self.end(ofPartAt: place, text, cut)
    }
    guard place == text.endIndex, Self.partCounts.contains(separators.count - 1) else { return nil }
    self.separators = separators
  }

  /// Where the parts of a text lie.
  /// - Returns: whether it has the form.
  func find(_ parts: inout [Range<Int>], in text: ArraySlice<UInt8>) -> Bool {
    parts.removeAll(keepingCapacity: true)
    guard text.count <= Self.longestText else { return false }
    var place = text.startIndex
    for (index, separator) in separators.enumerated() {
      guard text[place...].starts(with: separator.bytes) else { return false }
      place += separator.bytes.count
      if index == partCount { break }
      let end = Self.end(ofPartAt: place, text, cut)
      guard end > place else { return false }
      parts.append(place..<end)
      place = end
    }
    return place == text.endIndex
  }

  private static func end(ofPartAt start: Int, _ text: ArraySlice<UInt8>, _ cut: Cut) -> Int {
    guard start < text.endIndex else { return start }
    let first = ByteClass(text[start])
    return text[start...].firstIndex { byte in
      let own = ByteClass(byte)
      return own == .mark || cut == .classes && own != first
    } ?? text.endIndex
  }

  /// Whether a recipe may hold it.
  var isSound: Bool {
    Self.partCounts.contains(partCount)
      && separators.allSatisfy { $0.bytes.count < Self.longestText && $0.bytes.allSatisfy { ByteClass($0) == .mark } }
  }
}

/// Bytes beyond ASCII count as letters.
private enum ByteClass {
  case mark, digit, letter

  init(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: self = .letter
    default: self = .mark
    }
  }
}
