extension FakeProviders {
  static let place: [FakeProvider] = [
    FakeProvider("street", .place, "the name of a street", support: .every) {
      let streets = $0.locale.words.streets
      return { row, bytes in bytes += streets.words[streets.place(row.persons.street.bits(at: row.number))] }
    },
    FakeProvider("street_address", .place, "street and number as the country writes them", support: .every) {
      streetAddress($0)
    },
    FakeProvider("city", .place, "a city, by the number of its people", support: .every) {
      let words = $0.locale.words
      return { row, bytes in bytes += words.cities.names[city(row, words)] }
    },
    FakeProvider("region", .place, "the state, county or province of the row's city", support: .every) {
      let words = $0.locale.words
      return { row, bytes in bytes += words.cities.regions[city(row, words)] }
    },
    FakeProvider("postcode", .place, "one of the row's city", support: .every) {
      let words = $0.locale.words
      return { row, bytes in
        row.personal(row.persons.postcode) { words.cities.postcodes[city($0, words)](&$0, &bytes) }
      }
    },
    FakeProvider("address", .place, "street, number, postcode and city in one line", support: .every) { settings in
      settings.locale.words.form("address").compiled { part($0, settings) }
    },
    FakeProvider(
      "latitude", .place, "in degrees, within 5 km of the row's city", support: .every,
      number: { settings in coordinate(settings, isLatitude: true) }
    ) { degrees(coordinate($0, isLatitude: true)) },
    FakeProvider(
      "longitude", .place, "in degrees, within 5 km of the row's city", support: .every,
      number: { settings in coordinate(settings, isLatitude: false) }
    ) { degrees(coordinate($0, isLatitude: false)) },
    FakeProvider("country_code", .place, "ISO 3166-1, two letters", canBeUnique: true) { _ in
      let countries = CommonWords.countries
      return { row, bytes in bytes += countries.words[Int(row.below(UInt64(countries.count)))] }
    },
    FakeProvider("country", .place, "ISO 3166-1, English short name", canBeUnique: true) { _ in
      let countries = CommonWords.countries
      return { row, bytes in bytes += countries.notes[Int(row.below(UInt64(countries.count)))] }
    },
    FakeProvider("own_country_code", .place, "of the locale: ISO 3166-1, two letters", support: .every) {
      let country = Array($0.locale.country.utf8)
      return { _, bytes in bytes += country }
    },
  ]

  /// The place of the city of the row's person among all cities.
  @inline(__always)
  static func city(_ row: FakeRow, _ words: LocaleWords) -> Int { words.city(row.persons.city.bits(at: row.number)) }

  private static func streetAddress(_ settings: FakeSettings) -> FakeWriter {
    let write = settings.locale.words.form("street_address").compiled { part($0, settings) }
    return { row, bytes in row.personal(row.persons.address) { write(&$0, &bytes) } }
  }

  /// The city's centre, moved by up to about 5 km.
  private static func coordinate(_ settings: FakeSettings, isLatitude: Bool) -> @Sendable (inout FakeRow) -> Double {
    let words = settings.locale.words
    return { row in
      let city = words.cities.coordinates[city(row, words)]
      var moved = 0.0
      row.personal(row.persons.place) { own in
        let (north, east) = (own.bits(), own.bits())
        moved = Double(isLatitude ? north >> 32 : east >> 32) / 4_294_967_296 - 0.5
      }
      let degrees = (isLatitude ? city.latitude : city.longitude) + moved * 0.08
      return (degrees * 100_000).rounded() / 100_000
    }
  }

  private static func degrees(_ coordinate: @escaping @Sendable (inout FakeRow) -> Double) -> FakeWriter {
    { row, bytes in
      let scaled = (coordinate(&row) * 100_000).rounded()
      if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
      let whole = UInt64(abs(scaled))
      bytes.append(number: whole / 100_000)
      bytes.append(UInt8(ascii: "."))
      bytes.append(number: whole % 100_000, width: 5)
    }
  }
}
