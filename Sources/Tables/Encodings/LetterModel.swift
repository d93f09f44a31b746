import Glibc

/// How common the letters beyond ASCII are in one language, roughly: each is a fixed share rarer than the one before.
struct LetterModel: Sendable {
  enum Script: Sendable { case latin, other, symbols }

  let script: Script
  private let logarithms: [UInt32: Double]

  /// - Parameter letters: small ones, the most common first.
  private init(_ script: Script, _ letters: String) {
    self.script = script
    let scalars = Array(letters.unicodeScalars)
    // The last letter is fifty times as rare as the first.
    let weights = scalars.indices.map { Glibc.pow(0.02, Double($0) / Double(max(1, scalars.count - 1))) }
    let total = weights.reduce(0, +)
    var logarithms: [UInt32: Double] = [:]
    for (scalar, weight) in zip(scalars, weights) {
      let value = Glibc.log(weight / total)
      logarithms[scalar.value] = value
      let capital = scalar.properties.uppercaseMapping.unicodeScalars
      if capital.count == 1, let only = capital.first, only != scalar { logarithms[only.value] = value }
    }
    self.logarithms = logarithms
  }

  /// The logarithm of the letter's share; nil where the language does not use it.
  func logarithm(of scalar: Unicode.Scalar) -> Double? { logarithms[scalar.value] }

  /// Letters with accents and the accents by themselves, as far as encodings of single bytes have them.
  static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x370 || (0x1E00..<0x1F00).contains(scalar.value)
  }

  /// Marks that stand in texts of every language.
  static let symbols = LetterModel(.symbols, "’“”–°é£€…®©„•™·²§«»—´½×º№ª±³µ¿¡¼¾‘\u{A0}")

  static let languages: [LetterModel] =
    [
      "éèàêçôîûâùëïœæ",  // French
      "üäößéè",  // German
      "óíáéñúü",  // Spanish
      "ãçáéíóõêâúôà",  // Portuguese
      "àèìòùé",  // Italian
      "åäöéøæüðþáíóúýö",  // Nordic
      "éèüëïöáó",  // Dutch
      "łążęóśćńź",  // Polish
      "íáéěřščžýůúťďňó",  // Czech
      "áčšžýíľťúéôňďäóĺŕ",  // Slovak
      "éáöóőüíúű",  // Hungarian
      "ăşţîâé",  // Romanian
      "čšžćđ",  // Croatian, Slovene
      "ıışğüöçâî",  // Turkish
      "ėšųžąčįęū",  // Lithuanian
      "āīēšūņļģžčķ",  // Latvian
      "õäöüšž",  // Estonian
      "đạếưảơâôêàáãèéìíòóùúýĩũă\u{300}\u{301}\u{303}\u{309}\u{323}",  // Vietnamese
    ].map { LetterModel(.latin, $0) }
    + [
      "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ",  // Russian
      "оаиніврткелсмудпязьбгчйхжюцшщїєфґ",  // Ukrainian
      "аоиентрсвлпкмдзугъябчщйхцжфшюь",  // Bulgarian
      "аоиенртсјвмклдпузгбчшцжћњљђхфџ",  // Serbian
      "αοιετνσηρκπμυλςάόίήέδγώωχθύφβξζψϊϋΐΰ",  // Greek
      "יולהאמרתבשנדעפקחםטזסגןכצךףץ",  // Hebrew
      "اليمنرتبةدعسكفحقأجهوشخصضطإزغثذىظءئآؤ،",  // Arabic
      "ارنيیدمتهوبشسكکلزفعخقجگحپچغصطژضذظث",  // Persian
      "านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซธณิีุู่้์ัำ",  // Thai
    ].map { LetterModel(.other, $0) }
}
