/// A column that is neither of numbers nor of instants: booleans, categories, identifiers or text.
struct TextColumn {
  let text: UnsafeBufferPointer<UInt8>
  let cells: [Cell]
  private let table: LevelTable
  /// One mark per code of the table.
  private let isMissingCode: [Bool]
  private(set) var missing: [Bool] = []
  private(set) var tally = MissingTally()

  init(text: UnsafeBufferPointer<UInt8>, cells: [Cell], spellings: MissingSpellings) {
    self.text = text
    self.cells = cells
    table = LevelTable(text: text, cells: cells)
    let source = text
    isMissingCode = table.cells.map { cell in
      spellings.isMissing(amongTexts: UnsafeBufferPointer(rebasing: source[cell.start..<cell.start + cell.length]))
    }
    guard isMissingCode.contains(true) else { return }
    for (code, isMissing) in isMissingCode.enumerated() where isMissing {
      for _ in 0..<table.counts[code] { tally.add(bytes(of: table.cells[code])) }
    }
    missing = table.codes.map { isMissingCode[Int($0)] }
  }

  private func bytes(of cell: Cell) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[cell.start..<cell.start + cell.length])
  }

  // MARK: - Kind

  /// The codes that are values.
  private var valueCodes: [Int] { isMissingCode.indices.filter { !isMissingCode[$0] } }

  /// Levels beyond this many are shown and modelled badly, whatever their share.
  private static let mostLevels = 2000
  private static let longestLevel = 64

  func kind(name: String) -> ColumnKind {
    let codes = valueCodes
    guard !codes.isEmpty else { return .text }
    if booleanLevels(codes) != nil { return .boolean }
    let rows = codes.reduce(0) { $0 + table.counts[$1] }
    if codes.count == rows, rows >= 10, haveOneShape(codes) { return .identifier }
    return isCategorical(codes, rows: rows, name: name) ? .categorical : .text
  }

  /// Few levels that repeat: at most 50 of which each is met twice on average, or at most one row in twenty.
  private func isCategorical(_ codes: [Int], rows: Int, name: String) -> Bool {
    let length = codes.reduce(0) { $0 + table.cells[$1].length } / codes.count
    return Self.isCategorical(
      distinct: codes.count, meanLength: length, rows: rows, name: name, looksLikeMail: lookLikeMail(codes))
  }

  static func isCategorical(
    distinct: Int, meanLength: Int, rows: Int, name: String, looksLikeMail: @autoclosure () -> Bool
  ) -> Bool {
    guard distinct <= mostLevels, meanLength <= longestLevel else { return false }
    if distinct > 20, NameHints.suggestsPerson(name) || looksLikeMail() { return false }
    if distinct <= 50 { return distinct * 2 <= rows }
    return distinct * 20 <= rows
  }

  private func lookLikeMail(_ codes: [Int]) -> Bool {
    codes.prefix(64).allSatisfy { code in
      let bytes = bytes(of: table.cells[code])
      return bytes.contains(UInt8(ascii: "@")) && bytes.contains(UInt8(ascii: "."))
    }
  }

  /// Texts of one length with marks at the same places and a digit in nearly all of them: codes such as `17-000003`.
  private func haveOneShape(_ codes: [Int]) -> Bool {
    guard let first = codes.first else { return false }
    let shape = bytes(of: table.cells[first]).map(Self.shape)
    guard shape.count <= Self.longestLevel, !shape.contains(0x20) else { return false }
    var withDigits = 0
    for code in codes {
      let bytes = bytes(of: table.cells[code])
      guard bytes.count == shape.count, zip(bytes, shape).allSatisfy({ Self.shape($0) == $1 }) else { return false }
      if bytes.contains(where: { $0.isDigit }) { withDigits += 1 }
    }
    return withDigits * 10 >= codes.count * 9
  }

  private static func shape(_ byte: UInt8) -> UInt8 { byte.isDigit || byte.isLetter || byte >= 0x80 ? 0x78 : byte }

  // MARK: - Booleans

  /// By their words in small letters.
  private static let pairs: [(no: String, yes: String)] = [
    ("false", "true"), ("no", "yes"), ("f", "t"), ("n", "y"), ("off", "on"), ("nein", "ja"), ("n", "j"),
    ("falsch", "wahr"), ("nee", "ja"), ("nej", "ja"), ("nei", "ja"), ("ei", "kyllä"), ("non", "oui"), ("n", "o"),
    ("faux", "vrai"), ("no", "si"), ("no", "sí"), ("no", "sì"), ("falso", "verdadero"), ("falso", "verdadeiro"),
    ("falso", "vero"), ("não", "sim"), ("nao", "sim"), ("nie", "tak"), ("ne", "ano"), ("nie", "áno"), ("nem", "igen"),
    ("nu", "da"), ("ne", "da"), ("ne", "taip"), ("nē", "jā"), ("hayır", "evet"), ("όχι", "ναι"), ("нет", "да"),
    ("не", "да"), ("ні", "так"), ("ложь", "истина"), ("לא", "כן"), ("لا", "نعم"), ("否", "是"), ("いいえ", "はい"),
    ("아니오", "예"), ("아니요", "예"), ("không", "có"), ("tidak", "ya"), ("hayir", "evet"),
  ]

  /// The codes of no and yes, where the values are one known pair in one spelling each. A single level counts only where it is
  /// true or false.
  private func booleanLevels(_ codes: [Int]) -> [Int]? {
    guard codes.count <= 2, codes.allSatisfy({ table.cells[$0].length <= 20 }) else { return nil }
    let words = codes.map { String(decoding: bytes(of: table.cells[$0]), as: UTF8.self).lowercased() }
    if words == ["true"] || words == ["false"] { return codes }
    guard words.count == 2 else { return nil }
    for pair in Self.pairs {
      if words == [pair.no, pair.yes] { return codes }
      if words == [pair.yes, pair.no] { return [codes[1], codes[0]] }
    }
    return nil
  }

  // MARK: - Storage

  /// Levels in order of their bytes; of a boolean, no before yes.
  func levels(_ kind: ColumnKind) -> ColumnStorage {
    let codes = valueCodes
    let ordered = kind == .boolean ? booleanLevels(codes) ?? codes : codes.sorted { isBefore($0, $1) }
    var newCode = [Int32](repeating: -1, count: isMissingCode.count)
    for (index, code) in ordered.enumerated() { newCode[code] = Int32(truncatingIfNeeded: index) }
    return .levels(
      codes: table.codes.map { newCode[Int($0)] }, levels: ordered.map { ByteText(bytes(of: table.cells[$0])) })
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    bytes(of: table.cells[left]).lexicographicallyPrecedes(bytes(of: table.cells[right]))
  }

  func packed() -> PackedText {
    var texts = PackedText()
    texts.reserve(texts: cells.count, bytes: cells.reduce(0) { $0 + $1.length })
    for (row, cell) in cells.enumerated() {
      texts.append(!missing.isEmpty && missing[row] ? UnsafeBufferPointer(rebasing: text[0..<0]) : bytes(of: cell))
    }
    return texts
  }
}
