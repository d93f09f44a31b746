/// Every provider; a new one is one line in the list of its topic.
package enum FakeProviders {
  package static let all: [FakeProvider] = person + contact + place + work + money + numbers + net + text

  private static let byName: [String: FakeProvider] = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  package static func named(_ name: String) -> FakeProvider? { byName[name] }

  /// The writer of a part of a form under the same settings; nil for a part that there is not.
  static func part(_ name: String, _ settings: FakeSettings) -> FakeWriter? {
    if let writer = formPart(name, settings) { return writer }
    // A template within a template would have no end.
    guard let provider = named(name), !provider.options.contains(.template) else { return nil }
    var own = FakeSettings(provider)
    own.person = settings.person
    own.domains = settings.domains
    guard provider.locales.isEmpty || provider.locales.contains(settings.locale) else { return nil }
    own.locale = settings.locale
    return provider.writer(own)
  }

  /// Parts that are no values of their own.
  private static func formPart(_ name: String, _ settings: FakeSettings) -> FakeWriter? {
    let words = settings.locale.words
    switch name {
    case "second_last_name":
      return { row, bytes in bytes += words.last.words[row.place(in: words.last, row.persons.second)] }
    case "owner":
      return { row, bytes in
        let place = row.isUsual ? words.last.place(row.bits()) : Int(row.below(UInt64(words.last.count)))
        bytes += words.last.words[place]
      }
    default: return nil
    }
  }
}
