extension FakeProviders {
  static let work: [FakeProvider] = [
    FakeProvider("company", .work, "a firm with a person's name and a legal form", support: .every) { settings in
      let words = settings.locale.words
      let forms = words.companies.map { $0.compiled { part($0, settings) } }
      return { row, bytes in forms[Int(row.free(below: UInt64(forms.count)))](&row, &bytes) }
    },
    FakeProvider("job", .work, "what a person does", support: .every, canBeUnique: true) {
      let jobs = $0.locale.words.jobs
      return { row, bytes in bytes += jobs.words[Int(row.below(UInt64(jobs.count)))] }
    },
    FakeProvider("product", .work, "a thing to buy, in English", canBeUnique: true) { _ in
      let lists = [CommonWords.qualities, CommonWords.materials, CommonWords.things]
      return { row, bytes in
        for (place, list) in lists.enumerated() {
          if place > 0 { bytes.append(UInt8(ascii: " ")) }
          bytes += list.words[Int(row.below(UInt64(list.count)))]
        }
      }
    },
    FakeProvider("colour", .work, "a colour's name", support: .every, canBeUnique: true) {
      let colours = $0.locale.words.colours
      return { row, bytes in bytes += colours.words[Int(row.below(UInt64(colours.count)))] }
    },
  ]
}
