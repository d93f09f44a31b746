import Statistics

/// Words with how often each is drawn, and how each is written in Latin letters.
///
/// A line of a list holds words parted by commas: `word`, `word/latin`, `word:weight`. Without weights the words stand in the order
/// of how common they are, and the one at place r weighs 1 / (r + 5): the long, slowly falling tail that names of persons have.
struct FakeWordList: Sendable {
  let words: FakeWords
  /// Small Latin letters and digits only.
  let latin: FakeWords
  /// What stood behind the word: `Germany` in `DE:Germany`; the word itself without one.
  let notes: FakeWords
  private let chances: AliasTable

  enum Weights { case byRank, equal, written }

  /// - Parameter hasLatin: whether `word/latin` is two spellings and not a word with a stroke.
  init(_ lines: [Substring], weights: Weights, language: String, hasLatin: Bool = true) {
    var (words, latin, notes, own) = ([[UInt8]](), [[UInt8]](), [[UInt8]](), [Double]())
    var places: [[UInt8]: Int] = [:]
    for item in Self.items(lines) {
      let parts = item.split(separator: ":", maxSplits: 1)
      let spellings = hasLatin ? parts[0].split(separator: "/", maxSplits: 1) : [parts[0]]
      let (word, note) = (Array(spellings[0].utf8), Array(parts[parts.count - 1].utf8))
      let weight = weights == .written ? Double(parts[parts.count - 1]) ?? 1 : 0
      if let place = places[word] {
        own[place] += weight
        continue
      }
      places[word] = words.count
      words.append(word)
      notes.append(note)
      latin.append(LatinLetters.folded(String(spellings[spellings.count - 1]), language: language))
      own.append(weight)
    }
    self.words = FakeWords(words)
    self.latin = FakeWords(latin)
    self.notes = FakeWords(notes)
    chances = AliasTable(
      words.indices.map { weights == .byRank ? 1 / (Double($0) + 6) : weights == .equal ? 1 : own[$0] })
  }

  private static func items(_ lines: [Substring]) -> [String] {
    lines.flatMap { $0.split(separator: ",") }.map { String($0.trimmed) }.filter { !$0.isEmpty }
  }

  var count: Int { words.count }

  /// The place of a word, drawn with the words' weights.
  @inline(__always)
  func place(_ bits: UInt64) -> Int { chances.place(bits) }
}

extension Substring {
  /// Without blanks at both ends.
  var trimmed: Substring {
    let start = drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
  }
}

/// Draws from a fixed law in one step (Walker 1977; built as Vose 1991). Its memory is kept as that of `FakeWords` is.
struct AliasTable: @unchecked Sendable {
  private typealias Cell = (chance: UInt32, other: Int32)
  private let cells: UnsafePointer<Cell>
  private let count: UInt64

  /// - Parameter weights: none negative; no weight at all counts as equal ones.
  init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    let count = Double(weights.count)
    var scaled = weights.map { total > 0 ? $0 / total * count : 1 }
    var cells: [Cell] = weights.indices.map { (UInt32.max, Int32($0)) }
    var (small, large) = ([Int](), [Int]())
    for index in scaled.indices { if scaled[index] < 1 { small.append(index) } else { large.append(index) } }
    while let low = small.popLast(), let high = large.popLast() {
      cells[low] = (UInt32(min(max(scaled[low], 0), 1) * Double(UInt32.max)), Int32(high))
      scaled[high] -= 1 - scaled[low]
      if scaled[high] < 1 { small.append(high) } else { large.append(high) }
    }
    let kept = UnsafeMutablePointer<Cell>.allocate(capacity: max(1, cells.count))
    kept.initialize(to: (UInt32.max, 0))
    kept.update(from: cells, count: cells.count)
    (self.cells, self.count) = (UnsafePointer(kept), UInt64(cells.count))
  }

  /// - Parameter bits: the upper half chooses a cell, the lower half one of its two members.
  @inline(__always)
  func place(_ bits: UInt64) -> Int {
    let cell = Int(((bits >> 32) &* count) >> 32)
    let (chance, other) = cells[cell]
    return UInt32(truncatingIfNeeded: bits) <= chance ? cell : Int(other)
  }
}
