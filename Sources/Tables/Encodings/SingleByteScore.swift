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
  /// The share of marks among what is not ASCII.
  private static let symbolShare = -2.3

  static func logarithm(of text: ArraySlice<UInt8>, in table: ByteTable) -> Double {
    let score = SingleByteScore(table: table, text: text)
    let byLanguage = (LetterModel.languages + [LetterModel.symbols]).map { score.logarithm($0) }
    return (byLanguage.max() ?? 0) + table.prior
  }

  private func logarithm(_ model: LetterModel) -> Double {
    var (sum, before) = (0.0, ByteTable.Class.none)
    for position in text.indices {
      let byte = text[position]
      let kind = table.kind(byte)
      if byte >= 0x80 {
        let after = position + 1 < text.endIndex ? table.kind(text[position + 1]) : .none
        let isPlainBefore = position > text.startIndex && text[position - 1].isLetter
        let isPlainAfter = position + 1 < text.endIndex && text[position + 1].isLetter
        sum += letter(byte, kind, model) + place(kind, before, after)
        sum += mixture(
          kind, model, plain: isPlainBefore || isPlainAfter, upper: Self.isLetter(before) && !isPlainBefore)
      }
      before = kind
    }
    return sum
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
    return Self.isLetter(kind) ? Self.foreignLetter : Self.strange
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
  private func mixture(_ kind: ByteTable.Class, _ model: LetterModel, plain: Bool, upper: Bool) -> Double {
    guard Self.isLetter(kind) else { return 0 }
    switch model.script {
    case .latin, .symbols: return plain ? 0 : (upper ? -3 : -1.5)
    case .other: return plain ? -4 : 0
    }
  }
}
