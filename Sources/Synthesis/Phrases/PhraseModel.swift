import Statistics
import Tables

/// How words follow each other in the texts of a column, learned from words and pairs of words that at least k rows have.
///
/// Texts are drawn from their last word backwards, since the last word says what is named (`warehouse office clerk`): each word
/// before comes from the words that were seen there, or, where nothing frequent was, from all words that do not end a text.
struct PhraseModel: Equatable, Sendable {
  /// Words before another one: their places among the words, and the share of the word's rows that they have.
  struct Before: Equatable, Sendable {
    var words: [Int32] = []
    var shares: [Double] = []
  }

  static let mostWords = 24

  /// In falling order of the rows that have them.
  var words: [ByteText]
  /// Share of the texts that are so many words long, from one.
  var lengths: [Double]
  /// By word: how often it ends a text, and how often it stands elsewhere. Shares of all words there.
  var endings: [Double]
  var others: [Double]
  /// By word; what stands before it elsewhere is left to chance.
  var before: [Before]

  /// A text that depends on nothing but `stream`.
  /// - Parameter last: the place of its last word among the words; nil: any word that ends texts.
  func append(last: Int?, from stream: RandomStream, picks: PhrasePicks, to bytes: inout [UInt8]) {
    var counter: UInt64 = 0
    func uniform() -> Double {
      counter += 1
      return stream.uniform(at: counter)
    }
    let length = picks.lengths.place(at: uniform()) + 1
    var chosen = [last ?? picks.endings.place(at: uniform())]
    while chosen.count < length {
      let next = chosen[chosen.count - 1]
      var word = wordBefore(next, at: uniform()) ?? picks.others.place(at: uniform())
      // Twice the same word is no text of any column.
      if word == next { word = picks.others.place(at: uniform()) }
      if word != next { chosen.append(word) } else { break }
    }
    for (place, word) in chosen.reversed().enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: " ")) }
      bytes += words[word].bytes
    }
  }

  private func wordBefore(_ word: Int, at uniform: Double) -> Int? {
    var left = uniform
    for (other, share) in zip(before[word].words, before[word].shares) {
      left -= share
      if left < 0 { return Int(other) }
    }
    return nil
  }
}

/// The lists of a model, ready to be picked from.
struct PhrasePicks: Sendable {
  let lengths: SharePick
  let endings: SharePick
  let others: SharePick

  init(_ model: PhraseModel) {
    lengths = SharePick(model.lengths)
    endings = SharePick(model.endings)
    others = SharePick(model.others.contains { $0 > 0 } ? model.others : model.endings)
  }
}

extension PhraseModel {
  /// Rows that are looked at: more say little more of the words.
  private static let mostTexts = 50_000
  private static let mostVocabulary = 2_000
  private static let longestWord = 32
  /// Words before one that are kept.
  private static let mostBefore = 24

  /// - Parameter texts: one for each row.
  /// - Returns: nil where no word is in k rows, or none ends k of them.
  init?(texts all: [ArraySlice<UInt8>], k: Int) {
    let step = max(1, all.count / Self.mostTexts)
    let texts = stride(from: 0, to: all.count, by: step).map { Self.words(of: all[$0]) }
    let rows = Self.rowCounts(texts)
    let kept = rows.filter { $0.value >= k && $0.key.count <= Self.longestWord }
      .sorted { ($1.value, ByteText($0.key)) < ($0.value, ByteText($1.key)) }.prefix(Self.mostVocabulary)
    guard !kept.isEmpty else { return nil }
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.key, Int32($0)) })
    var counts = PhraseCounts(wordCount: kept.count)
    for text in texts { counts.add(text.map { places[$0] ?? -1 }) }
    guard counts.endings.contains(where: { $0 >= k }) else { return nil }
    words = kept.map { ByteText($0.key) }
    lengths = Self.shares(counts.lengths, k: k)
    endings = Self.shares(counts.endings, k: k)
    others = Self.shares(counts.others, k: k)
    before = counts.before(k: k, most: Self.mostBefore)
    guard lengths.contains(where: { $0 > 0 }) else { return nil }
  }

  /// Split at spaces; more than the longest phrase has are left out from the start.
  static func words(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.split(separator: UInt8(ascii: " ")).suffix(mostWords)
  }

  /// Rows that have each word.
  private static func rowCounts(_ texts: [[ArraySlice<UInt8>]]) -> [ArraySlice<UInt8>: Int] {
    var rows: [ArraySlice<UInt8>: Int] = [:]
    for text in texts {
      for (place, word) in text.enumerated() where !text[..<place].contains(word) { rows[word, default: 0] += 1 }
    }
    return rows
  }

  /// Counts of fewer than k rows are left out.
  private static func shares(_ counts: [Int], k: Int) -> [Double] {
    let total = Double(max(1, counts.reduce(0) { $1 >= k ? $0 + $1 : $0 }))
    return counts.map { $0 >= k ? QuantileFunctionFit.rounded(Double($0) / total, digits: 4) : 0 }
  }

  /// Share of the words of some texts that are known here, on average over the texts.
  func coverage(of texts: [ArraySlice<UInt8>]) -> Double {
    let known = Set(words)
    let shares = texts.map { text -> Double in
      let own = Self.words(of: text)
      return Double(own.count { known.contains(ByteText($0)) }) / Double(max(1, own.count))
    }
    return shares.reduce(0, +) / Double(max(1, shares.count))
  }
}

/// What the texts of a column show of its words.
private struct PhraseCounts {
  var lengths = [Int](repeating: 0, count: PhraseModel.mostWords)
  var endings: [Int]
  var others: [Int]
  private var pairs: [[Int32: Int]]
  /// How often something stands before a word.
  private var followed: [Int]

  init(wordCount: Int) {
    endings = [Int](repeating: 0, count: wordCount)
    others = endings
    followed = endings
    pairs = [[Int32: Int]](repeating: [:], count: wordCount)
  }

  /// - Parameter words: places of a text's words, -1 for those that are too rare.
  mutating func add(_ words: [Int32]) {
    guard let last = words.last else { return }
    lengths[min(words.count, PhraseModel.mostWords) - 1] += 1
    if last >= 0 { endings[Int(last)] += 1 }
    for word in words.dropLast() where word >= 0 { others[Int(word)] += 1 }
    for (word, next) in zip(words, words.dropFirst()) where next >= 0 {
      followed[Int(next)] += 1
      if word >= 0, word != next { pairs[Int(next)][word, default: 0] += 1 }
    }
  }

  func before(k: Int, most: Int) -> [PhraseModel.Before] {
    pairs.enumerated().map { word, pairs in
      let kept = pairs.filter { $0.value >= k }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most)
      let total = Double(max(1, followed[word]))
      return PhraseModel.Before(
        words: kept.map(\.key), shares: kept.map { QuantileFunctionFit.rounded(Double($0.value) / total, digits: 4) })
    }
  }
}
