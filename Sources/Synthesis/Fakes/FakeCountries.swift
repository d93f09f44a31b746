/// Which locale countries, telephone codes and the words of headers speak for.
enum FakeCountries {
  static let userNameHeaders = ["user name", "username", "login", "screen name", "nick"]

  static let lastNameHeaders = [
    "last name", "lastname", "lname", "surname", "family name", "maiden name", "nachname", "familienname",
    "nom de famille", "apellido", "cognome", "sobrenome", "nazwisko", "efternamn", "etternavn", "achternaam",
    "sukunimi",
    "soyad",
  ]

  static let firstNameHeaders = [
    "first name", "firstname", "fname", "given name", "forename", "middle name", "vorname", "prenom", "prénom", "imie",
    "imię", "förnamn", "fornavn", "voornaam", "etunimi",
  ]

  /// By the words of the header of a column of identity numbers.
  static func locale(ofDocument header: [String], isShapedAsSSN: Bool) -> String? {
    let text = " " + header.joined(separator: " ") + " "
    let found = documents.first { sign, _ in text.contains(" \(sign) ") }
    return found?.1 ?? (isShapedAsSSN ? "en_US" : nil)
  }

  private static let documents: [(String, String)] = [
    ("ssn", "en_US"), ("social security", "en_US"), ("nino", "en_GB"), ("national insurance", "en_GB"),
    ("steueridentifikationsnummer", "de_DE"), ("steuer id", "de_DE"), ("dni", "es_ES"), ("nif", "es_ES"),
    ("codice fiscale", "it_IT"), ("bsn", "nl_NL"), ("pesel", "pl_PL"), ("cpf", "pt_BR"), ("personnummer", "sv_SE"),
    ("aadhaar", "hi_IN"), ("aadhar", "hi_IN"),
  ]

  /// A country stands for the locale of its most common language that there is.
  static let localeOfCountry: [String: String] = [
    "US": "en_US", "CA": "en_US", "GB": "en_GB", "UK": "en_GB", "IE": "en_GB", "AU": "en_GB", "NZ": "en_GB",
    "ZA": "en_GB", "DE": "de_DE", "AT": "de_DE", "CH": "de_DE", "LI": "de_DE", "FR": "fr_FR", "MC": "fr_FR",
    "LU": "fr_FR",
    "ES": "es_ES", "MX": "es_ES", "AR": "es_ES", "CO": "es_ES", "CL": "es_ES", "PE": "es_ES", "UY": "es_ES",
    "IT": "it_IT", "SM": "it_IT", "NL": "nl_NL", "BE": "nl_NL", "PL": "pl_PL", "BR": "pt_BR", "PT": "pt_BR",
    "SE": "sv_SE", "TR": "tr_TR", "JP": "ja_JP", "CN": "zh_CN", "TW": "zh_CN", "SG": "zh_CN", "IN": "hi_IN",
  ]

  /// Names of countries in small letters, in English and in the country's own language.
  static let codeOfName: [String: String] = [
    "united states": "US", "united states of america": "US", "usa": "US", "united kingdom": "GB", "great britain": "GB",
    "england": "GB", "germany": "DE", "deutschland": "DE", "austria": "AT", "österreich": "AT", "switzerland": "CH",
    "schweiz": "CH", "france": "FR", "spain": "ES", "españa": "ES", "mexico": "MX", "méxico": "MX", "argentina": "AR",
    "italy": "IT", "italia": "IT", "netherlands": "NL", "nederland": "NL", "poland": "PL", "polska": "PL",
    "brazil": "BR",
    "brasil": "BR", "portugal": "PT", "sweden": "SE", "sverige": "SE", "turkey": "TR", "türkiye": "TR", "japan": "JP",
    "日本": "JP", "china": "CN", "中国": "CN", "india": "IN", "भारत": "IN", "australia": "AU", "ireland": "IE",
    "canada": "CA",
  ]

  static let countryHeaders: Set<String> = [
    "country", "countrycode", "land", "pays", "pais", "país", "paese", "nazione", "kraj", "ülke", "ulke", "nation", "国",
    "国家", "देश",
  ]

  /// Telephone codes, the longest first.
  static let localeOfCallingCode: [(String, String)] = [
    ("+351", "pt_BR"), ("+353", "en_GB"), ("+1", "en_US"), ("+44", "en_GB"), ("+61", "en_GB"), ("+49", "de_DE"),
    ("+43", "de_DE"), ("+41", "de_DE"), ("+33", "fr_FR"), ("+34", "es_ES"), ("+52", "es_ES"), ("+54", "es_ES"),
    ("+39", "it_IT"), ("+31", "nl_NL"), ("+32", "nl_NL"), ("+48", "pl_PL"), ("+55", "pt_BR"), ("+46", "sv_SE"),
    ("+90", "tr_TR"), ("+81", "ja_JP"), ("+86", "zh_CN"), ("+91", "hi_IN"),
  ]

  /// Words of headers that are of one language.
  static let localeOfHeader: [String: String] = [
    "vorname": "de_DE", "nachname": "de_DE", "familienname": "de_DE", "strasse": "de_DE", "straße": "de_DE",
    "anschrift": "de_DE", "telefonnummer": "de_DE", "kundenname": "de_DE", "prénom": "fr_FR", "prenom": "fr_FR",
    "courriel": "fr_FR", "téléphone": "fr_FR", "rue": "fr_FR", "nombre": "es_ES", "apellido": "es_ES",
    "apellidos": "es_ES", "correo": "es_ES", "teléfono": "es_ES", "calle": "es_ES", "cognome": "it_IT",
    "indirizzo": "it_IT", "voornaam": "nl_NL", "achternaam": "nl_NL", "imię": "pl_PL", "imie": "pl_PL",
    "nazwisko": "pl_PL", "ulica": "pl_PL", "sobrenome": "pt_BR", "endereço": "pt_BR", "endereco": "pt_BR",
    "telefone": "pt_BR", "förnamn": "sv_SE", "efternamn": "sv_SE",
  ]
}
