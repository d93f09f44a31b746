/// The words of a column's name, and what they say about personal data.
struct HeaderWords {
  private let words: [String]

  init(_ name: String) { words = Self.split(name) }

  /// What the header alone claims, to be confirmed by the values.
  var claim: PersonalDataKind? {
    guard words.allSatisfy({ !Self.qualifiers.contains($0) }) else { return nil }
    for (kind, signs) in Self.splitSigns where signs.contains(where: { contains($0) }) { return kind }
    return nil
  }

  /// `name` and nothing else: it may name a person or a thing.
  var isBareName: Bool { words.count == 1 && Self.nameWords.contains(words[0]) }

  /// A header that says what is named, and not a person: product_name, city, title.
  var namesThings: Bool {
    words.contains { Self.thingWords.contains($0) }
      || (words.count > 1 && words.contains { Self.nameWords.contains($0) })
  }

  /// A header of the part of an address that many people share: addr_state, billing_address_country.
  var namesArea: Bool { words.contains { Self.areaWords.contains($0) } }

  /// Whether the words of `sign` follow each other in the header, or stand in it written as one word.
  private func contains(_ sign: Sign) -> Bool {
    let parts = sign.parts
    if words.contains(sign.joined) { return true }
    guard parts.count <= words.count else { return false }
    return (0...words.count - parts.count).contains { Array(words[$0..<$0 + parts.count]) == parts }
  }

  /// A sign in its words and as one; split once, since tables may have very many columns.
  private struct Sign {
    let parts: [String]
    let joined: String
    init(_ sign: String) {
      parts = sign.split(separator: " ").map(String.init)
      joined = parts.joined()
    }
  }

  private static let splitSigns = signs.map { (kind: $0.0, signs: $0.1.map(Sign.init)) }

  /// Lower-case words, cut at anything but letters and at camel case.
  static func split(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousIsLower = false
    for character in name {
      if !character.isLetter || (character.isUppercase && previousIsLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if character.isLetter { word += character.lowercased() }
      previousIsLower = character.isLowercase
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Words that turn a header from the data itself to something about it.
  private static let qualifiers: Set<String> = [
    "type", "count", "flag", "has", "is", "num", "status", "domain", "provider", "category", "class", "group", "length",
    "size", "verified", "sent", "opened", "consent", "optin", "rate", "score", "date", "time", "brand", "issuer",
    "present",
  ]

  private static let nameWords: Set<String> = [
    "name", "names", "nom", "nombre", "nome", "naam", "namn", "nimi", "navn",
  ]

  private static let thingWords: Set<String> = [
    "product", "title", "company", "brand", "city", "town", "state", "country", "region", "species", "model", "make",
    "item", "station", "school", "department", "neighborhood", "neighbourhood", "place", "location", "team", "artist",
    "song", "album", "movie", "film", "book", "category", "genre", "description", "label", "job", "occupation", "color",
  ]

  private static let areaWords: Set<String> = [
    "state", "country", "region", "province", "county", "district", "land", "bundesland", "pais", "país", "pays",
    "estado", "provincia",
  ]

  /// In this order: an e-mail address is not a postal one, a card holder is a name.
  private static let signs: [(PersonalDataKind, [String])] = [
    (.email, ["email", "e mail", "mail", "mailadresse", "courriel", "correo", "epost", "e post", "sähköposti"]),
    (.iban, ["iban"]),
    (.name, nameSigns),
    (
      .phone,
      [
        "phone", "telephone", "tel", "mobile", "cell", "cellphone", "fax", "msisdn", "telefon", "telefono", "teléfono",
        "telefone", "téléphone", "movil", "móvil", "celular", "handy", "handynummer", "telefonnummer", "puhelin",
        "phonenumber", "mobil", "gsm",
      ]
    ),
    (
      .card,
      [
        "card", "cardnumber", "card number", "credit card", "cc number", "cc num", "ccnum", "pan", "kartennummer",
        "kreditkarte", "tarjeta", "carte",
      ]
    ),
    (.nationalID, documentSigns),
    (
      .address,
      [
        "address", "addr", "street", "strasse", "straße", "adresse", "anschrift", "direccion", "dirección", "calle",
        "indirizzo", "endereco", "endereço", "adres", "ulica", "rue", "domicile", "domicilio",
      ]
    ),
  ]

  private static let nameSigns = [
    "first name", "last name", "middle name", "given name", "family name", "full name", "maiden name", "surname",
    "forename", "fname", "lname", "customer name", "client name", "patient name", "employee name", "person name",
    "contact name", "user name", "owner name", "holder name", "card holder", "account holder", "student name",
    "passenger name", "guest name", "member name", "buyer name", "seller name", "driver name", "doctor name", "vorname",
    "nachname", "familienname", "prenom", "prénom", "nom de famille", "apellido", "apellidos", "nombre completo",
    "cognome", "sobrenome", "imie", "imię", "nazwisko", "förnamn", "efternamn", "fornavn", "etternavn", "efternavn",
    "voornaam", "achternaam", "etunimi", "sukunimi",
  ]

  private static let documentSigns = [
    "ssn", "social security", "sozialversicherungsnummer", "nino", "national insurance", "national id", "nationalid",
    "identity number", "id number", "id card", "personal number", "personal id", "personnummer", "fødselsnummer",
    "passport", "passnummer", "reisepass", "pasaporte", "tax id", "taxid", "tax number", "steuernummer", "steuer id",
    "steueridentifikationsnummer", "codice fiscale", "cpf", "curp", "dni", "nif", "bsn", "pesel", "aadhaar", "aadhar",
    "driver license", "drivers license", "driving licence", "driver licence", "license number", "licence number",
    "henkilötunnus", "hetu", "nhs number", "medicare number",
  ]
}
