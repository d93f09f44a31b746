import Tables

/// Made-up texts with the row's number, where real ones are personal or free: nothing is learned.
package struct PlaceholderGenerator: Generator {
  package static let name = "placeholder"
  package static let summary = "made-up texts with the row number: Name 000017"
  package static let example: GeneratorExample? = GeneratorExample(
    kind: .text,
    parameters: Parameters([
      ("form", .text("name"))
    ]))
  package static let learns = false

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    switch column.storage {
    case .levels, .text: true
    case .integers: column.kind == .identifier || profile.personalData != nil
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
    // The width keeps a row number from looking like a value of its own.
    case .text: ("text ", 6, "")
    case .name: ("Name ", 6, "")
    case .email: ("user", 6, "@example.com")
    // Numbers that no network gives out: 555-01xx is kept free for fiction, longer ones are spelled the same way.
    case .phone: ("+1 555 01", 6, "")
    case .address: ("Example Street ", 6, "")
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
    if kind == .integer { return .integers(request.rows.map { Int64(clamping: $0).addingOne }) }
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

extension PlaceholderForm {
  /// Placeholders of whole numbers are row numbers with so many digits, the leading ones 0.
  var paddedWidth: Int {
    switch self {
    case .card: 16
    case .phone, .iban, .nationalID: 10
    case .text, .name, .email, .address: 6
    }
  }
}

extension Int64 {
  fileprivate var addingOne: Int64 { self == .max ? self : self + 1 }
}
