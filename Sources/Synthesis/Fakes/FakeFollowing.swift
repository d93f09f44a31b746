import Statistics
import Tables

/// Made-up values that follow other columns of the row, as these come out in the end.
protocol FollowingGenerator: FittedGenerator {
  /// The names of the columns, each once.
  var sources: [String] { get }
  /// - Parameter columns: the sources, in their order, for the rows of the request.
  func values(for request: DrawRequest, following columns: [Column]) -> ColumnStorage
}

/// What another column says of the persons of its rows.
enum FakeEvidence {
  /// Whether a word for a gender means a woman; nil for what is none, so that the person's own is taken.
  static func isFemale(_ text: String) -> Bool? {
    let word = text.lowercased()
    return female.contains(word) ? true : male.contains(word) ? false : nil
  }

  /// The locale of a country's code or name, or of its own name; nil where none fits.
  static func locale(_ text: String) -> FakeLocale? {
    let code = FakeCountries.codeOfName[text.lowercased()] ?? text.uppercased()
    return FakeCountries.localeOfCountry[code].flatMap(FakeLocale.named) ?? FakeLocale.named(text)
  }

  private static let female: Set<String> = [
    "f", "female", "w", "woman", "girl", "weiblich", "frau", "femme", "féminin", "feminin", "femenino", "feminino",
    "femminile", "mujer", "donna", "mulher", "kobieta", "kvinna", "vrouw", "kadın", "kadin", "女", "女性", "महिला", "mrs",
    "ms",
    "miss",
  ]
  private static let male: Set<String> = [
    "m", "male", "man", "boy", "männlich", "mann", "herr", "homme", "h", "masculin", "masculino", "maschile", "hombre",
    "uomo", "homem", "mężczyzna", "erkek", "男", "男性", "पुरुष", "mr",
  ]

  /// What each row of a column says; every text is looked at once.
  static func rows<Value>(of column: Column, _ value: (String) -> Value?) -> [Value?] {
    if case .levels(let codes, let levels) = column.storage {
      let values = levels.map { value($0.string) }
      return codes.indices.map { row in
        column.isMissing(row) || !values.indices.contains(Int(codes[row])) ? nil : values[Int(codes[row])]
      }
    }
    var known: [String: Value?] = [:]
    return (0..<column.count).map { row in
      guard let text = column.text(ofRow: row) else { return nil }
      if let value = known[text] { return value }
      let found = value(text)
      known[text] = .some(found)
      return found
    }
  }
}

extension Synthesizer {
  /// A part whose values follow others.
  struct Follower: Sendable {
    let part: Int
    let generator: any FollowingGenerator
    let sources: [Int]
  }

  /// - Throws: `.unknownColumn` for a source that is not there, `.badParameter` for one that follows others itself.
  static func followers(among parts: [Part]) throws(SynthesisError) -> [Follower] {
    var followers: [Follower] = []
    for (place, part) in parts.enumerated() {
      guard let generator = part.generator as? any FollowingGenerator, !generator.sources.isEmpty else { continue }
      var sources: [Int] = []
      for name in generator.sources {
        let found = parts.firstIndex { !$0.isHidden && ByteText($0.recipe.name) == ByteText(name) }
        guard let found else {
          let nearest = RecipeFitter.nearest(name, parts.filter { !$0.isHidden }.map(\.recipe.name))
          throw SynthesisError(.unknownColumn(name: name, nearest: nearest), column: part.recipe.name)
        }
        if let other = parts[found].generator as? any FollowingGenerator, !other.sources.isEmpty {
          throw SynthesisError(
            .badParameter(
              name: "the column followed", found: "'\(name)'", expected: "one that follows no other column"),
            column: part.recipe.name)
        }
        sources.append(found)
      }
      followers.append(Follower(part: place, generator: generator, sources: sources))
    }
    return followers
  }

  /// Puts the values of followers in the place of those that were drawn without looking.
  /// - Parameters:
  ///   - columns: of the parts `drawn`, with all sources among them.
  func following(_ drawn: [Int], _ columns: [Column], _ range: Range<UInt64>) -> [Column] {
    var columns = columns
    for follower in followers {
      guard let place = drawn.firstIndex(of: follower.part) else { continue }
      let sources = follower.sources.compactMap { source in drawn.firstIndex(of: source).map { columns[$0] } }
      let recipe = parts[follower.part].recipe
      guard sources.count == follower.sources.count, recipe.missingShare < 1 else { continue }
      let request = DrawRequest(
        rows: range, uniforms: [], stream: Self.values(ofColumn: recipe.name, stream), shared: stream, persons: persons)
      columns[place] = MissingAtom.column(
        recipe, follower.generator.values(for: request, following: sources), missing: columns[place].missing)
    }
    return columns
  }
}
