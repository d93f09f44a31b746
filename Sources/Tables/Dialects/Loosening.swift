/// What a text needs before the plain syntax of one delimiter and one quote fits it.
///
/// `LooseningSource` makes plain text of it, line for line, so that the readers of records need not know.
struct Loosening: Hashable, Sendable {
  /// Lines that begin with this byte are emptied.
  var comment: UInt8?
  /// A delimiter of several bytes.
  var longDelimiter: [UInt8] = []
  /// Blanks, however many, are one delimiter; at both ends of a line they are none.
  var mergesBlanks = false
  /// Blanks between a delimiter and a quote are left out.
  var skipsBlanks = false

  var isNeeded: Bool { self != Loosening() }

  /// Stands for a long delimiter in the plain text; `U+001A` stands for it where the text holds it already.
  static let unit: UInt8 = 0x1F
  static let substitute: UInt8 = 0x1A
}

extension FieldSyntax {
  /// The plain syntax of what a loosening makes.
  static func loose(
    _ loosening: Loosening, delimiter: UInt8?, quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil
  ) -> FieldSyntax {
    var syntax = FieldSyntax(delimiter: delimiter, quote: quote, escape: escape)
    if !loosening.longDelimiter.isEmpty { syntax.delimiter = Loosening.unit }
    if loosening.mergesBlanks { syntax.delimiter = UInt8(ascii: " ") }
    syntax.loosening = loosening
    return syntax
  }
}
