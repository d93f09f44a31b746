extension FakeProviders {
  static let text: [FakeProvider] = [
    FakeProvider("language", .text, "ISO 639-1, English name", canBeUnique: true) { _ in
      let list = CommonWords.languages
      return { row, bytes in bytes += list.notes[Int(row.below(UInt64(list.count)))] }
    },
    FakeProvider("language_code", .text, "ISO 639-1, two letters", canBeUnique: true) { _ in
      let list = CommonWords.languages
      return { row, bytes in bytes += list.words[Int(row.below(UInt64(list.count)))] }
    },
    FakeProvider("word", .text, "a word of lorem ipsum", canBeUnique: true) { _ in
      let list = CommonWords.lorem
      return { row, bytes in bytes += list.words[Int(row.below(UInt64(list.count)))] }
    },
    FakeProvider("lorem", .text, "a sentence of 4 to 14 words of lorem ipsum") { _ in
      { row, bytes in appendSentence(&row, &bytes) }
    },
    FakeProvider("paragraph", .text, "three to six sentences of lorem ipsum") { _ in
      { row, bytes in
        for place in 0..<3 + row.free(below: 4) {
          if place > 0 { bytes.append(UInt8(ascii: " ")) }
          appendSentence(&row, &bytes)
        }
      }
    },
    FakeProvider(
      "sentence", .text, "after a template of words, # digits, @ letters, {2-9} numbers and {first_name} providers",
      support: .every, options: [.template]
    ) { settings in
      FakeForm(settings.template).compiled { part($0, settings) }
    },
  ]

  private static func appendSentence(_ row: inout FakeRow, _ bytes: inout FakeText) {
    let list = CommonWords.lorem
    let start = bytes.count
    for place in 0..<4 + row.free(below: 11) {
      if place > 0 { bytes.append(UInt8(ascii: " ")) }
      bytes += list.words[Int(row.free(below: UInt64(list.count)))]
    }
    bytes[start] &= 0xDF
    bytes.append(UInt8(ascii: "."))
  }
}
