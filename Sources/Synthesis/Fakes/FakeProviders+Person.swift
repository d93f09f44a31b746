extension FakeProviders {
  static let person: [FakeProvider] = [
    FakeProvider(
      "name", .person, "first and last name in the order of the country", support: .every, canBeUnique: true
    ) { settings in
      settings.locale.words.form("name").compiled { part($0, settings) }
    },
    FakeProvider("first_name", .person, "a first name, by how common it is", support: .every, canBeUnique: true) {
      let words = $0.locale.words
      return { row, bytes in bytes += firstName(&row, words) }
    },
    FakeProvider("last_name", .person, "a last name, by how common it is", support: .every, canBeUnique: true) {
      let words = $0.locale.words
      return { row, bytes in bytes += words.last.words[row.place(in: words.last, row.persons.last)] }
    },
    FakeProvider("gender", .person, "female or male, as the row's first name", support: .every) { _ in
      { row, bytes in bytes += isFemale(row) ? "female".utf8 : "male".utf8 }
    },
    FakeProvider(
      "user_name", .person, "made of the row's name: adelev42", support: .every, canBeUnique: true, options: [.digits]
    ) { userName($0) },
    FakeProvider("initials", .person, "of the row's name, in Latin letters", support: .every) {
      let words = $0.locale.words
      return { row, bytes in
        for latin in latinName(row, words) { if let first = latin.first { bytes.append(first & 0xDF) } }
      }
    },
  ]

  static func isFemale(_ row: FakeRow) -> Bool {
    row.isFemale ?? (row.persons.gender.bits(at: row.number) & 1 == 0)
  }

  private static func firstName(_ row: inout FakeRow, _ words: LocaleWords) -> FakeWord {
    guard row.isUsual else { return words.firstNames[Int(row.below(UInt64(words.firstNames.count)))] }
    let list = isFemale(row) ? words.female : words.male
    return list.words[list.place(row.persons.first.bits(at: row.number))]
  }

  /// First and last name of the row's person in small Latin letters.
  static func latinName(_ row: FakeRow, _ words: LocaleWords) -> [FakeWord] {
    let list = isFemale(row) ? words.female : words.male
    return [
      list.latin[list.place(row.persons.first.bits(at: row.number))],
      words.last.latin[words.last.place(row.persons.last.bits(at: row.number))],
    ]
  }

  /// The name as people shorten it for accounts; where every row has its own, with so many digits behind it.
  static func writeAccount(
    _ row: inout FakeRow, _ bytes: inout FakeText, _ words: LocaleWords, separators: [UInt8], uniqueDigits: Int?
  ) {
    let first = isFemale(row) ? words.female : words.male
    let firstName = first.latin[first.place(row.persons.first.bits(at: row.number))]
    let lastName = words.last.latin[words.last.place(row.persons.last.bits(at: row.number))]
    let style = row.bits()
    // Half of the accounts spell the first name out, a quarter shorten it, a quarter have a number.
    if style & 3 == 1, let initial = firstName.first { bytes.append(initial) } else { bytes += firstName }
    let separator = Int(style >> 2 & 7)
    if separator < separators.count { bytes.append(separators[separator]) }
    bytes += lastName
    if let uniqueDigits {
      bytes.append(number: row.below(power(of: uniqueDigits)), width: uniqueDigits)
    } else if style & 3 == 2 {
      bytes.append(number: 1 + (style >> 8) % 99)
    }
  }

  static func power(of digits: Int) -> UInt64 { (0..<digits).reduce(1) { power, _ in power * 10 } }

  private static func userName(_ settings: FakeSettings) -> FakeWriter {
    let words = settings.locale.words
    let digits = settings.isUnique ? settings.digits : nil
    return { row, bytes in
      writeAccount(&row, &bytes, words, separators: [UInt8(ascii: "_"), UInt8(ascii: ".")], uniqueDigits: digits)
    }
  }
}
