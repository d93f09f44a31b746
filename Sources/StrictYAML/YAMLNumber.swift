/// The one grammar of numbers in our files, that of JSON: no `.nan`, `.inf`, hex, octal, underscore, leading zero or plus sign.
package enum YAMLNumber {
  package enum Shape: Equatable, Sendable { case integer, decimal }

  /// What a plain text is spelled as; nil where it is no number.
  package static func shape(of text: some Collection<UInt8>) -> Shape? {
    var rest = Array(text)[...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = digits(&rest)
    guard whole.count > 0, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    if rest.isEmpty { return .integer }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard !digits(&rest).isEmpty else { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !digits(&rest).isEmpty else { return nil }
    }
    return rest.isEmpty ? .decimal : nil
  }

  private static func digits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    text = text[digits.endIndex...]
    return digits
  }

  /// Any number of the grammar that is finite as a double.
  package static func double(_ text: String) -> Double? {
    guard shape(of: text.utf8) != nil, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  package static func integer<Value: FixedWidthInteger>(_ text: String, as type: Value.Type) -> Value? {
    shape(of: text.utf8) == .integer ? Value(text) : nil
  }

  /// The shortest text that reads back as the same double, always with a point or exponent so that it stays a decimal.
  /// - Precondition: finite.
  package static func text(of value: Double) -> String {
    precondition(value.isFinite, "\(value) has no spelling")
    return value.description
  }
}
