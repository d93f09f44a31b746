import Statistics
import StrictYAML
import Tables

/// Made-up values that look real, where real ones are personal: nothing of the column's values is learned but their kind and country.
///
/// Columns of one person show the same person in a row, by random streams that they share; none reads another one.
package struct FakeGenerator: Generator {
  package static let name = "fake"
  package static let summary = "made-up values that look real: fake email de_DE"
  package static let learns = false

  package static func suits(_ column: Column, profile: ColumnProfile) -> Bool {
    FakeRecognition.settings(for: column, profile: profile) != nil
  }

  package static func fit(_ column: Column, in context: FitContext) throws(SynthesisError) -> any FittedGenerator {
    guard let wish = context.fake else {
      guard let found = FakeRecognition.settings(for: column, profile: context.profile) else {
        let reason = "no kind of made-up values fits the column by itself; name one, such as fake email"
        throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
      }
      return FittedFake(found, kind: column.kind)
    }
    let provider = try FakeWish.provider(wish.provider)
    guard provider.holds(column.kind) else {
      let reason = "\(provider.name) gives no \(column.kind.rawValue) values"
      throw SynthesisError(.cannotFit(generator: name, reason: reason), column: column.name)
    }
    var settings = FakeRecognition.refined(FakeSettings(provider), for: column, profile: context.profile)
    if let locale = wish.locale { settings.locale = try FakeWish.locale(locale, for: provider) }
    (settings.genderColumn, settings.countryColumn) = (wish.gender, wish.country)
    if !settings.canBeUnique { settings.isUnique = false }
    return FittedFake(settings, kind: column.kind)
  }

  package static func restore(_ parameters: Parameters, column: ColumnRecipe) throws(SynthesisError)
    -> any FittedGenerator
  {
    let reader = ParameterReader(parameters, column: column.name)
    return FittedFake(try FakeSettings(reader, kind: column.kind), kind: column.kind)
  }
}

extension FakeSettings {
  /// Checks every parameter that the provider has.
  init(_ reader: ParameterReader, kind: ColumnKind) throws(SynthesisError) {
    let name = try reader.text("provider", expected: "the name of a provider, such as email").string
    guard let provider = FakeProviders.named(name) else {
      throw SynthesisError(
        .unknownFake(name: name, nearest: NearestName.of(name, among: FakeProviders.all.map(\.name))),
        column: reader.column)
    }
    guard provider.holds(kind) else {
      throw reader.bad("provider", "one that gives \(kind.rawValue) values")
    }
    self.init(provider)
    locale = try Self.locale(reader, provider)
    if provider.isPersonal {
      let expected = "a person from 1 to \(Self.mostPersons)"
      person = Int(try reader.optionalInteger("person", expected: expected, in: 1...Int64(Self.mostPersons)) ?? 1)
    }
    if provider.canBeUnique { isUnique = try reader.flag("unique") ?? false }
    if provider.options.contains(.digits) {
      let expected = "1 to \(Self.mostDigits) digits"
      digits = Int(try reader.optionalInteger("digits", expected: expected, in: 1...Int64(Self.mostDigits)) ?? 6)
    }
    if provider.options.contains(.domains), reader.parameters["domains"] != nil { domains = try Self.domains(reader) }
    if provider.options.contains(.form), reader.parameters["form"] != nil { form = try Self.form(reader, provider) }
    if provider.options.contains(.template), reader.parameters["template"] != nil {
      template = try self.template(reader)
    }
    try readColumns(reader)
  }

  static let genderName = "gender_from"
  static let countryName = "country_from"

  /// Every row has its own of the values of one locale, whatever the person's gender, or by its digits.
  var canBeUnique: Bool {
    provider.canBeUnique && countryColumn == nil && (genderColumn == nil || provider.options.contains(.digits))
  }

  private mutating func readColumns(_ reader: ParameterReader) throws(SynthesisError) {
    if provider.showsGender, reader.parameters[Self.genderName] != nil {
      genderColumn = try reader.text(Self.genderName, expected: "the name of a column").string
    }
    if provider.showsCountry, reader.parameters[Self.countryName] != nil {
      countryColumn = try reader.text(Self.countryName, expected: "the name of a column").string
    }
    guard !isUnique || canBeUnique else { throw reader.bad("unique", "false where another column is followed") }
  }

  private static func locale(_ reader: ParameterReader, _ provider: FakeProvider) throws(SynthesisError) -> FakeLocale {
    let known = provider.locales
    guard let first = known.first else { return .standard }
    guard reader.parameters["locale"] != nil else { return known.contains(.standard) ? .standard : first }
    let expected = "one of \(known.map(\.name).joined(separator: ", "))"
    let name = try reader.text("locale", expected: expected).string
    guard let locale = known.first(where: { $0.name == name }) else { throw reader.bad("locale", expected) }
    return locale
  }

  private static func domains(_ reader: ParameterReader) throws(SynthesisError) -> [String] {
    let expected =
      "domains that nobody can own: below example.com, example.org, example.net, or ending in .test, .example, .invalid"
    let domains = try reader.texts("domains", expected: expected).map(\.string)
    guard !domains.isEmpty, domains.allSatisfy(isReserved) else { throw reader.bad("domains", expected) }
    return domains
  }

  private static func form(_ reader: ParameterReader, _ provider: FakeProvider) throws(SynthesisError) -> String {
    let known = FakeForms.choices(of: provider.name)
    let expected = "one of \(known.joined(separator: ", "))"
    let form = try reader.text("form", expected: expected).string
    guard known.contains(form) else { throw reader.bad("form", expected) }
    return form
  }

  private func template(_ reader: ParameterReader) throws(SynthesisError) -> String {
    let text = try reader.text("template").string
    let unknown = FakeForm(text).parts.first { FakeProviders.part($0, self) == nil }
    guard let unknown else { return text }
    let nearest = NearestName.of(unknown, among: FakeProviders.all.map(\.name)).map { "; did you mean {\($0)}?" } ?? ""
    throw reader.bad("template", "a text with parts such as {first_name}; {\(unknown)} is none\(nearest)")
  }

  var parameters: Parameters {
    var entries: [(String, ParameterValue)] = [("provider", .text(ByteText(provider.name)))]
    if !provider.locales.isEmpty { entries.append(("locale", .text(ByteText(locale.name)))) }
    if provider.isPersonal { entries.append(("person", .integer(Int64(person)))) }
    if provider.canBeUnique { entries.append(("unique", .flag(isUnique))) }
    for option in provider.options {
      let value: ParameterValue =
        switch option {
        case .digits: .integer(Int64(digits))
        case .domains: .texts(domains.map { ByteText($0) })
        case .form: .text(ByteText(form))
        case .template: .text(ByteText(template))
        }
      entries.append((option.rawValue, value))
    }
    if let genderColumn { entries.append((Self.genderName, .text(ByteText(genderColumn)))) }
    if let countryColumn { entries.append((Self.countryName, .text(ByteText(countryColumn)))) }
    return Parameters(entries)
  }
}

private struct FittedFake: FollowingGenerator {
  let settings: FakeSettings
  let kind: ColumnKind
  private let writer: FakeWriter
  let capacity: UInt64?

  init(_ settings: FakeSettings, kind: ColumnKind) {
    self.settings = settings
    self.kind = kind
    let writer = settings.provider.writer(settings)
    self.writer = writer
    capacity = settings.isUnique ? FakeRow.capacity(of: writer) : nil
  }

  var isMarginal: Bool { false }
  var parameters: Parameters { settings.parameters }

  var sources: [String] {
    let columns = [settings.genderColumn, settings.countryColumn].compactMap { $0 }
    return columns.count == 2 && columns[0] == columns[1] ? [columns[0]] : columns
  }

  func values(for request: DrawRequest) -> ColumnStorage { values(for: request) { _, _ in nil } }

  func values(for request: DrawRequest, following columns: [Column]) -> ColumnStorage {
    let genders = settings.genderColumn.map { _ in FakeEvidence.rows(of: columns[0], FakeEvidence.isFemale) }
    let last = columns[columns.count - 1]
    let locales = settings.countryColumn.map { _ in FakeEvidence.rows(of: last, FakeEvidence.locale) }
    var writers: [FakeLocale: Maker] = [:]
    return values(for: request) { place, row in
      row.isFemale = genders?[place]
      guard let locale = locales?[place], locale != settings.locale else { return nil }
      if let known = writers[locale] { return known }
      var own = settings
      own.locale = provider(locale) ? locale : settings.locale
      let maker = Maker(own)
      writers[locale] = maker
      return maker
    }
  }

  private func provider(_ locale: FakeLocale) -> Bool { settings.provider.locales.contains(locale) }

  /// What makes the values of one locale.
  private struct Maker {
    let writer: FakeWriter
    let number: (@Sendable (inout FakeRow) -> Double)?

    init(_ settings: FakeSettings) {
      writer = settings.provider.writer(settings)
      number = settings.provider.number?(settings)
    }
  }

  /// - Parameter follow: told the place of a row among those of the request before its value is made; what makes it, where that
  ///   is not the column's own.
  private func values(for request: DrawRequest, _ follow: (Int, inout FakeRow) -> Maker?) -> ColumnStorage {
    let persons = FakePersons(request.persons, number: settings.person)
    if kind == .decimal, let coordinate = settings.provider.number?(settings) {
      var row = FakeRow(0, persons, stream: request.stream)
      return .decimals(
        request.rows.enumerated().map { place, number in
          row.move(to: number)
          return (follow(place, &row)?.number ?? coordinate)(&row)
        })
    }
    let texts = texts(for: request, persons, follow)
    guard kind == .integer else { return TextStorage.storage(of: texts, kind: kind) }
    return .integers((0..<texts.count).map { texts.slice(at: $0).reduce(0) { $0 &* 10 &+ Int64($1 & 15) } })
  }

  private func texts(
    for request: DrawRequest, _ persons: FakePersons, _ follow: (Int, inout FakeRow) -> Maker?
  ) -> PackedText {
    let permutation = capacity.map { KeyedPermutation(stream: request.stream.stream(named: "unique"), size: $0) }
    var text = FakeText(room: request.rows.count * 24)
    var row =
      permutation == nil
      ? FakeRow(0, persons, stream: request.stream)
      : FakeRow(0, persons, stream: request.stream, permuted: 0)
    let offsets = [Int](unsafeUninitializedCapacity: request.rows.count + 1) { offsets, initialized in
      offsets.initializeElement(at: 0, to: 0)
      initialized = 1
      for number in request.rows {
        row.move(to: number, permuted: permutation?.value(ofRow: number) ?? 0)
        if let maker = follow(initialized - 1, &row) { maker.writer(&row, &text) } else { writer(&row, &text) }
        offsets.initializeElement(at: initialized, to: text.count)
        initialized += 1
      }
    }
    return PackedText(bytes: text.bytes, offsets: offsets)
  }
}
