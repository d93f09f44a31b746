/// How the cells of one column are read in a stream: guessed from its first rows, checked on every cell.
package struct ColumnPlan: Sendable {
  package enum Reading: Sendable {
    case numbers(mark: UInt8)
    case dressed(NumberWrap)
    case instants(DateFormatter)
    case texts
  }

  package var name: String
  package var reading: Reading

  package init(name: String, reading: Reading) {
    self.name = name
    self.reading = reading
  }

  /// The plan by which all cells of `column` were read.
  init(_ column: Column) {
    name = column.name
    let wrap = NumberWrap(column.look)
    switch column.storage {
    case .integers where wrap != nil, .decimals where wrap != nil: reading = wrap.map(Reading.dressed) ?? .texts
    case .integers where column.look.zeroPaddedWidth == nil: reading = .numbers(mark: column.look.decimalMark)
    case .decimals: reading = .numbers(mark: column.look.decimalMark)
    case .instants: reading = column.look.datePattern.flatMap(DateFormatter.init).map(Reading.instants) ?? .texts
    case .integers, .levels, .text: reading = .texts
    }
  }
}

extension ColumnPlan {
  /// Whether rows that were typed by themselves mean what the plan reads: `1,234` may be a thousand or one.
  package func means(_ sample: Column) -> Bool {
    switch reading {
    case .dressed(let wrap): NumberWrap(sample.look) == wrap
    case .numbers, .instants: !sample.look.isDressed
    case .texts: true
    }
  }
}

/// What the cells of one column tell besides their values; parts merge in the order of their rows.
package struct ColumnTally: Sendable {
  /// Cells that are values.
  package var present = 0
  var missing = MissingTally()
  var spelling = NumberColumn.Spelling()
  var hasDecimals = false
  var order = IntegerOrder()
  /// Instants with blanks around them.
  var irregularInstants = 0
  /// Numbers without the marks that the others have.
  var irregularMarks = 0
  /// The first cells that the plan cannot read; where there is one, the rest of the part was not read.
  package internal(set) var failures: [ByteText] = []
  /// The shortest and longest text, and the bytes of all.
  var shortest = Int.max
  var longest = 0
  var bytes = 0

  private static let mostFailures = 32

  package var missingCount: Int { missing.total }
  /// Every value is an integer larger than the one before.
  package var isRising: Bool { order.isRising && order.isKnown }
  package var isBroken: Bool { !failures.isEmpty }

  mutating func merge(_ next: Self) {
    present += next.present
    missing.merge(next.missing)
    spelling.merge(next.spelling)
    hasDecimals = hasDecimals || next.hasDecimals
    order.merge(next.order)
    irregularInstants += next.irregularInstants
    irregularMarks += next.irregularMarks
    failures += next.failures.prefix(Self.mostFailures - failures.count)
    shortest = min(shortest, next.shortest)
    longest = max(longest, next.longest)
    bytes += next.bytes
  }
}

/// What is learned from the values of a column in a stream. One is made for each part of the rows; they merge in order.
package protocol ColumnSummary: Sendable {
  /// - Parameter range: from the least to the largest of them; there is at least one.
  mutating func add(integers: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>)
  mutating func add(decimals: UnsafeBufferPointer<Double>)
  mutating func add(texts: TextRun)
  /// All of its part has been added; what need not be carried along can go.
  mutating func settle()
  mutating func merge(_ next: Self)
}

extension ColumnSummary {
  package mutating func settle() {}
}

/// Some texts, valid only while they are shown.
package struct TextRun {
  let run: FieldRun

  package var count: Int { run.count }
  /// Eight bytes from the start of every text, and from each further eight of it, may be read.
  package subscript(index: Int) -> UnsafeBufferPointer<UInt8> { run[index] }
  package var base: UnsafePointer<UInt8> { UnsafePointer(run.text) }
  package var starts: UnsafePointer<UInt32> { UnsafePointer(run.starts) }
  package var lengths: UnsafePointer<UInt32> { UnsafePointer(run.lengths) }
}
