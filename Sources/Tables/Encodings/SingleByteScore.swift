/// How plausible a text is in an encoding of single bytes: the logarithm of the likelihood of its upper bytes, by how common
/// letters are in the language that fits best, by capitals and small letters, and by what stands beside them.
struct SingleByteScore {
  private let table: ByteTable
  private let text: ArraySlice<UInt8>

  /// What an upper byte costs that no language would have.
  private static let impossible = -14.0
  /// A letter of the script that the language hardly uses; any other character.
  private static let foreignLetter = -7.5
  private static let strange = -10.0
  /// A letter of another script among those of a Latin language.
  private static let otherScript = -12.0
  /// The share of marks among what is not ASCII.
  private static let symbolShare = -2.3

  static func logarithm(of text: ArraySlice<UInt8>, in table: ByteTable) -> Double {
    let score = SingleByteScore(table: table, text: text)
    let facts = score.facts()
    let byLanguage = (LetterModel.languages + [LetterModel.symbols]).map { score.logarithm($0, facts) }
    return (byLanguage.max() ?? 0) + table.prior
  }

  /// What is the same whatever the language.
  private struct Facts {
    /// How often each upper byte occurs.
    var counts: [(byte: UInt8, count: Double)] = []
    var places = 0.0
    /// Letters beside plain ones, behind other upper letters, and alone.
    var beside = 0.0
    var behind = 0.0
    var alone = 0.0
  }

  private func facts() -> Facts {
    var facts = Facts()
    var (counts, before) = ([Double](repeating: 0, count: 128), ByteTable.Class.none)
    for position in text.indices {
      let byte = text[position]
      let kind = table.kind(byte)
      if byte >= 0x80 {
        counts[Int(byte) - 0x80] += 1
        let after = position + 1 < text.endIndex ? table.kind(text[position + 1]) : .none
        facts.places += place(kind, before, after)
        let isPlainBefore = position > text.startIndex && text[position - 1].isLetter
        let isPlainAfter = position + 1 < text.endIndex && text[position + 1].isLetter
        if Self.isLetter(kind) {
          if isPlainBefore || isPlainAfter {
            facts.beside += 1
          } else if Self.isLetter(before) {
            facts.behind += 1
          } else {
            facts.alone += 1
          }
        }
      }
      before = kind
    }
    facts.counts = (0..<128).filter { counts[$0] > 0 }.map { (UInt8(0x80 + $0), counts[$0]) }
    return facts
  }

  private func logarithm(_ model: LetterModel, _ facts: Facts) -> Double {
    let letters = facts.counts.reduce(0.0) { $0 + $1.count * letter($1.byte, table.kind($1.byte), model) }
    return letters + facts.places + mixture(model, facts)
  }

  private static func isLetter(_ kind: ByteTable.Class) -> Bool {
    switch kind {
    case .small, .capital, .letter, .mark: true
    case .none, .symbol, .control: false
    }
  }

  private func letter(_ byte: UInt8, _ kind: ByteTable.Class, _ model: LetterModel) -> Double {
    guard let scalar = table.scalars[Int(byte) - 0x80], kind != .control else { return Self.impossible }
    if let logarithm = model.logarithm(of: scalar) { return logarithm - 0.1 }
    if let logarithm = LetterModel.symbols.logarithm(of: scalar) { return logarithm + Self.symbolShare }
    guard Self.isLetter(kind) else { return Self.strange }
    return model.script == .latin && !LetterModel.isLatin(scalar) ? Self.otherScript : Self.foreignLetter
  }

  /// Capitals stand at the front of words or among capitals; marks do not stand between letters.
  private func place(_ kind: ByteTable.Class, _ before: ByteTable.Class, _ after: ByteTable.Class) -> Double {
    switch kind {
    case .capital: before == .small ? -4.6 : (before == .capital || after == .capital ? -1 : -1.5)
    case .small: before == .capital && after == .capital ? -3 : -0.1
    case .symbol: Self.isLetter(before) && Self.isLetter(after) ? -3.5 : 0
    case .letter, .mark, .none, .control: 0
    }
  }

  /// Accents stand beside plain letters; letters of other scripts do not.
  private func mixture(_ model: LetterModel, _ facts: Facts) -> Double {
    switch model.script {
    case .latin, .symbols: -3 * facts.behind - 1.5 * facts.alone
    case .other: -4 * facts.beside
    }
  }
}
