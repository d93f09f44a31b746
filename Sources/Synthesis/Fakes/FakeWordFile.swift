import CFakeWords

/// The packed word lists, each unpacked when it is first asked for and then kept.
///
/// A list is a text of sections `[name]`; a line that starts with # is a remark. Sources and licences stand in the lists
/// themselves, `Sources/CFakeWords/lists`.
enum FakeWordFile {
  /// The lines of every section, by the section's name.
  typealias Sections = [String: [Substring]]

  /// The names of all lists, in order.
  static let names: [String] = entries.map(\.name)

  /// - Returns: nil for a list that is not there.
  static func sections(of name: String) -> Sections? { text(of: name).map(sections(in:)) }

  /// The list as it stands in the sources.
  static func text(of name: String) -> String? {
    guard let entry = entries.first(where: { $0.name == name }), let bytes = packedBytes,
      let plain = RecipeCompression.inflate(bytes[entry.range], count: entry.plainCount)
    else { return nil }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func sections(in text: String) -> Sections {
    var sections: Sections = [:]
    var name = ""
    for line in text.split(separator: "\n") where line.first != "#" {
      if line.first == "[", line.last == "]" {
        name = String(line.dropFirst().dropLast())
      } else {
        sections[name, default: []].append(line)
      }
    }
    return sections
  }

  private struct Entry {
    let name: String
    let range: Range<Int>
    let plainCount: Int
  }

  private static let entries: [Entry] = {
    guard let bytes = packedBytes else { return [] }
    let index = bytes.prefix { _ in true }.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }
    let start = index.reduce(0) { $0 + $1.count + 1 } + 1
    return index.compactMap { line in
      let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
      let numbers = parts.dropFirst().compactMap { Int($0) }
      guard parts.count == 4, numbers.count == 3, start + numbers[0] + numbers[1] <= bytes.count else { return nil }
      return Entry(
        name: String(parts[0]), range: start + numbers[0]..<start + numbers[0] + numbers[1], plainCount: numbers[2])
    }
  }()

  private static let packedBytes: [UInt8]? = {
    var count = 0
    return rs_fake_words(&count).map { Array(UnsafeBufferPointer(start: $0, count: count)) }
  }()
}
