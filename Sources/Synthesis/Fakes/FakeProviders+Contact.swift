extension FakeProviders {
  static let contact: [FakeProvider] = [
    FakeProvider(
      "email", .contact, "made of the row's name, at domains kept free for examples", support: .every,
      canBeUnique: true,
      options: [.digits, .domains]
    ) { email($0) },
    FakeProvider(
      "phone", .contact, "of the row's city; numbers for fiction where the country keeps some free, else none in use",
      support: .every, options: [.form]
    ) { phone($0) },
  ]

  private static func email(_ settings: FakeSettings) -> FakeWriter {
    let words = settings.locale.words
    let domains = settings.domains.map { Array(("@" + $0).utf8) }
    let digits = settings.isUnique ? settings.digits : nil
    // A point in most of them, then an underscore, then nothing.
    let separators = Array(".....__".utf8)
    return { row, bytes in
      writeAccount(&row, &bytes, words, separators: separators, uniqueDigits: digits)
      bytes += domains[Int(row.free(below: UInt64(domains.count)))]
    }
  }

  private static func phone(_ settings: FakeSettings) -> FakeWriter {
    let words = settings.locale.words
    guard settings.form == "international" else {
      return { row, bytes in words.cities.phones[city(row, words)](&row, &bytes) }
    }
    let prefix = Array("+\(words.settings["calling"] ?? "") ".utf8)
    let trunk = words.settings["trunk"]?.utf8.first
    return { row, bytes in
      bytes += prefix
      let start = bytes.count
      words.cities.phones[city(row, words)](&row, &bytes)
      // The digit in front of area codes is not dialled from abroad, and brackets around these are not written.
      var isFirst = true
      bytes.removeAll(from: start) { byte in
        defer { isFirst = false }
        return isFirst && byte == trunk || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
      }
    }
  }
}
