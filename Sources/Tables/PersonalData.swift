/// Whether a column looks as if it held personal data.
///
/// A suspicion, for replacing values by default: the header's words and the values are looked at, a contradiction between
/// them clears the column. Headers are read in several European languages.
package enum PersonalData {
  /// Share of a column's values that must match a pattern that decides alone.
  private static let decidingShare = 0.8
  /// Share that must agree with what the header says.
  private static let supportingShare = 0.5

  /// - Parameter distinct: number of different values of the column.
  package static func suspect(_ column: Column, distinct: Int) -> PersonalDataKind? {
    guard column.kind.mayBePersonal else { return nil }
    let header = HeaderWords(column.name)
    let sample = ValueSample(column)
    if let kind = byHeader(header, column, sample) { return kind }
    return byValues(header, column, sample, distinct: distinct)
  }

  /// The words of a column's name in small letters, cut at anything but letters and at camel case.
  package static func headerWords(_ name: String) -> [String] { HeaderWords.split(name) }

  private static func byHeader(_ header: HeaderWords, _ column: Column, _ sample: ValueSample) -> PersonalDataKind? {
    guard let claim = header.claim else { return nil }
    let isWritten = column.kind != .integer
    let isPlain = sample.isEmpty && isWritten
    let holds: Bool =
      switch claim {
      case .email: sample.share { $0.contains(UInt8(ascii: "@")) } >= supportingShare
      case .phone: sample.share(ValuePattern.isPhone) >= supportingShare
      case .card: sample.share(ValuePattern.isCardLike) >= supportingShare
      case .iban: sample.share(ValuePattern.isIBANLike) >= supportingShare
      case .nationalID: sample.share(ValuePattern.isDocumentNumber) >= supportingShare
      case .address: isWritten && !header.namesArea && sample.share(ValuePattern.isAddressLike) >= supportingShare
      case .name: isWritten && sample.share(ValuePattern.hasLetters) >= supportingShare
      }
    return holds || isPlain ? claim : nil
  }

  private static func byValues(
    _ header: HeaderWords, _ column: Column, _ sample: ValueSample, distinct: Int
  ) -> PersonalDataKind? {
    guard !sample.isEmpty else { return nil }
    if sample.share(ValuePattern.isCard) >= decidingShare { return .card }
    guard column.kind != .integer else { return nil }
    if sample.share(ValuePattern.isEmail) >= decidingShare { return .email }
    if sample.share(ValuePattern.isIBAN) >= decidingShare { return .iban }
    if sample.share(ValuePattern.isInternationalPhone) >= decidingShare { return .phone }
    if sample.share(ValuePattern.isSocialSecurityNumber) >= decidingShare { return .nationalID }
    let present = column.count - column.missingCount
    let isNearlyUnique = present >= 20 && distinct * 20 >= present * 19
    guard header.isBareName || (isNearlyUnique && !header.namesThings) else { return nil }
    return sample.share(ValuePattern.isFullName) >= decidingShare ? .name : nil
  }
}

extension ColumnKind {
  fileprivate var mayBePersonal: Bool {
    switch self {
    case .text, .identifier, .categorical, .integer: true
    case .decimal, .boolean, .date, .time, .datetime: false
    }
  }
}

/// The values of a column that stand for all: every level with its count, or rows evenly spread over the column.
private struct ValueSample {
  private static let limit = 2_000
  private var texts: [ByteText] = []
  private var weights: [Double] = []
  private var total = 0.0

  init(_ column: Column) {
    switch column.storage {
    case .levels(let codes, let levels): add(codes, levels)
    case .text(let texts): addRows(of: column) { texts[$0] }
    case .integers(let values): addRows(of: column) { ByteText(String(values[$0])) }
    case .decimals, .instants: break
    }
  }

  var isEmpty: Bool { total == 0 }

  /// Share of the values for which `matches` holds; 0 for no values.
  func share(_ matches: ([UInt8]) -> Bool) -> Double {
    let matching = zip(texts, weights).reduce(0) { matches($1.0.bytes) ? $0 + $1.1 : $0 }
    return total > 0 ? matching / total : 0
  }

  private mutating func add(_ codes: [Int32], _ levels: [ByteText]) {
    var counts = [Double](repeating: 0, count: levels.count)
    for code in codes where counts.indices.contains(Int(code)) { counts[Int(code)] += 1 }
    for (level, count) in zip(levels, counts).prefix(Self.limit) where count > 0 { add(level, weight: count) }
  }

  private mutating func addRows(of column: Column, _ text: (Int) -> ByteText) {
    // A prime number of parts does not fall into step with weekly or monthly rhythms.
    let step = max(1, column.count / 1_999)
    for row in stride(from: 0, to: column.count, by: step) where !column.isMissing(row) { add(text(row), weight: 1) }
  }

  private mutating func add(_ text: ByteText, weight: Double) {
    texts.append(text)
    weights.append(weight)
    total += weight
  }
}
