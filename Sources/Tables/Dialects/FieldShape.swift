/// What one field looks like by itself.
enum FieldShape: Equatable {
  case empty, integer, decimal, instant, boolean, word, phrase, other

  /// - Parameter comma: a decimal comma is allowed.
  init(_ field: ArraySlice<UInt8>, allowsComma: Bool) {
    self = field.withUnsafeBufferPointer { Self.shape(trimmed($0), allowsComma: allowsComma) }
  }

  private static let missing = MissingSpellings(more: [])

  private static func shape(_ field: UnsafeBufferPointer<UInt8>, allowsComma: Bool) -> FieldShape {
    if field.isEmpty || missing.isMissing(amongNumbers: field) { return .empty }
    if let number = ScannedNumber(field, mark: UInt8(ascii: ".")) { return number.isInteger ? .integer : .decimal }
    if allowsComma, ScannedNumber(field, mark: UInt8(ascii: ",")) != nil { return .decimal }
    if field.count <= 24, isDressedNumber(field) { return .decimal }
    guard field.count <= 64 else { return field.contains(UInt8(ascii: "\"")) ? .other : .phrase }
    if field[0].isDigit || field.count <= 24, !DateCandidates.patterns(for: Array(field), allowsCompact: false).isEmpty
    {
      return .instant
    }
    let text = String(decoding: field, as: UTF8.self).lowercased()
    if ["true", "false", "yes", "no"].contains(text) { return .boolean }
    return spelled(field)
  }

  /// `$1,234.50`, `12 %`, `(5.00)`: a usual mark at one end and digits with marks between.
  private static func isDressedNumber(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let last = field.last, !field[0].isDigit || !last.isDigit else { return false }
    return DressFinder.isDressedNumber(field)
  }

  private static func spelled(_ field: UnsafeBufferPointer<UInt8>) -> FieldShape {
    var isWord = true
    for byte in field where !(byte.isDigit || byte.isLetter || byte >= 0x80) {
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "@"): break
      case UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09, 0x00..<0x09: return .other
      default: isWord = false
      }
    }
    return isWord ? .word : .phrase
  }

  /// How much such a field speaks for the syntax that cut it out.
  var weight: Double {
    switch self {
    case .integer, .decimal, .instant, .boolean: 1
    case .empty: 0.85
    case .word: 0.9
    case .phrase: 0.7
    case .other: 0.2
    }
  }

  var isTyped: Bool { [.integer, .decimal, .instant, .boolean].contains(self) }
}
