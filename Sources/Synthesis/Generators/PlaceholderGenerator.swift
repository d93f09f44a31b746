import Tables

/// Made-up texts with the row's number, where real ones are personal or free: nothing is learned.
package struct PlaceholderGenerator: Generator {
  package static let name = "placeholder"
  package static let summary = "made-up texts with the row number: Name 17"

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    switch column.storage {
    case .levels, .text: true
    case .integers: column.kind == .identifier
    case .decimals, .instants: false
    }
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    FittedPlaceholder(form: PlaceholderForm(context.profile.personalData), kind: column.kind)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    let expected = "one of \(PlaceholderForm.allCases.map(\.rawValue).joined(separator: ", "))"
    guard let form = PlaceholderForm(rawValue: try reader.text("form", expected: expected).string) else {
      throw reader.bad("form", expected)
    }
    return FittedPlaceholder(form: form, kind: column.kind)
  }
}

/// What a placeholder looks like. The raw values are recipe spellings.
enum PlaceholderForm: String, CaseIterable, Sendable {
  case text, name, email, phone, address, card, iban, nationalID = "national_id"

  init(_ kind: PersonalDataKind?) {
    self = kind.flatMap { PlaceholderForm(rawValue: $0.rawValue) } ?? .text
  }

  /// What stands before and after the number, and the number's least width.
  fileprivate var parts: (before: String, width: Int, after: String) {
    switch self {
    case .text: ("text ", 1, "")
    case .name: ("Name ", 1, "")
    case .email: ("user", 6, "@example.com")
    // Numbers that no network gives out: 555-01xx is kept free for fiction, longer ones are spelled the same way.
    case .phone: ("+1 555 01", 6, "")
    case .address: ("", 1, " Example Street")
    // No card issuer has the prefix 0000.
    case .card: ("0000", 12, "")
    // XX is no country's code.
    case .iban: ("XX00", 16, "")
    case .nationalID: ("ID ", 6, "")
    }
  }
}

private struct FittedPlaceholder: FittedGenerator {
  let form: PlaceholderForm
  let kind: ColumnKind

  var isMarginal: Bool { false }
  var parameters: Parameters { Parameters([("form", .text(ByteText(form.rawValue)))]) }

  func values(for request: DrawRequest) -> ColumnStorage {
    let (before, width, after) = form.parts
    let (prefix, suffix) = (Array(before.utf8), Array(after.utf8))
    var texts = PackedText()
    texts.reserve(texts: request.rows.count, bytes: request.rows.count * (prefix.count + 8 + suffix.count))
    for row in request.rows {
      let digits = Array(String(row == .max ? row : row + 1).utf8)
      let zeros = repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count))
      texts.append(prefix + zeros + digits + suffix)
    }
    return TextStorage.storage(of: texts, kind: kind)
  }
}
