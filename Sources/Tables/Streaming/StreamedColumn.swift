/// What a whole pass knows of a column's values, exact or estimated.
package struct ColumnFacts: Sendable {
  package var distinct: Int
  package var isDistinctExact: Bool
  /// All levels of a column of texts by falling count; nil where there are too many.
  package var levels: [ColumnProfile.Level]?

  package init(distinct: Int, isDistinctExact: Bool, levels: [ColumnProfile.Level]?) {
    self.distinct = distinct
    self.isDistinctExact = isDistinctExact
    self.levels = levels
  }
}

/// Settles kind and look of a column of which all cells were read and some rows are held.
package struct StreamedColumn {
  private let sample: Column
  private let plan: ColumnPlan
  private let tally: ColumnTally
  private let facts: ColumnFacts

  /// - Parameter sample: the column in the rows that were drawn.
  package init(sample: Column, plan: ColumnPlan, tally: ColumnTally, facts: ColumnFacts) {
    (self.sample, self.plan, self.tally, self.facts) = (sample, plan, tally, facts)
  }

  /// The rows that are held, of the kind that all cells allow, with the look of all.
  package func column() -> Column {
    var column = sample
    switch plan.reading {
    case .numbers(let mark): column = numbers(mark)
    case .dressed(let wrap): column = dressed(wrap)
    case .instants(let formatter):
      column = converted(to: formatter.kind)
      if case .instants = column.storage { column.look.datePattern = formatter.pattern }
    case .texts: column = texts()
    }
    if let spelling = tally.missing.spellings.first?.spelling { column.look.missingSpelling = spelling }
    return column
  }

  private func converted(to kind: ColumnKind) -> Column {
    if sample.kind == kind { return sample }
    if let column = sample.converted(to: kind).column { return column }
    return sample.converted(to: .text).column ?? sample
  }

  // MARK: - Numbers

  private func numbers(_ mark: UInt8) -> Column {
    guard tally.present > 0 else { return sample }
    if tally.hasDecimals {
      var column = converted(to: .decimal)
      guard case .decimals = column.storage else { return column }
      let look = tally.spelling.look(mark: mark)
      (column.look.decimals, column.look.minimumDecimals) = (look.decimals, look.minimumDecimals)
      column.look.decimalMark = mark
      return column
    }
    return converted(to: isIdentifier ? .identifier : .integer)
  }

  /// Nothing is counted in currency that only names.
  private func dressed(_ wrap: NumberWrap) -> Column {
    var column = sample
    if tally.hasDecimals {
      if case .integers(let values) = sample.storage { column.storage = .decimals(values.map(Double.init)) }
      let look = tally.spelling.look(mark: wrap.mark)
      (column.look.decimals, column.look.minimumDecimals) = (look.decimals, look.minimumDecimals)
    }
    if case .decimals = column.storage { column.kind = .decimal } else { column.kind = .integer }
    wrap.set(in: &column.look)
    return column
  }

  private var isIdentifier: Bool {
    guard tally.present + tally.missing.total >= 2 else { return false }
    if tally.missing.total == 0, tally.present >= 10, tally.order.isSequence { return true }
    guard isUnique else { return false }
    let isLong = tally.spelling.shortest == tally.spelling.longest && tally.spelling.longest >= 14
    let mayCountTime = tally.order.least >= 1_000_000_000_000_000 && tally.order.most < 2_000_000_000_000_000
    return NameHints.suggestsIdentifier(sample.name) || (isLong && tally.present >= 10 && !mayCountTime)
  }

  /// As far as an estimate can tell.
  private var isUnique: Bool {
    if tally.isRising { return true }
    return facts.isDistinctExact ? facts.distinct == tally.present : facts.distinct * 100 >= tally.present * 97
  }

  // MARK: - Texts

  /// Identifiers of digits all have one length, with zeros in front: where they had none, they would have been read as numbers.
  private var isOneShape: Bool {
    guard case .integers = sample.storage else { return true }
    return sample.look.zeroPaddedWidth != nil && tally.shortest == tally.longest
  }

  private func texts() -> Column {
    guard tally.present > 0 else { return sample }
    if sample.kind == .boolean, let levels = facts.levels, levels.count <= 2 { return sample }
    if sample.kind == .identifier, isUnique, isOneShape { return sample }
    let isCategory =
      facts.levels.map {
        TextColumn.isCategorical(
          distinct: $0.count, meanLength: $0.reduce(0) { $0 + $1.text.bytes.count } / max(1, $0.count),
          rows: tally.present, name: sample.name, looksLikeMail: $0.prefix(64).allSatisfy { $0.text.looksLikeMail })
      } ?? false
    return converted(to: isCategory ? .categorical : .text)
  }

  // MARK: - What there is to tell

  package var remarks: [ReadReport.Remark] {
    var remarks: [ReadReport.Remark] = []
    func add(_ text: String, _ count: Int) {
      if count > 0 { remarks.append(ReadReport.Remark(text: text, count: count)) }
    }
    let name = ColumnTyper.shown(sample.name)
    // Those of texts are not counted.
    add("values of ‘\(name)’ lose their spelling (plus signs, blanks, bare marks)", tally.spelling.irregular)
    add("values of ‘\(name)’ lose their spelling (marks or units that the others have)", tally.irregularMarks)
    add("values of ‘\(name)’ have more digits than a number holds and are rounded", tally.spelling.dropped)
    add("values of ‘\(name)’ lose the blanks around them", tally.irregularInstants)
    let spellings = tally.missing.spellings
    if spellings.count > 1 {
      let list = spellings.prefix(4).map { $0.spelling.isEmpty ? "empty" : "‘\($0.spelling)’" }.joined(separator: ", ")
      add("missing values of ‘\(name)’ have several spellings (\(list)); the first is written", tally.missing.total)
    }
    return remarks
  }
}

extension ByteText {
  fileprivate var looksLikeMail: Bool { bytes.contains(UInt8(ascii: "@")) && bytes.contains(UInt8(ascii: ".")) }
}

/// In which order the integers of a column come; parts merge in the order of their rows.
package struct IntegerOrder: Sendable {
  private var first: Int64?
  private var last: Int64 = 0
  private(set) var least = Int64.max
  private(set) var most = Int64.min
  /// Every number is larger than the one before.
  private(set) var isRising = true
  /// Every number is the one before and one.
  private(set) var isConsecutive = true

  var isKnown: Bool { first != nil }

  /// 0, 1, 2 or 1, 2, 3 and so on.
  var isSequence: Bool { isConsecutive && (first == 0 || first == 1) }

  /// - Parameter range: from the least to the largest of them.
  mutating func add(_ values: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) {
    guard let start = values.first, let end = values.last else { return }
    var part = IntegerOrder()
    (part.first, part.last) = (start, end)
    (part.least, part.most) = (range.lowerBound, range.upperBound)
    part.isRising = isRising
    part.isConsecutive = isConsecutive
    if isRising {
      var index = 1
      while index < values.count, values[index] > values[index - 1] { index += 1 }
      part.isRising = index == values.count
      // Rising by the whole way means rising by one each time.
      part.isConsecutive =
        isConsecutive && part.isRising && end.subtractingReportingOverflow(start) == (Int64(values.count - 1), false)
    }
    merge(part)
  }

  mutating func merge(_ next: IntegerOrder) {
    guard let other = next.first else { return }
    if first == nil {
      let (rising, consecutive) = (isRising, isConsecutive)
      self = next
      (isRising, isConsecutive) = (rising && next.isRising, consecutive && next.isConsecutive)
      return
    }
    isRising = isRising && next.isRising && other > last
    isConsecutive = isConsecutive && next.isConsecutive && other == last &+ 1
    last = next.last
    least = min(least, next.least)
    most = max(most, next.most)
  }

  /// There are numbers that are no integers.
  mutating func spoil() { (isRising, isConsecutive) = (false, false) }
}
