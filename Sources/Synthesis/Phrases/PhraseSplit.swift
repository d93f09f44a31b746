import Statistics
import Tables

/// A column of texts as levels: each text that k rows have, then the others by their last word where k of them share it, then
/// what is left.
///
/// Levels are spelled as the texts; `… clerk` stands for other texts that end in this word, `…` for all that are left.
struct PhraseSplit: Sendable {
  static let rest = ByteText("…")
  private static let mostEndings = 400

  let part: CompositePart
  /// From the texts that are no level by themselves; nil where all are.
  let model: PhraseModel?

  static func spelling(ofEnding word: ByteText) -> ByteText { ByteText(rest.bytes + [UInt8(ascii: " ")] + word.bytes) }

  /// The last word of the texts that a level stands for; nil for a text, an empty one for the rest.
  static func ending(of level: ByteText) -> ByteText? {
    guard level.bytes.starts(with: rest.bytes) else { return nil }
    let tail = level.bytes.dropFirst(rest.bytes.count)
    guard let first = tail.first else { return ByteText("") }
    return first == UInt8(ascii: " ") ? ByteText(tail.dropFirst()) : nil
  }

  /// - Returns: nil where there is no word to make texts of, or a text looks like a level that stands for others.
  init?(_ column: Column, k: Int) {
    guard let (codes, texts) = column.textLevels, !texts.contains(where: { $0.bytes.starts(with: Self.rest.bytes) })
    else { return nil }
    let k = max(1, k)
    let counts = MidRanks.levelCounts(of: codes, levels: texts.count).ofLevels
    let rare = codes.filter { $0 >= 0 && counts[Int($0)] < k }.map { texts[Int($0)].bytes[...] }
    model = rare.count >= k ? PhraseModel(texts: rare, k: k) : nil
    guard rare.count < k || model != nil else { return nil }
    var names: [ByteText] = []
    var newCode = Self.kept(counts, k, texts, &names)
    guard Self.place(rare: counts, texts, model, &newCode, &names, k) else { return nil }
    let placed = codes.map { $0 >= 0 ? newCode[Int($0)] : -1 }
    part = CompositePart(values: .levels(placed, names), missing: column.missing)
  }

  /// Texts that are levels by themselves.
  private static func kept(_ counts: [Int], _ k: Int, _ texts: [ByteText], _ names: inout [ByteText]) -> [Int32] {
    counts.indices.map { level in
      guard counts[level] >= k else { return -1 }
      names.append(texts[level])
      return Int32(names.count - 1)
    }
  }

  /// Gives the rare texts a level each: that of their last word, the rest, or where fewer than k are left the commonest one.
  private static func place(
    rare counts: [Int], _ texts: [ByteText], _ model: PhraseModel?, _ codes: inout [Int32], _ names: inout [ByteText],
    _ k: Int
  ) -> Bool {
    func ending(_ level: Int) -> ByteText? { PhraseModel.words(of: texts[level].bytes[...]).last.map { ByteText($0) } }
    var rows: [ByteText: Int] = [:]
    for (word, share) in zip(model?.words ?? [], model?.endings ?? []) where share > 0 { rows[word] = 0 }
    for level in counts.indices where codes[level] < 0 {
      if let word = ending(level), let known = rows[word] { rows[word] = known + counts[level] }
    }
    let shared: [(key: ByteText, value: Int)] = rows.filter { $0.value >= k }.sorted {
      ($1.value, $0.key) < ($0.value, $1.key)
    }
    let endings: [ByteText] = shared.prefix(mostEndings).map { $0.key }
    let start = names.count
    names += endings.map(spelling)
    var codeOfEnding: [ByteText: Int32] = [:]
    for (place, word) in endings.enumerated() { codeOfEnding[word] = Int32(start + place) }
    var left = 0
    for level in counts.indices where codes[level] < 0 {
      codes[level] = ending(level).flatMap { codeOfEnding[$0] } ?? -1
      if codes[level] < 0 { left += counts[level] }
    }
    guard left > 0 else { return !names.isEmpty }
    if left >= k { names.append(rest) }
    guard !names.isEmpty else { return false }
    let code = left >= k ? Int32(names.count - 1) : Int32(start < names.count ? start : 0)
    for level in counts.indices where codes[level] < 0 { codes[level] = code }
    return true
  }
}

extension Column {
  /// The different texts and, for each row, which of them it has; -1 where it is missing. nil where they cannot be levels.
  var textLevels: (codes: [Int32], levels: [ByteText])? {
    guard case .levels(let codes, let levels)? = converted(to: .categorical).column?.storage else { return nil }
    return (codes, levels)
  }
}
