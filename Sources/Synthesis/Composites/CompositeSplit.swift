import Statistics
import Tables

/// A column of composite texts taken apart into one column for each part.
///
/// A part of digits is a column of whole numbers (with the width that leading zeros pad them to), any other part a column of
/// levels that k rows have each. The few rows that do not have the form, or have a rarer level in a part, take the parts of the
/// row before, so that nothing of them is kept.
struct CompositeSplit: Sendable {
  let form: CompositeForm
  /// As many rows as the texts; missing where the text is.
  let parts: [CompositePart]

  /// Share of the rows that may take the parts of others.
  private static let exceptions = 0.05
  private static let sampledTexts = 2_000

  /// - Returns: nil where the texts share no form, or a part has too many rare levels.
  init?(_ column: Column, k: Int) {
    guard let form = CompositeForm.common(to: column.sampledTexts(Self.sampledTexts)),
      var rows = CompositeRows(column, form)
    else { return nil }
    let present = column.count - column.missingCount
    var parts: [CompositePart.Values] = []
    // A row left out for a rare level of one part may make a level of another part rare.
    var openRows = -1
    while openRows != rows.openCount {
      openRows = rows.openCount
      parts.removeAll()
      for part in 0..<form.partCount {
        guard let values = rows.numbers(part) ?? rows.levels(part, k: k) else { return nil }
        parts.append(values)
      }
      let exceptions = rows.openCount - column.missingCount
      guard present - exceptions >= 2 * max(1, k), Double(exceptions) <= Self.exceptions * Double(present) else {
        return nil
      }
    }
    let donors = Self.donors(rows.isOpen)
    self.form = form
    self.parts = parts.map { CompositePart(values: $0.taking(donors), missing: column.missing) }
  }

  /// For each row itself, or where it is open the last row before that is not, or else the first one.
  private static func donors(_ isOpen: [Bool]) -> [Int] {
    var last = isOpen.firstIndex(of: false) ?? 0
    return isOpen.indices.map { row in
      if !isOpen[row] { last = row }
      return last
    }
  }
}

/// One part of composite texts.
struct CompositePart: Sendable {
  enum Values: Sendable {
    /// - Parameter width: what leading zeros pad them to; 0 where there are none.
    case numbers([Int64], width: Int, digits: ClosedRange<Int>)
    case levels([Int32], [ByteText])

    func taking(_ rows: [Int]) -> Values {
      switch self {
      case .numbers(let values, let width, let digits):
        .numbers(rows.map { values[$0] }, width: width, digits: digits)
      case .levels(let codes, let levels): .levels(rows.map { codes[$0] }, levels)
      }
    }
  }

  let values: Values
  let missing: [Bool]

  /// As the joint model takes it.
  func column(named name: String) -> Column {
    switch values {
    case .numbers(let values, _, _):
      Column(name: name, kind: .integer, storage: .integers(values), missing: missing)
    case .levels(let codes, let levels):
      Column(name: name, kind: .categorical, storage: .levels(codes: codes, levels: levels), missing: missing)
    }
  }

  /// The order of the levels along u; nil for numbers.
  var levelOrder: [Int32]? {
    guard case .levels(let codes, let levels) = values else { return nil }
    let present = codes.indices.map { missing.isEmpty || !missing[$0] ? codes[$0] : -1 }
    return LevelOrder.byShare(
      counts: MidRanks.levelCounts(of: present, levels: levels.count).ofLevels, levels: levels)
  }
}

/// Where the parts of each row's text lie.
private struct CompositeRows {
  /// Longer runs of digits are no numbers.
  private static let mostDigits = 15
  private static let mostLevels = 4_096

  /// Rows that are missing or do not have the form.
  private(set) var isOpen: [Bool]
  var openCount: Int { isOpen.count { $0 } }
  private let texts: [ArraySlice<UInt8>]
  /// By row, then by part: offsets from the start of the text.
  private var starts: [UInt8] = []
  private var ends: [UInt8] = []
  private let partCount: Int

  init?(_ column: Column, _ form: CompositeForm) {
    switch column.storage {
    case .text(let packed): texts = (0..<packed.count).map { packed.slice(at: $0) }
    case .levels(let codes, let levels):
      texts = codes.map { levels.indices.contains(Int($0)) ? levels[Int($0)].bytes[...] : [] }
    case .integers, .decimals, .instants: return nil
    }
    partCount = form.partCount
    isOpen = Array(repeating: true, count: texts.count)
    var parts: [Range<Int>] = []
    starts.reserveCapacity(texts.count * partCount)
    ends.reserveCapacity(texts.count * partCount)
    for (row, text) in texts.enumerated() {
      isOpen[row] = column.isMissing(row) || !form.find(&parts, in: text)
      for part in 0..<partCount {
        starts.append(isOpen[row] ? 0 : UInt8(parts[part].lowerBound - text.startIndex))
        ends.append(isOpen[row] ? 0 : UInt8(parts[part].upperBound - text.startIndex))
      }
    }
  }

  private func bytes(_ row: Int, _ part: Int) -> ArraySlice<UInt8> {
    let (text, place) = (texts[row], row * partCount + part)
    return text[text.startIndex + Int(starts[place])..<text.startIndex + Int(ends[place])]
  }

  /// nil where some row has something else than digits there, or zeros that are kept in no way.
  func numbers(_ part: Int) -> CompositePart.Values? {
    var values = [Int64](repeating: 0, count: texts.count)
    var (width, shortest, longest) = (0, Int.max, 0)
    for row in texts.indices where !isOpen[row] {
      let digits = bytes(row, part)
      guard digits.count <= Self.mostDigits, let first = digits.first else { return nil }
      var value: Int64 = 0
      for digit in digits {
        guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int64(digit - UInt8(ascii: "0"))
      }
      if first == UInt8(ascii: "0"), digits.count > 1 {
        guard width == 0 || width == digits.count else { return nil }
        width = digits.count
      }
      (shortest, longest) = (min(shortest, digits.count), max(longest, digits.count))
      values[row] = value
    }
    guard shortest <= longest, width <= shortest else { return nil }
    return .numbers(values, width: width, digits: shortest...longest)
  }

  /// Levels of fewer than k rows are open.
  mutating func levels(_ part: Int, k: Int) -> CompositePart.Values? {
    var codes = [Int32](repeating: -1, count: texts.count)
    var codeOfLevel: [ByteText: Int32] = [:]
    var levels: [ByteText] = []
    for row in texts.indices where !isOpen[row] {
      let text = ByteText(bytes(row, part))
      if let code = codeOfLevel[text] {
        codes[row] = code
        continue
      }
      guard levels.count < Self.mostLevels else { return nil }
      codes[row] = Int32(levels.count)
      codeOfLevel[text] = codes[row]
      levels.append(text)
    }
    let counts = MidRanks.levelCounts(of: codes, levels: levels.count).ofLevels
    let kept = levels.indices.filter { counts[$0] >= max(1, k) }
    var newCode = [Int32](repeating: -1, count: levels.count)
    for (new, old) in kept.enumerated() { newCode[old] = Int32(new) }
    for row in codes.indices where codes[row] >= 0 {
      codes[row] = newCode[Int(codes[row])]
      if codes[row] < 0 { isOpen[row] = true }
    }
    return kept.isEmpty ? nil : .levels(codes, kept.map { levels[$0] })
  }
}
