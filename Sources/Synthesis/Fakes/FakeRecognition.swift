import Statistics
import Tables

/// Which made-up values stand for a column of personal data, by its name and the shape of its values.
enum FakeRecognition {
  private static let sampleSize = 2_000
  /// A key needs far more values than the table has rows, since more rows than those may be drawn.
  private static let spareValues: UInt64 = 1_000
  private static let leastUniqueValues: UInt64 = 10_000_000

  /// nil where the column is not personal, or none of the providers is like it.
  static func settings(for column: Column, profile: ColumnProfile) -> FakeSettings? {
    guard let kind = profile.personalData, profile.count > profile.missing else { return nil }
    let sample = column.sampledTexts(sampleSize)
    guard let name = provider(kind, PersonalData.headerWords(column.name), sample),
      let provider = FakeProviders.named(name), provider.holds(column.kind)
    else { return nil }
    return refined(FakeSettings(provider), for: column, profile: profile)
  }

  private static func provider(_ kind: PersonalDataKind, _ header: [String], _ sample: [ArraySlice<UInt8>]) -> String? {
    switch kind {
    case .email: "email"
    case .phone: "phone"
    case .card: "card"
    case .iban: "iban"
    case .name: nameProvider(header, sample)
    case .address: addressProvider(sample)
    case .nationalID:
      FakeCountries.locale(ofDocument: header, isShapedAsSSN: share(sample, isSSN) >= 0.8) == nil ? nil : "national_id"
    }
  }

  private static func nameProvider(_ header: [String], _ sample: [ArraySlice<UInt8>]) -> String {
    let holdsBlanks = share(sample) { $0.contains(UInt8(ascii: " ")) || $0.contains(UInt8(ascii: ",")) } >= 0.5
    let text = header.joined(separator: " ")
    if FakeCountries.userNameHeaders.contains(where: text.contains), !holdsBlanks { return "user_name" }
    if FakeCountries.lastNameHeaders.contains(where: text.contains) { return "last_name" }
    if FakeCountries.firstNameHeaders.contains(where: text.contains) { return "first_name" }
    // In these scripts no blank parts the names.
    let isForeign = share(sample) { $0.contains { $0 >= 0xE3 } } >= 0.5
    return holdsBlanks || isForeign || sample.isEmpty ? "name" : "first_name"
  }

  private static func addressProvider(_ sample: [ArraySlice<UInt8>]) -> String {
    if share(sample, { $0.contains(UInt8(ascii: ",")) || $0.contains(UInt8(ascii: "\n")) }) >= 0.5 { return "address" }
    return share(sample) { $0.contains(where: \.isDigit) } >= 0.5 || sample.isEmpty ? "street_address" : "street"
  }

  /// The settings with what the column's values say of them: form, domains, and whether every row has its own.
  /// - Parameter k: what fewer rows have does not count.
  static func refined(
    _ settings: FakeSettings, for column: Column, profile: ColumnProfile, k: Int = PrivacySettings().k
  )
    -> FakeSettings
  {
    var settings = settings
    let sample = column.sampledTexts(sampleSize)
    let known = settings.provider.locales
    if !known.isEmpty, !known.contains(settings.locale) { settings.locale = known[0] }
    switch settings.provider.name {
    case "phone" where share(sample, { $0.first == UInt8(ascii: "+") }) >= 0.5: settings.form = "international"
    case "iban", "card":
      if share(sample, { $0.contains(UInt8(ascii: " ")) }) >= 0.5 { settings.form = "grouped" }
    case "email": settings.domains = domains(apartFrom: sample, k: k)
    default: break
    }
    return unique(settings, for: column, profile: profile)
  }

  /// Where the data's own addresses end as examples do, the fakes end otherwise, so that none is a real one.
  private static func domains(apartFrom sample: [ArraySlice<UInt8>], k: Int) -> [String] {
    let choices = [
      FakeSettings.exampleDomains, ["mail.example", "post.example", "web.example"], ["mail.test", "post.test"],
    ]
    let free = choices.first { domains in
      let endings = domains.map { Array($0.utf8) }
      return sample.count { text in endings.contains { text.suffix($0.count).elementsEqual($0) } } < k
    }
    return free ?? ["mail.invalid"]
  }

  private static func unique(_ settings: FakeSettings, for column: Column, profile: ColumnProfile) -> FakeSettings {
    let present = profile.count - profile.missing
    guard settings.canBeUnique, present >= PrivacySettings().k, profile.distinct == present else {
      return settings
    }
    var unique = settings
    unique.isUnique = true
    unique.digits = min(FakeSettings.mostDigits, max(7, String(column.count).count + 3))
    let needed = max(leastUniqueValues, UInt64(column.count).multipliedReportingOverflow(by: spareValues).partialValue)
    return FakeRow.capacity(of: unique.provider.writer(unique)) >= needed ? unique : settings
  }

  static func share(_ sample: [ArraySlice<UInt8>], _ holds: (ArraySlice<UInt8>) -> Bool) -> Double {
    sample.isEmpty ? 0 : Double(sample.count(where: holds)) / Double(sample.count)
  }

  private static func isSSN(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 11 && text.enumerated().allSatisfy { $0 == 3 || $0 == 6 ? $1 == UInt8(ascii: "-") : $1.isDigit }
  }
}
