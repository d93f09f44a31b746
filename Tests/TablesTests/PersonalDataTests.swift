import Tables
import Testing

@Suite struct PersonalDataTests {
  private static let suspected: [(header: String, value: @Sendable (Int) -> String, kind: PersonalDataKind)] = [
    ("email", { "p\($0)@example.org" }, .email),
    ("E-Mail Adresse", { "p\($0)@example.org" }, .email),
    ("contact", { "p\($0)@mail.example.org" }, .email),
    ("customer_name", { "X\($0)" }, .name),
    ("CustomerName", { "X\($0)" }, .name),
    ("lastName", { _ in "Keller" }, .name),
    ("prénom", { _ in "Zoé" }, .name),
    ("name", { ["Ada Lovelace", "Jean-Luc O'Neil", "J. Doe", "Łucja Ńowak"][$0 % 4] }, .name),
    ("who", { "Anna B" + String(repeating: "a", count: $0 + 1) }, .name),
    ("phone", { "555 01\(10 + $0 % 90)" }, .phone),
    ("Telefonnummer", { "030-1234\(100 + $0)" }, .phone),
    ("x", { "+44 20 7946 \(1_000 + $0)" }, .phone),
    ("street_address", { "\($0) High Street" }, .address),
    ("Straße", { "Hauptstraße \($0)" }, .address),
    ("strasse", { _ in "Hauptstraße" }, .address),
    ("card_number", { "**** **** **** \(1_000 + $0)" }, .card),
    ("iban", { "XX12 0000 0000 \(1_000 + $0)" }, .iban),
    ("ssn", { "000-00-\(1_000 + $0)" }, .nationalID),
    ("code", { "123-45-\(1_000 + $0)" }, .nationalID),
    ("Passport No", { "C01X\(10_000 + $0)" }, .nationalID),
  ]

  @Test(arguments: suspected.indices) func suspectedByHeaderOrValues(_ index: Int) {
    let example = Self.suspected[index]
    #expect(suspicion(example.header, example.value) == example.kind, "\(example.header)")
  }

  private static let cleared: [(header: String, value: @Sendable (Int) -> String)] = [
    ("file_name", { "Report Final \($0)" }),
    ("column_name", { "c\($0)" }),
    ("product_name", { "Blue Widget" + String(repeating: "x", count: $0) }),
    ("species_name", { "Homo Sapiens" + String(repeating: "x", count: $0) }),
    ("name", { ["oak", "elm", "ash"][$0 % 3] }),
    ("email_type", { ["home", "work"][$0 % 2] }),
    ("mail_opened", { ["yes", "no"][$0 % 2] }),
    ("email", { ["yes", "no"][$0 % 2] }),
    ("card_type", { ["visa", "amex"][$0 % 2] }),
    ("card", { ["visa", "amex"][$0 % 2] }),
    ("mobile", { ["yes", "no"][$0 % 2] }),
    ("addr_state", { ["CT", "MN", "OH", "TX"][$0 % 4] }),
    ("billing_address_country", { ["Germany", "France"][$0 % 2] }),
    ("address", { ["home", "work"][$0 % 2] }),
    ("city", { ["New York", "Los Angeles"][$0 % 2] }),
    ("neighborhood", { "Cedar Riverside" + String(repeating: "x", count: $0) }),
    ("idNum", { "17-00\(1_000 + $0)" }),
    ("caseid", { "2:3:\($0)" }),
    ("description", { "a text of many words \($0)" }),
  ]

  @Test(arguments: cleared.indices) func clearedByHeaderOrValues(_ index: Int) {
    let example = Self.cleared[index]
    #expect(suspicion(example.header, example.value) == nil, "\(example.header)")
  }

  /// Numbers from the payment industry's and the IBAN registry's public examples.
  @Test func checkDigitsDecide() {
    let cards = ["4111 1111 1111 1111", "5500-0000-0000-0004", "340000000000009"]
    #expect(suspicion("x") { cards[$0 % 3] } == .card)
    #expect(suspicion("x") { _ in "4111 1111 1111 1112" } == nil)
    #expect(suspicion("x") { _ in "0000 0000 0000 0000" } == nil)
    let ibans = ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "FR1420041010050500013M02606"]
    #expect(suspicion("x") { ibans[$0 % 3] } == .iban)
    #expect(suspicion("x") { _ in "DE89370400440532013001" } == nil)
  }

  @Test func integersMayBeCardsAndPhonesButNotNames() {
    let cards = Column(
      name: "x", kind: .integer, storage: .integers(Array(repeating: 4_111_111_111_111_111, count: 30)))
    #expect(Profiler.profile(cards).personalData == .card)
    let phones = Column(name: "phone", kind: .integer, storage: .integers((0..<30).map { 5_550_000_000 + $0 }))
    #expect(Profiler.profile(phones).personalData == .phone)
    for header in ["customer_name", "street", "email", "amount", "age"] {
      let column = Column(name: header, kind: .integer, storage: .integers((0..<30).map { $0 }))
      #expect(Profiler.profile(column).personalData == nil)
    }
  }

  @Test func mostValuesDecide() {
    #expect(suspicion("x") { $0 % 10 < 8 ? "p\($0)@example.org" : "unknown" } == .email)
    #expect(suspicion("x") { $0 % 10 < 7 ? "p\($0)@example.org" : "unknown" } == nil)
  }

  @Test func levelsCountByTheirRows() {
    let column = Column(
      name: "contact", kind: .categorical,
      storage: .levels(codes: (0..<100).map { $0 < 90 ? 0 : 1 }, levels: ["a@example.org", "none"]))
    #expect(Profiler.profile(column).personalData == .email)
  }

  private func suspicion(_ header: String, _ value: (Int) -> String) -> PersonalDataKind? {
    let texts = PackedText((0..<100).map { ByteText(value($0)) })
    return Profiler.profile(Column(name: header, kind: .text, storage: .text(texts))).personalData
  }
}
