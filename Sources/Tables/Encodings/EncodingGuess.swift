import Glibc

/// The encoding in which a text that is not UTF-8 reads best, with how sure that is and what comes next.
///
/// Each candidate states how likely the bytes above ASCII are if the text is written in it (`SingleByteScore`,
/// `DoubleByteModel`); the shares of likelihood are the confidence. Encodings that read the text alike count as one.
struct EncodingGuess {
  let encoding: TextEncoding
  /// 0...1.
  let confidence: Double
  let runnerUp: TextEncoding?

  private struct Candidate {
    var encoding: TextEncoding
    var logarithm: Double
    /// nil for encodings of two bytes.
    var table: ByteTable?
  }

  /// Candidates whose share is below this do not change the confidence.
  private static let leastShare = 1e-9

  /// Upper bytes that are looked at.
  private static let mostUpperBytes = 4000

  /// - Parameter text: with at least one byte above ASCII.
  init(_ text: ArraySlice<UInt8>) {
    let sample = Self.sample(of: text)
    let singles = ByteTable.all.map {
      Candidate(encoding: $0.encoding, logarithm: SingleByteScore.logarithm(of: sample, in: $0), table: $0)
    }
    let doubles = DoubleByteModel.all.map { Candidate(encoding: $0.encoding, logarithm: $0.logarithm(of: sample)) }
    let ranked = (singles + doubles).sorted { $0.logarithm > $1.logarithm }
    guard let best = ranked.first else {
      (encoding, confidence, runnerUp) = (.windows1252, 0, nil)
      return
    }
    let reading = Self.reading(of: sample, best)
    var (rest, next) = (0.0, TextEncoding?.none)
    for other in ranked.dropFirst() {
      // Halved, because bytes that follow each other do not speak independently.
      let share = Glibc.exp(max(-700, (other.logarithm - best.logarithm) / 2))
      if share < Self.leastShare, next != nil { break }
      guard Self.reading(of: sample, other) != reading else { continue }
      rest += share
      next = next ?? other.encoding
    }
    encoding = best.encoding
    runnerUp = next
    confidence = min(0.99, 1 / (1 + rest))
  }

  /// The bytes around those above ASCII: whole lines would be mostly numbers.
  private static func sample(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var sample: [UInt8] = []
    var (upper, kept) = (0, text.startIndex)
    for position in text.indices where text[position] >= 0x80 {
      guard upper < mostUpperBytes else { break }
      upper += 1
      guard position >= kept else { continue }
      let start = max(kept, position - 2)
      var end = position + 1
      // Up to a byte that no character of two bytes can take in.
      while end < text.endIndex, text[end] >= 0x30, end - position < 64 { end += 1 }
      end = min(text.endIndex, end + 1)
      sample += text[start..<end]
      kept = end
    }
    return sample[...]
  }

  private static func reading(of sample: ArraySlice<UInt8>, _ candidate: Candidate) -> [UInt8] {
    // To open a converter takes longer than to look bytes up.
    if let table = candidate.table {
      return sample.flatMap { byte -> [UInt8] in
        guard byte >= 0x80 else { return [byte] }
        return table.scalars[Int(byte) - 0x80].flatMap { UTF8.encode($0) }.map(Array.init) ?? [byte]
      }
    }
    let decoder = CharacterDecoder(candidate.encoding)
    var output = [UInt8](repeating: 0, count: sample.count * 4 + 8)
    let made = sample.withUnsafeBytes { input in
      output.withUnsafeMutableBytes { decoder.decode(input, isEnd: true, into: $0).made }
    }
    return Array(output[..<made])
  }
}
